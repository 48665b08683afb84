//! Verdicts and the figures beside them: over all examples, all states of lessons and random configurations, no verdict contradicts the
//! columns of `examples/train.rs`, and words do not flicker.
//!
//! What the walks said is kept beside the code (`outcomes`). With other code every run is walked where CI=true, else some. `cargo test
//! --test session verdicts -- --nocapture` prints how often each word was said and
//! contradicted.

use crate::outcomes::outcomes;
use crate::verdict_laws::{FARTHEST, LAWS, Row, now};
use crate::verdict_runs::{lessons, presets, random};
use pushpull::learn::loss;
use pushpull::session::rescue::{ADVICE, Advice, FALLING_PLANE, RINGS_JITTERED, WORDS_APART};
use pushpull::session::{PRESETS, Session};
use std::collections::BTreeMap;

/// How often a word was said, and how often it was contradicted.
type Tally = BTreeMap<String, [u64; 2]>;

/// Walks a run, and counts its words and their changes.
fn walk(text: &str, steps: u64) -> (Tally, usize) {
    let mut session = Session::open(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    let (mut rows, mut tally, mut changes) = (vec![Row::of(&session)], Tally::new(), 0);
    while session.now() < steps && session.step(1) > 0 {
        if rows.len() > FARTHEST + 1 {
            rows.remove(1);
        }
        let before = now(&rows).said;
        rows.push(Row::of(&session));
        let said = now(&rows).said;
        changes += usize::from(said != before);
        let laws = LAWS.iter().filter(|law| law.verdicts.contains(&said));
        let counts: &mut [u64; 2] = tally.entry(said.to_string()).or_default();
        counts[0] += 1;
        counts[1] += u64::from(laws.filter_map(|law| (law.holds)(&rows)).any(|holds| !holds));
    }
    (tally, changes)
}

/// A walk in one line: how often the word changed, then each word, how often it was said and how often contradicted.
fn line((tally, changes): &(Tally, usize)) -> String {
    let words = tally.iter().map(|(said, [all, wrong])| format!(" {said} {all} {wrong}"));
    format!("{changes}{}", words.collect::<String>())
}

/// What such a line says.
fn read(line: &str) -> (Tally, usize) {
    let mut words = line.split(' ');
    let changes = words.next().and_then(|n| n.parse().ok()).expect("a number of changes");
    let words: Vec<_> = words.collect();
    let number = |text: &str| text.parse().expect("a number of steps");
    (words.chunks(3).map(|word| (word[0].into(), [number(word[1]), number(word[2])])).collect(), changes)
}

/// Walks over every run of which nothing is known, or over each `part`-th one.
fn check(name: &str, texts: &[String], part: usize, steps: u64) {
    let (mut sum, mut flickers) = (Tally::new(), vec![]);
    for (text, walked) in outcomes(name, texts, part, |text| line(&walk(text, steps))) {
        let (tally, changes) = read(&walked);
        if tally.values().any(|counts| counts[1] > 0) {
            println!("{tally:?} {text}");
        }
        if changes as u64 > MOST_CHANGES + steps / EVERY {
            flickers.push(format!("{changes} changes in {steps} steps: {text}"));
        }
        for (said, [all, wrong]) in tally {
            let counts = sum.entry(said).or_default();
            *counts = [counts[0] + all, counts[1] + wrong];
        }
    }
    let [all, wrong] = sum.values().fold([0, 0], |[a, w], [b, x]| [a + b, w + x]);
    println!("{wrong} of {all} contradicted: {sum:?}");
    assert!(wrong * 500 <= all, "{wrong} of {all} verdicts contradict the figures beside them: {sum:?}");
    assert!(flickers.is_empty(), "{flickers:#?}");
}

/// A run may change its word so often, and once more in so many steps.
const MOST_CHANGES: u64 = 15;
const EVERY: u64 = 20;

#[test]
fn no_verdict_on_an_example_contradicts_its_figures() {
    check("verdicts_examples", &presets(), 2, 1000);
}

#[test]
fn no_verdict_on_a_lesson_contradicts_its_figures() {
    check("verdicts_lessons", &lessons(), 6, 300);
}

#[test]
fn no_verdict_on_a_random_run_contradicts_its_figures() {
    let seeds = |text: &String| (1..=3).map(|seed| format!("{text}&seed={seed}")).collect::<Vec<_>>();
    check("verdicts_random", &random(40).iter().flat_map(seeds).collect::<Vec<_>>(), 7, 300);
}

#[test]
fn a_verdict_does_not_depend_on_how_its_step_was_reached() {
    let text = "data.label_noise=0.2&miner=hard&80@miner=semi-hard";
    let mut walked = Session::open(text).unwrap();
    let mut said = vec![];
    while walked.now() < 140 {
        said.push(walked.diagnosis());
        walked.step(1);
    }
    let mut leapt = Session::open(&format!("{text}&step=200")).unwrap();
    let mut resumed = Session::resume(&format!("{text}&step=130"), &leapt.snapshot()).unwrap();
    for step in [139, 100, 61, 60, 5, 120] {
        leapt.seek(step);
        assert_eq!(leapt.diagnosis(), said[step as usize], "by going back to step {step}");
        resumed.seek(step);
        assert_eq!(resumed.diagnosis(), said[step as usize], "from a snapshot, at step {step}");
        let opened = Session::open(&format!("{text}&step={step}")).unwrap();
        assert_eq!(opened.diagnosis(), said[step as usize], "from a link to step {step}");
    }
}

#[test]
fn where_points_lay_before_a_fall_does_not_depend_on_how_its_step_was_reached() {
    let mut walked = Session::open("data.label_noise=0.2&miner=hard").unwrap();
    walked.step(400);
    let resumed = Session::resume(&walked.text(), &walked.snapshot()).unwrap();
    let places = |session: &Session| session.fell_from().map(|sample| sample.embedding().1);
    assert!(places(&walked).is_some());
    assert!(places(&resumed).is_none_or(|there| Some(there) == places(&walked)), "they are the same, or not known");
}

#[test]
fn on_the_circle_a_margin_beyond_all_distances_is_no_collapse() {
    let session = Session::open("loss.margin=35&affinity=euclidean&miner=all&step=150").unwrap();
    assert!(session.evaluation().spread > 0.9);
    assert!(!["collapsed", "falling"].contains(&session.diagnosis().id), "{}", session.diagnosis().sentence);
}

#[test]
fn an_explosion_is_blamed_on_the_rate_that_made_it_and_its_remedy_lowers_that_rate() {
    for (text, key) in [
        ("loss=arcface&loss.proxy_lr=1e308&optimizer.lr=1e-9", "loss.proxy_lr"),
        ("loss=margin-loss&loss.beta_lr=1e308", "loss.beta_lr"),
        ("loss=clip&loss.scale_lr=1e308", "loss.scale_lr"),
        ("scheme=clip&loss=clip&miner=all&loss.scale_lr=1e308", "loss.scale_lr"),
        ("scheme=clip&loss=siglip&miner=all&loss.scale_lr=1e308", "loss.scale_lr"),
        ("loss=arcface&optimizer.lr=1e308", "optimizer.lr"),
    ] {
        let mut session = Session::open(text).unwrap();
        session.step(20);
        let said = session.diagnosis();
        assert_eq!(said.blamed.as_deref(), Some(key), "{text}: {}", said.sentence);
        assert!(said.sentence.contains(key), "{}", said.sentence);
        let remedies = session.remedies();
        session.follow(&remedies[0]).unwrap();
        assert_eq!(session.step(100), 100, "{text}: {} lets the run go on", remedies[0].advice.label);
    }
}

#[test]
fn every_learning_rate_of_a_loss_has_a_remedy_that_sets_it() {
    for param in loss::LIST.iter().chain(loss::OF_VIEWS).flat_map(|spec| spec.entry.params) {
        let sets = |advice: &&Advice| advice.edits.starts_with(&format!("loss.{}=", param.id));
        assert!(!param.id.ends_with("_lr") || ADVICE.iter().any(|advice| sets(&advice)), "{}", param.id);
    }
}

/// The words of a run up to a step.
fn said(text: &str, steps: u64) -> Vec<&'static str> {
    let mut session = Session::open(text).unwrap();
    session.step(steps);
    session.words().iter().map(|word| word.finding.id).collect()
}

