//! Time travel: going to a step and having been there are the same, bit for bit.

use proptest::prelude::*;
use pushpull::session::{Desk, MAX_STEPS, Session};

/// Everything that a page could show of a session, in comparable form.
fn seen(session: &Session) -> (u64, u64, String, String, String, String) {
    (
        session.now(),
        session.digest(),
        session.text(),
        format!("{:?}", session.embedding()),
        format!("{:?} {:?}", session.history()[session.now() as usize], session.trace().batch),
        format!("{:?}", session.trail().collect::<Vec<_>>()),
    )
}

fn open(text: &str) -> Session {
    Session::open(text).unwrap_or_else(|e| panic!("{text}: {e}"))
}

const SMALL: &str = "data.classes=3&data.per_class=6&data.label_noise=0.1&encoder.width=8&sampler.per_class=4";

/// Settings that may change at any moment; some give the encoder or the data another shape.
const EDITS: [(&str, &str); 26] = [
    ("miner", "hard"),
    ("miner", "random"),
    ("loss", "info-nce"),
    ("loss", "contrastive"),
    ("loss", "arcface"),
    ("loss", "center-loss"),
    ("loss.proxy_lr", "0.7"),
    ("data.classes", "4"),
    ("scheme", "cross-batch"),
    ("scheme.size", "20"),
    ("optimizer", "adam"),
    ("optimizer", "momentum"),
    ("head", "plane"),
    ("encoder", "linear"),
    ("encoder.width", "12"),
    ("data", "moons"),
    ("data.spread", "0.4"),
    ("sampler", "full"),
    ("point.3", "0.31,-0.22"),
    ("point.3", "-1,0.5"),
    ("point.3", "back"),
    ("point.17", "0,0"),
    ("label.3", "1"),
    ("label.17", "0"),
    ("label.17", "back"),
    ("data.per_class", "5"),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn stepping_seeking_and_opening_agree_whatever_is_edited_on_the_way(
        seed in 0_u32..1000,
        actions in prop::collection::vec((0_u64..40, prop::option::of(0..EDITS.len())), 1..8),
        detour in 0_u64..200,
    ) {
        let mut session = open(&format!("{SMALL}&seed={seed}"));
        for (steps, edit) in actions {
            session.step(steps);
            if let Some(edit) = edit {
                let (key, value) = EDITS[edit];
                // A parameter may not belong to the current choice; then nothing may change.
                let before = seen(&session);
                if session.set(key, value).is_err() {
                    prop_assert_eq!(&before, &seen(&session));
                }
            }
        }
        let there = session.now();
        let text = session.text();
        prop_assert_eq!(seen(&open(&text)).1, session.digest(), "opened from {}", text);
        session.seek(detour);
        session.seek(there);
        prop_assert_eq!(seen(&open(&text)), seen(&session), "sought to {}", text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_snapshot_brings_back_what_replay_brings_back_and_the_future_too(
        seed in 0_u32..1000,
        actions in prop::collection::vec((0_u64..60, prop::option::of(0..EDITS.len())), 1..6),
        back in 0_u64..60,
        late in any::<bool>(),
    ) {
        let mut session = open(&format!("{SMALL}&seed={seed}"));
        let mut snapshots = vec![];
        for (steps, edit) in actions {
            session.step(steps);
            snapshots.push(session.snapshot());
            if let Some(edit) = edit {
                let _ = session.set(EDITS[edit].0, EDITS[edit].1);
            }
        }
        session.step(20);
        if late {
            snapshots.push(session.snapshot());
        }
        session.seek(session.now().saturating_sub(back));
        // A snapshot from any moment, before or after edits, gives the same run.
        for bytes in &snapshots {
            let resumed = Session::resume(&session.text(), bytes).unwrap();
            prop_assert_eq!(seen(&resumed), seen(&session));
            let known = resumed.history().len();
            prop_assert_eq!(resumed.history(), &session.history()[..known]);
        }
        // The latest one knows the future, which stays the same when it is walked through.
        if late && session.now() >= session.last().saturating_sub(8) {
            let mut resumed = Session::resume(&session.text(), &snapshots[snapshots.len() - 1]).unwrap();
            session.seek(session.last());
            resumed.seek(session.now());
            prop_assert_eq!(seen(&resumed), seen(&session));
        }
    }

    #[test]
    fn a_damaged_snapshot_is_as_good_as_none(place in any::<prop::sample::Index>(), bit in 0_u8..8, end in any::<prop::sample::Index>()) {
        let mut session = open(SMALL);
        session.step(40);
        let bytes = session.snapshot();
        let mut flipped = bytes.clone();
        flipped[place.index(bytes.len())] ^= 1 << bit;
        for damaged in [&flipped[..], &bytes[..end.index(bytes.len())], &[]] {
            let resumed = Session::resume(&session.text(), damaged).unwrap();
            prop_assert_eq!(seen(&resumed), seen(&session));
        }
    }
}

#[test]
fn a_snapshot_spares_the_replay_and_keeps_the_curve_and_what_lies_to_the_right() {
    let mut session = open(SMALL);
    session.step(300);
    let bytes = session.snapshot();
    session.seek(290);
    let resumed = Session::resume(&session.text(), &bytes).unwrap();
    assert_eq!((resumed.now(), resumed.last()), (290, 300));
    assert_eq!(resumed.history(), session.history());
    assert_eq!(seen(&resumed), seen(&session));
    assert_eq!(resumed.keyframe().0, 272, "it starts from the snapshot's keyframe");
    // A snapshot of another run is useless and harmless.
    let other = format!("{SMALL}&miner=hard&step=40");
    assert_eq!(seen(&Session::resume(&other, &bytes).unwrap()), seen(&open(&other)));
}

#[test]
fn steps_one_by_one_are_steps_at_once() {
    let (mut slow, mut fast) = (open(SMALL), open(SMALL));
    (0..90).for_each(|_| assert_eq!(slow.step(1), 1));
    assert_eq!(fast.step(90), 90);
    assert_eq!(seen(&slow), seen(&fast));
    assert_eq!(slow.history(), fast.history());
}

#[test]
fn a_run_with_several_networks_is_the_same_sought_and_resumed() {
    for text in [
        "scheme=byol&miner=all&loss=cosine-regression&6@scheme.predictor=8",
        "scheme=simsiam&miner=all&loss=cosine-regression&6@scheme.predictor=8",
        "scheme=dino&loss=self-distillation&head=plane&6@scheme.centring=off",
        "scheme=moco&miner=all&loss=info-nce&6@scheme.queue=16",
        "data=digits&scheme=clip&miner=all&loss=clip&6@loss.temperature=0.2",
    ] {
        let text = format!("{text}&step=9");
        let mut walked = open(&text);
        let before = seen(&walked);
        walked.step(4);
        walked.seek(9);
        assert_eq!(seen(&walked), before, "{text}");
        assert_eq!(seen(&Session::resume(&text, &walked.snapshot()).unwrap()), before, "{text}");
    }
}

#[test]
fn a_setting_changed_and_changed_back_leaves_no_trace() {
    let mut session = open(SMALL);
    session.step(30);
    let before = seen(&session);
    for (there, back) in
        [(("encoder.width", "32"), ("encoder.width", "8")), (("miner", "hard"), ("miner", "semi-hard"))]
    {
        session.set(there.0, there.1).unwrap();
        assert_eq!(session.edits().len(), 1);
        session.set(back.0, back.1).unwrap();
        assert_eq!(seen(&session), before);
    }
}

#[test]
fn proxies_come_with_their_loss_go_with_it_and_stay_while_they_fit() {
    let mut session = open(&format!("{SMALL}&optimizer=adam"));
    session.step(20);
    let before = session.state().clone();
    assert!(before.learned.proxies().is_empty() && before.learned.updates == 20);
    session.set("loss", "arcface").unwrap();
    assert_eq!(session.state().towers, before.towers, "the encoder goes on");
    assert_eq!((session.state().learned.proxies().shape(), session.state().learned.updates), ((2, 3), 0));
    session.step(20);
    let learned = session.state().learned.clone();
    assert_eq!((learned.slots.len(), learned.updates), (4, 20), "two slots of the proxies, and of no number");
    session.set("loss", "cosface").unwrap();
    assert_eq!(session.state().learned, learned, "another loss takes them over");
    session.set("optimizer", "sgd").unwrap();
    assert_eq!(session.state().learned.parameters, learned.parameters);
    assert_eq!((session.state().learned.slots.len(), session.state().learned.updates), (0, 0));
    session.step(5);
    session.set("data.classes", "4").unwrap();
    assert_eq!(session.state().learned.proxies().ncols(), 4, "as many as there are classes");
    session.step(5);
    session.set("loss", "triplet").unwrap();
    assert_eq!(session.state().learned, Session::open("").unwrap().state().learned);
    session.step(5);
    let text = session.text();
    assert_eq!(seen(&open(&text)), seen(&session), "{text}");
}

#[test]
fn a_change_in_the_past_starts_another_future() {
    let mut session = open(SMALL);
    session.step(60);
    session.seek(20);
    assert_eq!(session.last(), 60, "scrubbing back forgets nothing");
    session.set("miner", "hard").unwrap();
    assert_eq!((session.now(), session.last()), (20, 20));
    session.step(40);
    assert_eq!(session.digest(), open(&format!("{SMALL}&20@miner=hard&step=60")).digest());
}

#[test]
fn reset_replays_with_the_settings_that_are_seen_and_reroll_takes_another_seed() {
    let mut session = Desk::open(SMALL).unwrap();
    session.step(30);
    session.set("miner", "hard").unwrap();
    session.step(30);
    session.reset();
    assert_eq!((session.now(), session.config().choice("miner").id), (0, "hard"));
    session.step(30);
    assert_eq!(session.digest(), open(&format!("{SMALL}&miner=hard&step=30")).digest());
    let seed = session.config().seed;
    session.reroll();
    assert_eq!((session.now(), session.config().seed), (0, seed + 1));
    session.step(30);
    assert_ne!(session.digest(), open(&format!("{SMALL}&miner=hard&step=30")).digest());
}

#[test]
fn an_absurd_learning_rate_stops_at_the_last_finite_frame() {
    for rate in ["1e6", "1e308"] {
        for head in ["plane", "circle"] {
            let mut session = open(&format!("data.label_noise=0.2&head={head}&optimizer.lr={rate}"));
            session.step(500);
            assert!(session.halted(), "{rate} on the {head} ran to step {}", session.now());
            assert!(session.embedding().iter().all(|x| x.is_finite()) && session.trace().loss.is_finite());
            let diagnosis = session.diagnosis();
            assert_eq!(diagnosis.id, "exploded");
            assert_eq!(diagnosis.blamed.as_deref(), Some("optimizer.lr"), "{}", diagnosis.sentence);
            let stopped = session.now();
            assert_eq!(session.step(5), 0);
            assert!(diagnosis.sound.is_some());
            let remedies = session.remedies();
            session.follow(&remedies[0]).unwrap();
            assert_eq!(session.step(100), 100, "the remedy lets the run go on from step {stopped}");
        }
    }
}

#[test]
fn one_class_one_point_and_nothing_mined_give_defined_results() {
    for text in [
        "data.classes=1",
        "data.per_class=1",
        "data.classes=1&data.per_class=1",
        "data.spread=0",
        "sampler.per_class=1",
        "sampler.classes=1",
        "data.label_noise=1",
        "miner.margin=0",
        "data.classes=1&miner=all&loss=info-nce",
        "data.per_class=1&miner=hard&loss=contrastive",
    ] {
        let mut session = open(text);
        assert_eq!(session.step(20), 20, "{text}");
        assert!(session.history().iter().all(|s| s.loss.is_finite() && s.gradient_norm.is_finite()), "{text}");
        assert!(!session.diagnosis().sentence.contains("NaN"), "{text}");
        if session.trace().terms == 0 {
            assert_eq!(session.trace().loss, 0.0, "{text}");
            assert!(["nothing-mined", "solved"].contains(&session.diagnosis().id), "{text}");
        }
    }
}

#[test]
fn a_run_ends_at_its_longest_and_says_so() {
    let mut session = open("data.classes=1&data.per_class=2&encoder=linear");
    assert_eq!(session.step(MAX_STEPS + 5), MAX_STEPS);
    assert!(session.halted());
    session.seek(MAX_STEPS / 2);
    assert!(!session.halted());
}

#[test]
fn a_step_beyond_the_end_is_trained_to_and_one_beyond_the_longest_run_is_refused() {
    let text = format!("{SMALL}&panels=2&2:miner=hard");
    let (mut desk, mut trained) = (Desk::open(&text).unwrap(), Desk::open(&text).unwrap());
    trained.step(50);
    let digests = |desk: &Desk| desk.panels().iter().map(|panel| panel.session().digest()).collect::<Vec<_>>();
    // A part at a time, so that nothing waits for a far step.
    let parts = (0..).take_while(|_| desk.go_to("50", 7).unwrap()).count();
    assert_eq!((parts, digests(&desk)), (7, digests(&trained)));
    assert!(!desk.go_to("20", 7).unwrap());
    assert_eq!((desk.clock(), desk.furthest()), (20, 50), "what is known is gone to at once");
    assert!(desk.go_to("60", 0).unwrap());
    assert_eq!(desk.clock(), 50, "as far as it is known");
    assert!(!desk.go_to("60", 100).unwrap());
    assert_eq!(desk.clock(), 60, "and not beyond");
    for wrong in ["20001", "-1", "1.5", "", "12 ", "1e3"] {
        let said = desk.go_to(wrong, 1).unwrap_err().to_string();
        assert!(said.starts_with("step: ") && said.contains("a whole number from 0 to 20000"), "{said}");
        assert_eq!(desk.clock(), 60);
    }
    let mut ends = Desk::open("head=plane&optimizer.lr=1e308").unwrap();
    assert!(!ends.go_to("100", 100).unwrap(), "a run that ends before has no more to go");
}
