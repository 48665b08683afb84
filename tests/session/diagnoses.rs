//! Diagnoses: every sentence of every finding is said of a real run, with its numbers.

use pushpull::learn::judge::finding::LIST;
use pushpull::learn::judge::unlabelled::Unlabelled;
use pushpull::learn::spec::Params;
use pushpull::learn::words::{percent, say};
use pushpull::learn::{miner, scheme};
use pushpull::session::rescue::{NONE_WINS, ONE_WINS, REPEATED, RINGS_JITTERED, WORDS_APART};
use pushpull::session::{Measure, Session, Summary};
use std::fs;

/// Twenty classes in the open plane, of which each batch holds all.
const TWENTY: &str = "data=gaussians&data.classes=20&data.per_class=8&data.dimensions=10&data.spread=0.5&encoder.width=64&head=plane&sampler.classes=20&sampler.per_class=4&affinity=euclidean&loss.margin=0.5&miner=random";
/// Few pictures with wrong labels, and room to learn them.
const BY_HEART: &str =
    "data=digits&data.label_noise=0.2&data.per_class=20&miner=all&loss=info-nce&head.dimensions=16&encoder.width=128";

/// The same with points held out.
const BY_HEART_HELD_OUT: &str = "data=digits&data.label_noise=0.3&data.held_out=0.3&encoder.width=128&head.dimensions=16&sampler.classes=10&sampler.per_class=4&miner=all&loss=info-nce";

/// Predictions without a predictor.
const SHRINKS: &str = "head.dimensions=3&sampler=uniform&scheme=simsiam&scheme.predictor=0&views.jitter=0.2&miner=all&loss=cosine-regression&optimizer=adam&seed=1";

/// The figures of a run, as its sentence should say them.
struct Figures(Session);

impl Figures {
    /// A figure of the whole data set now.
    fn now(&self, id: &str) -> String {
        say(Measure::find(id).unwrap().of(&self.0, pushpull::session::At::Now).unwrap())
    }

    /// What the run would have said of it at another step.
    fn at(&self, id: &str, step: u64) -> String {
        let mut earlier = Session::open(&self.0.text()).unwrap();
        earlier.seek(step);
        Self(earlier).now(id)
    }

    fn past(&self, ago: u64) -> &[Summary] {
        &self.0.history()[..=self.0.now().saturating_sub(ago) as usize]
    }

    /// The mean loss of ten steps.
    fn loss(&self, ago: u64) -> String {
        let ten = &self.past(ago)[self.past(ago).len() - 10..];
        say(ten.iter().map(|s| s.loss).sum::<f64>() / 10.0)
    }

    /// What is kept of a step that reads no labels.
    fn unlabelled(&self, ago: u64) -> &Unlabelled {
        self.past(ago).last().unwrap().unlabelled.as_ref().unwrap()
    }

    /// The spread that every step keeps.
    fn spread(&self, ago: u64) -> String {
        say(self.past(ago).last().unwrap().whole.spread)
    }
}

/// What a sentence says of a run, given its figures.
type Says = fn(&Figures) -> String;