#[test]
fn no_remedy_is_offered_to_a_run_that_needs_none() {
    for data in ["digits", "moons", "blobs"] {
        for loss in ["info-nce", "sup-con", "nt-xent"] {
            let text = format!("data={data}&loss={loss}&miner=all");
            assert!(!said(&text, 60).contains(&"falling"), "{text} shrinks, and learns");
        }
    }
    assert!(!said("data=moons&miner=random", 600).contains(&"stalled"), "what is nearly solved is not stalled");
}

#[test]
fn views_that_come_together_at_first_and_apart_again_are_not_said_to_fall() {
    for seed in 1..=8 {
        let words = said(&format!("{RINGS_JITTERED}&views.rotation=180&seed={seed}"), 150);
        assert!(!words.contains(&"falling"), "seed {seed}");
    }
}

#[test]
fn no_verdict_warns_of_directions_that_fall_asleep() {
    for seed in 1..=6 {
        let text = format!("data=digits&data.classes=3&head.dimensions=16&loss=normalized-softmax&seed={seed}");
        let mut words = said(&text, 300);
        words.retain(|word| !["ready", "begun", "learning", "plateau", "steady", "solved"].contains(word));
        assert!(words.is_empty(), "seed {seed}: {words:?}");
    }
}

#[test]
fn a_run_that_falls_is_said_to_fall_until_it_has_collapsed() {
    let spoken = |seed: u64| {
        let words = said(&format!("{FALLING_PLANE}&seed={seed}"), 260);
        let first = words.iter().position(|word| *word == "falling")?;
        let last = words.iter().position(|word| *word == "collapsed")?;
        Some(words[first..last].iter().all(|word| *word == "falling"))
    };
    let all: Vec<bool> = (1..=40).filter_map(spoken).collect();
    let silent = all.iter().filter(|said| !**said).count();
    assert!(all.len() >= 32 && silent <= 2, "{silent} of {} say something else on the way", all.len());
}

