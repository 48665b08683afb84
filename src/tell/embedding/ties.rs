//! Ties: the mined triplets or pairs of this step as lines, from the anchor to the positive (pull) and to each negative (push). Lines
//! without weight are grey, and a line to a point with a wrong label has a seam. Of very many triplets an even selection is drawn, which
//! the legend mentions.

use crate::learn::compare::Relation;
use crate::learn::dataset::Dataset;
use crate::learn::look::mislabelled::{Mislabelled, count};
use crate::learn::step::Trace;
use crate::session::Session;
use crate::tell::camera::Camera;
use crate::tell::legend::{LegendItem, Sign};
use crate::tell::place::Point;
use crate::tell::{Options, dataset};

/// The greatest number of triplets drawn.
const MOST: usize = 60;

/// The strength of the seam's colour.
pub const SEAM: f64 = 0.5;

/// The lines of a step, as pairs of places in the plane.
#[derive(Default)]
pub struct Ties {
    /// Lines that pull.
    pub pulls: Vec<(Point, Point)>,
    /// Lines that push.
    pub pushes: Vec<(Point, Point)>,
    /// Lines without weight.
    pub idle: Vec<(Point, Point)>,
    /// Those of the lines at one end of which a label is wrong.
    pub wrong: Vec<(Point, Point)>,
    /// Whether something else is more important.
    pub faint: bool,
}

impl Ties {
    /// The lines of a trace.
    pub fn of(trace: &Trace, dataset: &Dataset, camera: &Camera) -> Self {
        let rows = camera.points(&trace.rows);
        let others: Vec<Point> = camera.points(&trace.references);
        let labels = Mislabelled::of(trace, dataset);
        let mut ties = Self::default();
        let mut add = |a: usize, b: usize, pull: bool| {
            let line = (rows[a], others[b]);
            match (trace.pair_weight(a, b) != 0.0, pull) {
                (false, _) => ties.idle.push(line),
                (true, true) => ties.pulls.push(line),
                (true, false) => ties.pushes.push(line),
            }
            if labels.in_pair(a, b) {
                ties.wrong.push(line);
            }
        };
        let total = trace.tuples.triplets();
        let shown = total.min(MOST);
        // The next triplet to draw, counted over all tuples.
        let pick = |k: usize| (k as u64 * total as u64 / shown as u64) as usize;
        let (mut next, mut passed) = (0, 0);
        for (anchor, positive, negatives) in trace.tuples.iter() {
            let mut first = true;
            while next < shown && pick(next) < passed + negatives.len() {
                if std::mem::take(&mut first) {
                    add(anchor, positive, true);
                }
                add(anchor, negatives[pick(next) - passed], false);
                next += 1;
            }
            passed += negatives.len();
        }
        // Pairs without a triplet.
        let positives =
            trace.tuples.iter().filter(|(.., negatives)| negatives.is_empty()).map(|(a, p, _)| (a, p, true));
        let negatives = trace.tuples.lone().map(|(a, n)| (a, n, false));
        positives.chain(negatives).take(MOST - shown).for_each(|(a, b, pull)| add(a, b, pull));
        ties
    }

    /// One anchor (a row) with all its positives and negatives.
    pub fn compared(trace: &Trace, anchor: usize, camera: &Camera) -> Self {
        let rows = camera.points(&trace.rows);
        let others: Vec<Point> = camera.points(&trace.references);
        let to = |wanted| trace.relations.of(anchor, wanted).map(|j| (rows[anchor], others[j])).collect();
        Self { pulls: to(Relation::Positive), pushes: to(Relation::Negative), ..Self::default() }
    }

    /// The same lines before they pull or push.
    pub fn at_rest(self) -> Self {
        Self { idle: [self.idle, self.pushes, self.pulls].concat(), wrong: self.wrong, ..Self::default() }
    }

    /// The same lines behind something more important.
    pub fn in_the_background(self) -> Self {
        Self { faint: true, ..self }
    }
}

/// The legend of the lines, with their number.
pub fn legend(session: &Session, options: &Options) -> Vec<LegendItem> {
    let trace = session.trace();
    let dataset = &session.pipeline().dataset;
    let ties = Ties::of(trace, dataset, &Camera::flat());
    let total = trace.whole.triplets;
    let mut items = vec![
        LegendItem::new(Sign::Line, "pull", "pull: to the positive"),
        LegendItem::new(Sign::Thin, "push", "push: to the negative"),
    ];
    if !ties.idle.is_empty() {
        items.push(LegendItem::new(Sign::Thin, "line", "mined, but no pull or push"));
    }
    if let Some(text) = wrong(session, options) {
        items.push(LegendItem::new(Sign::Band, "warn", text).of_strength(SEAM));
    }
    if total > MOST {
        items.push(LegendItem::new(Sign::Note, "soft", format!("{MOST} of {total} triplets shown")));
    }
    items
}

