//! Legends: the meaning of marks, lines and colours, as data. The page draws a [`Sign`] as an SVG path and sets the label as text.

use crate::learn::dataset::Dataset;
use crate::tell::shape::{Shape, shape_of};

/// One line of a legend.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendItem {
    /// Its mark.
    pub mark: Sign,
    /// The name of its colour in the palette, such as `class-1`.
    pub color: &'static str,
    /// Its meaning.
    pub label: String,
    /// The strength of the colour against the ground, from 0 to 1.
    pub strength: f64,
}

/// A small symbol, in a box 20 wide and 14 high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sign {
    /// A point.
    Point(&'static Shape, Fill),
    /// A dot within a point.
    Dot,
    /// A line.
    Line,
    /// A thin line.
    Thin,
    /// A dashed line.
    Dashed,
    /// An arrow.
    Arrow,
    /// An arrow behind a bar.
    Stopped,
    /// A short upright line.
    Tick,
    /// A filled area.
    Area,
    /// A band.
    Band,
    /// A stepped outline.
    Steps,
    /// A cell's frame.
    Cell,
    /// A bracket over a length.
    Bracket,
    /// No symbol: the label stands alone.
    Note,
}

/// How a mark is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// With its colour.
    Solid,
    /// An outline, filled with its colour mixed with the ground.
    Faint,
    /// An outline only.
    Hollow,
}

impl Sign {
    /// The `d` of an SVG path in the view box `0 0 20 14`; empty for a note.
    pub fn path(self) -> String {
        let fixed = match self {
            Self::Point(shape, _) => return shape.path(10.0, 7.0, 4.4),
            Self::Dot => return shape_of(0).path(10.0, 7.0, 2.2),
            Self::Line | Self::Thin => "M1 7H19",
            Self::Dashed => "M1 7H6M8 7H12M14 7H19",
            Self::Arrow => "M1 6.2H11V3L19 7L11 11V7.8H1z",
            Self::Stopped => "M1 2H3V6.2H11V3L19 7L11 11V7.8H3V12H1z",
            Self::Tick => "M10 2V12",
            Self::Area => "M1 12V8H6V3H13V6H19V12z",
            Self::Band => "M1 2H19V12H1z",
            Self::Steps => "M1 12V8H6V3H13V6H19V12",
            Self::Cell => "M4 3H16V11H4z",
            Self::Bracket => "M2 10V4H18V10",
            Self::Note => "",
        };
        fixed.to_string()
    }

    /// How the path is filled. A solid one is not stroked.
    pub fn fill(self) -> Fill {
        match self {
            Self::Point(_, fill) => fill,
            Self::Dot | Self::Arrow | Self::Stopped | Self::Area | Self::Band => Fill::Solid,
            _ => Fill::Hollow,
        }
    }

    /// The width of the stroke.
    pub fn width(self) -> f64 {
        match self {
            Self::Thin => 1.25,
            Self::Point(..) => 1.5,
            _ => 2.0,
        }
    }
}

impl LegendItem {
    /// A line of a legend.
    pub fn new(mark: Sign, color: &'static str, label: impl Into<String>) -> Self {
        Self { mark, color, label: label.into(), strength: 1.0 }
    }

    /// The same in a colour of this strength.
    pub fn of_strength(self, strength: f64) -> Self {
        Self { strength, ..self }
    }
}

/// The palette's names of the classes' colours.
const CLASS_COLORS: [&str; 8] =
    ["class-1", "class-2", "class-3", "class-4", "class-5", "class-6", "class-7", "class-8"];

/// One line per class; for many classes a single one.
pub fn classes(dataset: &Dataset) -> Vec<LegendItem> {
    let names = &dataset.class_names;
    let item = |class: usize, label: String| {
        let color = CLASS_COLORS[class % CLASS_COLORS.len()];
        LegendItem::new(Sign::Point(shape_of(class), Fill::Solid), color, label)
    };
    match names.as_slice() {
        [first, .., last] if names.len() > 10 => {
            vec![item(0, format!("{first} to {last}: {} classes, by colour and shape", names.len()))]
        }
        _ => names.iter().enumerate().map(|(class, name)| item(class, name.clone())).collect(),
    }
}

/// The legend of filled and hollow marks.
pub fn fillings(dataset: &Dataset) -> Vec<LegendItem> {
    let item = |fill: Fill, label: &str| LegendItem::new(Sign::Point(shape_of(0), fill), "soft", label);
    let held_out = (!dataset.held_out().is_empty()).then(|| item(Fill::Hollow, "held out: never trained on"));
    [item(Fill::Solid, "in the batch"), item(Fill::Faint, "not in it")].into_iter().chain(held_out).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_stays_in_its_box() {
        for class in 0..8 {
            for number in Sign::Point(shape_of(class), Fill::Solid).path().split(['M', 'L', 'z', ' ', 'a']) {
                let value = number.parse::<f64>().unwrap_or(0.0);
                assert!((-10.0..=20.0).contains(&value), "{number}");
            }
        }
    }
}
