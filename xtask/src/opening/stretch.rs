//! A picture that stretches: it is drawn at three sizes, and what follows from them is written in per cent, so that CSS shows at any size of
//! the window what the page's module will draw there. Marks, lines and letters keep their size.
//!
//! Pictures of the embedding show a square around their centre, and more on the longer side. So every coordinate is a share of the shorter
//! side from the square's corner, or lies at an edge, and so many pixels beside that.
//!
//! The policy of the page allows no style attributes: a colour in light and in dark is a class.

use super::shapes::{Kind, Place, Shape, shapes};
use crate::Result;
use pushpull::draw::Style;
use std::fmt::Write;

/// A size at which the picture is exact, and how much the others are wider and higher. All are wider than high.
const SIZE: (u32, u32) = (760, 520);
const MORE: (u32, u32) = (200, 120);

/// A part of a pixel, or of the square, that nobody sees.
const FINE: f64 = 0.06;
const ALIKE: f64 = 0.002;

/// The picture as elements, and the rules of its classes.
pub struct Stretched {
    pub elements: String,
    pub rules: String,
}

/// The picture that `draw` draws in a size as SVG.
pub fn stretch(draw: impl Fn((u32, u32), &Style) -> Result<String>) -> Result<Stretched> {
    let (width, height) = SIZE;
    let at = |size, style: &Style| shapes(&draw(size, style)?);
    let base = at(SIZE, &Style::light())?;
    let dark = at(SIZE, &Style::dark())?;
    let wider = at((width + MORE.0, height), &Style::light())?;
    let higher = at((width, height + MORE.1), &Style::light())?;
    if dark.len() != base.len() || [&wider, &higher].iter().any(|other| !alike(&base, other)) {
        return Err("the opening's picture has other shapes at another size, or in the dark".into());
    }
    let mut colors = Colors::default();
    let mut layers: Vec<(Layer, String)> = vec![];
    for (((shape, dark), wider), higher) in base.iter().zip(&dark).zip(&wider).zip(&higher) {
        let (layer, element) = element(shape, wider, higher, &colors.class(shape, dark));
        match layers.last_mut().filter(|(last, _)| *last == layer) {
            Some((_, elements)) => elements.push_str(&element),
            None => layers.push((layer, element)),
        }
    }
    let elements = layers.iter().map(|(layer, elements)| format!("<svg class=\"{}\">{elements}</svg>", layer.name()));
    Ok(Stretched { elements: elements.collect(), rules: colors.rules() })
}

/// Whether two pictures consist of the same shapes.
fn alike(one: &[Shape], other: &[Shape]) -> bool {
    let same = |(a, b): (&Shape, &Shape)| a.points.len() == b.points.len() && a.fill.is_some() == b.fill.is_some();
    one.len() == other.len() && one.iter().zip(other).all(same)
}

/// What a shape moves with: the square in the middle, or the whole picture.
#[derive(Clone, Copy, PartialEq)]
enum Layer {
    Square,
    Whole,
}

impl Layer {
    fn name(self) -> &'static str {
        match self {
            Self::Square => "square",
            Self::Whole => "whole",
        }
    }
}

/// A point as a share of its layer, and the pixels beside that.
struct At {
    share: Place,
    beside: Place,
}

/// A share as the picture writes it.
fn percent(share: f64) -> String {
    short(100.0 * share, 2) + "%"
}

