//! Diagnosis: a teacher's verdict on a run, from its history and the evaluation of its embedding.
//!
//! Findings are tested in order, and the first that holds is reported. Collapse is detected as in the reference: mean pair distance below 5
//! % of the margin and loss within 5 % of its value at total collapse, for 50 steps. Shrinking and growing follow the scale law: a cloud
//! that is free to scale shrinks while the mean active loss is above the margin, and grows while it is below.

use super::summary::Summary;
use crate::learn::metric::Evaluation;
use crate::learn::step::Divergence;
use crate::learn::words::{percent, say};

/// The input of the findings.
pub struct Evidence<'a> {
    /// One summary per step, the current one last; never empty.
    pub history: &'a [Summary],
    /// The current evaluation of the whole data set.
    pub evaluation: &'a Evaluation,
    /// The margin, for a triplet loss.
    pub margin: Option<f64>,
    /// Whether embeddings have length one, so that scale means nothing.
    pub unit: bool,
    /// Why the next step was refused, if it was.
    pub divergence: Option<Divergence>,
    /// The learning rate.
    pub learning_rate: f64,
}

/// The verdict on a run, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnosis {
    /// A stable id, which the last column of `examples/train.rs` shows.
    pub id: &'static str,
    /// One or two words: "Collapsed".
    pub title: &'static str,
    /// What is happening, with its numbers.
    pub sentence: String,
    /// The last step that was still sound, a starting point for other attempts.
    pub sound: Option<u64>,
    /// Whether further steps would change nothing that matters.
    pub done: bool,
}

/// If the finding holds: a sentence, and the step from which to try something else.
pub type Found = Option<(String, Option<u64>)>;

/// One kind of finding.
pub struct Finding {
    /// A stable id.
    pub id: &'static str,
    /// One or two words for the page.
    pub title: &'static str,
    /// Whether further steps would change nothing that matters, so that a playing run may pause.
    pub done: bool,
    /// Tests the finding.
    pub find: fn(&Evidence) -> Found,
}

/// All findings, the most urgent first. The last one always holds.
pub static LIST: &[Finding] = &[
    Finding { id: "exploded", title: "Exploded", done: false, find: exploded },
    Finding { id: "solved", title: "Solved", done: true, find: solved },
    Finding { id: "nothing-mined", title: "Nothing mined", done: false, find: nothing_mined },
    Finding { id: "collapsed", title: "Collapsed", done: false, find: collapsed },
    Finding { id: "ready", title: "Ready", done: false, find: ready },
    Finding { id: "collapsing", title: "Collapsing", done: false, find: collapsing },
    Finding { id: "drifting", title: "Drifting outward", done: false, find: drifting },
    Finding { id: "stalled", title: "Stalled", done: false, find: stalled },
    Finding { id: "learning", title: "Learning", done: false, find: learning },
];

/// The first finding that holds.
pub fn diagnose(evidence: &Evidence) -> Diagnosis {
    let found = LIST.iter().find_map(|f| (f.find)(evidence).map(|said| (f, said)));
    let (finding, (sentence, sound)) = found.expect("the last finding always holds");
    Diagnosis { id: finding.id, title: finding.title, sentence, sound, done: finding.done }
}

/// A state must last this many steps to count as collapsed, solved or stalled.
pub(super) const PATIENCE: usize = 50;
/// A mean distance below this share of the margin counts as a single point.
const POINT: f64 = 0.05;
/// A share of active mined triplets below this counts as "hardly any".
pub(super) const FEW: f64 = 0.05;

/// A share of all triplets below this counts as "nearly done", not stalled.
pub(super) const DONE: f64 = 0.01;

