//! The lens in words: sentences, the picks of every miner, and a table of the anchor's pairs.

use crate::learn::dataset::Dataset;
use crate::learn::look::MOST_ROWS;
use crate::learn::look::sight::{Pair, Sight};
use crate::learn::loss::Zone;
use crate::learn::misfit;
use crate::learn::order::{ascending, sort_by_number};
use crate::learn::scheme::Who;
use crate::learn::words::short;
use crate::session::Session;
use crate::session::pick::{Census, Choice, census, meant, picks};
use crate::tell::Options;
use crate::tell::spot::Focus;
use std::rc::Rc;

/// The chosen anchor and its sight, if there is one.
pub fn seen(session: &Session, options: &Options) -> Option<(Focus, Rc<Sight>)> {
    let focus = options.focus?;
    Some((focus, session.sight(focus.anchor, focus.nth)?))
}

/// Sentences on the anchor's figures.
pub fn sentences(session: &Session, options: &Options) -> Vec<String> {
    let Some((_, sight)) = seen(session, options) else { return vec![] };
    let mut said = vec![headline(session, &sight)];
    if sight.is_supposed() {
        let held_out = session.pipeline().dataset.is_held_out(sight.point);
        let why = if held_out {
            "is held out: it never pulls or pushes"
        } else {
            "is not in this batch: it neither pulls nor pushes now"
        };
        said.push(format!("It {why}."));
    }
    let Some(lens) = &sight.lens else {
        said.push("It has no positive or no negative here, so nothing can be compared.".to_string());
        return said;
    };
    let counts: Vec<String> = lens
        .reach
        .bands(lens.distance)
        .iter()
        .map(|band| {
            let count = lens.negatives.iter().filter(|(_, zone)| *zone == band.zone).count();
            format!("{count} {}", band.zone.spec().name)
        })
        .collect();
    said.push(match (&lens.negatives[..], sight.is_supposed()) {
        ([], _) if session.pipeline().scheme.keeps_negatives() => {
            "Nothing is a negative yet: the queue is empty.".to_string()
        }
        ([], _) => "Nothing is a negative here: it predicts its other view.".to_string(),
        ([(_, zone)], false) => format!("Its negative is {}.", zone.spec().name),
        ([(_, zone)], true) => format!("If it were, its negative would be {}.", zone.spec().name),
        (all, false) => format!("Its {} negatives are {}.", all.len(), listed(&counts)),
        (all, true) => format!("If it were, its {} negatives would be {}.", all.len(), listed(&counts)),
    });
    said.extend(misfit::idle(session.pipeline(), "miner"));
    said
}

/// Whether a miner chooses among negatives.
fn mines(session: &Session) -> bool {
    misfit::idle(session.pipeline(), "miner").is_none() && !session.pipeline().scheme.predicts()
}

/// The current miner's pick for the anchor and positive, as a sentence.
pub fn taken(session: &Session, options: &Options) -> Option<String> {
    let (_, sight) = seen(session, options).filter(|_| mines(session))?;
    let taken = sight.lens.as_ref()?.taken(&sight.trace(session.trace()).tuples);
    Some(format!("{} takes {}.", session.config().choice("miner").name, members(session, &sight, &taken)))
}

/// The anchor and its positive, and their distance.
pub fn headline(session: &Session, sight: &Sight) -> String {
    match &sight.lens {
        Some(lens) => format!(
            "Anchor {} ({}), positive {} at distance {}.",
            sight.point,
            class_of(session, sight.point),
            named(session, sight, lens.positive),
            short(lens.distance)
        ),
        None => format!("Anchor {} ({}).", sight.point, class_of(session, sight.point)),
    }
}

fn class_of(session: &Session, point: usize) -> String {
    let dataset = &session.pipeline().dataset;
    format!("class {}{}", dataset.class_names[dataset.given[point]], truly(dataset, point))
}

/// What a point truly is, if its label is wrong: “, truly B”.
fn truly(dataset: &Dataset, point: usize) -> String {
    let class = dataset.is_mislabelled(point).then(|| &dataset.class_names[dataset.truth[point]]);
    class.map_or(String::new(), |class| format!(", truly {class}"))
}

/// The name of a point's word.
pub fn word_of(point: impl std::fmt::Display) -> String {
    format!("the word of {point}")
}

/// A reference's name.
fn named(session: &Session, sight: &Sight, reference: usize) -> String {
    match sight.trace(session.trace()).who[reference] {
        Who::Point { point, row: None } if session.pipeline().reads_words() => word_of(point),
        Who::Point { point, .. } if point == sight.point => format!("{point}, another view"),
        Who::Point { point, .. } if session.pipeline().dataset.is_mislabelled(point) => {
            format!("{point} (wrong label)")
        }
        Who::Point { point, .. } => point.to_string(),
        Who::Class(class) => format!("the proxy of class {}", session.pipeline().dataset.class_names[class]),
        Who::Kept(_) => "a stored embedding".to_string(),
        Who::Prototype(k) => format!("prototype {}", k + 1),
    }
}

/// Several references: their names if they are few, else their number.
fn members(session: &Session, sight: &Sight, references: &[usize]) -> String {
    match references.len() {
        0 => "no negative for this pair".to_string(),
        1..=3 => listed(&references.iter().map(|j| named(session, sight, *j)).collect::<Vec<_>>()),
        count => format!("{count} negatives"),
    }
}