fn short(number: f64, digits: usize) -> String {
    let text = format!("{number:.digits$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

fn element(shape: &Shape, wider: &Shape, higher: &Shape, class: &str) -> (Layer, String) {
    let (width, height) = (f64::from(SIZE.0), f64::from(SIZE.1));
    let with_width = |k: usize| (wider.points[k].0 - shape.points[k].0) / f64::from(MORE.0);
    let with_height = |k: usize| {
        let ((x, y), (x_then, y_then)) = (shape.points[k], higher.points[k]);
        ((x_then - x) / f64::from(MORE.1), (y_then - y) / f64::from(MORE.1))
    };
    let in_middle = |k: usize| (with_width(k) - 0.5).abs() < 0.01;
    if let Some(line) = endless(shape, class, |k| (with_width(k), with_height(k).1)) {
        return (Layer::Square, line);
    }
    let places = 0..shape.points.len();
    let layer = if places.clone().all(in_middle) { Layer::Square } else { Layer::Whole };
    let at = |k: usize| {
        let ((x, y), (right, down)) = (shape.points[k], with_height(k));
        let (share, origin, across) = match layer {
            Layer::Square => ((0.5 + right, down), 0.5 * (width - height), height),
            Layer::Whole => ((with_width(k), down), 0.0, width),
        };
        At { share, beside: (x - origin - share.0 * across, y - share.1 * height) }
    };
    let all: Vec<At> = places.collect::<Vec<_>>().into_iter().map(at).collect();
    let look = format!("class=\"{class}\"")
        + &if shape.stroke.is_some() { format!(" stroke-width=\"{}\"", short(shape.width, 2)) } else { String::new() };
    (layer, written(shape, higher, &all, &look))
}

/// A line from one edge of the picture to the other goes on beyond the square, whichever side is longer. `at`: how much an end moves to the
/// right in a wider picture, and down in a higher one.
fn endless(shape: &Shape, class: &str, at: impl Fn(usize) -> Place) -> Option<String> {
    let [from, to] = shape.points[..] else { return None };
    let (start, end) = (at(0), at(1));
    let across = start.0 < 0.01 && end.0 > 0.99 && from.1 == to.1;
    let down = from.0 == to.0 && (start.0 - 0.5).abs() < 0.01 && from.1 < FINE && end.1 > 0.99;
    let (width, height) = (f64::from(SIZE.0), f64::from(SIZE.1));
    let place = if across { from.1 / height } else { (from.0 - 0.5 * (width - height)) / height };
    let (name, other) = if across { ("y", "x") } else { ("x", "y") };
    let place = percent(place);
    (across || down).then(|| {
        format!(
            "<line {other}1=\"-999%\" {other}2=\"999%\" {name}1=\"{place}\" {name}2=\"{place}\" class=\"{class}\" stroke-width=\"{}\"/>",
            short(shape.width, 2)
        )
    })
}

fn written(shape: &Shape, higher: &Shape, all: &[At], look: &str) -> String {
    let first = &all[0];
    let near = |a: f64, b: f64| (a - b).abs() < ALIKE;
    let together = all.iter().all(|at| near(at.share.0, first.share.0) && near(at.share.1, first.share.1));
    let (x, y) = (percent(first.share.0), percent(first.share.1));
    let height = f64::from(SIZE.1);
    match (&shape.kind, &higher.kind) {
        (Kind::Text { text, size, anchor, below }, _) => {
            let (dx, dy) = (short(first.beside.0, 2), short(first.beside.1 + below, 2));
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            format!(
                "<text x=\"{x}\" y=\"{y}\" dx=\"{dx}\" dy=\"{dy}\" text-anchor=\"{anchor}\" font-size=\"{}\" {look}>{text}</text>",
                short(*size, 2)
            )
        }
        (Kind::Circle { radius }, Kind::Circle { radius: then }) => {
            let grows = (then - radius) / f64::from(MORE.1);
            let radius = if grows.abs() < ALIKE { short(*radius, 2) } else { percent(radius / height) };
            if first.beside.0.abs() < FINE && first.beside.1.abs() < FINE {
                return format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {look}/>");
            }
            let (dx, dy) = (short(first.beside.0, 2), short(first.beside.1, 2));
            format!("<circle transform=\"translate({dx} {dy})\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {look}/>")
        }
        _ if together => {
            let place = |at: &At| (at.beside.0, at.beside.1);
            format!("<svg x=\"{x}\" y=\"{y}\"><path d=\"{}\" {look}/></svg>", path(shape, all.iter().map(place)))
        }
        _ => {
            let place = |at: &At| (at.beside.0 + height * at.share.0, at.beside.1 + height * at.share.1);
            let path = path(shape, all.iter().map(place));
            format!(
                "<svg viewBox=\"0 0 {height} {height}\"><path vector-effect=\"non-scaling-stroke\" d=\"{path}\" {look}/></svg>"
            )
        }
    }
}

/// A line through places, or around an area.
fn path(shape: &Shape, places: impl Iterator<Item = Place>) -> String {
    let mut path = String::new();
    for (k, (x, y)) in places.enumerate() {
        let _ = write!(path, "{}{} {}", if k == 0 { "M" } else { "L" }, short(x, 2), short(y, 2));
    }
    path + if shape.fill.is_some() { "z" } else { "" }
}

/// The colours of the picture, each in light and in dark.
#[derive(Default)]
struct Colors(Vec<(bool, String, String)>);

impl Colors {
    /// The class of a shape's colours.
    fn class(&mut self, light: &Shape, dark: &Shape) -> String {
        let filled = light.fill.is_some();
        let of = |shape: &Shape| if filled { shape.fill.clone() } else { shape.stroke.clone() }.unwrap_or_default();
        let color = (filled, of(light), of(dark));
        let place = self.0.iter().position(|known| *known == color).unwrap_or_else(|| {
            self.0.push(color);
            self.0.len() - 1
        });
        format!("c{place}")
    }

    fn rules(&self) -> String {
        let rule = |(place, (filled, light, dark)): (usize, &(bool, String, String))| {
            let color = format!("light-dark({light}, {dark})");
            let look = if *filled { format!("fill: {color}") } else { format!("fill: none; stroke: {color}") };
            format!(".drawn .c{place} {{ {look}; }}\n")
        };
        self.0.iter().enumerate().map(rule).collect()
    }
}
