//! Held-out points and unseen classes: the seed decides the partition, and training never sees the held-out part.

use crate::common::*;
use pushpull::learn::dataset::{Dataset, DatasetSpec, FEWEST_SEEN, LIST, UNSEEN};
use pushpull::learn::loss;
use pushpull::learn::spec::Params;
use pushpull::session::{Desk, ROOMS, Session};
use std::collections::BTreeSet;

const SHARES: [f64; 6] = [0.0, 0.05, 0.1, 0.3, 1.0 / 3.0, 0.5];

fn session(text: &str) -> Session {
    Session::open(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Every data set with several classes, with the fewest and the most that it can have.
fn settings(spec: &DatasetSpec) -> Vec<(Params, usize)> {
    let few = ["classes", "per_class"].iter().all(|id| spec.entry.params.iter().any(|p| p.id == *id));
    let usual = Params::defaults(&spec.entry);
    let mut found = vec![usual];
    if few {
        found.push(params(&spec.entry, &[("classes", 4.0), ("per_class", 1.0)]));
        found.push(params(&spec.entry, &[("classes", 3.0), ("per_class", 7.0)]));
    }
    found.into_iter().map(|setting| (setting.clone(), spec.size(&setting).classes)).collect()
}

fn unseen_classes(set: &Dataset) -> Vec<usize> {
    (0..set.classes()).filter(|class| set.is_unseen(*class)).collect()
}

#[test]
fn training_and_held_out_points_are_a_partition_by_class_in_every_data_set() {
    for spec in LIST {
        for (setting, classes) in settings(spec) {
            for share in SHARES {
                for unseen in 0..=classes.saturating_sub(FEWEST_SEEN) {
                    let asked = setting.clone().with("held_out", share).with(UNSEEN, unseen as f64);
                    let set = spec.make(&asked, 7);
                    let what = format!("{} {asked:?}", spec.entry.id);
                    let mut all: Vec<usize> = [set.training(), set.held_out()].concat();
                    all.sort_unstable();
                    assert_eq!(all, (0..set.len()).collect::<Vec<_>>(), "{what}");
                    assert!(set.training().is_sorted() && set.held_out().is_sorted(), "{what}");
                    assert!(set.held_out().iter().all(|i| set.is_held_out(*i)), "{what}");
                    assert_eq!(unseen_classes(&set).len(), unseen, "{what}");
                    for class in 0..classes {
                        let own = set.truth.iter().filter(|c| **c == class).count();
                        let held = set.held_out().iter().filter(|i| set.truth[**i] == class).count();
                        if set.is_unseen(class) {
                            assert_eq!(held, own, "{what}: class {class}");
                        } else {
                            assert!((held as f64 - share * own as f64).abs() <= 0.5 + 1e-9, "{what}: {held} of {own}");
                            assert!(held < own, "{what}: nothing of class {class} is left");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn the_seed_decides_and_a_greater_share_holds_out_more_of_the_same_points() {
    for spec in LIST {
        let of = |share: f64, unseen: f64, seed: u64| {
            let asked = Params::defaults(&spec.entry).with("held_out", share).with(UNSEEN, unseen);
            spec.make(&asked, seed)
        };
        assert_eq!(of(0.3, 0.0, 7).split, of(0.3, 0.0, 7).split);
        let differs = |seed: u64| of(0.3, 0.0, 7).split != of(0.3, 0.0, seed).split;
        assert!((8..20).any(differs), "{}: the seed does nothing", spec.entry.id);
        for (less, more) in SHARES.into_iter().zip(SHARES.into_iter().skip(1)) {
            let (few, many) = (of(less, 0.0, 7), of(more, 0.0, 7));
            assert!(few.held_out().iter().all(|i| many.is_held_out(*i)), "{}: {less} and {more}", spec.entry.id);
        }
        // The same points and labels, whatever is held out.
        let (all, part) = (of(0.0, 0.0, 7), of(0.5, 0.0, 7));
        assert_eq!((&all.points, &all.truth, &all.given), (&part.points, &part.truth, &part.given));
    }
    let digits = |seed: u64| unseen_classes(&spec(LIST, "digits").make(&digits_params(), seed));
    assert!((0..8).map(digits).collect::<BTreeSet<_>>().len() > 4);
}

fn digits_params() -> Params {
    Params::defaults(&spec(LIST, "digits").entry).with(UNSEEN, 3.0)
}

#[test]
fn no_training_point_is_labelled_as_a_class_that_is_never_trained_on() {
    for spec in LIST {
        let classes = spec.size(&Params::defaults(&spec.entry)).classes;
        let unseen = classes.saturating_sub(FEWEST_SEEN);
        for seed in 0..4 {
            let asked = Params::defaults(&spec.entry).with("label_noise", 0.5).with(UNSEEN, unseen as f64);
            let set = spec.make(&asked, seed);
            assert!(set.training().iter().all(|i| !set.is_unseen(set.given[*i])), "{}", spec.entry.id);
            let wrong = (0..set.len()).filter(|i| set.given[*i] != set.truth[*i]).count();
            assert_eq!(wrong, (0.5 * set.len() as f64).round() as usize, "{}", spec.entry.id);
        }
    }
}

#[test]
fn no_batch_of_any_sampler_and_scheme_holds_a_held_out_point() {
    let ids = |key: &str| {
        let room = ROOMS.iter().find(|room| room.key == key).unwrap();
        room.entries().iter().map(|entry| entry.id).collect::<Vec<_>>()
    };
    for data in ids("data") {
        for sampler in ids("sampler") {
            for scheme in ids("scheme") {
                let unseen = usize::from(!["moons", "checkerboard", "subclasses", "trio"].contains(&data));
                let few = if spec(LIST, data).entry.params.iter().any(|p| p.id == "per_class") {
                    "data.per_class=8&"
                } else {
                    ""
                };
                let text = format!(
                    "data={data}&{few}data.held_out=0.3&data.unseen={unseen}&sampler={sampler}&scheme={scheme}"
                );
                let mut session = session(&text);
                for _ in 0..4 {
                    let dataset = &session.pipeline().dataset;
                    let batch = &session.trace().batch;
                    assert!(!batch.is_empty(), "{text}");
                    assert!(batch.iter().all(|i| !dataset.is_held_out(*i)), "{text}");
                    session.step(1);
                }
            }
        }
    }
}

#[test]
fn free_points_leave_held_out_ones_where_they_started_under_every_optimizer() {
    for optimizer in ["sgd", "momentum", "adam"] {
        let text = format!("encoder=points&head=plane&data.held_out=0.3&data.unseen=1&optimizer={optimizer}");
        let (start, mut after) = (session(&text), session(&text));
        after.step(20);
        let dataset = &start.pipeline().dataset;
        let moved = |i: &usize| start.embedding().column(*i) != after.embedding().column(*i);
        assert!(!dataset.held_out().iter().any(moved), "{optimizer}");
        assert!(dataset.training().iter().filter(|i| moved(i)).count() > dataset.training().len() / 2, "{optimizer}");
    }
}

#[test]
fn what_held_out_points_are_changes_nothing_that_is_trained() {
    // Another place and another label for every held-out point give the same parameters, bit for bit.
    for loss in ["triplet", "arcface", "center-loss", "proxy-nca"] {
        let text = format!("data.held_out=0.2&data.unseen=1&loss={loss}&data.per_class=10");
        let plain = session(&format!("{text}&step=15"));
        let dataset = &plain.pipeline().dataset;
        let edits = dataset
            .held_out()
            .iter()
            .map(|i| format!("point.{i}=9,-9&label.{i}={}", (dataset.given[*i] + 1) % dataset.classes()));
        let edited = session(&format!("{text}&{}&step=15", edits.collect::<Vec<_>>().join("&")));
        assert_eq!(plain.state().towers, edited.state().towers, "{loss}");
        assert_eq!(plain.state().learned, edited.state().learned, "{loss}");
    }
}

#[test]
fn proxies_of_unseen_classes_stay_where_they_started_with_every_loss() {
    let mut tried = 0;
    for entry in loss::LIST {
        let text = format!("data.unseen=2&loss={}", entry.entry.id);
        let Ok(start) = Session::open(&text) else { continue };
        let proxies = |session: &Session| session.state().learned.proxies().clone();
        if proxies(&start).is_empty() {
            continue;
        }
        tried += 1;
        let mut after = session(&text);
        after.step(10);
        let (before, now) = (proxies(&start), proxies(&after));
        for class in 0..now.ncols() {
            let still = before.column(class) == now.column(class);
            assert_eq!(still, start.pipeline().dataset.is_unseen(class), "{}: class {class}", entry.entry.id);
        }
    }
    assert!(tried >= 5, "{tried} losses with proxies");
}

#[test]
fn figures_are_of_training_points_and_have_fellows_of_the_held_out_ones() {
    let session = session("encoder=points&head=plane&data.held_out=0.3&optimizer=adam&optimizer.lr=0.1&step=300");
    let evaluation = session.evaluation();
    let held_out = evaluation.held_out.as_ref().unwrap();
    let [training, others] = [&**evaluation, held_out].map(|e| e.ranks().map_at_r.unwrap());
    assert!(training > 0.9, "what is trained on is learned by heart: {training}");
    assert!(others < 0.5, "free points know nothing of others: {others}");
    let dataset = &session.pipeline().dataset;
    let pairs = |n: usize| n * (n - 1) / 2;
    assert_eq!(evaluation.positive().len() + evaluation.negative().len(), pairs(dataset.training().len()));
    assert_eq!(held_out.positive().len() + held_out.negative().len(), pairs(dataset.held_out().len()));
    let sample = session.sample(session.now()).unwrap().retrieval();
    assert_eq!(sample.truth.map_at_r, Some(training));
    assert_eq!(sample.held_out.as_ref().unwrap().map_at_r, Some(others));
}

#[test]
fn without_held_out_data_there_is_no_fellow() {
    let session = session("");
    assert!(session.evaluation().held_out.is_none());
    assert!(session.sample(0).unwrap().retrieval().held_out.is_none());
    assert_eq!(session.pipeline().dataset.training().len(), session.pipeline().dataset.len());
}

#[test]
fn choices_that_leave_too_few_classes_to_train_on_are_refused_by_name() {
    for (text, most) in [
        ("data=moons&data.unseen=1", "at most 0 with 2 classes"),
        ("data.classes=4&data.unseen=3", "at most 2 with 4 classes"),
        ("data.classes=1&data.unseen=1", "at most 0 with 1 classes"),
        ("data=digits&data.classes=5&data.unseen=4", "at most 3 with 5 classes"),
    ] {
        let error = Session::open(text).err().unwrap_or_else(|| panic!("{text} is accepted")).to_string();
        assert!(error.contains("data.unseen") && error.contains(most), "{text}: {error}");
    }
    let mut session = session("data.unseen=2");
    let error = session.set("data.classes", "3").unwrap_err().to_string();
    assert!(error.contains("data.unseen"), "{error}");
    assert_eq!(session.config().text_of("data.classes").as_deref(), Some("4"), "nothing is changed");
}

/// The points that the steps so far were trained on, as far as they are in the data of today.
fn trained_on(session: &Session) -> BTreeSet<usize> {
    let mut seen = BTreeSet::new();
    let (mut run, id) = (session.clone(), session.config().choice("data").id);
    for step in 0..session.now() {
        run.seek(step);
        if run.config().choice("data").id == id {
            seen.extend(run.trace().batch.iter().copied());
        }
    }
    seen
}

#[test]
fn a_point_that_was_trained_on_is_never_called_held_out() {
    for (start, edits, anew) in [
        ("step=9", vec![("data.held_out", "0.3")], true),
        ("data.held_out=0.3&step=9", vec![("data.held_out", "0.2")], true),
        ("step=9", vec![("data.unseen", "1")], true),
        ("data.unseen=1&data.classes=6&step=9", vec![("data.classes", "5")], true),
        ("data.held_out=0.3&step=9", vec![("data.per_class", "40")], true),
        ("step=9", vec![("data.per_class", "40"), ("data.spread", "0.5"), ("miner", "hard")], false),
        ("data.held_out=0.3&step=9", vec![("data.label_noise", "0.1"), ("data.spread", "0.5")], false),
        ("step=9", vec![("data", "moons"), ("data.held_out", "0.3")], false),
    ] {
        let mut session = session(start);
        for (key, value) in &edits {
            session.set(key, value).unwrap();
            assert_eq!(session.config().text_of(key).unwrap(), *value, "{start} {key}");
        }
        assert_eq!((session.now() == 0, session.edits().is_empty()), (anew, anew), "{start} {edits:?}");
        session.step(9);
        let dataset = &session.pipeline().dataset;
        assert!(trained_on(&session).iter().all(|i| !dataset.is_held_out(*i)), "{start} {edits:?}");
        let again = self::session(&session.text());
        assert_eq!((again.text(), again.digest()), (session.text(), session.digest()), "{start} {edits:?}");
    }
}

#[test]
fn an_old_text_that_splits_its_data_anew_in_mid_run_keeps_the_split() {
    for (text, same) in [
        ("9@data.held_out=0.3&step=20", "step=20"),
        ("data.held_out=0.3&9@data.held_out=0.1&12@miner=hard&step=20", "data.held_out=0.3&12@miner=hard&step=20"),
        ("data.held_out=0.3&9@data.per_class=60&step=20", "data.held_out=0.3&step=20"),
        ("9@data=moons&15@data.unseen=1&step=20", "9@data=moons&step=20"),
    ] {
        let (found, expected) = (session(text), session(same));
        assert_eq!((found.text(), found.digest()), (text.to_string(), expected.digest()), "{text}");
        assert_eq!(found.pipeline().dataset.held_out(), expected.pipeline().dataset.held_out(), "{text}");
        assert!(found.edits().iter().any(|edit| found.say_edit(edit).contains("settled before step 0")), "{text}");
    }
}

#[test]
fn another_split_begins_the_run_anew_puts_the_old_one_aside_and_takes_all_panels_back() {
    let mut desk = Desk::open("").unwrap();
    desk.add_panel();
    desk.step(9);
    let before = desk.text();
    desk.set("data.held_out", "0.3").unwrap();
    assert_eq!((desk.now(), desk.clock(), desk.branches().count()), (0, 0, 1));
    assert!(desk.edits().is_empty());
    assert_eq!(Desk::open(&desk.text()).unwrap().text(), desk.text());
    desk.undo();
    assert_eq!((desk.text(), desk.clock()), (before, 9));
}
