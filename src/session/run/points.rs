//! Points changed by hand, as settings: `point.17=0.31,-0.22` moves point 17 of a set in the plane, `label.17=2` gives it the label of
//! class 2 (for training; its true class stays). The value `back` undoes either.
//!
//! They belong to one data set: another data set drops them, another size drops those that no longer fit.

use crate::learn::dataset::{Dataset, Size};
use crate::session::text::text_error::TextError;
use litemap::LiteMap;

/// The value that undoes a change.
pub const BACK: &str = "back";

/// The greatest absolute coordinate.
const FARTHEST: f64 = 1000.0;

/// The key that moves a point.
pub fn place_key(point: usize) -> String {
    format!("point.{point}")
}

/// The key that labels a point.
pub fn label_key(point: usize) -> String {
    format!("label.{point}")
}

/// What a key of this file changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The place of a point.
    Place,
    /// The label of a point.
    Label,
}

/// The kind of change and the name of the point, for a key of this file.
pub fn parse_key(key: &str) -> Option<(Change, &str)> {
    let of = |room: &str| key.strip_prefix(room).and_then(|rest| rest.strip_prefix('.'));
    of("point").map(|point| (Change::Place, point)).or_else(|| of("label").map(|point| (Change::Label, point)))
}

/// Whether this key changes a point.
pub fn is_key(key: &str) -> bool {
    parse_key(key).is_some()
}

/// All changed points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Points {
    places: LiteMap<usize, [f64; 2]>,
    labels: LiteMap<usize, usize>,
}

impl Points {
    /// Whether nothing is changed.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty() && self.labels.is_empty()
    }

    /// Whether this point was moved.
    pub fn moves(&self, point: usize) -> bool {
        self.places.contains_key(&point)
    }

    /// Whether this point was relabelled.
    pub fn labels(&self, point: usize) -> bool {
        self.labels.contains_key(&point)
    }

    /// Sets one key, for which [`is_key`] holds, for a data set of this size.
    ///
    /// # Errors
    /// [`TextError`], and nothing changes.
    pub fn set(&mut self, key: &str, text: &str, size: Size) -> Result<(), TextError> {
        let refused = |allowed: String| Err(TextError::new(key, text, allowed));
        let Some((change, point)) = parse_key(key) else { return refused("a key such as label.17".to_string()) };
        let written = |number: &usize| number.to_string() == point;
        let Some(point) = point.parse().ok().filter(|point| written(point) && *point < size.points) else {
            return refused(format!("a point from 0 to {} after the dot", size.points.saturating_sub(1)));
        };
        match change {
            Change::Place if size.features != 2 => {
                return refused(format!(
                    "another data set: a point can be moved where it has 2 features, and these have {}",
                    size.features
                ));
            }
            Change::Place if text == BACK => drop(self.places.remove(&point)),
            Change::Place => match place(text) {
                Some(place) => drop(self.places.insert(point, place)),
                None => return refused(format!("two numbers from -{FARTHEST} to {FARTHEST}, as in 0.31,-0.22")),
            },
            Change::Label if text == BACK => drop(self.labels.remove(&point)),
            Change::Label => match text.parse().ok().filter(|class| *class < size.classes) {
                Some(class) => drop(self.labels.insert(point, class)),
                None => return refused(format!("a class from 0 to {}", size.classes.saturating_sub(1))),
            },
        }
        Ok(())
    }

    /// Drops changes that do not fit a data set of this size.
    pub fn keep_fitting(&mut self, size: Size) {
        self.places.retain(|point, _| *point < size.points && size.features == 2);
        self.labels.retain(|point, class| *point < size.points && *class < size.classes);
    }

    /// Applies the changes to a data set.
    pub fn apply(&self, dataset: &mut Dataset) {
        self.places.iter().for_each(|(point, place)| dataset.move_point(*point, *place));
        self.labels.iter().for_each(|(point, class)| dataset.relabel(*point, *class));
    }

    /// All changes as keys and values.
    pub fn given(&self) -> Vec<(String, String)> {
        let places = self.places.iter().map(|(point, [x, y])| (place_key(*point), format!("{x},{y}")));
        let labels = self.labels.iter().map(|(point, class)| (label_key(*point), class.to_string()));
        places.chain(labels).collect()
    }
}

/// Two coordinates.
fn place(text: &str) -> Option<[f64; 2]> {
    let (x, y) = text.split_once(',')?;
    // Adding 0 turns −0 into 0.
    let number = |text: &str| text.parse().ok().map(|v: f64| v + 0.0).filter(|v| v.abs() <= FARTHEST);
    Some([number(x)?, number(y)?])
}