#[test]
fn a_second_collapse_leads_back_to_before_itself_however_small_the_cloud_had_become() {
    for seed in 40..=52 {
        let text = format!("{FALLING_PLANE}&270@miner=all&430@miner=hard&seed={seed}");
        let mut session = Session::open(&text).unwrap();
        session.step(600);
        let (said, marks) = (session.diagnosis(), session.episodes());
        if said.id != "collapsed" {
            continue;
        }
        assert!(said.sound.is_some_and(|step| (430..435).contains(&step)), "seed {seed}: {}", said.sentence);
        let collapses: Vec<u64> = marks.iter().filter(|e| e.kind.id == "collapse").map(|e| e.step).collect();
        assert!(collapses.len() == 2 && collapses[1] > 430, "seed {seed}: {collapses:?}");
    }
}

#[test]
fn what_is_learned_by_heart_is_called_worse_before_all_is_learned() {
    let noisy = "data=digits&data.label_noise=0.3&encoder.width=128&head.dimensions=16&sampler.classes=10&sampler.per_class=4&miner=all&loss=info-nce";
    for text in [format!("{noisy}&data.held_out=0.3"), noisy.to_string()] {
        let words = said(&text, 300);
        let first = words.iter().position(|word| *word == "worsening");
        assert!(first.is_some_and(|step| step < 300), "{text}: {first:?}");
    }
}

