//! The lens: what the embedding shows of the chosen anchor, how strongly, and what its rings and lines mean.

use crate::learn::affinity::{AffinitySpec, Orientation};
use crate::learn::look::lens::Lens;
use crate::learn::look::sight::{Pair, Sight};
use crate::learn::loss::Reach;
use crate::learn::step::Trace;
use crate::learn::words::short;
use crate::session::Session;
use crate::session::pick::Choice;
use crate::tell::Options;
use crate::tell::camera::Camera;
use crate::tell::embedding::forces::FORCES;
use crate::tell::legend::{Fill, LegendItem, Sign};
use crate::tell::place::Point;
use crate::tell::shape::shape_of;
use crate::tell::spot::Focus;
use crate::tell::world::World;
use std::rc::Rc;

/// What the embedding shows of the chosen anchor.
pub struct View<'a> {
    /// The session.
    pub session: &'a Session,
    /// The chosen anchor and its pairs.
    pub sight: Rc<Sight>,
    /// The places of all references.
    pub others: Vec<Point>,
    /// The place of the anchor.
    pub anchor: Point,
    /// The anchor's own embedding.
    pub embedding: Vec<f64>,
    /// The camera.
    pub camera: Camera,
    /// The pairs of the anchor.
    pub pairs: Vec<Pair>,
    /// The negatives mined for the anchor and its positive.
    pub taken: Vec<usize>,
    /// The negatives that the previewed miner would select.
    pub preview: Option<Vec<usize>>,
    /// Whether the forces of all points are shown, so that a few of them would say nothing more.
    pub all_forces: bool,
    /// What is seen on its way between two steps, where it is another trace than that of the step.
    pub moved: Option<Trace>,
}

impl<'a> View<'a> {
    /// The view of the chosen anchor; `None`, if no anchor is chosen, or it lacks positives or negatives.
    pub fn of(session: &'a Session, options: &Options) -> Option<Self> {
        Self::on(session, options, options.focus.filter(|_| options.part.is_none())?)
    }

    pub(super) fn on(session: &'a Session, options: &Options, focus: Focus) -> Option<Self> {
        let sight = session.sight(focus.anchor, focus.nth)?;
        let moved = session.glide().filter(|_| sight.is_aside()).map(|glide| glide.trace(sight.trace(session.trace())));
        let trace = moved.as_ref().unwrap_or(sight.trace(session.trace()));
        let lens = sight.lens.as_ref()?;
        let camera = Camera::of(session, options);
        let anchor = camera.points(&trace.rows)[lens.anchor];
        let others = camera.points(&trace.references);
        let embedding = trace.rows.column(lens.anchor).iter().copied().collect();
        let choice = Choice::find(options.previewed()).filter(|choice| !choice.in_force(session));
        let preview = choice.and_then(|choice| Some(lens.taken(&choice.mine(session, &sight)?)));
        let (taken, pairs) = (lens.taken(&trace.tuples), sight.pairs(session.trace()));
        let all_forces = options.is_on(&FORCES);
        Some(Self { session, others, anchor, embedding, camera, pairs, taken, preview, all_forces, moved, sight })
    }

    /// The anchor, its positive and its negatives.
    pub fn lens(&self) -> &Lens {
        self.sight.lens.as_ref().expect("a view has a lens")
    }

    /// The strength of every point of the data set: strongest for the tuple, less for other references of the anchor, least for the others.
    pub fn strengths(&self) -> Vec<f64> {
        let mut strengths = vec![0.3; self.session.pipeline().dataset.len()];
        for pair in &self.pairs {
            if let Some(i) = pair.who.point() {
                let shown = self.preview.as_ref().unwrap_or(&self.taken);
                let own = pair.reference == self.lens().positive || shown.contains(&pair.reference);
                strengths[i] = if own { 1.0 } else { 0.55 };
            }
        }
        strengths[self.sight.point] = 1.0;
        strengths
    }

    /// The legend of rings, boxes and lines.
    pub fn legend(&self) -> Vec<LegendItem> {
        let lens = self.lens();
        let near = LegendItem::new(Sign::Line, "ink", format!("d(a,p) = {}", short(lens.distance)));
        let margin = short(lens.reach.margin().max(0.0));
        let mut items = match lens.reach {
            Reach::Beyond(_) => {
                let limit = short(lens.distance + lens.reach.margin());
                vec![near, LegendItem::new(Sign::Dashed, "ink", format!("d(a,p) + m = {limit}"))]
            }
            Reach::Fixed { .. } => {
                vec![LegendItem::new(Sign::Dashed, "ink", format!("negatives are pushed to {margin}"))]
            }
            Reach::Soft { near, limit, .. } => vec![
                LegendItem::new(
                    Sign::Line,
                    "ink",
                    format!("positives are pulled to {}, and less within", short(near.max(0.0))),
                ),
                LegendItem::new(
                    Sign::Dashed,
                    "ink",
                    format!("negatives are pushed to {margin}, and less to {}", short(limit)),
                ),
            ],
            Reach::Endless | Reach::Nowhere => vec![near],
        };
        items.extend(self.solid_note());
        let shape = |of: usize| Sign::Point(shape_of(of), Fill::Hollow);
        items.push(LegendItem::new(Sign::Line, "pull", "to the positive"));
        if self.session.pipeline().scheme.predicts() {
            return items;
        }
        items.push(LegendItem::new(Sign::Line, "push", "to what is mined"));
        match lens.reach {
            Reach::Beyond(_) => {
                items.push(LegendItem::new(shape(1), "push", "hard negative"));
                items.push(LegendItem::new(shape(0), "push", "semi-hard negative"));
            }
            Reach::Fixed { .. } => items.push(LegendItem::new(shape(1), "push", "negative within the margin")),
            Reach::Nowhere => {}
            Reach::Endless | Reach::Soft { .. } => {
                items.push(LegendItem::new(shape(0), "push", "the wider, the more it is pushed"));
            }
        }
        items
    }

    /// The length at which the affinity has this distance, if it is a function of lengths.
    pub fn length(&self, level: f64) -> Option<f64> {
        length(self.session.pipeline().affinity, level)
    }

    /// A note on rings that differ from those in the plane.
    fn solid_note(&self) -> Option<LegendItem> {
        let text = match self.camera.world {
            World::Plane | World::Circle | World::Globe => return None,
            World::Space if self.length(1.0).is_some() => "rings are the outlines of spheres around the anchor",
            World::Space | World::Ball => "no rings here: boxes and rings around the marks show the zones",
        };
        Some(LegendItem::new(Sign::Note, "soft", text))
    }
}

/// The length at which an affinity has this distance, if it is a function of lengths.
pub fn length(affinity: &AffinitySpec, level: f64) -> Option<f64> {
    let far = |r: f64| affinity.turned((affinity.value)(&[r, 0.0], &[0.0, 0.0]), Orientation::Distance) > level;
    if affinity.orientation != Orientation::Distance || !level.is_finite() {
        return None;
    }
    let most = std::iter::successors(Some(1.0), |r| Some(2.0 * r)).take(200).find(|r| far(*r))?;
    Some(edge(most, far))
}

/// The greatest number up to `most` that is not `far`, found by bisection.
pub fn edge(most: f64, far: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, most);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if far(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    low
}
