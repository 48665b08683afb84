//! The evidence for a diagnosis: a run's past, the evaluation of its embedding, and figures that compare the two.

use super::glimpse::{EVERY, Retrieval};
use super::past::Past;
use crate::learn::metric::Evaluation;
use crate::learn::scheme::Scheme;
use crate::learn::step::Divergence;
use crate::learn::words::say;

/// What a diagnosis is made of.
pub struct Evidence<'a> {
    /// The run up to the current step.
    pub past: &'a Past<'a>,
    /// The step to which what is said is dated.
    pub from: usize,
    /// The last step before it that was sound.
    pub sound: Option<usize>,
    /// What says who is a positive and who a negative.
    pub scheme: &'a dyn Scheme,
    /// The current evaluation of the whole data set.
    pub evaluation: &'a Evaluation,
    /// Measures retrieval now, as it was measured in the past.
    pub retrieval: &'a dyn Fn() -> Retrieval,
    /// Why the next step was refused, if it was.
    pub divergence: Option<Divergence>,
    /// The learning rates of the encoder and of what the loss learns, each with its key.
    pub rates: [(String, f64); 2],
}

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
        let ago = self.past.step().saturating_sub(span).max(self.past.began);
        let after = if ago > 0 { (ago + EVERY).min(self.past.step()) } else { 0 };
        [ago, after].iter().all(|step| now > self.past.measured_at(*step).truth)
    }

    /// Whether MAP@R of the points that a run is judged by is lower than when it was measured `span` steps ago.
    pub fn is_below(&self, span: usize) -> bool {
        let now = self.held_out().or(self.evaluation.ranks().map_at_r);
        now < self.past.retrieval_before(span).judged()
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
        format!(
            "MAP@R, the share of right neighbours, was {about}{} at step {step} and is {}",
            say(self.then(span)),
            say(self.map_at_r())
        )
    }

    /// “The spread was 0.3 at step 50 and is 0.2”.
    pub fn say_spread(&self, step: usize) -> String {
        let then = self.past.history[step].whole.spread;
        format!("The spread was {} at step {step} and is {}", say(then), say(self.past.spread(0)))
    }

    /// “The loss was 0.3 around step 50 and is 0.2”.
    pub fn say_loss(&self, span: usize) -> String {
        let step = self.past.step().saturating_sub(span).max(self.past.began);
        format!("The loss was {} around step {step} and is {}", say(self.past.loss(span)), say(self.past.loss(0)))
    }

    /// The key and the value of the learning rate that made the next step impossible.
    pub fn blamed(&self) -> Option<&(String, f64)> {
        Some(&self.rates[usize::from(self.divergence?.of_loss)])
    }
}
