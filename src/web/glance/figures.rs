//! The figures of the page.

use crate::session::Place;
use crate::tell::figures;
use serde::Serialize;
use tsify::Tsify;

/// The texts of a figure.
#[derive(Serialize, Tsify)]
pub struct Figure {
    id: &'static str,
    name: &'static str,
    whole: bool,
}

/// All figures, in the order of the page.
pub fn list() -> Vec<Figure> {
    let figure = |figure: figures::Figure| {
        let figures::Figure { measure, label, place, .. } = figure;
        Figure { id: measure.id(), name: label, whole: place == Place::Figures }
    };
    figures::all().map(figure).collect()
}
