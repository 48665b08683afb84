//! A run's past as findings see it: summaries up to a step, and trends over them.

use super::glimpse::{EVERY, Retrieval, measured};
use super::summary::Summary;
use super::unlabelled::Unlabelled;

/// The steps over which a run is compared with itself.
pub const SPAN: usize = 50;
/// A mean distance below this share of the margin counts as a single point.
const POINT: f64 = 0.05;
/// The most steps over which the loss is averaged.
const SMOOTH: usize = 25;
/// Means of the loss differ if they are so many standard errors apart.
const APART: f64 = 4.0;

/// How to read a figure of a run without labels.
pub type Figure = fn(&Unlabelled) -> Option<f64>;

/// An edit, as verdicts know it.
#[derive(Clone, Copy, Debug)]
pub struct Edited {
    /// The first step to which it applies.
    pub step: u64,
    /// Whether it is a beginning of its own, as it replaces the data or what embeds them.
    pub begins: bool,
}

/// A run up to a step.
pub struct Past<'a> {
    /// One summary per step, the current one last; never empty.
    pub history: &'a [Summary],
    /// The step of the last edit; 0 without one.
    pub edited: usize,
    /// The step of the last edit that is a beginning of its own; 0 without one.
    pub began: usize,
    /// If the points came together at the step before, or lay together: the last sound step.
    pub fall: Option<usize>,
}

impl<'a> Past<'a> {
    /// The past of the last step of a history, given all edits.
    pub fn of(history: &'a [Summary], edits: &[Edited], fall: Option<usize>) -> Self {
        let steps =
            |begins: bool| edits.iter().filter(move |edit| edit.begins || !begins).map(|edit| edit.step as usize);
        let [edited, began] =
            [false, true].map(|begins| steps(begins).filter(|step| *step < history.len()).max().unwrap_or(0));
        Self { history, edited, began, fall }
    }

    /// The number of steps since figures can be compared: since an edit replaced the data or what embeds them, or since the start.
    pub fn since_began(&self) -> usize {
        self.step() - self.began
    }

    /// Where that is: “the start”, “step 50”.
    pub fn say_began(&self) -> String {
        if self.began == 0 { "the start".to_string() } else { format!("step {}", self.began) }
    }

