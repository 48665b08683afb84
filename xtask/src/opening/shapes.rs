//! The shapes of a picture that plotters has written as SVG, in CSS pixels.

use crate::Result;
use pushpull::draw::SUBPIXEL;
use roxmltree::{Document, Node};

pub type Place = (f64, f64);

/// A shape: where it is, and how it looks.
#[derive(Clone)]
pub struct Shape {
    pub kind: Kind,
    /// Corners, a circle's centre, or where a text stands.
    pub points: Vec<Place>,
    /// The colours of a filled shape, or of its line.
    pub fill: Option<String>,
    pub stroke: Option<String>,
    pub width: f64,
}

#[derive(Clone)]
pub enum Kind {
    Circle {
        radius: f64,
    },
    /// A line through the points, or the area that they enclose.
    Line,
    /// `below`: how far its baseline is below its point.
    Text {
        text: String,
        size: f64,
        anchor: String,
        below: f64,
    },
}

/// The shapes of an SVG file, from back to front, without the ground.
pub fn shapes(svg: &str) -> Result<Vec<Shape>> {
    let document = Document::parse(svg)?;
    let elements = document.root_element().children().filter(Node::is_element);
    // The first one covers everything.
    elements.skip(1).map(shape).collect()
}

fn shape(element: Node) -> Result<Shape> {
    let attribute =
        |name: &str| element.attribute(name).ok_or(format!("a picture's {} has no {name}", element.tag_name().name()));
    let number =
        |name: &str| Ok::<_, Box<dyn std::error::Error>>(attribute(name)?.parse::<f64>()? / f64::from(SUBPIXEL));
    let place = |x: &str, y: &str| Ok::<_, Box<dyn std::error::Error>>((number(x)?, number(y)?));
    let color = |name: &str| element.attribute(name).filter(|color| *color != "none").map(str::to_string);
    let (kind, points) = match element.tag_name().name() {
        "circle" => (Kind::Circle { radius: number("r")? }, vec![place("cx", "cy")?]),
        "line" => (Kind::Line, vec![place("x1", "y1")?, place("x2", "y2")?]),
        "rect" => {
            let ((x, y), (width, height)) = (place("x", "y")?, place("width", "height")?);
            (Kind::Line, vec![(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)])
        }
        "polyline" | "polygon" => (Kind::Line, corners(attribute("points")?)?),
        "text" => {
            let size = number("font-size")?;
            let below = match attribute("dy")? {
                "0.76em" => 0.76,
                "0.5ex" => 0.27,
                "-0.5ex" => -0.27,
                other => return Err(format!("a picture's text is {other} below its point").into()),
            };
            let text = element.text().unwrap_or_default().trim().to_string();
            let anchor = attribute("text-anchor")?.to_string();
            (Kind::Text { text, size, anchor, below: below * size }, vec![place("x", "y")?])
        }
        other => return Err(format!("a picture contains <{other}>, which cannot be stretched").into()),
    };
    let width = element.attribute("stroke-width").map_or(Ok(0.0), |_| number("stroke-width"))?;
    Ok(Shape { kind, points, fill: color("fill"), stroke: color("stroke"), width })
}

fn corners(text: &str) -> Result<Vec<Place>> {
    let corner = |pair: &str| {
        let (x, y) = pair.split_once(',').ok_or(format!("{pair} is no corner"))?;
        Ok((x.parse::<f64>()? / f64::from(SUBPIXEL), y.parse::<f64>()? / f64::from(SUBPIXEL)))
    };
    text.split_whitespace().map(corner).collect()
}