/// How many of the mined triplets hold a wrong label, in words; `None`, if no label is wrong, nothing can be counted, or it is
/// hidden.
pub fn wrong(session: &Session, options: &Options) -> Option<String> {
    let dataset = &session.pipeline().dataset;
    let [wrong, mined] = count(session.trace(), dataset).filter(|_| dataset::wrong(dataset) > 0 && !options.hides)?;
    Some(format!("{wrong} of {mined} mined triplets hold a wrong label"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_triplets_are_thinned_to_a_selection_from_first_to_last() {
        let session = Session::open("miner=all&sampler.per_class=16").unwrap();
        let trace = session.trace();
        assert!(trace.tuples.triplets() > 10 * MOST);
        let ties = Ties::of(trace, &session.pipeline().dataset, &Camera::flat());
        let lines = ties.pulls.len() + ties.pushes.len() + ties.idle.len();
        assert!(
            (MOST + 1..=2 * MOST).contains(&lines),
            "{lines} lines: one per triplet, and the pulls that they share"
        );
        let anchors: std::collections::BTreeSet<_> = ties.pushes.iter().map(|(a, _)| a.0.to_bits()).collect();
        assert!(anchors.len() > trace.batch.len() / 2, "{} anchors", anchors.len());
    }

    #[test]
    fn with_an_empty_memory_the_same_lines_pull_and_push_as_without_one() {
        let lines = |rooms: &str| {
            let session = Session::open(&format!("miner=random{rooms}")).unwrap();
            let (trace, dataset) = (session.trace(), &session.pipeline().dataset);
            let Ties { pulls, pushes, idle, .. } = Ties::of(trace, dataset, &Camera::flat());
            [pulls, pushes, idle]
        };
        assert_eq!(lines("&scheme=cross-batch"), lines(""));
    }

    #[test]
    fn few_triplets_are_all_there() {
        let session = Session::open("miner=batch-hard").unwrap();
        let ties = Ties::of(session.trace(), &session.pipeline().dataset, &Camera::flat());
        assert_eq!(ties.pulls.len() + ties.pushes.len() + ties.idle.len(), 2 * session.trace().tuples.triplets());
    }

    #[test]
    fn pairs_without_a_triplet_are_there_too() {
        let text =
            "loss=contrastive&miner=pair-margin&miner.positive_margin=5&miner.negative_margin=0.5&sampler.per_class=3";
        let session = Session::open(text).unwrap();
        let lone = session.trace().tuples.lone().count();
        assert!(lone > 0 && session.trace().tuples.triplets() == 0);
        let ties = Ties::of(session.trace(), &session.pipeline().dataset, &Camera::flat());
        assert_eq!((ties.pulls.len(), ties.pushes.len() + ties.idle.len()), (0, lone.min(MOST)));
    }

    #[test]
    fn a_triplet_holds_a_wrong_label_exactly_if_one_of_its_lines_has_a_seam() {
        let session = Session::open("miner=semi-hard&data.label_noise=0.2").unwrap();
        let (trace, dataset) = (session.trace(), &session.pipeline().dataset);
        let labels = Mislabelled::of(trace, dataset);
        let is_wrong = |(a, p, n): (usize, usize, usize)| {
            let point = |j: usize| trace.who[j].point().unwrap();
            [trace.points[a], point(p), point(n)].into_iter().any(|i| dataset.given[i] != dataset.truth[i])
        };
        let mut wrong = 0;
        for (a, p, negatives) in trace.tuples.iter() {
            for n in negatives {
                assert_eq!(labels.in_pair(a, p) || labels.in_pair(a, *n), is_wrong((a, p, *n)), "{a}, {p}, {n}");
                wrong += usize::from(is_wrong((a, p, *n)));
            }
        }
        assert!(wrong > 0 && wrong < trace.tuples.triplets());
        assert_eq!(count(trace, dataset), Some([wrong, trace.tuples.triplets()]));
        assert!(!Ties::of(trace, dataset, &Camera::flat()).wrong.is_empty());
        let clean = Session::open("miner=semi-hard").unwrap();
        assert!(Ties::of(clean.trace(), &clean.pipeline().dataset, &Camera::flat()).wrong.is_empty());
    }
}