/// Runs that end in each finding, with the number of steps and what the sentence says.
const RUNS: &[(&str, &str, u64, Says)] = &[
    ("exploded", "optimizer.lr=1e308", 5, |_| {
        "Step 0 is the last: with optimizer.lr = 1 × 10³⁰⁸, the next one leaves the range of numbers".into()
    }),
    ("exploded", "optimizer.lr=1e5&head=plane&miner=all", 5, |f| {
        // Nothing bounds the step, which is the gradient times the rate.
        let size = f.0.state().towers.concat().iter().map(|m| m.norm_squared()).sum::<f64>().sqrt();
        let length = 1e5 * f.0.trace().gradient_norm;
        format!("with optimizer.lr = 1 × 10⁵, the next one would move what it trains by {} times", say(length / size))
    }),
    ("solved", "data.spread=0.05&miner=hard", 400, |f| {
        let margin = f.0.config().param("loss.margin").unwrap();
        format!(
            "From every point of the data set, each negative is farther than each positive, by at least the margin {margin}"
        )
    }),
    ("solved", "data.spread=0.05&miner=hard&loss=contrastive", 400, |_| {
        "From every point of the data set, each negative is farther than each positive".into()
    }),
    ("solved", "data.spread=0.15&miner=all", 400, |f| {
        let share = f.0.evaluation().active_fraction().unwrap();
        assert!(share > 0.0 && share < 0.001, "{share}");
        "Less than 0.1 % of all triplets of the data set are active".into()
    }),
    ("solved", "data.spread=0.05&data.per_class=600", 100, |f| {
        format!("From every point of {} points drawn from the data set", f.0.evaluation().drawn().unwrap())
    }),
    ("memorised", "data=digits&data.unseen=8&data.per_class=20", 100, |f| {
        let [trained, others] = ["map_at_r", "held_out_map_at_r"].map(|id| f.now(id));
        format!("MAP@R is {trained} for the points trained on and {others} for those held out")
    }),
    ("memorised", BY_HEART, 400, |f| {
        let [given, truth] = ["given_map_at_r", "map_at_r"].map(|id| f.now(id));
        format!("MAP@R is {given} by the given labels and {truth} by the true ones")
    }),
    ("nothing-mined", "data.classes=1", 0, |_| "at least two classes".into()),
    ("nothing-mined", "scheme=simclr&sampler=uniform&sampler.size=1", 0, |_| "at least two points".into()),
    ("nothing-mined", "scheme=moco", 0, |_| "The queue is empty".into()),
    ("nothing-mined", "scheme=byol", 0, |_| "the miner takes no pair without one".into()),
    ("nothing-mined", "scheme=byol&miner=all", 0, |_| "the loss has no term without one".into()),
    ("nothing-mined", "sampler.per_class=1", 0, |_| "The batch holds no positive".into()),
    ("nothing-mined", "head=plane", 60, |f| format!("The spread is {}", f.spread(0))),
    ("nothing-mined", "data.spread=0.5&miner.margin=0", 20, |f| {
        format!("No pair of the last batches meets the miner’s condition, at MAP@R {}", f.now("map_at_r"))
    }),
    ("one-prototype", ONE_WINS, 100, |f| {
        format!("its mean choice has {} of the greatest", percent(f.unlabelled(0).entropies.unwrap()[1]))
    }),
    ("undecided", NONE_WINS, 200, |f| {
        format!("its choice for a point has {} of the greatest", percent(f.unlabelled(0).entropies.unwrap()[0]))
    }),
    ("collapsed", "data.label_noise=0.2&miner=batch-hard", 150, |f| format!("the spread is {}", f.now("spread"))),
    ("ready", "", 0, |f| format!("how wrong that is: {}", f.now("loss"))),
    ("falling", "data.label_noise=0.2&miner=hard", 5, |f| {
        format!("The spread was {} at step 0 and is {}", f.spread(5), f.spread(0))
    }),
    ("recovering", "data.label_noise=0.2&miner=hard&80@miner=semi-hard", 100, |f| {
        format!("The spread was {} at step 80 and is {}", f.spread(20), f.spread(0))
    }),
    ("drifting", "head=plane", 15, |f| format!("The spread was {} at step 0 and is {}", f.spread(20), f.spread(0))),
    ("shrinking", SHRINKS, 60, |f| {
        format!(
            "The spread was {} at step 0 and is {}, while MAP@R is {}",
            f.spread(60),
            f.spread(0),
            f.now("map_at_r")
        )
    }),
    ("begun", "", 5, |f| format!("The loss is {}; at the start it was {}", f.now("loss"), f.at("loss", 0))),
    ("begun", "60@miner=hard&60@data.label_noise=0.2", 65, |f| {
        format!("The loss is {}; at the last change it was {}", f.now("loss"), f.at("loss", 60))
    }),
    ("gap", WORDS_APART, 200, |f| {
        let [then, now] = [50, 0].map(|ago| say(f.unlabelled(ago).gap.unwrap()));
        format!("were {then} apart at step 150 and are {now} apart")
    }),
    ("flat", REPEATED, 200, |f| {
        let [then, now] = [200, 0].map(|ago| say(f.unlabelled(ago).rank.unwrap()));
        format!("The effective rank was {then} at the start and is {now}")
    }),
    ("other-views", RINGS_JITTERED, 250, |f| {
        let apart = percent(f.unlabelled(0).apart.unwrap());
        format!(
            "{apart} as far apart as two points, but MAP@R is {}; at the start it was {}",
            f.now("map_at_r"),
            f.at("map_at_r", 0)
        )
    }),
    ("worsening", "optimizer.lr=3", 30, |f| {
        format!(
            "MAP@R, the share of right neighbours, was {} at step 0 and is {}",
            f.at("map_at_r", 0),
            f.now("map_at_r")
        )
    }),
    ("worsening", BY_HEART_HELD_OUT, 250, |f| {
        let then = f.past(200).last().unwrap().whole.retrieval.as_ref().unwrap().held_out.unwrap();
        format!("MAP@R of held-out points was about {} at step 50 and is {}", say(then), f.now("held_out_map_at_r"))
    }),
    ("learning", "data.label_noise=0.2", 30, |f| {
        format!(
            "MAP@R, the share of right neighbours, was {} at step 0 and is {}",
            f.at("map_at_r", 0),
            f.now("map_at_r")
        )
    }),
    ("plateau", TWENTY, 400, |f| format!("and is {}", f.now("map_at_r"))),
    ("plateau", "data=spirals&miner=all", 366, |f| {
        format!("The loss was {} around step 166 and is {}", f.loss(200), f.loss(0))
    }),
    ("stalled", "data=digits&miner=random&head.dimensions=16", 1500, |f| {
        let (active, mined) = f.past(0)[1451..].iter().fold((0, 0), |(a, m), s| (a + s.active, m + s.terms));
        let share = percent(active as f64 / mined as f64);
        format!("Only {share} of the triplets mined in the last 50 steps were active")
    }),
    ("steady", "optimizer.lr=0", 100, |f| format!("MAP@R is {}, the loss about {}", f.now("map_at_r"), f.loss(0))),
    ("steady", "data.label_noise=0.2", 90, |f| {
        format!("MAP@R, the share of right neighbours, is {}, and the loss is about {}", f.now("map_at_r"), f.loss(0))
    }),
    (
        "steady",
        "data=gaussians&data.per_class=1&sampler.per_class=1&loss=normalized-softmax&optimizer.lr=0",
        100,
        |f| format!("The loss is about {}", f.loss(0)),
    ),
];

