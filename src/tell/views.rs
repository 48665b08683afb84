//! The list of pictures.

use super::chart::{
    active, alignment, distances, gradient, loss, matrix, neighbours, percentiles, retrieval, roc, scale, timeline,
    zones,
};
use super::view::ViewSpec;
use super::{embedding, input};

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
    &timeline::SPEC,
];

/// The picture with this id.
pub fn view(id: &str) -> Option<&'static ViewSpec> {
    SPECS.iter().copied().find(|spec| spec.id == id)
}
