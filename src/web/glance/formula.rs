//! The formula with its numbers, and the temperature as a slider beside it.

use crate::tell::mathml::Node;
use crate::tell::numbers::{Bar, Gradient, ParamSlider};
use crate::tell::{Spot, numbers};
use crate::web::app::App;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use tsify::Tsify;
use wasm_bindgen::prelude::wasm_bindgen;

/// The formula with its numbers.
#[derive(Serialize, Tsify)]
pub struct Numbers {
    said: String,
    formulas: Vec<[Vec<Tree>; 3]>,
    counted: String,
    bars: Vec<BarValue>,
    gradients: Vec<GradientValue>,
    slider: Option<ParamSliderValue>,
}

#[derive(Serialize, Tsify)]
struct BarValue {
    name: String,
    text: String,
    length: f64,
    pair: Option<String>,
    color: &'static str,
}

#[derive(Serialize, Tsify)]
struct GradientValue {
    name: String,
    text: String,
    pair: Option<String>,
}

#[derive(Serialize, Tsify)]
struct ParamSliderValue {
    key: String,
    name: String,
    stops: Vec<String>,
    position: usize,
    beyond: bool,
    text: String,
}

/// An element for the page: a text, or `[name, {attributes}, child, …]`.
#[derive(Tsify)]
#[tsify(type = "string | [tag: string, attributes: Record<string, string>, ...children: Tree[]]")]
pub struct Tree(Node);

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(&self.0, serializer)
    }
}

/// A part of such an element.
struct Branch<'a>(&'a Node);

impl Serialize for Branch<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(self.0, serializer)
    }
}

struct Attributes<'a>(&'a [(&'static str, String)]);

impl Serialize for Attributes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

fn write<S: Serializer>(node: &Node, serializer: S) -> Result<S::Ok, S::Error> {
    match node {
        Node::Text(text) => serializer.serialize_str(text),
        Node::Element(tag, attributes, children) => {
            let mut list = serializer.serialize_seq(None)?;
            list.serialize_element(tag)?;
            list.serialize_element(&Attributes(attributes))?;
            children.iter().try_for_each(|child| list.serialize_element(&Branch(child)))?;
            list.end()
        }
    }
}

impl App {
    /// The formula with its numbers, where there is something to put into it.
    pub(super) fn numbers(&self) -> Option<Numbers> {
        let numbers = numbers::numbers(&self.session, &self.options)?;
        let bar = |Bar { name, text, length, pair, color }: Bar| BarValue { name, text, length, pair, color };
        let gradient = |Gradient { name, text, pair, .. }: Gradient| GradientValue { name, text, pair };
        let slider = |ParamSlider { key, name, stops, position, beyond, text }: ParamSlider| ParamSliderValue {
            key,
            name,
            stops,
            position,
            beyond,
            text,
        };
        Some(Numbers {
            said: numbers.said,
            formulas: numbers
                .formulas
                .into_iter()
                .map(|sides| sides.map(|side| side.into_iter().map(Tree).collect()))
                .collect(),
            counted: numbers.counted,
            bars: numbers.bars.into_iter().map(bar).collect(),
            gradients: numbers.gradients.into_iter().map(gradient).collect(),
            slider: numbers.slider.map(slider),
        })
    }

    /// The text forms of the pair pointed at, as in the formula.
    pub(super) fn lit(&self) -> Vec<String> {
        numbers::lit(&self.session, &self.options)
    }
}

#[wasm_bindgen]
impl App {
    /// Points at a pair by its text form. Returns whether the spot has changed.
    pub fn point_at(&mut self, pair: &str) -> bool {
        let spot = Spot::pair_of(pair);
        std::mem::replace(&mut self.options.hover, spot) != spot
    }
}
