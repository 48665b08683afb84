//! Diagnosis: a teacher's verdict on a run, from its past and the evaluation of its embedding.
//!
//! What the past says has been found step by step ([`Word`]); the evaluation of the present can confirm or refuse it.

use super::course::Word;
use super::finding::{Finding, apart, done, pace, together};
use super::glimpse::{EVERY, Retrieval};
use super::past::Past;
use crate::learn::metric::Evaluation;
use crate::learn::step::Divergence;
use crate::learn::words::say;

/// What a diagnosis is made of.
pub struct Evidence<'a> {
    /// The run up to the current step.
    pub past: &'a Past<'a>,
    /// What the past says of it.
    pub word: Word,
    /// The current evaluation of the whole data set.
    pub evaluation: &'a Evaluation,
    /// Measures retrieval now, as it was measured in the past.
    pub retrieval: &'a dyn Fn() -> Retrieval,
    /// Why the next step was refused, if it was.
    pub divergence: Option<Divergence>,
    /// The learning rates of the encoder and of what the loss learns, each with its key.
    pub rates: [(String, f64); 2],
}

/// The verdict on a run, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnosis {
    /// A stable id, which the column `diagnosis` of `examples/train.rs` shows.
    pub id: &'static str,
    /// One to three words: "Collapsed".
    pub title: &'static str,
    /// What is happening, with one figure, and what to do.
    pub sentence: String,
    /// The last step that was still sound, a starting point for other attempts.
    pub sound: Option<u64>,
    /// Whether further steps would change nothing that matters.
    pub done: bool,
    /// The key of the parameter that is to blame, where one is.
    pub blamed: Option<String>,
}

/// What is said before anything is trained.
pub static START: &Finding = &pace::READY;

/// All findings, the most urgent first. The last one always holds.
pub static LIST: &[&Finding] = &[
    &apart::EXPLODED,
    &done::SOLVED,
    &done::MEMORISED,
    &done::NOTHING_MINED,
    &together::COLLAPSED,
    &pace::READY,
    &together::FALLING,
    &together::RECOVERING,
    &apart::DRIFTING,
    &pace::BEGUN,
    &pace::WORSENING,
    &pace::LEARNING,
    &pace::PLATEAU,
    &done::STALLED,
    &pace::STEADY,
];

impl Evidence<'_> {
    /// MAP@R of held-out points, if there are any.
    pub fn held_out(&self) -> Option<f64> {
        self.evaluation.held_out.as_ref()?.ranks().map_at_r
    }

    /// MAP@R of the training points now.
    pub fn map_at_r(&self) -> f64 {
        self.evaluation.ranks().map_at_r.unwrap_or(0.0)
    }

    /// MAP@R when it was measured `span` steps ago.
    pub fn then(&self, span: usize) -> f64 {
        self.past.retrieval_before(span).truth.unwrap_or(0.0)
    }

    /// Whether MAP@R is higher than it was `span` steps ago: than before and after that step.
    pub fn is_higher(&self, span: usize) -> bool {
        let now = (self.retrieval)().truth;
        let ago = self.past.step().saturating_sub(span);
        let after = if ago > 0 { (ago + EVERY).min(self.past.step()) } else { 0 };
        [ago, after].iter().all(|step| now > self.past.measured_at(*step).truth)
    }

    /// Whether MAP@R of the points that a run is judged by is lower than when it was measured `span` steps ago.
    pub fn is_below(&self, span: usize) -> bool {
        self.judged() < self.past.retrieval_before(span).judged()
    }

    fn judged(&self) -> Option<f64> {
        self.held_out().or(self.evaluation.ranks().map_at_r)
    }

    /// “MAP@R of held-out points was about 0.5 at step 50 and is 0.4”.
    pub fn say_judged(&self, span: usize) -> String {
        let (Some(now), Some(then)) = (self.held_out(), self.past.retrieval_before(span).held_out) else {
            return self.say_map_at_r(span);
        };
        let step = self.past.measured_before(span);
        format!("MAP@R of held-out points was about {} at step {step} and is {}", say(then), say(now))
    }

    /// “MAP@R was 0.2 at step 50 and is 0.3”.
    pub fn say_map_at_r(&self, span: usize) -> String {
        let step = self.past.measured_before(span);
        let exact = (self.retrieval)().truth == self.evaluation.ranks().map_at_r;
        let about = if exact { "" } else { "about " };
        format!("MAP@R was {about}{} at step {step} and is {}", say(self.then(span)), say(self.map_at_r()))
    }

    /// “The loss was 0.3 around step 50 and is 0.2”.
    pub fn say_loss(&self, span: usize) -> String {
        let step = self.past.step().saturating_sub(span);
        format!("The loss was {} around step {step} and is {}", say(self.past.loss(span)), say(self.past.loss(0)))
    }

    /// The key and the value of the learning rate that made the next step impossible.
    pub fn blamed(&self) -> Option<&(String, f64)> {
        Some(&self.rates[usize::from(self.divergence?.of_loss)])
    }

    /// What is said in the end: what the present decides, else what the past says unless the present refuses it.
    fn word(&self) -> Word {
        let now = |finding| Word::from_now(finding, self.past);
        if let Some(seen) = LIST.iter().find(|finding| (finding.sees)(self) == Some(true)) {
            return now(seen);
        }
        if (self.word.finding.sees)(self).is_none() {
            return self.word;
        }
        let instead = LIST.iter().find(|f| (f.sees)(self).is_none() && (f.begins)(self.past));
        now(instead.expect("the last finding always holds"))
    }
}

/// The verdict.
pub fn diagnose(mut evidence: Evidence) -> Diagnosis {
    evidence.word = evidence.word();
    let Word { finding, sound, .. } = evidence.word;
    Diagnosis {
        id: finding.id,
        title: finding.title,
        sentence: (finding.say)(&evidence),
        sound: sound.map(|step| step as u64),
        done: finding.done,
        blamed: evidence.blamed().map(|(key, _)| key.clone()),
    }
}
