//! Pictures, whatever they are drawn on: what each shows and means, and what a reader can do in it. Drawn they are in the layer above.

use super::chart::{
    active, alignment, distances, gradient, loss, matrix, neighbours, percentiles, plot::Plot, retrieval, roc, scale,
    zones,
};
use super::drag::Drag;
use super::legend::LegendItem;
use super::options::{Options, Switch};
use super::slider::Slider;
use super::walk::Walk;
use super::{embedding, input};
use crate::session::Session;

/// What is known of a picture.
pub struct ViewSpec {
    /// A stable word.
    pub id: &'static str,
    /// Its title.
    pub name: &'static str,
    /// What it shows and how it is read, for a learner. A chart's begins with how to read it in one short sentence, which stands over it.
    pub gist: &'static str,
    /// Whether it is one of the charts that a reader chooses from.
    pub chart: bool,
    /// What can be shown or left out.
    pub switches: &'static [&'static Switch],
    /// The ids of the page's figures that belong into its head.
    pub figures: &'static [&'static str],
    /// What is drawn.
    pub content: Content,
    /// What its colours, shapes and lines mean at this moment.
    pub legend: fn(&Session, &Options) -> Vec<LegendItem>,
    /// What it shows at this moment, in words and numbers, for those who do not see it.
    pub describe: fn(&Session, &Options) -> String,
    /// A number that a reader sets beside it.
    pub slider: Option<Slider>,
    /// What the arrow keys point at in it; without, they choose the anchor.
    pub walk: Option<Walk>,
    /// What a pointer moves in it.
    pub drag: Option<Drag>,
}

/// What a picture draws. Whoever draws has to know every kind, which the compiler sees to.
#[derive(Clone, Copy)]
pub enum Content {
    /// Where the encoder puts the points.
    Embedding,
    /// The data as they are.
    Input,
    /// Lines and bands over the steps.
    OverTime(for<'a> fn(&'a Session, &Options) -> Plot<'a>),
    /// The heaps of pairs by their distance.
    Distances,
    /// Anchors against what they are compared with.
    Matrix,
    /// The curve of what is accepted, over all thresholds.
    Verification,
    /// What a search for the chosen point finds.
    Neighbours,
}

/// All pictures, the most important first.
pub static SPECS: &[&ViewSpec] = &[
    &embedding::SPEC,
    &input::SPEC,
    &loss::SPEC,
    &distances::SPEC,
    &matrix::SPEC,
    &zones::SPEC,
    &active::SPEC,
    &percentiles::SPEC,
    &scale::SPEC,
    &gradient::SPEC,
    &retrieval::SPEC,
    &alignment::SPEC,
    &roc::SPEC,
    &neighbours::SPEC,
];

/// The picture with this id.
pub fn view(id: &str) -> Option<&'static ViewSpec> {
    SPECS.iter().copied().find(|spec| spec.id == id)
}
