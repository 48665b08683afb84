//! Forces: the arrows are the gradient, pulls bring together, pushes drive apart, and the encoder answers as it does in the next step.

mod common;

use common::{misfit, params};
use pushpull::learn::affinity::AffinitySpec;
use pushpull::learn::compare::Relation;
use pushpull::learn::force::Forces;
use pushpull::learn::lens::{Lens, Zone};
use pushpull::learn::loss::LossSpec;
use pushpull::learn::spec::{Params, Spec};
use pushpull::learn::{affinity, head, loss, miner};
use pushpull::session::Session;

/// Every loss, affinity, miner and head that go together, a few steps into a run.
fn runs() -> impl Iterator<Item = Session> {
    let with = |loss: &'static LossSpec, affinity: &'static AffinitySpec| {
        let heads = head::LIST.iter().filter(move |head| !misfit(loss, affinity, head));
        heads.flat_map(move |head| {
            miner::LIST.iter().map(move |miner| [loss.entry(), affinity.entry(), miner.entry(), head.entry()])
        })
    };
    let all =
        loss::LIST.iter().flat_map(move |loss| affinity::LIST.iter().flat_map(move |affinity| with(loss, affinity)));
    all.map(|[loss, affinity, miner, head]| {
        let text = format!(
            "data.per_class=8&encoder.width=6&sampler.per_class=5&loss={}&affinity={}&miner={}&head={}&optimizer.lr=0.001&step=2",
            loss.id, affinity.id, miner.id, head.id
        );
        Session::open(&text).unwrap()
    })
}

#[test]
fn pull_and_push_together_are_the_gradient_downhill() {
    let mut compared = 0;
    for session in runs() {
        let (pipeline, trace) = (session.pipeline(), session.trace());
        let forces = Forces::of(pipeline, trace);
        let whole = &forces.pull + &forces.push;
        for (i, g) in trace.gradient.column_iter().enumerate() {
            let force = whole.column(i);
            let tolerance = 1e-9 * (1.0 + force.norm());
            if pipeline.head.unit {
                // The raw gradient is the force divided by the raw length, which the trace does not keep.
                assert!(
                    (force.norm() * g.norm() + force.dot(&g)).abs() <= tolerance * (1.0 + g.norm()),
                    "not parallel"
                );
                assert!(force.dot(&trace.rows.column(i)).abs() <= tolerance, "not tangent");
            } else {
                assert!((force + g).norm() <= tolerance, "{}", session.text());
            }
            compared += usize::from(force.norm() > 1e-6);
        }
    }
    assert!(compared > 1000, "hardly any point was moved at all: {compared}");
}

#[test]
fn a_free_point_goes_where_its_force_points() {
    let session = Session::open("encoder=points&head=plane&sampler=full&miner=all&optimizer.lr=0.1").unwrap();
    let forces = Forces::of(session.pipeline(), session.trace());
    let moved = session.next_embedding().unwrap() - session.embedding();
    let expected = (forces.pull + forces.push) * 0.1;
    assert!((moved - expected).norm() < 1e-12);
}

#[test]
fn the_coming_step_is_the_one_that_is_announced() {
    let mut session = Session::open("data.label_noise=0.2&miner=hard&step=3").unwrap();
    let announced = session.next_embedding().unwrap();
    session.step(1);
    assert_eq!(session.embedding(), &announced);
    let refused = Session::open("optimizer.lr=1e308").unwrap();
    assert!(refused.next_embedding().is_none());
}

#[test]
fn the_lens_sorts_every_negative_of_the_anchor_into_its_zone() {
    for session in runs() {
        let (pipeline, trace) = (session.pipeline(), session.trace());
        let (mut hard, mut semi_hard, mut all) = (0, 0, 0);
        for anchor in 0..trace.relations.rows() {
            let positives = trace.relations.of(anchor, Relation::Positive).count();
            let mut seen: Vec<usize> = vec![];
            for nth in 0..positives {
                let Some(lens) = Lens::new(pipeline, trace, anchor, nth) else { continue };
                seen.push(lens.positive);
                assert_eq!(lens.distance, trace.distances[(anchor, lens.positive)]);
                all += lens.negatives.len() as u64;
                hard += lens.negatives.iter().filter(|(_, zone)| *zone == Zone::Hard).count() as u64;
                semi_hard += lens.negatives.iter().filter(|(_, zone)| *zone == Zone::SemiHard).count() as u64;
            }
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), positives, "counting through the positives visits each of them once");
        }
        let ranks = &trace.ranks;
        assert_eq!((hard, semi_hard, all), (ranks.hard, ranks.semi_hard, ranks.triplets), "{}", session.text());
    }
}

#[test]
fn the_lens_says_for_every_miner_what_that_miner_takes() {
    let session = Session::open("data.label_noise=0.2&step=40").unwrap();
    let (pipeline, trace) = (session.pipeline(), session.trace());
    let mut taken = vec![0; miner::LIST.len()];
    for anchor in 0..trace.relations.rows() {
        let lens = Lens::new(pipeline, trace, anchor, 0).expect("a balanced batch has both");
        let picks = lens.picks(pipeline, trace, 40, |spec| Params::defaults(&spec.entry));
        for (count, pick) in taken.iter_mut().zip(&picks) {
            *count += pick.negatives.len();
            let nearest =
                lens.negatives.iter().map(|(n, _)| trace.distances[(anchor, *n)]).fold(f64::INFINITY, f64::min);
            match pick.spec.entry.id {
                "all" => assert_eq!(pick.negatives.len(), lens.negatives.len()),
                "hard" | "batch-hard" => assert_eq!(trace.distances[(anchor, pick.negatives[0])], nearest),
                "semi-hard" => {
                    let zones = pick.negatives.iter().map(|n| lens.negatives.iter().find(|(m, _)| m == n).unwrap().1);
                    assert!(zones.into_iter().all(|zone| zone == Zone::SemiHard));
                }
                _ => assert!(pick.negatives.iter().all(|n| lens.negatives.iter().any(|(m, _)| m == n))),
            }
        }
        // The miner in force takes in the lens what it took in the step.
        let own = picks.iter().find(|p| p.spec.entry.id == session.config().choice("miner").id).unwrap();
        assert_eq!(own.negatives, lens.taken(&trace.tuples));
    }
    assert!(taken.iter().all(|n| *n > 0), "{taken:?}");
}

#[test]
fn the_lens_says_what_each_library_means_by_semi_hard() {
    let session = Session::open("data.label_noise=0.2&step=40").unwrap();
    let (pipeline, trace) = (session.pipeline(), session.trace());
    let mut differing = 0;
    for anchor in 0..trace.relations.rows() {
        let lens = Lens::new(pipeline, trace, anchor, 0).expect("a balanced batch has both");
        let meanings = lens.meanings(pipeline, trace, 40, lens.margin);
        for (i, (definition, negatives)) in meanings.iter().enumerate() {
            let set = [("definition", i as f64), ("margin", lens.margin)];
            let picks = lens.picks(pipeline, trace, 40, |spec| params(&spec.entry, &set));
            let pick = picks.iter().find(|p| p.spec.entry.id == "semi-hard").unwrap();
            assert_eq!(pick.negatives, *negatives, "{}", definition.entry.id);
        }
        differing += usize::from(meanings.iter().any(|(_, negatives)| *negatives != meanings[0].1));
    }
    assert!(differing > 10, "the definitions differ on {differing} anchors");
}