fn after(text: &str, steps: u64) -> Session {
    let mut session = Session::open(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    session.step(steps);
    session
}

/// Whether a sentence has the form of one in the list, in which `{…}` stands for what a run fills in.
fn has_form(sentence: &str, form: &str) -> bool {
    let parts = form.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
    parts.into_iter().try_fold(sentence, |rest, part| Some(rest.split_once(part)?.1)).is_some()
}

#[test]
fn every_finding_is_reached_by_a_run_and_says_its_numbers() {
    let mut reached: Vec<&str> = RUNS.iter().map(|run| run.0).collect();
    reached.dedup();
    assert_eq!(LIST.iter().map(|f| f.id).collect::<Vec<_>>(), reached);
    let mut said = vec![];
    for (id, text, steps, says) in RUNS {
        let session = after(text, *steps);
        let diagnosis = session.diagnosis();
        println!("{id}: {} {}", diagnosis.title, diagnosis.sentence);
        assert_eq!(diagnosis.id, *id, "{text}: {}", diagnosis.sentence);
        let says = says(&Figures(session));
        assert!(diagnosis.sentence.contains(&says), "{text}: “{says}” is not in “{}”", diagnosis.sentence);
        said.push(diagnosis.sentence);
    }
    let list = fs::read_to_string("tests/golden/sentences/verdicts.txt").unwrap();
    let law = "law every_finding_is_reached_by_a_run_and_says_its_numbers: ";
    let forms: Vec<&str> = list.lines().filter_map(|line| line.strip_prefix(law)).collect();
    assert!(forms.len() > 20);
    for form in forms {
        assert!(said.iter().any(|sentence| has_form(sentence, form)), "no run says “{form}”");
    }
}

#[test]
fn where_nothing_is_a_negative_no_miner_and_no_loss_is_told_to_look_for_one() {
    let schemes = scheme::LIST.iter().filter(|spec| (spec.build)(&Params::defaults(&spec.entry)).predicts());
    let mut told = 0;
    for (scheme, miner) in schemes.flat_map(|scheme| miner::LIST.iter().map(move |miner| (scheme, miner))) {
        for loss in ["triplet", "info-nce", "contrastive", "cosine-regression"] {
            let text = format!("scheme={}&miner={}&loss={loss}", scheme.entry.id, miner.entry.id);
            let mut session = after(&text, 12);
            for advice in [("miner", "all", "Mine all pairs"), ("loss", "cosine-regression", "Use cosine regression")] {
                let said = session.diagnosis();
                assert!(!said.sentence.contains("classes"), "{text}: {}", said.sentence);
                if said.id == "nothing-mined" && said.sentence.contains(advice.2) {
                    told += 1;
                    session.set(advice.0, advice.1).unwrap();
                    session.step(12);
                }
            }
            assert_ne!(session.diagnosis().id, "nothing-mined", "{text}: {}", session.diagnosis().sentence);
        }
    }
    assert!(told > 2);
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