impl Evidence<'_> {
    fn now(&self) -> &Summary {
        &self.history[self.history.len() - 1]
    }

    /// The last `n` summaries; `None`, if the run is shorter.
    fn recent(&self, n: usize) -> Option<&[Summary]> {
        self.history.len().checked_sub(n).map(|start| &self.history[start..])
    }

    fn is_point(&self, summary: &Summary) -> bool {
        is_point(summary, self.margin, self.history[0].loss)
    }

    fn is_near_collapse(&self, summary: &Summary, share: f64) -> bool {
        is_near_collapse(summary, share, self.history[0].loss)
    }

    /// The step before the last fall of the spread. A run that collapsed and escaped earlier goes back to where it was last spread out.
    fn before_the_fall(&self) -> u64 {
        let start = self.history[0].spread;
        let last = self.history.iter().rposition(|s| s.spread >= 0.7 * start).unwrap_or(0);
        last.saturating_sub(1) as u64
    }

    /// Whether the cloud is free to grow and is many times as wide as at first.
    fn has_grown(&self) -> bool {
        !self.unit && self.now().spread > 5.0 * self.history[0].spread
    }

    /// The step before the cloud grew.
    fn before_the_growth(&self) -> u64 {
        let start = self.history[0].spread;
        self.history.iter().position(|s| s.spread > 2.0 * start).unwrap_or(0).saturating_sub(2) as u64
    }

    fn mean_pair(&self) -> f64 {
        self.evaluation.mean_pair().unwrap_or(0.0)
    }
}

/// Whether the batch lies in one place and its loss is at the value of collapse.
pub(super) fn is_point(summary: &Summary, margin: Option<f64>, first_loss: f64) -> bool {
    let small = match (margin, summary.mean_pair) {
        (Some(margin), Some(distance)) => distance < POINT * margin,
        _ => summary.spread < POINT,
    };
    small && summary.terms > 0 && is_near_collapse(summary, 0.05, first_loss)
}

/// Whether the loss is within this share of its value at collapse. If that value is 0, as for alignment + uniformity, the share is of the
/// first loss.
fn is_near_collapse(summary: &Summary, share: f64, first_loss: f64) -> bool {
    let size = if summary.collapse_loss == 0.0 { first_loss } else { summary.collapse_loss };
    (summary.loss - summary.collapse_loss).abs() < share * size.abs()
}

fn exploded(e: &Evidence) -> Found {
    let Divergence { length, size } = e.divergence?;
    let step = e.history.len() - 1;
    let leap = if length.is_finite() {
        format!("would move the weights by {}, {} times their own length", say(length), say(length / size.max(1e-12)))
    } else {
        "would leave the range of numbers".to_string()
    };
    let sentence = format!(
        "Step {step} is the last finite one: with learning rate {} and gradient {}, the next step {leap}. A smaller learning rate or a clipped gradient keeps it finite.",
        say(e.learning_rate),
        say(e.now().gradient_norm)
    );
    // The gradient must be clipped before the cloud explodes.
    let sound = if e.learning_rate > 1.0 { step } else { step.saturating_sub(20) };
    Some((sentence, Some(sound as u64)))
}

fn nothing_mined(e: &Evidence) -> Found {
    let last = &e.history[e.history.len().saturating_sub(10)..];
    if last.iter().any(|s| s.terms > 0) {
        return None;
    }
    let why = match (e.now().mean_positive, e.now().mean_negative) {
        (_, None) => "the batch holds no negative: it takes at least two classes",
        (None, _) => "the batch holds no positive: it takes at least two points of a class",
        _ if e.has_grown() => {
            "the cloud has grown so far that hardly any two points are within the margin of each other"
        }
        _ => "no pair meets the miner's condition",
    };
    Some((
        format!("The miner has found nothing lately, so nothing moves: {why}."),
        e.has_grown().then(|| e.before_the_growth()),
    ))
}