/// “a, b and c”.
fn listed(words: &[String]) -> String {
    match words {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => words.concat(),
    }
}

/// A line of the list of picks: miners that select the same.
pub struct PickLine {
    /// The miners.
    pub choices: Vec<Choice>,
    /// Their pick, in words.
    pub takes: String,
    /// Whether the current miner is among them.
    pub present: bool,
}

/// The picks of every miner for the anchor and positive, grouped; empty, if there is nothing to mine.
pub fn lines(session: &Session, sight: &Sight) -> Vec<PickLine> {
    if !mines(session) {
        return vec![];
    }
    let mut groups: Vec<(Vec<usize>, PickLine)> = vec![];
    for pick in picks(session, sight) {
        let mut negatives = pick.negatives;
        sort_by_number(&mut negatives, |j| *j as f64);
        let present = pick.choice.in_force(session);
        match groups.iter_mut().find(|(same, _)| *same == negatives) {
            Some((_, line)) => {
                line.choices.push(pick.choice);
                line.present |= present;
            }
            None => {
                let takes = members(session, sight, &negatives);
                groups.push((negatives, PickLine { choices: vec![pick.choice], takes, present }));
            }
        }
    }
    // The current miner first, then the others from few to many negatives, and last those that select nothing.
    let rank = |(negatives, line): &(Vec<usize>, PickLine)| match negatives.len() {
        _ if line.present => 0.0,
        0 => f64::INFINITY,
        count => count as f64,
    };
    let order = ascending(groups.iter().map(rank));
    let mut lines: Vec<_> = groups.into_iter().map(|(_, line)| Some(line)).collect();
    order.into_iter().filter_map(|place| lines[place].take()).collect()
}

/// How the definitions of one name differ on this batch.
pub struct Meanings {
    /// The caption: ““Semi-hard” on this batch, held against FaceNet, nearest”.
    pub caption: String,
    /// A row per definition, a cell for each of [`Meanings::head`], and whether the others are compared with it.
    pub rows: Vec<([String; 6], bool)>,
}

impl Meanings {
    /// The heads of the columns, with explanations.
    pub fn head() -> [(&'static str, &'static str); 6] {
        [
            ("meaning", "Whose rule"),
            ("takes", "How many triplets it takes from this batch"),
            ("more", "Triplets that only this rule takes"),
            ("fewer", "Triplets that only the other rule takes"),
            (Zone::Hard.spec().name, "Its triplets whose negative is no farther than the positive"),
            (Zone::Easy.spec().name, "Its triplets whose negative is beyond the margin"),
        ]
    }
}

/// How the definitions of the previewed or current miner differ; `None`, if it has one only.
pub fn meanings(session: &Session, sight: &Sight, preview: &str) -> Option<Meanings> {
    if !mines(session) || sight.trace(session.trace()).relations.rows() > MOST_ROWS {
        return None;
    }
    let of = meant(session, preview)?;
    let all = census(session, sight, of);
    let base = all.iter().find(|c| c.base)?.definition.entry.name;
    let caption = format!("“{}” on this batch, held against {base}", of.spec.entry.name);
    let row = |c: Census| {
        let beside = |sign: &str, count: usize| match count {
            _ if c.base => "–".to_string(),
            0 => "0".to_string(),
            _ => format!("{sign}{count}"),
        };
        let name = c.definition.entry.name.to_string();
        let counts = [c.triplets, c.hard, c.easy].map(|count| count.to_string());
        let [triplets, hard, easy] = counts;
        ([name, triplets, beside("+", c.more), beside("−", c.fewer), hard, easy], c.base)
    };
    Some(Meanings { caption, rows: all.into_iter().map(row).collect() })
}

/// The heads of the table's columns.
pub const HEAD: [&str; 7] = ["point", "class", "is a", "distance", "zone", "mined", "weight"];

/// The caption of the table.
pub fn caption(session: &Session, sight: &Sight) -> String {
    let anchors = if sight.trace(session.trace()).places.is_empty() { "either one of the two" } else { "this one" };
    format!(
        "{} All that it is compared with at step {}, by distance. Mined: selected with this anchor; \
         weight: with {anchors} as the anchor, positive pulls and negative pushes.",
        headline(session, sight),
        session.now()
    )
}

/// The table of the anchor's references by distance: a cell for each of [`HEAD`].
pub fn table(session: &Session, sight: &Sight) -> Vec<[String; 7]> {
    let dataset = &session.pipeline().dataset;
    let class = |who: Who| match (who, who.label(dataset)) {
        (Who::Kept(_), _) | (_, None) => "–".to_string(),
        (_, Some(label)) => {
            let truly = who.point().map_or(String::new(), |point| truly(dataset, point));
            format!("{}{truly}", dataset.class_names[label])
        }
    };
    let row = |pair: Pair| {
        [
            named(session, sight, pair.reference),
            class(pair.who),
            if pair.positive { "positive" } else { "negative" }.to_string(),
            short(pair.distance),
            pair.zone.map_or("–", |zone| zone.spec().name).to_string(),
            if pair.mined { "yes" } else { "no" }.to_string(),
            short(pair.weight),
        ]
    };
    sight.pairs(session.trace()).into_iter().map(row).collect()
}
