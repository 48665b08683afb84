//! Large runs: 20,000 points train, are drawn in every picture, and the pictures and figures say which part of them they show.

use crate::two_views::look;
use pushpull::session::Session;
use pushpull::tell::embedding::words;
use pushpull::tell::{Focus, Options, SPECS};

/// 20,000 points in batches that go by blocks of rows.
const LARGE: &str = "data.per_class=5000&sampler.per_class=320&miner=semi-hard&step=3";

fn describe(session: &Session, view: &str) -> String {
    let spec = SPECS.iter().find(|spec| spec.id == view).unwrap();
    (spec.describe)(session, &Options::default())
}

/// All texts of a picture's legend.
fn legend(session: &Session, view: &str) -> String {
    let spec = SPECS.iter().find(|spec| spec.id == view).unwrap();
    (spec.legend)(session, &Options::default()).into_iter().map(|item| item.label + "; ").collect()
}

#[test]
fn twenty_thousand_points_train_and_are_drawn() {
    for rooms in ["", "&head=plane&scheme=cross-batch&data.held_out=0.5", "&loss=arcface"] {
        let session = Session::open(&format!("{LARGE}{rooms}")).unwrap();
        assert_eq!((session.now(), session.pipeline().dataset.len()), (3, 20_000));
        let trace = session.trace();
        assert_eq!(trace.batch.len(), 1280);
        let is_shown = |i: &usize| trace.row_of(*i).is_some();
        let mut options = vec![Options::default()];
        for view in ["view.forces", "view.moves"] {
            options[0].set(view, "on").unwrap();
        }
        let hidden = trace.batch.iter().copied().find(|i| !is_shown(i)).unwrap_or(trace.batch[0]);
        for anchor in [trace.points[0], hidden] {
            let mut focused = Options::default();
            focused.focus = Some(Focus { anchor, nth: 0 });
            options.push(focused);
        }
        options.iter().for_each(|options| look(&session, options));
    }
}

#[test]
fn what_is_only_a_part_is_said_to_be_one() {
    let session = Session::open(LARGE).unwrap();
    assert!(describe(&session, "matrix").contains("Of the 1280 rows of the batch 64 are shown"));
    let sight = session.sight(session.trace().points[0], 0).unwrap();
    assert!(words::caption(&session, &sight).contains("weight: with this one as the anchor"));
    let count = session.evaluation().drawn().unwrap();
    assert!((100..1000).contains(&count));
    let drawn = format!("{count} points drawn");
    for view in ["distances", "roc"] {
        assert!(describe(&session, view).contains(&drawn), "{view}");
        assert!(legend(&session, view).contains(&drawn), "{view}");
    }
    assert!(describe(&session, "retrieval").contains("1000 points drawn"), "{}", describe(&session, "retrieval"));
    let small = Session::open("step=3").unwrap();
    assert!(!describe(&small, "distances").contains("drawn"));
    assert!(!describe(&small, "roc").contains("drawn") && !legend(&small, "roc").contains("drawn"));
}

#[test]
fn figures_of_points_that_are_drawn_are_near_those_of_all() {
    // 1,600 points are too many for all pairs, and few enough for a test to look at them.
    let session = Session::open("data.per_class=400&step=20").unwrap();
    let evaluation = session.evaluation();
    assert!(evaluation.drawn().is_some());
    let (embedding, truth) = (session.embedding(), &session.pipeline().dataset.truth);
    let nearest = |i: usize| {
        let distance = |j: usize| (embedding.column(i) - embedding.column(j)).norm();
        (0..truth.len()).filter(|j| *j != i).min_by(|a, b| distance(*a).total_cmp(&distance(*b))).unwrap()
    };
    let right = (0..truth.len()).filter(|i| truth[nearest(*i)] == truth[*i]).count();
    let recall = evaluation.ranks().recall_at_1.unwrap();
    assert!((recall - right as f64 / truth.len() as f64).abs() < 0.02, "{recall}");
}
