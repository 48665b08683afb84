//! The parts of one step, for slow motion: what each does, in words with this step's numbers, and what the embedding shows.

use super::embedding::proxies;
use super::spot::Focus;
use super::world;
use crate::learn::compare::Relation;
use crate::learn::misfit;
use crate::learn::step::Trace;
use crate::learn::words::{percent, say};
use crate::session::Session;

/// A part of a step.
#[derive(Debug)]
pub struct Part {
    /// A stable id.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The room of its card.
    pub room: &'static str,
    /// The layers of the embedding that show it: switches, or names that only parts use.
    pub layers: &'static [&'static str],
    /// Its sentence at this step.
    pub say: fn(&Session) -> String,
}

/// All parts, in their order. After the last one the next step begins with the first.
pub static PARTS: &[Part] = &[
    Part { id: "sample", name: "Sample", room: "sampler", layers: &["ringed"], say: sample },
    Part { id: "embed", name: "Embed", room: "encoder", layers: &["alone"], say: embed },
    Part { id: "compare", name: "Compare", room: "affinity", layers: &["alone", "compared"], say: compare },
    Part { id: "mine", name: "Mine", room: "miner", layers: &["alone", "mined"], say: mine },
    Part { id: "weigh", name: "Weigh", room: "loss", layers: &["alone", "ties"], say: weigh },
    Part { id: "pull-back", name: "Pull back", room: "encoder", layers: &["alone", "forces"], say: pull_back },
    Part { id: "update", name: "Update", room: "optimizer", layers: &["moves"], say: update },
];

/// The example anchor: the chosen one if it is in the batch, else that of the first tuple, else the first row.
pub fn example(session: &Session, focus: Option<Focus>) -> usize {
    let trace = session.trace();
    let chosen = focus.and_then(|focus| trace.row_of(focus.anchor));
    chosen.or_else(|| trace.tuples.iter().next().map(|(anchor, ..)| anchor)).unwrap_or(0)
}

/// Which rows of a batch that is too large for all of them are shown, as a sentence with a space before it.
pub fn describe(trace: &Trace) -> String {
    match trace.places.len() {
        0 => String::new(),
        shown => format!(" Of the {} rows of the batch {shown} are shown, evenly chosen.", trace.whole.points.len()),
    }
}

fn sample(session: &Session) -> String {
    let (trace, dataset) = (session.trace(), &session.pipeline().dataset);
    let is_there = |class: &usize| trace.batch.iter().any(|i| dataset.given[*i] == *class);
    let classes = (0..dataset.classes()).filter(is_there).count();
    format!(
        "{} of the {} points are drawn for this step, with {} labels among them. The others wait.",
        trace.batch.len(),
        dataset.len(),
        classes
    )
}

fn embed(session: &Session) -> String {
    let trace = session.trace();
    let size: usize = session.state().towers[0].iter().map(|m| m.len()).sum();
    format!(
        "The encoder ({}, {size} numbers) puts each of the {} points {}.",
        session.config().choice("encoder").name,
        trace.batch.len(),
        world::place(session)
    )
}

fn compare(session: &Session) -> String {
    let trace = session.trace();
    let kind = |wanted: Relation, name: &str| match trace.mean_distance(wanted) {
        Some(mean) => format!("{} pairs {name} are {} apart on average", trace.pairs(wanted).pairs, say(mean)),
        None => format!("there is no pair {name}"),
    };
    let by = session.config().choice("affinity").name.to_ascii_lowercase();
    if let Some(said) = proxies::describe(session) {
        let [own, other] = match proxies::prototypes(session) {
            Some(_) => ["with the one that the teacher finds most probable", "with the others"],
            None => ["of the own class", "of others"],
        };
        let (own, other) = (kind(Relation::Positive, own), kind(Relation::Negative, other));
        return format!("By {by}, the points of the batch are {said}: {own}, {other}.");
    }
    format!(
        "By {by}, every anchor is compared with all the others: {}, {}.",
        kind(Relation::Positive, "with the same label"),
        kind(Relation::Negative, "with different ones"),
    )
}

fn mine(session: &Session) -> String {
    if let Some(reason) = misfit::idle(session.pipeline(), "miner") {
        return reason;
    }
    let trace = session.trace();
    let miner = session.config().choice("miner").name;
    format!(
        "{miner} takes {}; the batch has {} triplets. What it leaves out does not count in this step.",
        mined(trace),
        trace.counts.triplets
    )
}

/// What was mined, in words: a tuple is called so where it has more than one negative.
pub fn mined(trace: &Trace) -> String {
    match (trace.whole.tuples, trace.whole.triplets) {
        (_, 0) if !trace.tuples.is_empty() => "pairs without a triplet".to_string(),
        (tuples, triplets) if tuples == triplets => format!("{triplets} triplets"),
        (tuples, triplets) => format!("{tuples} tuples with {triplets} triplets"),
    }
}

fn weigh(session: &Session) -> String {
    let trace = session.trace();
    let loss = session.pipeline().loss_spec.entry.name;
    if !trace.shown.is_empty() {
        let names: Vec<&str> = trace.shown.iter().map(|shown| shown.name).collect();
        let size = session.pipeline().dimensions;
        return format!(
            "{loss} looks at {size} coordinates over the batch: {}. The loss is {}.",
            names.join(", "),
            say(trace.loss)
        );
    }
    let share = percent(trace.active as f64 / trace.terms.max(1) as f64);
    format!(
        "{loss} makes {} terms of them, of which {share} are above zero. The loss is {}. Pairs of those terms pull or push; the others do nothing.",
        trace.terms,
        say(trace.loss)
    )
}

fn pull_back(session: &Session) -> String {
    let trace = session.trace();
    format!(
        "The chain rule adds up pulls and pushes into one force on each of the {} points, and those into a gradient of length {} for the encoder.",
        trace.batch.len(),
        say(trace.gradient_norm)
    )
}

fn update(session: &Session) -> String {
    let optimizer = session.config().choice("optimizer").name;
    let rate = session.config().param("optimizer.lr").unwrap_or(0.0);
    let Some(next) = session.next_embedding() else {
        return format!(
            "{optimizer} with learning rate {} would leave the range of numbers: the step is refused.",
            say(rate)
        );
    };
    let lengths: Vec<f64> = (next - session.embedding()).column_iter().map(|c| c.norm()).collect();
    let moved = |i: &usize| lengths[*i] > 0.0;
    let (all, waiting): (Vec<usize>, Vec<usize>) = (
        (0..lengths.len()).filter(moved).collect(),
        (0..lengths.len()).filter(|i| !session.trace().batch.contains(i)).collect(),
    );
    format!(
        "{optimizer} moves the encoder against the gradient, with learning rate {}. {} of {} points move, by {} on average; {} of them were not in the batch.",
        say(rate),
        all.len(),
        lengths.len(),
        say(lengths.iter().sum::<f64>() / all.len().max(1) as f64),
        waiting.iter().filter(|i| moved(i)).count()
    )
}
