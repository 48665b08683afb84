//! The spotlight: as long as nobody has chosen an anchor, one point is followed as an anchor. Its margin is a band, its positive and its
//! mined negative have names, and it pulls and pushes beside a few other anchors of the batch.
//!
//! Where the point is not in the batch, it is seen as it would be inside, and its arrows are faint.

use crate::learn::affinity::Orientation;
use crate::learn::look::MOST_ROWS;
use crate::learn::look::force::Forces;
use crate::learn::look::spotlight::{partner, telling};
use crate::learn::loss::Reach;
use crate::learn::order::sort_by_number;
use crate::learn::spec::prose;
use crate::learn::step::Trace;
use crate::learn::words::short;
use crate::session::Session;
use crate::tell::Options;
use crate::tell::embedding::forces::Vectors;
use crate::tell::embedding::lens::View;
use crate::tell::legend::{LegendItem, Sign};
use crate::tell::options::{ALWAYS, Switch};
use crate::tell::place::Point;
use crate::tell::spot::Focus;
use crate::tell::world::World;

/// The spotlight.
pub static SPOTLIGHT: Switch = Switch {
    id: "spotlight",
    name: "one anchor",
    gist: prose(
        "Follows one point, the anchor: its margin, its positive (a point with its label), the negative mined for it (a point with another label), and a few pulls and pushes elsewhere.",
    ),
    on: true,
    matters: ALWAYS,
};

/// The greatest number of other anchors with arrows.
const OTHERS: usize = 4;
/// Weaker forces than this share of the strongest have no arrow, and weaker pairs no line.
pub const WEAKEST: f64 = 0.02;
/// The strength of the margin's colour in the legend.
const SOFT: f64 = 0.25;

/// The point that is followed; `None`, if an anchor is chosen, or there is no spotlight.
pub fn followed(session: &Session, options: &Options) -> Option<usize> {
    let off = options.focus.is_some() || options.part.is_some() || options.hides || !options.is_on(&SPOTLIGHT);
    let trace = session.trace();
    // For a point that is not there the whole batch is looked at again.
    let small = trace.whole.points.len() <= MOST_ROWS;
    let followed = session.spotlit().filter(|point| small || trace.row_of(*point).is_some());
    followed.or(trace.points.first().copied()).filter(|_| !off)
}

/// The spotlit anchor, and the positive that tells its story at this step.
pub fn focus(session: &Session, options: &Options) -> Option<Focus> {
    let (anchor, trace) = (followed(session, options)?, session.trace());
    let sight = session.sight(anchor, 0)?;
    let lens = sight.lens.as_ref()?;
    let positive = telling(session.pipeline(), sight.trace(trace), lens.anchor, lens.reach)?;
    Some(Focus { anchor, nth: lens.positives.iter().position(|p| *p == positive)? })
}

impl<'a> View<'a> {
    /// The view of the spotlit anchor; `None`, if an anchor is chosen, or there is no spotlight.
    pub fn spotlit(session: &'a Session, options: &Options) -> Option<Self> {
        Self::on(session, options, focus(session, options)?)
    }

    fn trace(&self) -> &Trace {
        self.moved.as_ref().unwrap_or(self.sight.trace(self.session.trace()))
    }

    /// The negative that is pushed most among those mined for the anchor and its positive; the nearest, if none is pushed.
    pub fn negative(&self) -> Option<usize> {
        let of = |j: usize| self.pairs.iter().find(|pair| pair.reference == j).map(|pair| (pair.weight, pair.distance));
        let mined = self.taken.iter().filter_map(|j| Some((*j, of(*j)?)));
        mined.min_by(|a, b| a.1.0.total_cmp(&b.1.0).then(a.1.1.total_cmp(&b.1.1))).map(|(j, _)| j)
    }

    /// The names at the points: of the anchor, its positive and its negative, each with its place and colour.
    pub fn names(&self) -> Vec<(Point, String, &'static str)> {
        let lens = self.lens();
        let zone = |n: usize| lens.negatives.iter().find(|(j, _)| *j == n).map(|(_, zone)| *zone);
        let negative = self.negative().map(|n| {
            let name = match zone(n).filter(|_| matches!(lens.reach, Reach::Beyond(_))) {
                Some(zone) => format!("{} negative", zone.spec().name),
                None => "negative".to_string(),
            };
            (self.others[n], name, "push")
        });
        let positive = if self.predicts() { "other view" } else { "positive" };
        let own =
            [(self.anchor, "anchor".to_string(), "ink"), (self.others[lens.positive], positive.to_string(), "pull")];
        own.into_iter().chain(negative).collect()
    }