fn collapsed(e: &Evidence) -> Found {
    let lasting = e.recent(PATIENCE)?.iter().all(|s| e.is_point(s));
    lasting.then(|| {
        let sentence = format!(
            "The loss {} is {} and the mean distance is {}{}: all points share one place, and have for {PATIENCE} steps.",
            say(e.now().loss),
            e.margin
                .map_or(format!("its value at collapse {}", say(e.now().collapse_loss)), |m| format!("the margin {m}")),
            say(e.mean_pair()),
            e.evaluation.said()
        );
        (sentence, Some(e.before_the_fall()))
    })
}

fn ready(e: &Evidence) -> Found {
    (e.history.len() == 1).then(|| {
        let sentence = format!(
            "Nothing has been trained yet. The first batch gives {} tuples and a loss of {}. Press Play, or Step to go one step at a time.",
            e.now().tuples,
            say(e.now().loss)
        );
        (sentence, None)
    })
}

fn solved(e: &Evidence) -> Found {
    (e.evaluation.active_fraction() == Some(0.0)).then(|| {
        let condition = match e.margin {
            Some(m) => format!("at least the margin {m} farther away than every positive"),
            None => "farther away than every positive".to_string(),
        };
        let of = match e.evaluation.drawn() {
            None => "the whole data set".to_string(),
            Some(count) => format!("{count} points drawn from the data set"),
        };
        (format!("Every negative of {of} is {condition}. There is nothing left to learn here."), None)
    })
}

fn collapsing(e: &Evidence) -> Found {
    let now = e.now();
    let start = e.history[0].spread;
    let near = e.is_near_collapse(now, 0.15);
    let fallen = e.recent(5)?.iter().all(|s| s.spread < 0.3 * start);
    (now.terms > 0 && ((near && fallen) || e.is_point(now))).then(|| {
        let sentence = format!(
            "The spread has fallen from {} to {}, and the loss, {}, is near {}, its value when all points coincide: the pulls win over the pushes.",
            say(start),
            say(now.spread),
            say(now.loss),
            say(now.collapse_loss)
        );
        (sentence, Some(e.before_the_fall()))
    })
}

fn drifting(e: &Evidence) -> Found {
    let earlier = e.recent(PATIENCE)?[0].spread;
    let start = e.history[0].spread;
    let (now, margin) = (e.now(), e.margin?);
    (e.has_grown() && now.spread > 1.05 * earlier).then(|| {
        let sentence = format!(
            "The spread has grown from {} to {}. The mean active loss, {}, is below the margin {margin}, and then every step blows the cloud up; nothing bounds it in the plane.",
            say(start),
            say(now.spread),
            say(now.active_loss),
        );
        (sentence, Some(e.before_the_growth()))
    })
}

fn stalled(e: &Evidence) -> Found {
    let recent = e.recent(PATIENCE)?;
    let (active, terms) = recent.iter().fold((0, 0), |(a, t), s| (a + s.active, t + s.terms));
    let share = active as f64 / terms.max(1) as f64;
    let left = e.evaluation.active_fraction()?;
    (terms > 0 && share < FEW && left > DONE).then(|| {
        let sentence = format!(
            "Only {} of the mined triplets of the last {PATIENCE} steps were active, while {} of all triplets still are{}: most steps learn from almost nothing.",
            percent(share),
            percent(left),
            e.evaluation.said()
        );
        (sentence, Some(e.history.len() as u64 - 1))
    })
}

fn learning(e: &Evidence) -> Found {
    let steps = (e.history.len() - 1).min(PATIENCE);
    let before = &e.history[e.history.len() - 1 - steps];
    let unit = if steps == 1 { "step" } else { "steps" };
    let mut sentence = format!("The loss is {}; {steps} {unit} ago it was {}.", say(e.now().loss), say(before.loss));
    if let Some(share) = e.evaluation.active_fraction() {
        sentence += &format!(" Of all triplets {} are still active{}.", percent(share), e.evaluation.said());
    }
    if let Some(map_at_r) = e.evaluation.ranks().map_at_r {
        sentence += &format!(" MAP@R is {}{}.", say(map_at_r), e.evaluation.said());
    }
    Some((sentence, None))
}
