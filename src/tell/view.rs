//! Pictures as plain data: what each shows and means, and what a reader can do in it. The layer above draws them.

use super::chart::plot::Plot;
use super::drag::Drag;
use super::legend::LegendItem;
use super::options::{Options, Switch};
use super::slider::Slider;
use super::walk::Walk;
use crate::learn::spec::Prose;
use crate::session::Session;

/// Whether a session's picture is read in another way, and the sentence that says how.
pub type OtherGuide = (fn(&Session) -> bool, &'static str);

/// A picture's spec.
pub struct ViewSpec {
    /// A stable id.
    pub id: &'static str,
    /// Its title.
    pub name: &'static str,
    /// How to read it, in a short sentence that is shown above it; empty, if it is no chart.
    pub guide: &'static str,
    /// The same where it is read in another way.
    pub other_guide: Option<OtherGuide>,
    /// What it shows, in words for learners; a chart's goes on where the guide ends.
    pub gist: Prose<&'static str>,
    /// Whether it is one of the charts that a reader chooses from.
    pub chart: bool,
    /// What can be shown or left out.
    pub switches: &'static [&'static Switch],
    /// The ids of the figures in its head.
    pub figures: &'static [&'static str],
    /// Its content.
    pub content: Content,
    /// Its current legend.
    pub legend: fn(&Session, &Options) -> Vec<LegendItem>,
    /// Its current content in words and numbers, for readers who cannot see it.
    pub describe: fn(&Session, &Options) -> String,
    /// A slider beside it.
    pub slider: Option<Slider>,
    /// How the arrow keys walk in it; without, they choose the anchor.
    pub walk: Option<Walk>,
    /// What a pointer moves in it.
    pub drag: Option<Drag>,
}

impl ViewSpec {
    /// How to read it in a session.
    pub fn guide(&self, session: &Session) -> &'static str {
        self.other_guide.filter(|(reads, _)| reads(session)).map_or(self.guide, |(_, guide)| guide)
    }

    /// Whether its switches open from a button: more than two take too much room.
    pub fn gathered(&self) -> bool {
        self.switches.len() > 2
    }
}

/// The content of a picture. The compiler ensures that every kind is drawn.
#[derive(Clone, Copy)]
pub enum Content {
    /// The embedding.
    Embedding,
    /// The data as they are.
    Input,
    /// Lines and bands over the steps.
    OverTime(for<'a> fn(&'a Session, &Options) -> Plot<'a>),
    /// The loss over the steps, with the position and marks.
    Timeline,
    /// The histograms of pair distances.
    Distances,
    /// Rows against references.
    Matrix,
    /// The accepted shares over all thresholds.
    Verification,
    /// The neighbours of the chosen point.
    Neighbours,
}
