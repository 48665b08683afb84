//! Labels of pictures: however small or large the numbers become, no text of a picture lies over another.

use pushpull::draw::{self, SUBPIXEL, Style};
use pushpull::session::Session;
use pushpull::tell::{Focus, Options, SPECS, view};

/// About how wide a letter is, by the size of the text; narrower than the layout takes it to be.
const LETTER: f64 = 0.5;
/// About how tall a letter is.
const TALL: f64 = 0.6;

/// A text of a picture with its box in CSS pixels: left, top, right, bottom.
#[derive(Debug)]
pub struct Label {
    /// The text.
    pub text: String,
    /// The sides of the box.
    pub sides: [f64; 4],
}

impl Label {
    /// All texts of an SVG.
    pub fn all(svg: &str) -> Vec<Self> {
        svg.split("<text ").skip(1).map(Self::read).collect()
    }

    fn read(rest: &str) -> Self {
        let (attributes, rest) = rest.split_once('>').unwrap();
        let text = rest.split("</text>").next().unwrap().trim().to_string();
        let word =
            |name: &str| attributes.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next());
        let number = |name: &str| word(name).unwrap().parse::<f64>().unwrap() / f64::from(SUBPIXEL);
        let x = attributes.strip_prefix("x=\"").and_then(|rest| rest.split('"').next()).unwrap();
        let (x, y, size) = (x.parse::<f64>().unwrap() / f64::from(SUBPIXEL), number("y"), number("font-size"));
        let width = LETTER * size * text.chars().count() as f64;
        let left = match word("text-anchor") {
            Some("middle") => x - 0.5 * width,
            Some("end") => x - width,
            _ => x,
        };
        let bottom = match word("dy") {
            Some("0.76em") => y + 0.76 * size,
            Some("0.5ex") => y + 0.5 * TALL * size,
            _ => y,
        };
        Self { text, sides: [left, bottom - TALL * size, left + width, bottom] }
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        let [left, top, right, bottom] = self.sides;
        let [l, t, r, b] = other.sides;
        left < r && l < right && top < b && t < bottom
    }
}

/// The pairs of texts of an SVG that lie over each other.
pub fn overlapping(svg: &str) -> Vec<(String, String)> {
    let labels = Label::all(svg);
    let mut found = vec![];
    for (k, one) in labels.iter().enumerate() {
        let under = labels[..k].iter().filter(|other| one.overlaps(other));
        found.extend(under.map(|other| (other.text.clone(), one.text.clone())));
    }
    found
}

/// Runs whose numbers are usual, tiny, huge, of many dimensions, and few.
const RUNS: &[&str] = &[
    "step=20",
    "data.label_noise=0.2&miner=batch-hard&step=60",
    "miner=hard&data.label_noise=0.2&step=400",
    "head=plane&miner=hard&loss.margin=0.5&optimizer.lr=0.05&step=400",
    "head=plane&reduction=sum&miner=all&step=30",
    "encoder.width=1&encoder.depth=3",
    "data=digits&data.classes=4&data.per_class=9&head.dimensions=8&step=30",
    "data=penguins&head=plane&affinity=dot&step=10",
    "head.dimensions=3&miner=batch-hard&data.label_noise=0.2&step=100",
    "loss=arcface&step=30",
    "loss=contrastive&miner=all&affinity=cosine&step=30",
    "data.classes=2&data.per_class=2&sampler.per_class=2",
];

/// From the smallest that a page shows to a large one.
const SIZES: &[(u32, u32)] = &[(120, 64), (180, 120), (340, 140), (420, 340), (700, 260), (330, 220)];

#[test]
fn no_text_of_a_picture_lies_over_another() {
    let mut found = vec![];
    for text in RUNS {
        let session = Session::open(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        for focus in [None, Some(Focus { anchor: 3, nth: 0 })] {
            for view in SPECS {
                for (width, height) in SIZES {
                    let mut options = Options::default();
                    options.focus = focus;
                    let drawn = draw::picture(view, &session, &options, &Style::light(), (*width, *height));
                    let chosen = if focus.is_some() { ", a point chosen" } else { "" };
                    let say = |(one, other)| {
                        format!("{} of {text}, {width} × {height}{chosen}: “{one}” and “{other}”", view.id)
                    };
                    found.extend(overlapping(&drawn.unwrap()).into_iter().map(say));
                }
            }
        }
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn small_distances_of_neighbours_are_written_in_one_power_of_ten() {
    let session = Session::open("data.spread=0.00002&encoder=linear&head=plane").unwrap();
    let mut options = Options::default();
    options.focus = Some(Focus { anchor: 3, nth: 0 });
    let drawn = draw::picture(view("neighbours").unwrap(), &session, &options, &Style::light(), (340, 140));
    let labels = Label::all(&drawn.unwrap());
    let units = labels.iter().filter(|label| label.text.starts_with("× 10⁻")).count();
    let distances: Vec<f64> = labels.iter().filter_map(|label| label.text.parse().ok()).collect();
    assert_eq!((units, distances.len()), (1, 10), "{labels:?}");
    assert!(distances.is_sorted() && (1.0..10.0).contains(&distances[9]), "{distances:?}");
}
