//! Gliding: between two steps points are on their way, and afterwards the session is as it was.

use pushpull::learn::num::Matrix;
use pushpull::session::Session;
use pushpull::tell::Options;
use pushpull::tell::embedding::lens::View;

fn places(session: &mut Session, share: f64) -> (Matrix, Matrix) {
    session.gliding(share, |session| (session.embedding().clone(), session.trace().rows.clone()))
}

#[test]
fn points_go_from_the_step_before_to_the_next_one_and_rows_go_with_them() {
    for text in
        ["step=9", "head=plane&optimizer.lr=0.01&step=9", "head.dimensions=3&step=9", "scheme=cross-batch&step=9"]
    {
        let mut session = Session::open(text).unwrap();
        let (before, now) = (session.trail().last().unwrap().clone(), session.embedding().clone());
        let length = |embedding: &Matrix| (embedding - &before).norm();
        let shares = [0.0, 0.3, 0.6, 1.0].map(|share| places(&mut session, share));
        assert!(length(&shares[0].0) < 1e-9, "{text}: it starts where the step before was");
        assert_eq!(shares[3].0, now, "{text}: it ends at the very bits of the step");
        assert!(shares.windows(2).all(|pair| length(&pair[0].0) < length(&pair[1].0)), "{text}");
        for (embedding, rows) in &shares {
            for (row, point) in session.trace().points.iter().enumerate() {
                assert!((rows.column(row) - embedding.column(*point)).norm() < 1e-9, "{text}, row {row}");
            }
            let unit = session.pipeline().head.unit;
            assert!(!unit || embedding.column_iter().all(|z| (z.norm() - 1.0).abs() < 1e-9), "{text}: on the circle");
        }
    }
}

#[test]
fn a_chosen_point_outside_the_batch_glides_like_the_others_and_keeps_its_distances() {
    let mut session = Session::open("step=9").unwrap();
    let point = (0..).find(|point| !session.trace().batch.contains(point)).unwrap();
    let mut options = Options::default();
    options.set("view.anchor", &point.to_string()).unwrap();
    let seen = |session: &Session| {
        let view = View::of(session, &options).unwrap();
        let distances: Vec<f64> = view.pairs.iter().map(|pair| pair.distance).collect();
        (view.anchor, view.camera.points(session.embedding())[point], distances)
    };
    let (rest, _, distances) = seen(&session);
    let (anchor, place, during) = session.gliding(0.5, seen);
    assert!((anchor.0 - place.0).abs() < 1e-9 && (anchor.1 - place.1).abs() < 1e-9, "{anchor:?} {place:?}");
    assert!(anchor != rest && during == distances);
}

#[test]
fn a_glide_leaves_no_trace() {
    let mut session = Session::open("data.label_noise=0.2&step=9").unwrap();
    let other = Session::open("data.label_noise=0.2&step=9").unwrap();
    let figures =
        |session: &Session| (session.evaluation().ranks().map_at_r, session.evaluation().spread, session.diagnosis());
    assert_eq!(session.gliding(0.0, figures), figures(&other), "figures are those of the step");
    assert_eq!(figures(&session), figures(&other));
    assert_eq!((session.digest(), session.embedding()), (other.digest(), other.embedding()));
    assert_eq!(session.trace().rows, other.trace().rows);
    assert!(session.glide().is_none());
    session.step(3);
    assert_eq!(session.digest(), Session::open("data.label_noise=0.2&step=12").unwrap().digest());
}

#[test]
fn where_there_is_no_step_before_nothing_glides() {
    for text in ["", "sampler.per_class=100&data.per_class=100&step=2", "data=moons&9@data=rings&step=9"] {
        let mut session = Session::open(text).unwrap();
        let now = session.embedding().clone();
        assert_eq!(places(&mut session, 0.5).0, now, "{text}");
    }
}