    /// The first retrieval that was measured from there on, if it has been.
    pub fn first_retrieval(&self) -> Option<&'a Retrieval> {
        self.history[self.began..].iter().find_map(|s| s.whole.retrieval.as_ref())
    }

    /// The current step.
    pub fn step(&self) -> usize {
        self.history.len() - 1
    }

    /// The current summary.
    pub fn now(&self) -> &'a Summary {
        &self.history[self.step()]
    }

    /// The number of steps since the last edit, or since the start.
    pub fn since_edit(&self) -> usize {
        self.step() - self.edited
    }

    /// The last `n` summaries; `None`, if the run is shorter.
    pub fn recent(&self, n: usize) -> Option<&'a [Summary]> {
        self.history.len().checked_sub(n).map(|start| &self.history[start..])
    }

    /// The last `n` summaries, or all.
    pub fn last(&self, n: usize) -> &'a [Summary] {
        &self.history[self.history.len().saturating_sub(n)..]
    }

    /// The spread so many steps ago, or at the start.
    pub fn spread(&self, ago: usize) -> f64 {
        self.history[self.step().saturating_sub(ago)].whole.spread
    }

    /// The spread with which it began.
    pub fn first_spread(&self) -> f64 {
        self.spread(self.since_began())
    }

    /// The least and the greatest spread of the steps from `from` to `to` steps ago, as far as there are some.
    pub fn spreads(&self, from: usize, to: usize) -> Option<[f64; 2]> {
        let end = self.history.len().checked_sub(to).filter(|end| *end > 0)?;
        let range = &self.history[self.history.len().saturating_sub(from + 1)..end];
        range.iter().map(|s| [s.whole.spread; 2]).reduce(|[a, b], [c, d]| [a.min(c), b.max(d)])
    }

    /// Whether the batch lies in one place and its loss is at the value of collapse.
    pub fn is_point(&self, summary: &Summary) -> bool {
        let margin = summary.margin.filter(|margin| *margin > 0.0);
        let small = match (margin, summary.mean_pair) {
            // On the circle no distance is greater than its diameter, whatever the margin.
            (Some(margin), Some(distance)) => distance < POINT * summary.reach.map_or(margin, |most| margin.min(most)),
            _ => summary.spread < POINT,
        };
        // With the dot product, points that coincide can have any distance.
        let dot = summary.spread < 0.01 * self.history[self.began].spread;
        (small || dot) && self.is_near_collapse(summary, 0.05) && self.is_gathered(summary)
    }

    /// Whether the data lie as near each other as the batch: views can coincide where the points that they are of do not.
    fn is_gathered(&self, summary: &Summary) -> bool {
        let whole = summary.whole.spread;
        whole < 4.0 * summary.spread || whole < 0.25 * self.first_spread()
    }

    /// Whether the loss is within this share of its value at collapse. If that value is 0, as for alignment + uniformity, the share is of
    /// the first loss.
    fn is_near_collapse(&self, summary: &Summary, share: f64) -> bool {
        summary.terms > 0 && (summary.loss - summary.collapse_loss).abs() < share * self.size(summary)
    }

    /// Whether the loss is at least about its value at collapse, and pulls win therefore over pushes.
    pub fn is_above_collapse(&self, share: f64) -> bool {
        let few = self.last(3);
        let over: f64 = few.iter().map(|s| s.loss - s.collapse_loss).sum::<f64>() / few.len() as f64;
        self.now().terms > 0 && over > -share * self.size(self.now())
    }

    fn size(&self, summary: &Summary) -> f64 {
        let size = if summary.collapse_loss == 0.0 { self.history[self.began].loss } else { summary.collapse_loss };
        size.abs()
    }

    /// The mean loss of the ten steps up to so many steps ago, or of the first ones.
    pub fn loss(&self, ago: usize) -> f64 {
        let end = self.history.len().saturating_sub(ago).max(self.began + 1);
        mean(&self.history[end.saturating_sub(10).max(self.began)..end])
    }

    /// Whether that mean is lower than `span` steps before.
    pub fn is_lower(&self, span: usize) -> bool {
        self.loss(0) < self.loss(span)
    }

    /// Whether the loss has fallen within `span` steps and since the last edit by more than the noise of batches explains, and by so many
    /// hundredths.
    pub fn fell(&self, span: usize, hundredths: f64) -> bool {
        self.is_lower(span)
            && self.change(span).is_some_and(|[fall, noise, size]| fall > noise.max(hundredths * 0.01 * size))
    }

    /// Whether it has risen so.
    pub fn rose(&self, span: usize, hundredths: f64) -> bool {
        self.change(span).is_some_and(|[fall, noise, size]| -fall > noise.max(hundredths * 0.01 * size))
    }

    /// By how much the loss has fallen, by how much it may fall through noise alone, and how large it was.
    fn change(&self, span: usize) -> Option<[f64; 3]> {
        let since = &self.history[self.edited..];
        let w = (since.len() / 2).min(SMOOTH);
        if w < 5 {
            return None;
        }
        let start = since.len().saturating_sub(span + w);
        let (earlier, later) = (&since[start..start + w], &since[since.len() - w..]);
        let (before, after) = (mean(earlier), mean(later));
        let squares = |part: &[Summary], mean: f64| part.iter().map(|s| (s.loss - mean) * (s.loss - mean)).sum::<f64>();
        let variance = (squares(earlier, before) + squares(later, after)) / (w - 1) as f64;
        Some([before - after, APART * (variance / w as f64).sqrt(), before.abs()])
    }

    /// A figure of a run without labels so many steps ago, or at the start.
    pub fn figure(&self, ago: usize, of: Figure) -> Option<f64> {
        self.history[self.step().saturating_sub(ago)].unlabelled.as_ref().and_then(of)
    }

    /// Whether this has held of it in at least `least` of the last `n` steps.
    pub fn showed(&self, n: usize, least: usize, of: Figure, holds: impl Fn(f64) -> bool) -> bool {
        let figures = || self.last(n).iter().filter_map(|s| s.unlabelled.as_ref().and_then(of));
        figures().filter(|figure| holds(*figure)).count() >= least
    }

    /// The step since which this has held of it.
    pub fn since(&self, of: Figure, holds: impl Fn(f64) -> bool) -> usize {
        let fails = |s: &Summary| !s.unlabelled.as_ref().and_then(of).is_some_and(&holds);
        self.history.iter().rposition(fails).map_or(0, |step| step + 1)
    }

    /// The last retrieval that was measured.
    pub fn retrieval(&self) -> &'a Retrieval {
        self.retrieval_before(0)
    }

    /// The retrieval that was measured `span` steps before the last one, or at the start.
    pub fn retrieval_before(&self, span: usize) -> &'a Retrieval {
        self.measured_at(self.measured_before(span))
    }

    /// The step of that, which is none of other data or another space unless nothing has been measured since.
    pub fn measured_before(&self, span: usize) -> usize {
        let last = measured(self.step());
        let first = (self.began..last).find(|step| measured(*step) == *step).unwrap_or(last);
        measured(last.saturating_sub(span)).max(first)
    }

    /// The last retrieval that was measured up to a step, which is one of the past.
    pub fn measured_at(&self, step: usize) -> &'a Retrieval {
        self.history[measured(step)].whole.retrieval.as_ref().expect("a measured step")
    }

    /// How much MAP@R has risen in `span` steps, of held-out points where there are some.
    pub fn gain(&self, span: usize) -> f64 {
        self.retrieval().judged().unwrap_or(0.0) - self.retrieval_before(span).judged().unwrap_or(0.0)
    }

    /// How much MAP@R of the training points has risen in `span` steps.
    pub fn rise(&self, span: usize) -> f64 {
        self.retrieval().truth.unwrap_or(0.0) - self.retrieval_before(span).truth.unwrap_or(0.0)
    }
}

impl Past<'_> {
    /// How much MAP@R goes up and down between the times that it is measured: the median second difference of the last eight.
    pub fn jitter(&self) -> f64 {
        let last = measured(self.step());
        let truths: Vec<f64> = (0..8)
            .filter_map(|k| last.checked_sub(k * EVERY))
            .map(|step| self.measured_at(step).truth.unwrap_or(0.0))
            .collect();
        let mut second: Vec<f64> = truths.windows(3).map(|w| (w[0] - 2.0 * w[1] + w[2]).abs()).collect();
        second.sort_unstable_by(f64::total_cmp);
        second.get(second.len() / 2).copied().unwrap_or(0.0)
    }
}

fn mean(part: &[Summary]) -> f64 {
    part.iter().map(|s| s.loss).sum::<f64>() / part.len() as f64
}
