//! Neighbours: image retrieval with the chosen point as the query: its nearest points in order, each right (of its true class) or wrong.
//!
//! A query is compared with the points of its own part, held-out or training, as in the figures. Points at equal distances are shown by
//! number; how many are right is the mean over all orders of them.

use crate::learn::affinity::Orientation;
use crate::learn::order::sort;
use crate::learn::spec::prose;
use crate::learn::words::short;
use crate::session::Session;
use crate::tell::legend::{LegendItem, Sign};
use crate::tell::options::{ALWAYS, Options, Switch};
use crate::tell::view::{Content, ViewSpec};
use crate::tell::walk::Walk;
use crate::tell::{Spot, dataset};

/// The number of neighbours shown.
pub const COUNT: usize = 10;

/// The neighbours in the embedding.
pub static NEAREST: Switch = Switch {
    id: "nearest",
    name: "nearest points",
    gist: prose("A line from the chosen point to each of its ten nearest, dashed to those of another class."),
    on: false,
    matters: ALWAYS,
};

/// Its spec.
pub static SPEC: ViewSpec = ViewSpec {
    id: "neighbours",
    name: "Neighbours",
    guide: "What a search for the chosen point finds.",
    other_guide: None,
    gist: prose(
        "Its ten nearest points in order, each with its distance; those of the same true class are right. Click one to search for it.",
    ),
    chart: true,
    switches: &[],
    figures: &[],
    content: Content::Neighbours,
    legend,
    describe,
    slider: None,
    walk: Some(Walk { gist: "the arrow keys go from neighbour to neighbour, Enter searches for it", next }),
    drag: None,
};

/// A neighbour.
pub struct Neighbour {
    /// The point.
    pub point: usize,
    /// Its distance from the query.
    pub distance: f64,
    /// Whether it has the query's true class.
    pub right: bool,
}

/// A query and its neighbours.
pub struct Search {
    /// The query.
    pub query: usize,
    /// The neighbours, nearest first.
    pub found: Vec<Neighbour>,
    /// The number of right ones among so many nearest.
    pub right: f64,
    /// Whether others are as near as the last of them.
    pub tied: bool,
}

impl Search {
    /// The search for the chosen point.
    pub fn of(session: &Session, options: &Options) -> Option<Self> {
        let (pipeline, embedding) = (session.pipeline(), session.embedding());
        let dataset = &pipeline.dataset;
        let query = query(session, options)?;
        let part = if dataset.is_held_out(query) { dataset.held_out() } else { dataset.training() };
        let others: Vec<usize> = part.iter().copied().filter(|i| *i != query).collect();
        let affinities =
            pipeline.affinity.between(&embedding.select_columns(&[query]), &embedding.select_columns(&others));
        let distances = affinities.iter().map(|a| pipeline.affinity.turned(*a, Orientation::Distance));
        let mut pairs: Vec<(f64, usize)> = distances.zip(others).collect();
        sort(&mut pairs);
        let is_right = |point: usize| dataset.truth[point] == dataset.truth[query];
        let count = pairs.len().min(COUNT);
        // Of those as near as the last, as many are right as of all their orders on average.
        let last = pairs[..count].last().map_or(f64::NAN, |(distance, _)| *distance);
        let nearer = pairs.iter().take_while(|(distance, _)| *distance < last).count();
        let level: Vec<bool> =
            pairs[nearer..].iter().take_while(|pair| pair.0 == last).map(|pair| is_right(pair.1)).collect();
        let share = level.iter().filter(|right| **right).count() as f64 / level.len().max(1) as f64;
        let surely = pairs[..nearer].iter().filter(|pair| is_right(pair.1)).count();
        let neighbour = |(distance, point): &(f64, usize)| Neighbour {
            point: *point,
            distance: *distance,
            right: is_right(*point),
        };
        Some(Self {
            query,
            found: pairs[..count].iter().map(neighbour).collect(),
            right: surely as f64 + share * (count - nearer) as f64,
            tied: nearer + level.len() > count,
        })
    }

