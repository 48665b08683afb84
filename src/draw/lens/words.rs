//! The lens in words: sentences, the lines of what every miner would take, and a table of the anchor's pairs.

use super::View;
use crate::draw::Options;
use crate::draw::legend::{Fill, LegendItem, Mark};
use crate::draw::mark::shape_of;
use crate::draw::text::short;
use crate::learn::loss::Reach;
use crate::learn::misfit;
use crate::learn::sight::{Member, Pair, Sight};
use crate::session::Session;
use crate::session::pick::{Census, Choice, census, picks};

/// What the anchor's figures say.
pub fn sentences(session: &Session, options: &Options) -> Vec<String> {
    let Some((focus, sight)) = options.focus.and_then(|focus| Some((focus, session.sight(focus.anchor, focus.nth)?)))
    else {
        return vec![];
    };
    let mut said = vec![];
    if sight.is_supposed() {
        said.push(format!(
            "Point {} is not in this batch: it neither pulls nor pushes now. If it were in it, this is what it would be compared with.",
            focus.anchor
        ));
    }
    let Some(lens) = &sight.lens else {
        said.push(format!(
            "Anchor {} has no positive or no negative in this batch, so nothing can be compared.",
            focus.anchor
        ));
        return said;
    };
    said.insert(0, headline(session, &sight));
    let counts: Vec<String> = lens
        .reach
        .bands(lens.distance)
        .iter()
        .map(|band| {
            let count = lens.negatives.iter().filter(|(_, zone)| *zone == band.zone).count();
            format!("{count} {}", band.zone.spec().name)
        })
        .collect();
    said.push(format!(
        "Of {} negatives {} {}.",
        lens.negatives.len(),
        if counts[0].starts_with("1 ") { "is" } else { "are" },
        listed(&counts)
    ));
    let taken = lens.taken(&sight.trace(session.trace()).tuples);
    said.push(misfit::idle(session.pipeline(), "miner").unwrap_or_else(|| {
        format!("{} takes {}.", session.config().choice("miner").name, members(session, &sight, &taken))
    }));
    said
}

/// The anchor and its positive, and how far apart they are.
pub fn headline(session: &Session, sight: &Sight) -> String {
    match &sight.lens {
        Some(lens) => format!(
            "Anchor {} ({}), positive {} at distance {}.",
            sight.point,
            class_of(session, sight.point),
            named(session, sight.members[lens.positive]),
            short(lens.distance)
        ),
        None => format!("Anchor {} ({}).", sight.point, class_of(session, sight.point)),
    }
}

fn class_of(session: &Session, point: usize) -> String {
    let dataset = &session.pipeline().dataset;
    format!("class {}", dataset.class_names[dataset.given[point]])
}

/// A reference's name.
fn named(session: &Session, member: Member) -> String {
    match member {
        Member::Point(i) => i.to_string(),
        Member::Proxy(class) => format!("the proxy of class {}", session.pipeline().dataset.class_names[class]),
        Member::Stored => "a stored embedding".to_string(),
    }
}

/// Several references: their names where they are few, else how many they are.
fn members(session: &Session, sight: &Sight, references: &[usize]) -> String {
    match references.len() {
        0 => "no negative for this pair".to_string(),
        1..=3 => listed(&references.iter().map(|j| named(session, sight.members[*j])).collect::<Vec<_>>()),
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

/// A line of the list of picks: miners that take the same.
pub struct PickLine {
    /// The miners.
    pub choices: Vec<Choice>,
    /// What they take, in words.
    pub takes: String,
    /// Whether the miner in force is among them.
    pub present: bool,
}

/// What every miner would take for the anchor and positive, in groups of equals; nothing where there is nothing to mine.
pub fn lines(session: &Session, sight: &Sight) -> Vec<PickLine> {
    if misfit::idle(session.pipeline(), "miner").is_some() {
        return vec![];
    }
    let mut groups: Vec<(Vec<usize>, PickLine)> = vec![];
    for pick in picks(session, sight) {
        let mut negatives = pick.negatives;
        negatives.sort_unstable();
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
    groups.into_iter().map(|(_, line)| line).collect()
}

/// How the sets of a word with several meanings differ on this batch; `None` where the miner in force has one meaning.
pub fn meanings(session: &Session, sight: &Sight) -> Option<String> {
    let counts = census(session, sight);
    let say = |c: &Census| {
        let mut text = format!("{} {}", c.definition.entry.name, c.triplets);
        let asides: Vec<String> = [(c.hard, "no farther than their positive"), (c.easy, "beyond the margin")]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        if !asides.is_empty() {
            text += &format!(" ({})", listed(&asides));
        }
        text
    };
    (!counts.is_empty()).then(|| {
        let said: Vec<String> = counts.iter().map(say).collect();
        format!("Triplets that each meaning of the word takes from this batch: {}.", said.join("; "))
    })
}

/// A row of the table of pairs.
pub struct Row {
    /// The reference.
    pub name: String,
    /// Its class.
    pub class: String,
    /// Whether it is a positive or a negative.
    pub relation: &'static str,
    /// How far away it is.
    pub distance: String,
    /// Its zone.
    pub zone: &'static str,
    /// Whether it is mined for this anchor.
    pub mined: &'static str,
    /// ∂L/∂distance.
    pub weight: String,
}

/// The table of everything that the anchor is compared with, by distance.
pub fn table(session: &Session, sight: &Sight) -> Vec<Row> {
    let row = |pair: Pair| Row {
        name: named(session, pair.member),
        class: match pair.member {
            Member::Point(i) => session.pipeline().dataset.class_names[session.pipeline().dataset.given[i]].to_string(),
            Member::Proxy(class) => session.pipeline().dataset.class_names[class].to_string(),
            Member::Stored => "–".to_string(),
        },
        relation: if pair.positive { "positive" } else { "negative" },
        distance: short(pair.distance),
        zone: pair.zone.map_or("–", |zone| zone.spec().name),
        mined: if pair.mined { "yes" } else { "no" },
        weight: short(pair.weight),
    };
    sight.pairs(session.trace()).into_iter().map(row).collect()
}

impl View<'_> {
    /// What rings, boxes and lines mean.
    pub fn legend(&self) -> Vec<LegendItem> {
        let lens = self.lens();
        let near = LegendItem::new(Mark::Line, "ink", format!("d(a,p) = {}", short(lens.distance)));
        let margin = short(lens.reach.margin());
        let mut items = match lens.reach {
            Reach::Beyond(_) => {
                let limit = short(lens.distance + lens.reach.margin());
                vec![near, LegendItem::new(Mark::Dashed, "ink", format!("d(a,p) + m = {limit}"))]
            }
            Reach::Fixed(_) => vec![LegendItem::new(Mark::Line, "ink", format!("negatives are pushed to {margin}"))],
            Reach::Endless | Reach::Nowhere => vec![near],
        };
        let shape = |of: usize| Mark::Point(shape_of(of), Fill::Hollow);
        items.push(LegendItem::new(Mark::Line, "pull", "to the positive"));
        items.push(LegendItem::new(Mark::Line, "push", "to what is mined"));
        match lens.reach {
            Reach::Beyond(_) => {
                items.push(LegendItem::new(shape(1), "push", "hard negative"));
                items.push(LegendItem::new(shape(0), "push", "semi-hard negative"));
            }
            Reach::Fixed(_) => items.push(LegendItem::new(shape(1), "push", "negative within the margin")),
            Reach::Nowhere => {}
            Reach::Endless => items.push(LegendItem::new(shape(0), "push", "the wider, the more it is pushed")),
        }
        items
    }
}
