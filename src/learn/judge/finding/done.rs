//! Runs in which hardly anything is left to do: solved, learned by heart, or because nothing is mined.

use super::Finding;
use super::apart::{before_the_growth, has_grown};
use crate::learn::judge::evidence::Evidence;
use crate::learn::judge::glimpse::EVERY;
use crate::learn::judge::past::{Past, SPAN};
use crate::learn::judge::summary::Summary;
use crate::learn::spec::prose;
use crate::learn::words::{percent, say};

/// MAP@R from which on retrieval counts as right.
pub const RIGHT: f64 = 0.9;
/// MAP@R from which on a run is nearly solved, and not stalled.
const NEARLY: f64 = 0.97;
/// A share of active mined triplets below this counts as "hardly any".
const FEW: f64 = 0.05;
/// A share of all triplets below this counts as "nearly done", not stalled.
const DONE: f64 = 0.01;
/// So many triplets are not all right by chance.
const MANY: u64 = 50;

/// Every triplet is in order, and held-out points and given labels are right.
pub static SOLVED: Finding = Finding {
    id: "solved",
    title: "Solved",
    gist: prose("Hardly any triplet of the data set is active any more."),
    done: true,
    sees: |e| Some(is_solved(e)),
    say: |e| {
        let of = match e.evaluation.drawn() {
            None => "the data set".to_string(),
            Some(count) => format!("{count} points drawn from the data set"),
        };
        match (e.evaluation.active_fraction(), e.past.now().margin) {
            (Some(share), _) if share > 0.0 => {
                let few =
                    if share < 0.001 { "Less than 0.1 %".to_string() } else { format!("Only {}", percent(share)) };
                format!(
                    "{few} of all triplets of {of} are active. Hardly anything is left to learn. Try something harder."
                )
            }
            (_, Some(margin)) => format!(
                "From every point of {of}, each negative is farther than each positive, by at least the margin {margin}. Nothing is left to learn here. Try something harder."
            ),
            _ => format!(
                "From every point of {of}, each negative is farther than each positive. Nothing is left to learn here. Try something harder."
            ),
        }
    },
    ..Finding::USUAL
};

fn is_solved(e: &Evidence) -> bool {
    let Some(active) = e.evaluation.active_fraction() else { return false };
    let right = |figure: Option<f64>| figure.is_none_or(|figure| figure >= RIGHT);
    let all = right(e.held_out()) && right(e.evaluation.given_map_at_r());
    all && leaves_nothing(active, e.evaluation.ranks().counts.triplets, e.past)
}

/// Whether such an active share of so many triplets is the end: a handful can all be right by chance now and then, and next to nothing has to
/// be left for a while.
fn leaves_nothing(active: f64, triplets: u64, past: &Past) -> bool {
    let lately = || [0, EVERY].into_iter().all(|ago| past.retrieval_before(ago).active.is_some_and(is_few));
    (active == 0.0 && triplets >= MANY)
        || (is_few(active) && lately())
        || (active < DONE && mines_nothing(past.history))
}

/// Whether a share of all triplets is next to nothing.
fn is_few(share: f64) -> bool {
    share < 0.1 * DONE
}

/// Whether a past step was [`SOLVED`], as far as its glimpse tells; `None` where retrieval was not measured. What was solved `before` is so
/// until more is left than a miner may miss.
pub fn was_solved(history: &[Summary], before: bool) -> Option<bool> {
    let now = history.last()?.whole.retrieval.as_ref()?;
    let past = Past::of(history, &[], None);
    let right = [now.held_out, now.given].iter().all(|figure| figure.is_none_or(|figure| figure >= RIGHT));
    let leaves = |active| (before && active < DONE) || leaves_nothing(active, now.triplets, &past);
    Some(right && now.active.is_some_and(leaves))
}