#[test]
fn a_verdict_on_a_loss_with_spikes_does_not_alternate() {
    let words = said("data=spirals&miner=all", 350);
    let changes = words.windows(2).filter(|pair| pair[0] != pair[1]).count();
    assert!(changes <= 10, "{changes} changes");
}

#[test]
fn a_copy_that_is_predicted_well_is_not_said_to_fall_and_one_without_a_predictor_is_said_to_come_together() {
    let text = PRESETS.iter().find(|preset| preset.id == "slow-copy").unwrap().text;
    let ill = |words: &[&str]| words.iter().any(|word| ["falling", "collapsed", "shrinking"].contains(word));
    let counts = ["", "&scheme.predictor=0"].map(|more| {
        let runs = (1..=24).map(|seed| said(&format!("{text}{more}&seed={seed}"), 200));
        runs.filter(|words| ill(words)).count()
    });
    assert!(counts[0] <= 1 && counts[1] >= 23, "{counts:?} of 24");
}

#[test]
fn a_run_in_another_space_is_compared_with_its_beginning_there() {
    let text = "data=digits&encoder.width=64&head.dimensions=16&sampler=uniform&scheme=simclr&views.shift=1&miner=all&loss=nt-xent&optimizer=adam&60@head.dimensions=4";
    let words = said(text, 160);
    assert!(!words[61..].contains(&"flat"), "{:?}", words.iter().position(|word| *word == "flat"));
}

#[test]
fn a_gap_is_said_only_where_distances_are_bounded() {
    assert!(said(WORDS_APART, 200).contains(&"gap"));
    assert!(!said(&format!("{WORDS_APART}&head=plane"), 200).contains(&"gap"));
}

/// What is said of a run, and its sentence.
fn verdict(text: &str) -> (&'static str, String) {
    let diagnosis = Session::open(text).unwrap_or_else(|e| panic!("{text}: {e}")).diagnosis();
    (diagnosis.id, diagnosis.sentence)
}

#[test]
fn views_that_coincide_where_their_points_do_not_are_no_collapse() {
    for text in [
        "sampler=uniform&scheme=simclr&loss=nt-xent&miner=all&views.dropout=1&views.jitter=0&step=100",
        "data=digits&sampler=uniform&scheme=simclr&loss=nt-xent&miner=all&views.cutout=8&step=60",
        "data=digits&sampler=uniform&scheme=simsiam&loss=cosine-regression&miner=all&views.shift=8&head.dimensions=8&optimizer=adam&step=300",
    ] {
        let (id, sentence) = verdict(text);
        assert_ne!(id, "collapsed", "{text}: {sentence}");
    }
}

#[test]
fn nothing_is_solved_while_the_given_labels_are_wrong() {
    for text in [
        "data.label_noise=0.3&data.classes=2&miner=hard&seed=1002",
        "data.label_noise=0.5&data.classes=2&miner=all&seed=1002",
        "data.label_noise=0.2&data.classes=2&seed=1003&step=100",
    ] {
        let (id, sentence) = verdict(text);
        assert_ne!(id, "solved", "{text}: {sentence}");
    }
}

#[test]
fn nobody_is_told_to_stop_by_points_that_were_trained_on() {
    let text = "data=digits&data.classes=4&data.per_class=20&data.held_out=0.3&miner=all&head=plane&loss=contrastive&seed=1002&30@optimizer.lr=0&step=90";
    let (id, sentence) = verdict(text);
    assert_eq!(id, "steady", "{sentence}");
    assert!(sentence.contains("held-out") && !sentence.contains("Stop here"), "{sentence}");
}

#[test]
fn other_data_are_no_progress() {
    for (text, other) in [
        ("data=spirals&optimizer.lr=0&seed=1001&250@data=blobs&step=320", " was "),
        ("data=spirals&miner=all&seed=1001&60@data=blobs&step=110", " at step 50"),
    ] {
        let (_, sentence) = verdict(text);
        assert!(!sentence.contains(other), "{text}: {sentence}");
    }
}
