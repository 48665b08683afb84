//! Points moved or labelled by hand, also in mid-run.

use pushpull::learn::metric;
use pushpull::session::Session;

fn open(text: &str) -> Session {
    Session::open(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

const SMALL: &str = "data.classes=3&data.per_class=6&encoder.width=8&sampler.per_class=4";

#[test]
fn a_moved_point_is_embedded_as_if_the_data_had_been_made_with_it() {
    for head in ["plane", "circle"] {
        let mut session = open(&format!("{SMALL}&head={head}&step=12"));
        let before = session.embedding().clone();
        let mut features = session.pipeline().dataset.points.clone();
        (features[(0, 7)], features[(1, 7)]) = (0.31, -0.22);
        let expected = session.warp(features).unwrap();
        session.set("point.7", "0.31,-0.22").unwrap();
        assert!((session.embedding() - &expected).norm() < 1e-12);
        let moved = |i: usize| session.embedding().column(i) != before.column(i);
        assert_eq!((0..18).filter(|i| moved(*i)).collect::<Vec<_>>(), [7], "the encoder stays, so the others do");
        assert_eq!(session.pipeline().dataset.truth[7], 1);
    }
}

#[test]
fn a_label_changes_relations_and_nothing_else_of_what_is_embedded() {
    let mut session = open("data.classes=3&data.per_class=6&encoder.width=8&sampler=full&miner=all&step=9");
    let (embedding, rows, before) =
        (session.embedding().clone(), session.trace().rows.clone(), session.trace().relations.clone());
    session.set("label.4", "2").unwrap();
    let dataset = &session.pipeline().dataset;
    assert_eq!((dataset.truth[4], dataset.given[4]), (0, 2), "the true class stays");
    assert_eq!((session.embedding(), &session.trace().rows), (&embedding, &rows));
    let after = &session.trace().relations;
    let batch = &session.trace().batch;
    for (i, a) in batch.iter().enumerate() {
        for (j, b) in batch.iter().enumerate() {
            let classes = [0, 2];
            let other = |point: &usize| *point != 4 && classes.contains(&dataset.truth[*point]);
            let turns = (*a == 4 && other(b)) || (*b == 4 && other(a));
            assert_eq!(before.get(i, j) != after.get(i, j), turns, "{a} and {b}");
        }
    }
}

#[test]
fn measures_keep_using_the_true_labels() {
    let mut session = open(&format!("{SMALL}&step=9"));
    let measures = |session: &Session| -> Vec<Option<f64>> {
        // One measure is of the given labels, by its name and on purpose.
        let of_truth = metric::LIST.iter().filter(|spec| spec.entry.id != "given_map_at_r");
        of_truth.map(|spec| (spec.value)(session.evaluation())).collect()
    };
    let before = measures(&session);
    session.set("label.4", "2").unwrap();
    assert_eq!(measures(&session), before);
}

#[test]
fn a_drag_leaves_one_entry_per_step_and_putting_back_leaves_none() {
    let mut session = open(&format!("{SMALL}&step=5"));
    let before = (session.text(), session.digest());
    for place in ["0.1,0", "0.2,0.1", "0.31,-0.22"] {
        session.set("point.7", place).unwrap();
    }
    session.set("label.7", "2").unwrap();
    let text = format!("{SMALL}&5@point.7=0.31,-0.22&5@label.7=2&step=5");
    assert_eq!((session.edits().len(), session.digest()), (2, open(&text).digest()));
    session.set("point.7", "back").unwrap();
    assert_eq!(session.edits().len(), 1);
    session.set("label.7", "back").unwrap();
    assert_eq!((session.text(), session.digest()), before);
}

#[test]
fn putting_back_later_is_an_edit_of_its_own() {
    let mut session = open(&format!("point.7=0.31,-0.22&{SMALL}&step=5"));
    session.set("point.7", "back").unwrap();
    assert!(session.text().contains("5@point.7=back"), "{}", session.text());
    assert_eq!(session.pipeline().dataset.points, open(SMALL).pipeline().dataset.points);
    assert_eq!(open("point.7=back").text(), "", "there was nothing to put back");
}

#[test]
fn other_data_drop_the_changes_and_a_smaller_set_those_that_do_not_fit() {
    let mut session = open(&format!("{SMALL}&point.7=0.3,0.2&label.4=2&label.17=1&step=5"));
    session.set("data.per_class", "5").unwrap();
    let given = |session: &Session| -> Vec<String> {
        session.config().points().given().into_iter().map(|(key, _)| key).collect()
    };
    assert_eq!(given(&session), ["point.7", "label.4"]);
    session.set("data.classes", "2").unwrap();
    assert_eq!(given(&session), ["point.7"], "there is no class 2 any more");
    session.set("data", "moons").unwrap();
    assert!(given(&session).is_empty());
    assert_eq!(open(&session.text()).digest(), session.digest());
}

#[test]
fn what_fitted_only_beside_a_value_goes_when_the_value_is_replaced() {
    let mut session = open(&format!("{SMALL}&step=5"));
    session.set("data.per_class", "9").unwrap();
    session.set("label.26", "1").unwrap();
    session.set("data.per_class", "8").unwrap();
    assert!(!session.text().contains("label"), "{}", session.text());
    session.set("loss", "info-nce").unwrap();
    session.set("loss.temperature", "0.5").unwrap();
    session.set("loss", "contrastive").unwrap();
    assert!(!session.text().contains("temperature"), "{}", session.text());
    assert_eq!(open(&session.text()).digest(), session.digest());
}

#[test]
fn a_run_takes_only_as_many_changes_as_its_link_can_hold() {
    let mut session = open(SMALL);
    let error = (0..2000).find_map(|i| {
        session.step(1);
        session.set("point.7", &format!("{}.123456789,0.123456789", i % 900)).err()
    });
    assert!(error.expect("there is an end").allowed.contains("link"));
    assert_eq!(open(&session.text()).digest(), session.digest());
}

#[test]
fn the_timeline_says_what_an_edit_does() {
    let text = "data=penguins&label.0=1&5@label.17=2&6@label.0=back&7@data=blobs&8@point.17=0.31,-0.22&9@loss.margin=0.5&step=9";
    let said = |session: &Session| session.edits().iter().map(|edit| session.say_edit(edit)).collect::<Vec<_>>();
    let all = [
        "point 17 is labelled as class 2",
        "point 0 has its own label again",
        "data is blobs",
        "point 17 is at (0.31, −0.22)",
        "loss.margin is 0.5",
    ];
    assert_eq!(said(&open(text)), all);
    assert_eq!(said(&open(&text.replace("step=9", "step=5")))[0], "point 17 is labelled Chinstrap");
}
