//! Changing points by hand: dragging, nudging, labelling, undoing.

use super::app::App;
use super::refusal::refusal;
use crate::session::{BACK, label_key, place_key};
use crate::tell::drag::{Drag, Held};
use crate::tell::{self, Focus, Spot, drag, frame, pointed, turning};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The chosen point, for its controls.
#[derive(Serialize, Tsify)]
pub struct Chosen {
    point: usize,
    /// The class of its label.
    label: String,
    /// The names of all classes.
    classes: Vec<String>,
    /// Whether it has been changed.
    changed: bool,
    /// Its description.
    text: String,
}

#[wasm_bindgen]
impl App {
    /// Takes hold of the point at a place of a picture, or of the world that the picture shows. Returns whether there is one.
    pub fn grab(&mut self, view: &str, width: f64, height: f64, x: f64, y: f64) -> bool {
        let drag = self.drag_in(view);
        self.held = match self.spot(view, (width, height), (x, y)) {
            Some(Spot::Point(point)) if drag == Some(Drag::Points) => {
                Held::take(&self.session, &self.options, in_embedding(view), (width, height), point, (x, y))
            }
            _ => None,
        };
        let turned = || turning::Held::take(&self.session, &self.options, (width, height), (x, y));
        self.turned = if drag == Some(Drag::World) { turned() } else { None };
        let moved = || frame::Held::take(&self.session, &self.options, (x, y));
        self.moved = if in_embedding(view) && self.held.is_none() { moved() } else { None };
        self.held.is_some() || self.turned.is_some() || self.moved.is_some()
    }

    /// Moves the held point to the pointer, or turns the world. Returns whether it moved.
    ///
    /// # Errors
    /// A refusal, if points of this data set cannot be moved.
    pub fn drag(&mut self, width: f64, height: f64, x: f64, y: f64) -> Result<bool, JsValue> {
        if let Some(turned) = &mut self.turned {
            turned.drag(&mut self.options, (width, height), (x, y));
            return Ok(turned.moved);
        }
        if let Some(held) = &mut self.moved {
            held.drag(&self.session, &mut self.options, (width, height), (x, y));
            return Ok(held.moved);
        }
        let Some(held) = &mut self.held else { return Ok(false) };
        let Some(place) = held.dragged(&self.session, &self.options, (width, height), (x, y)) else { return Ok(false) };
        let point = held.point;
        if let Err(error) = self.session.set(&place_key(point), &place) {
            self.held = None;
            return Err(refusal(error));
        }
        // In the embedding a point is dragged past the anchor that it is seen from.
        let keeps = held.in_embedding && self.options.focus.is_some();
        if !keeps && self.options.focus.is_none_or(|focus| focus.anchor != point) {
            self.options.focus = Some(Focus { anchor: point, nth: 0 });
        }
        Ok(true)
    }

    /// Releases what is held. Returns whether it was moved.
    pub fn release(&mut self) -> bool {
        self.session.settle();
        let turned = self.turned.take().is_some_and(|held| held.moved);
        let moved = self.moved.take().is_some_and(|held| held.moved);
        self.held.take().is_some_and(|held| held.moved) || turned || moved
    }

    /// Whether what is pointed at in a picture can be dragged: a point, or the world that it shows.
    pub fn movable(&self, view: &str) -> bool {
        let flat = self.session.pipeline().dataset.points.nrows() == 2;
        let point = matches!(self.options.hover, Some(Spot::Point(_)));
        match self.drag_in(view) {
            _ if in_embedding(view) && !point && frame::can_move(&self.session, &self.options) => true,
            Some(Drag::Points) => flat && point,
            Some(Drag::World) => turning::can(&self.session) && !point,
            None => false,
        }
    }

    /// Moves the chosen point a little, in a picture where points can be moved; in the embedding the one that is pointed at, and `next` and
    /// `previous` point at another. Turns the world in pictures of it; goes to another point in others. `way` as in [`Self::walk`].
    ///
    /// # Errors
    /// A refusal, if points of this data set cannot be moved.
    pub fn nudge(&mut self, view: &str, way: &str) -> Result<(), JsValue> {
        match self.drag_in(view) {
            Some(Drag::World) if turning::can(&self.session) => {
                turning::nudge(&self.session, &mut self.options, way);
                return Ok(());
            }
            Some(Drag::World) if frame::can_move(&self.session, &self.options) => {
                frame::nudge(&self.session, &mut self.options, way);
                return Ok(());
            }
            Some(Drag::Points) => {}
            _ => {
                self.walk(view, way);
                return Ok(());
            }
        }
        // Where a point is moved past the anchor that it is seen from, it is pointed at with the keys, too.
        let pointed = self.options.hover.filter(|_| in_embedding(view));
        let pointed = if let Some(Spot::Point(point)) = pointed { Some(point) } else { self.chosen_point() };
        let Some(point) = pointed else { return Ok(()) };
        if let Some(other) = drag::neighbour(&self.session, point, way).filter(|_| in_embedding(view)) {
            self.options.hover = Some(Spot::Point(other));
            return Ok(());
        }
        drag::nudged(&self.session, point, way)
            .map_or(Ok(()), |place| self.session.set(&place_key(point), &place))
            .map_err(refusal)
    }

    /// Gives the chosen point the label of a class, by index; without one, of the class after its current one.
    ///
    /// # Errors
    /// A refusal, if there is no such class.
    pub fn label(&mut self, class: Option<usize>) -> Result<(), JsValue> {
        let Some(point) = self.chosen_point() else { return Ok(()) };
        let dataset = &self.session.pipeline().dataset;
        let class = class.unwrap_or((dataset.given[point] + 1) % dataset.classes());
        let own = dataset.by_hand.labels.get(&point).copied().unwrap_or(dataset.given[point]);
        let value = if class == own { BACK.to_string() } else { class.to_string() };
        self.session.set(&label_key(point), &value).map_err(refusal)
    }

    /// Undoes changes to the chosen point.
    ///
    /// # Errors
    /// A refusal, if the link would become too long.
    pub fn put_back(&mut self) -> Result<(), JsValue> {
        let Some(point) = self.chosen_point() else { return Ok(()) };
        let points = self.session.config().points();
        let changed = [(points.moves(point), place_key(point)), (points.labels(point), label_key(point))];
        for (_, key) in changed.into_iter().filter(|(changed, _)| *changed) {
            self.session.set(&key, BACK).map_err(refusal)?;
        }
        Ok(())
    }
}

impl App {
    /// What a pointer moves in a picture.
    fn drag_in(&self, view: &str) -> Option<Drag> {
        Some(tell::view(view)?.drag?.of(&self.session))
    }

    /// What the controls of the chosen point show, if one is chosen.
    pub(super) fn chosen(&self) -> Option<Chosen> {
        self.chosen_point().map(|point| {
            let (dataset, points) = (&self.session.pipeline().dataset, self.session.config().points());
            Chosen {
                point,
                label: dataset.given[point].to_string(),
                classes: dataset.class_names.clone(),
                changed: points.moves(point) || points.labels(point),
                text: pointed::point(&self.session, point),
            }
        })
    }

    fn chosen_point(&self) -> Option<usize> {
        self.options.focus.map(|focus| focus.anchor).filter(|point| *point < self.session.pipeline().dataset.len())
    }
}

/// Whether a picture is the embedding, in which a point is seen from the chosen anchor.
fn in_embedding(view: &str) -> bool {
    view == tell::embedding::SPEC.id
}