/// Trained points are right, others are not.
pub static MEMORISED: Finding = Finding {
    id: "memorised",
    title: "Learned by heart",
    gist: prose("The given labels are right, and the true ones or the held-out points are not."),
    urgent: true,
    begins: |past| is_memorised(past, 0.98, RIGHT - 0.03),
    lasts: |past| is_memorised(past, 0.95, RIGHT),
    sees: |e| e.held_out().filter(|figure| *figure >= RIGHT).map(|_| false),
    say: |e| {
        let truth = say(e.map_at_r());
        match e.held_out() {
            Some(figure) => format!(
                "MAP@R is {truth} for the points trained on and {} for those held out. Judge it by the second figure.",
                say(figure)
            ),
            None => format!(
                "MAP@R is {} by the given labels and {truth} by the true ones: the wrong labels were learned as well. Go back to an earlier step.",
                say(e.evaluation.given_map_at_r().unwrap_or(0.0))
            ),
        }
    },
    ..Finding::USUAL
};

fn is_memorised(past: &Past, trained: f64, others: f64) -> bool {
    let retrieval = past.retrieval();
    retrieval.given.is_some_and(|given| given >= trained) && retrieval.judged().is_some_and(|figure| figure < others)
}

/// The miner finds nothing.
pub static NOTHING_MINED: Finding = Finding {
    id: "nothing-mined",
    title: "Nothing mined",
    gist: prose("The miner finds nothing for the loss."),
    urgent: true,
    begins: |past| mines_nothing(past.history),
    lasts: |past| mines_nothing(past.history),
    sound: |past| has_grown(past).then(|| before_the_growth(past)),
    say: |e| {
        let (now, map_at_r) = (e.past.now(), e.evaluation.ranks().map_at_r);
        match (now.mean_positive, now.mean_negative) {
            (_, None) if e.scheme.predicts() => match now.tuples {
                0 => "Nothing is a negative here, and the miner takes no pair without one, so nothing moves. Mine all pairs.",
                _ => "Nothing is a negative here, and the loss has no term without one, so nothing moves. Use cosine regression.",
            }
            .to_string(),
            (_, None) if e.scheme.keeps_negatives() => {
                "The queue is empty, so there is no negative yet, and nothing moves. Make a step, which puts its keys into the queue."
                    .to_string()
            }
            (_, None) if e.scheme.reads_labels() => {
                "The batch holds no negative, so nothing moves. Let it hold at least two classes.".to_string()
            }
            (_, None) => "The batch holds no negative, so nothing moves. Let it hold at least two points.".to_string(),
            (None, _) => {
                "The batch holds no positive, so nothing moves. Let it hold at least two points of each class."
                    .to_string()
            }
            _ if has_grown(e.past) => format!(
                "The spread is {}, so hardly any two points are within the margin of each other. Go back and bound it.",
                say(e.past.spread(0))
            ),
            _ => format!(
                "No pair of the last batches meets the miner’s condition, at MAP@R {}{}. Choose another miner.",
                say(map_at_r.unwrap_or(0.0)),
                e.evaluation.said()
            ),
        }
    },
    ..Finding::USUAL
};

fn mines_nothing(history: &[Summary]) -> bool {
    history.iter().rev().take(10).all(|s| s.terms == 0)
}

/// Hardly any mined triplet is active, many others are, and nothing gets better, though much is wrong: harder triplets undo what is nearly
/// solved.
pub static STALLED: Finding = Finding {
    id: "stalled",
    title: "Stalled",
    gist: prose("Hardly any mined triplet is active, though many others are."),
    begins: |past| idles(past, FEW, NEARLY - 0.02) && past.rise(200) < 0.01,
    lasts: |past| idles(past, 2.0 * FEW, NEARLY) && past.rise(200) < 0.02,
    sound: |past| Some(past.step()),
    sees: |e| (e.map_at_r() >= NEARLY).then_some(false),
    say: |e| {
        format!(
            "Only {} of the triplets mined in the last {SPAN} steps were active. Mine harder ones.",
            percent(active(e.past).unwrap_or(0.0)),
        )
    },
    ..Finding::USUAL
};

/// The active share of what was mined lately.
fn active(past: &Past) -> Option<f64> {
    let (active, terms) = past.recent(SPAN)?.iter().fold((0, 0), |(a, t), s| (a + s.active, t + s.terms));
    (terms > 0).then(|| active as f64 / terms as f64)
}

fn idles(past: &Past, few: f64, right: f64) -> bool {
    let whole = past.retrieval();
    let wrong = whole.active.is_some_and(|left| left > DONE) && whole.truth.is_none_or(|figure| figure < right);
    wrong && active(past).is_some_and(|share| share < few)
}
