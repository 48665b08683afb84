//! Diagnoses: every finding is reached by a real run.

use pushpull::learn::judge::diagnosis::LIST;
use pushpull::session::{Session, Summary};

/// Twenty classes in the open plane, of which each batch holds all.
const TWENTY: &str = "data=gaussians&data.classes=20&data.per_class=8&data.dimensions=10&data.spread=0.5&encoder.width=64&head=plane&sampler.classes=20&sampler.per_class=4&affinity=euclidean&loss.margin=0.5&miner=random";

/// Runs that end in each finding, with the number of steps.
const RUNS: &[(&str, &str, u64)] = &[
    ("exploded", "optimizer.lr=1e308", 5),
    ("solved", "data.spread=0.05&miner=hard", 400),
    ("memorised", "data=digits&data.unseen=8&data.per_class=20", 100),
    ("nothing-mined", "data.classes=1", 0),
    ("collapsed", "data.label_noise=0.2&miner=batch-hard", 150),
    ("ready", "", 0),
    ("falling", "data.label_noise=0.2&miner=hard", 5),
    ("recovering", "data.label_noise=0.2&miner=hard&80@miner=semi-hard", 100),
    ("drifting", "head=plane", 15),
    ("begun", "", 5),
    ("worsening", "optimizer.lr=3", 30),
    ("learning", "data.label_noise=0.2", 30),
    ("plateau", TWENTY, 400),
    ("stalled", "data=digits&miner=random&head.dimensions=16", 1500),
    ("steady", "optimizer.lr=0", 100),
];

fn after(text: &str, steps: u64) -> Session {
    let mut session = Session::open(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    session.step(steps);
    session
}

#[test]
fn every_finding_is_reached_by_a_run_and_says_its_numbers() {
    assert_eq!(LIST.iter().map(|f| f.id).collect::<Vec<_>>(), RUNS.iter().map(|r| r.0).collect::<Vec<_>>());
    for (id, text, steps) in RUNS {
        let diagnosis = after(text, *steps).diagnosis();
        println!("{id}: {} {}", diagnosis.title, diagnosis.sentence);
        assert_eq!(diagnosis.id, *id, "{text}: {}", diagnosis.sentence);
        assert!(!diagnosis.sentence.contains("NaN") && diagnosis.sentence.ends_with('.'), "{}", diagnosis.sentence);
        let counts = diagnosis.sentence.chars().any(|c| c.is_ascii_digit());
        assert!(counts || *id == "nothing-mined", "{}", diagnosis.sentence);
    }
}

#[test]
fn a_collapse_is_seen_whatever_the_loss_is_there() {
    let mut zeros = 0;
    for loss in pushpull::learn::loss::LIST {
        let text = format!("data.label_noise=0.2&miner=batch-hard&loss={}", loss.entry.id);
        let session = after(&text, 150);
        let (first, last) = (&session.history()[0], session.history().last().unwrap());
        let words = session.words();
        let seen = words.iter().any(|word| ["collapsed", "falling"].contains(&word.finding.id));
        let share = |summary: &Summary| summary.whole.spread / first.whole.spread;
        let least = session.history().iter().map(share).fold(1.0, f64::min);
        assert!(seen || share(last) >= 0.3, "{text}: fell, {:?}", words.last());
        assert!(!seen || least < 0.8, "{text}: did not fall");
        zeros += usize::from(seen && last.collapse_loss == 0.0);
    }
    assert!(zeros > 0, "a loss that is 0 at collapse has collapsed");
}

#[test]
fn a_collapse_is_named_only_after_it_has_lasted_and_never_under_semi_hard_mining() {
    let mut session = after("data.label_noise=0.2&miner=hard", 0);
    let mut named = None;
    for step in 1..=300 {
        session.step(1);
        if session.diagnosis().id == "collapsed" {
            named.get_or_insert(step);
        }
    }
    let named = named.expect("this run collapses");
    assert!((50..200).contains(&named), "named at step {named}");
    for seed in 1..=8 {
        let mut session = after(&format!("data.label_noise=0.2&seed={seed}"), 0);
        for _ in 0..40 {
            session.step(25);
            let said = session.diagnosis().id;
            assert!(!["collapsed", "falling", "exploded"].contains(&said), "seed {seed} at {}: {said}", session.now());
        }
    }
}

#[test]
fn a_second_fall_is_rescued_from_before_it_and_not_from_before_the_first() {
    let text = "data.label_noise=0.2&miner=hard&60@miner=semi-hard&500@miner=hard&step=900";
    let session = Session::open(text).unwrap();
    let said = session.diagnosis();
    assert_eq!(said.id, "collapsed");
    let spread = |step: u64| session.history()[step as usize].spread;
    assert!(spread(50) < 0.3 * spread(0) && spread(480) > 0.7 * spread(0), "it fell and got up again");
    assert!((490..900).contains(&said.sound.unwrap()), "{said:?}");
}
