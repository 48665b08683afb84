//! The encoder's view: what the encoder does to places that are in no data set.

use crate::open::session;
use pushpull::learn::num::Matrix;
use pushpull::session::{ROOMS, Session};
use pushpull::tell::{Options, SPECS};

/// Every encoder, in the plane and on the circle, on data of two, four and many features.
fn sessions() -> impl Iterator<Item = (String, Session)> {
    let of = |key: &str| ROOMS.iter().find(|room| room.key == key).map(|room| room.entries()).unwrap();
    let texts = of("encoder").into_iter().flat_map(move |encoder| {
        ["plane", "circle"].into_iter().flat_map(move |head| {
            ["moons", "penguins", "digits"]
                .map(|data| format!("data={data}&encoder={}&head={head}&data.per_class=9&step=3", encoder.id))
        })
    });
    texts.map(|text| (text.clone(), session(&text)))
}

#[test]
fn the_features_of_the_points_go_where_the_points_are() {
    let mut maps = 0;
    for (text, session) in sessions() {
        let points = session.pipeline().dataset.points.clone();
        match session.warp(points) {
            Some(warped) => {
                maps += 1;
                assert!((warped - session.embedding()).norm() < 1e-9, "{text}");
            }
            None => assert!(text.contains("encoder=points"), "{text}"),
        }
    }
    assert!(maps >= 12, "{maps}");
}

#[test]
fn places_between_two_points_go_between_them_for_a_linear_encoder() {
    let session = session("encoder=linear&head=plane&step=5");
    let points = &session.pipeline().dataset.points;
    let middle = Matrix::from_column_slice(2, 1, (0.5 * (points.column(0) + points.column(9))).as_slice());
    let between = 0.5 * (session.embedding().column(0) + session.embedding().column(9));
    assert!((session.warp(middle).unwrap().column(0) - between).norm() < 1e-12);
}

#[test]
fn a_table_of_points_is_no_map_and_the_legend_says_so() {
    let session = session("encoder=points&head=plane");
    assert!(session.warp(session.pipeline().dataset.points.clone()).is_none());
    let mut options = Options::default();
    options.set("view.grid", "on").unwrap();
    let embedding = SPECS.iter().find(|spec| spec.id == "embedding").unwrap();
    assert!((embedding.legend)(&session, &options).iter().any(|item| item.label.contains("a table")));
    assert!((embedding.describe)(&session, &options).contains("a table"));
}
