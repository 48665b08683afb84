//! ROC: the accepted share of pairs within a class (TAR) against that of pairs across classes (FAR), at every threshold on the distance;
//! for held-out points if there are any, else for all.

use super::pairs;
use crate::learn::metric::{Rates, STRICT, Verification};
use crate::learn::spec::prose;
use crate::learn::words::{percent, short};
use crate::session::Session;
use crate::tell::axis::{TICKS, round_down};
use crate::tell::dataset;
use crate::tell::legend::{LegendItem, Sign};
use crate::tell::options::Options;
use crate::tell::slider::{Slider, Stops};
use crate::tell::view::{Content, ViewSpec};

/// The shares of wrongly accepted pairs at which rightly accepted ones are reported.
pub const READ_AT: [f64; 2] = [STRICT, 0.1];

/// The approximate number of positions of the threshold's slider.
const POSITIONS: f64 = 200.0;

/// Its spec.
pub static SPEC: ViewSpec = ViewSpec {
    id: "roc",
    name: "Verification",
    guide: "Are two points of one class?",
    other_guide: None,
    gist: prose(
        "If they are nearer to each other than a threshold, they are taken for it. The curve shows, for every threshold, which share of the pairs of one class is accepted (TAR, upwards) and which of the pairs of two (FAR, to the right).",
    ),
    chart: true,
    switches: &[],
    figures: &["auc", "eer", "eer_threshold"],
    content: Content::Verification,
    legend,
    describe,
    slider: Some(Slider {
        key: "view.threshold",
        name: "threshold",
        gist: prose(
            "Pairs up to this distance are taken for pairs of one class. Until you move it, it is where both kinds of error are about equal.",
        ),
        stops,
    }),
    walk: None,
    drag: None,
};

/// The threshold with its rates, as chosen or by default.
pub fn threshold(session: &Session, options: &Options) -> Option<Rates> {
    let verification = session.evaluation().verification()?;
    Some(options.threshold.map_or_else(|| verification.balanced(), |threshold| verification.at(threshold)))
}

/// The threshold, if the ROC is on the page or a reader has chosen one.
pub fn shown_threshold(session: &Session, options: &Options) -> Option<Rates> {
    let asked = options.shows(&SPEC) || options.threshold.is_some();
    asked.then(|| threshold(session, options)).flatten()
}

/// The thresholds to choose from: round values over the axis of distances.
pub fn stops(session: &Session, options: &Options) -> Option<Stops> {
    let now = threshold(session, options)?;
    let axis = pairs::axis(session, session.evaluation().verified(), 4);
    let by = round_down((axis.high - axis.low) / POSITIONS, TICKS);
    Some(Stops { low: axis.low, by, last: ((axis.high - axis.low) / by).round() as u32, value: now.threshold })
}

fn legend(session: &Session, options: &Options) -> Vec<LegendItem> {
    let evaluation = session.evaluation();
    let Some(verification) = evaluation.verification() else {
        return vec![LegendItem::new(Sign::Note, "soft", "no pairs of one class and of two to tell apart")];
    };
    let part = dataset::part(&session.pipeline().dataset, true);
    let mut items = vec![
        LegendItem::new(Sign::Line, "ink", format!("{part}pairs")),
        LegendItem::new(Sign::Dashed, "soft", "chance"),
        LegendItem::new(Sign::Dot, "warn", format!("equal error rate {}", percent(verification.eer()))),
    ];
    let read: Vec<String> = READ_AT
        .into_iter()
        .filter_map(|far| Some(format!("{} at FAR {}", percent(verification.tar_at_far(far)?), percent(far))))
        .collect();
    if !read.is_empty() {
        items.push(LegendItem::new(Sign::Tick, "good", format!("TAR {}", read.join(", "))));
    }
    if let Some(rates) = threshold(session, options) {
        let [same, different] = verification.pairs();
        items.push(LegendItem::new(
            Sign::Cell,
            "ink",
            format!(
                "at {}: {}/{same} same, {}/{different} other accepted",
                short(rates.threshold),
                rates.same,
                rates.different
            ),
        ));
    }
    items.extend(pairs::drawn_note(evaluation.verified()));
    items
}

fn describe(session: &Session, options: &Options) -> String {
    let part = dataset::part(&session.pipeline().dataset, true);
    let evaluation = session.evaluation();
    let Some((verification, rates)) = evaluation.verification().zip(threshold(session, options)) else {
        return format!(
            "There are {} {part}pairs of one class and {} of two classes: nothing can be verified.",
            evaluation.verified().positive().len(),
            evaluation.verified().negative().len()
        );
    };
    let [same, different] = verification.pairs();
    let read = READ_AT
        .into_iter()
        .filter_map(|far| Some(format!(", TAR {} at FAR {}", percent(verification.tar_at_far(far)?), percent(far))));
    format!(
        "{same} {part}pairs of one class and {different} of two. Area under the curve {}, equal error rate {}{}. {}{}",
        short(verification.auc()),
        percent(verification.eer()),
        read.collect::<String>(),
        counts(verification, &rates),
        pairs::drawn_sentence(evaluation.verified())
    )
}

/// The effect of a threshold, in words.
fn counts(verification: &Verification, rates: &Rates) -> String {
    let [same, different] = verification.pairs();
    format!(
        "At the threshold {}, {} pairs of one class are accepted and {} refused (TAR {}); {} pairs of two classes are accepted and {} refused (FAR {}).",
        short(rates.threshold),
        rates.same,
        same - rates.same,
        percent(rates.tar),
        rates.different,
        different - rates.different,
        percent(rates.far)
    )
}