    /// Whether the picture has a place for the margin.
    pub fn has_band(&self) -> bool {
        let affinity = self.session.pipeline().affinity;
        match self.camera.world {
            World::Circle | World::Globe => true,
            World::Plane if affinity.is_scale_free() => true,
            World::Plane | World::Space => affinity.orientation == Orientation::Distance,
            World::Ball => false,
        }
    }

    /// The name of the margin, if it is in the picture.
    pub fn margin_name(&self) -> Option<&'static str> {
        let lens = self.lens();
        lens.reach.span(lens.distance).filter(|_| self.has_band())?;
        Some(if matches!(lens.reach, Reach::Beyond(_)) { "+ margin" } else { "margin" })
    }

    /// The pairs of the anchor that pull and push, with their shares of the strongest: lines of a loss without a margin.
    pub fn shares(&self) -> Vec<(Point, bool, f64)> {
        let strongest = self.pairs.iter().map(|pair| pair.weight.abs()).fold(f64::MIN_POSITIVE, f64::max);
        let share = |weight: f64| weight.abs() / strongest;
        let live = self.pairs.iter().filter(|pair| share(pair.weight) >= WEAKEST);
        live.map(|pair| (self.others[pair.reference], pair.weight > 0.0, share(pair.weight))).collect()
    }

    /// Which of the lines from the anchor to its positive and to its negative have a wrong label at an end.
    pub fn wrong(&self) -> Vec<(Point, Point)> {
        let dataset = &self.session.pipeline().dataset;
        let who = &self.trace().who;
        let is_wrong = |j: usize| who[j].label(dataset) != who[j].truth(dataset);
        let own = dataset.is_mislabelled(self.sight.point);
        let ends = std::iter::once(self.lens().positive).chain(self.negative());
        ends.filter(|j| own || is_wrong(*j)).map(|j| (self.anchor, self.others[j])).collect()
    }

    /// Whether the anchor is a prediction of its positive, and nothing is a negative.
    fn predicts(&self) -> bool {
        self.session.pipeline().scheme.predicts()
    }

    /// Whether there are rings around it. As similar as a chosen prototype are the places along a line, which nobody looks for.
    pub fn has_rings(&self) -> bool {
        self.camera.world != World::Ball && !self.session.pipeline().scheme.teaches()
    }

    /// Pull and push of the anchor's pair with its positive and of that with its negative, at both ends of each as far as the gradient reaches
    /// them.
    pub fn own_forces(&self) -> [Vectors; 2] {
        if self.session.pipeline().loss.objective().is_some() && !self.all_forces {
            return self.whole_forces();
        }
        self.pair_parts().parts
    }

    /// What would move the other ends of these pairs, where no gradient reaches them.
    pub fn stopped_forces(&self) -> Vectors {
        self.pair_parts().stopped
    }

    fn pair_parts(&self) -> Parts {
        let ends = [Some(self.lens().positive), self.negative()].map(|end| end.filter(|_| !self.all_forces));
        let mut parts = Parts::default();
        for j in ends.into_iter().flatten() {
            parts.add(self, self.trace(), self.lens().anchor, j, true);
        }
        parts
    }

    /// Pull and push of a loss of coordinates at the anchor and its other view.
    fn whole_forces(&self) -> [Vectors; 2] {
        let (trace, lens) = (self.trace(), self.lens());
        let rows: Vec<usize> = [Some(lens.anchor), trace.who[lens.positive].row()].into_iter().flatten().collect();
        let Forces { pull, push } = Forces::of(self.session.pipeline(), trace);
        let places = trace.rows.select_columns(&rows);
        [pull, push].map(|part| Vectors::of(&self.camera, &places, &part.select_columns(&rows), &[]))
    }

    /// Pull and push of a few other anchors, one of a class: each of its strongest pair.
    pub fn other_forces(&self) -> [Vectors; 2] {
        let (trace, dataset) = (self.session.trace(), &self.session.pipeline().dataset);
        let label = |row: usize| dataset.given[trace.points[row]];
        let pairs = |row: usize| Some((partner(trace, row, true)?, partner(trace, row, false)?));
        let mut live: Vec<(usize, (usize, usize))> =
            (0..trace.points.len()).filter_map(|row| Some((row, pairs(row)?))).collect();
        sort_by_number(&mut live, |(row, (p, n))| trace.weights[(*row, *n)] - trace.weights[(*row, *p)]);
        let mut seen = vec![dataset.given[self.sight.point]];
        live.retain(|(row, _)| {
            let new = !self.all_forces && !seen.contains(&label(*row));
            seen.push(label(*row));
            new
        });
        let mut parts = Parts::default();
        for (row, (p, n)) in live.into_iter().take(OTHERS) {
            parts.add(self, trace, row, p, false);
            parts.add(self, trace, row, n, false);
        }
        parts.parts
    }

    /// The spotlight in the legend.
    pub fn spotlight_legend(&self) -> Vec<LegendItem> {
        let lens = self.lens();
        let margin = self.margin_name().map(|_| LegendItem::new(Sign::Band, "push", "margin").of_strength(SOFT));
        let soft = margin.is_some() && matches!(lens.reach, Reach::Soft { .. });
        let fades = soft.then(|| LegendItem::new(Sign::Note, "soft", "paler where the force fades"));
        let widths =
            lens.reach.is_graded().then(|| LegendItem::new(Sign::Line, "push", "the wider, the more it is pushed"));
        let arrows = [("pull", "pull"), ("push", "push")]
            .into_iter()
            .filter(|(color, _)| !self.all_forces && (*color == "pull" || !self.predicts()))
            .map(|(color, label)| LegendItem::new(Sign::Arrow, color, label));
        let stops = !self.stopped_forces().0.is_empty();
        let stopped = stops.then(|| LegendItem::new(Sign::Stopped, "soft", "stopped: no gradient gets there"));
        let other = if self.predicts() { "other view" } else { "positive" };
        // Without a margin the only ring is that of the positive.
        let alone = self.has_rings() && lens.reach.span(lens.distance).is_none();
        let ring = alone.then(|| LegendItem::new(Sign::Line, "pull", format!("as far away as the {other}")));
        let hint = LegendItem::new(Sign::Note, "soft", "click a point to make it the anchor");
        arrows.chain(stopped).chain(margin).chain(ring).chain(fades).chain(widths).chain([hint]).collect()
    }

    /// The spotlight in words, in sentences that begin with a space.
    pub fn describe_spotlight(&self) -> String {
        let (lens, dataset) = (self.lens(), &self.session.pipeline().dataset);
        let class = &dataset.class_names[dataset.given[self.sight.point]];
        let mut text = format!(" The anchor in the spotlight is point {} of class {class}", self.sight.point);
        text += if self.sight.is_supposed() { ", which is not in this batch. " } else { ". " };
        if self.predicts() {
            let moved = if self.trace().reached[lens.positive] { "is moved, too" } else { "counts as given" };
            let distance = short(lens.distance);
            return text
                + &format!(
                    "From one view of it the other is predicted, at distance {distance}, which {moved}; nothing is a negative."
                );
        }
        text += &format!("Its positive is at distance {}", short(lens.distance));
        text += &match (self.negative(), lens.reach.span(lens.distance)) {
            (None, _) => ", and no negative is mined for the two".to_string(),
            (Some(n), Some((_, to))) => {
                let distance = short(self.trace().distances[(lens.anchor, n)]);
                format!(", its negative at {distance}; the margin ends at {}", short(to))
            }
            (Some(n), None) => format!(", its negative at {}", short(self.trace().distances[(lens.anchor, n)])),
        };
        text + "."
    }
}

/// Pull and push, and what no gradient brings to its end.
struct Parts {
    parts: [Vectors; 2],
    stopped: Vectors,
}

impl Default for Parts {
    fn default() -> Self {
        Self { parts: [Vectors(vec![]), Vectors(vec![])], stopped: Vectors(vec![]) }
    }
}

impl Parts {
    /// Adds the force of a pair on its row and, if wanted, on its reference, unless it has none.
    fn add(&mut self, view: &View, trace: &Trace, row: usize, reference: usize, both: bool) {
        let weight = trace.pair_weight(row, reference);
        let forces = Forces::of_pair(view.session.pipeline(), trace, row, reference);
        let ends = [trace.rows.columns(row, 1).into_owned(), trace.references.columns(reference, 1).into_owned()];
        let kept = if both { 2 } else { 1 };
        let reached = [true, trace.reached[reference]];
        for ((place, force), reached) in ends.iter().zip(&forces).zip(reached).take(kept).filter(|_| weight != 0.0) {
            let found: Vectors = Vectors::of(&view.camera, place, force, &[]);
            let part = if reached { &mut self.parts[usize::from(weight < 0.0)] } else { &mut self.stopped };
            part.0.extend(found.0);
        }
    }
}
