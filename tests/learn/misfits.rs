//! Combinations that make no sense are refused, however they come about, and only those.

use crate::common::*;
use crate::scheme_shapes::train;
use pushpull::learn::affinity::Orientation;
use pushpull::learn::compare::Relation;
use pushpull::learn::spec::{Entry, Params};
use pushpull::learn::step::Pipeline;
use pushpull::learn::{affinity, head, loss, misfit, scheme};
use pushpull::session::{Config, ROOMS, Session, check, plan};

#[test]
fn every_misfit_names_rooms_and_a_reason_and_holds_for_some_choice() {
    for misfit in misfit::LIST {
        assert!(misfit.rooms.len() > 1 && misfit.reason.ends_with(char::is_alphanumeric), "{}", misfit.reason);
        let rooms: Vec<_> = misfit.rooms.iter().map(|key| ROOMS.iter().find(|r| r.key == *key).unwrap()).collect();
        // Every combination of choices in those rooms. Small data, a batch of more rows than some see together, one of more than any takes,
        // and a few points.
        let sizes = [&[][..], &[("data.per_class", "300")], &[("data.per_class", "1500")], &[("data", "trio")]];
        let mut all = sizes.map(<[_]>::to_vec).to_vec();
        for room in rooms {
            let with = |choices: &Vec<_>| {
                let chosen = |entry: &Entry| [&choices[..], &[(room.key, entry.id)]].concat();
                room.entries().into_iter().map(chosen).collect::<Vec<_>>()
            };
            all = all.iter().flat_map(with).collect();
        }
        let refused = |choices: &&Vec<_>| {
            let mut config = Config::default();
            let error = config.set_all(choices).and_then(|()| check(&config)).err();
            error.is_some_and(|e| e.key == misfit.rooms[0] && e.allowed.contains(misfit.reason))
        };
        let held = all.iter().filter(refused).count();
        assert!(held > 0 && held < all.len(), "{:?}: {held} of {}", misfit.rooms, all.len());
    }
}

#[test]
fn a_loss_of_coordinates_goes_with_schemes_that_compare_two_views_with_each_other_and_one_of_targets_with_a_teacher() {
    let mut counts = [0, 0];
    for scheme in scheme::LIST {
        let mut config = Config::default();
        config.set("scheme", scheme.entry.id).unwrap();
        config.set("miner", "all").unwrap();
        let pipeline = plan(&config).unwrap();
        let trace = train(&pipeline, 2).pop().unwrap().0;
        let among_themselves = trace.who.iter().all(|who| who.row().is_some());
        let negative =
            (0..trace.relations.rows()).any(|row| trace.relations.of(row, Relation::Negative).next().is_some());
        assert_eq!(pipeline.scheme.predicts(), !negative, "{}", scheme.entry.id);
        for loss in loss::OF_VIEWS {
            let built = (loss.build)(&Params::defaults(&loss.entry));
            let coordinates = built.objective().is_some();
            config.set("loss", loss.entry.id).unwrap();
            let fits = check(&config).is_ok();
            assert_eq!(
                fits,
                (!coordinates || (among_themselves && pipeline.scheme.rows_of_each() == 2))
                    && (!built.reads_targets() || pipeline.scheme.teaches()),
                "{} {}",
                scheme.entry.id,
                loss.entry.id
            );
            counts[usize::from(fits)] += usize::from(coordinates);
        }
    }
    assert!(counts.iter().all(|count| *count > 0));
}

#[test]
fn a_misfit_is_refused_whichever_choice_comes_last_and_nothing_changes() {
    let choices = [("head", "plane"), ("loss", "contrastive"), ("affinity", "dot")];
    for last in 0..3 {
        let mut session = Session::open("").unwrap();
        session.step(3);
        for (key, id) in (1..3).map(|k| choices[(last + k) % 3]) {
            session.set(key, id).unwrap();
        }
        let before = (session.text(), session.digest());
        let (key, id) = choices[last];
        let sentence = session.set(key, id).unwrap_err().to_string();
        assert!(sentence.contains("dot") && sentence.contains("loss=contrastive and head=plane"), "{sentence}");
        assert_eq!((session.text(), session.digest()), before);
    }
}

#[test]
fn a_text_whose_edits_pass_through_a_misfit_within_one_step_is_accepted() {
    let text = "head=plane&4@affinity=dot&4@loss=contrastive&4@head=circle&step=5";
    assert_eq!(Session::open(text).unwrap().text(), text);
}

#[test]
fn a_loss_that_squares_distances_would_push_positives_apart_where_they_are_below_0() {
    let labels = [0, 0, 0, 1, 1, 1];
    let relations = relations(&labels);
    let mut shown = 0;
    for loss in loss::LIST.iter().filter(|loss| loss.squares_distances) {
        for (affinity, head) in affinity::LIST.iter().flat_map(|a| head::LIST.iter().map(move |h| (a, h))) {
            let pipeline = Pipeline { affinity, head, ..with_loss(loss, &Params::defaults(&loss.entry)) };
            let weighed = weigh(&pipeline, &(normals(1, 2, labels.len()) * 2.0), &relations).0;
            let weights = weighed.weights().map(|w| w * affinity.turn(Orientation::Distance));
            let pushes = cells(&relations, Relation::Positive).into_iter().any(|cell| weights[cell] < 0.0);
            let what = format!("{} {} {}", loss.entry.id, affinity.entry.id, head.entry.id);
            assert_eq!(pushes, misfit(loss, affinity, head), "{what}");
            shown += usize::from(pushes);
        }
    }
    assert!(shown > 0);
}

#[test]
fn what_says_that_nothing_is_nearer_than_coincidence_gives_no_distance_below_0() {
    for affinity in affinity::LIST {
        let points = normals(5, 2, 40) * 3.0;
        let distances = affinity.between(&points, &points).map(|a| affinity.turned(a, Orientation::Distance));
        assert_eq!(distances.min() > -1e-12, affinity.nearest_at_coincidence, "{}", affinity.entry.id);
    }
}