    /// The query and its neighbours, in the order of the keys.
    pub fn points(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(self.query).chain(self.found.iter().map(|n| n.point))
    }

    /// “9 of 10 right”, and what that is if others are as near as the last.
    fn said(&self, among: &str) -> String {
        let tied = if self.tied { ", on average over the orders of those equally near" } else { "" };
        format!("{} of {} right{among}{tied}", short(self.right), self.found.len())
    }
}

fn legend(session: &Session, options: &Options) -> Vec<LegendItem> {
    let Some(search) = Search::of(session, options) else {
        return vec![LegendItem::new(Sign::Note, "soft", "no point is chosen")];
    };
    let dataset = &session.pipeline().dataset;
    let mut items = vec![
        LegendItem::new(Sign::Cell, "good", "right: the query’s class"),
        LegendItem::new(Sign::Dashed, "warn", "wrong"),
    ];
    if search.points().any(|i| dataset.given[i] != dataset.truth[i]) {
        items.push(LegendItem::new(Sign::Dot, "soft", "wrong label, by the dot’s colour"));
    }
    let part = dataset::part(dataset, dataset.is_held_out(search.query));
    let among = if part.is_empty() { String::new() } else { format!(", among the {part}points") };
    items.push(LegendItem::new(Sign::Note, "soft", search.said(&among)));
    items
}

fn describe(session: &Session, options: &Options) -> String {
    let Some(search) = Search::of(session, options) else {
        return format!(
            "No point is chosen. Choose one in the embedding, with a click or with the arrow keys, and its {COUNT} nearest points are shown here."
        );
    };
    let dataset = &session.pipeline().dataset;
    let name = |i: usize| {
        let label = if dataset.given[i] == dataset.truth[i] {
            String::new()
        } else {
            format!(" but labelled {}", dataset.class_names[dataset.given[i]])
        };
        format!("{i}, class {}{label}", dataset.class_names[dataset.truth[i]])
    };
    let list: Vec<String> = search
        .found
        .iter()
        .zip(1..)
        .map(|(n, k)| {
            let verdict = if n.right { "right" } else { "wrong" };
            format!("{k}: point {}, {verdict}, at {}", name(n.point), short(n.distance))
        })
        .collect();
    let part = dataset::part(dataset, dataset.is_held_out(search.query));
    let first = format!("The query is point {}.", name(search.query));
    match search.found.len() {
        0 => format!("{first} There is no other point."),
        _ => format!("{first} Its nearest {part}points: {}. {}.", search.said(""), list.join("; ")),
    }
}

/// The next or previous tile: the query first, then its neighbours. Without a query, a point that could be one.
pub fn next(session: &Session, options: &Options, way: &str) -> Option<Spot> {
    let Some(search) = Search::of(session, options) else {
        return session.trace().batch.first().map(|i| Spot::Point(*i));
    };
    let points: Vec<usize> = search.points().collect();
    let here = points.iter().position(|i| options.hover == Some(Spot::Point(*i))).unwrap_or(0);
    let back = ["left", "up", "previous"].contains(&way);
    let to = if back { here.saturating_sub(1) } else { (here + 1).min(points.len() - 1) };
    Some(Spot::Point(points[to]))
}

/// The point whose neighbours are sought: the chosen one.
fn query(session: &Session, options: &Options) -> Option<usize> {
    options.focus.map(|focus| focus.anchor).filter(|point| *point < session.pipeline().dataset.len())
}

/// What the links mean.
pub fn links_legend(session: &Session, options: &Options) -> Vec<LegendItem> {
    if !options.is_on(&NEAREST) || query(session, options).is_none() {
        return vec![];
    }
    vec![
        LegendItem::new(Sign::Line, "good", "one of the ten nearest"),
        LegendItem::new(Sign::Dashed, "warn", "one of them, of another class"),
    ]
}
