//! The input: the data as they are, in the plane that shows most of their variance.

use super::drag::Drag;
use super::embedding::warp;
use super::legend::{self, LegendItem, Sign};
use super::view::{Content, ViewSpec};
use super::{Options, dataset, point_views};
use crate::learn::spec::prose;
use crate::learn::words::percent;
use crate::session::Session;

/// Its spec.
pub static SPEC: ViewSpec = ViewSpec {
    id: "input",
    name: "Input",
    guide: "",
    other_guide: None,
    gist: prose(
        "The data before anything is learned. If they have more than two dimensions, you see them from the side that shows most of their spread; if they are small pictures, as many as there is room for.",
    ),
    chart: false,
    switches: &[],
    figures: &[],
    content: Content::Input,
    legend,
    describe,
    slider: None,
    walk: None,
    drag: Some(Drag::Points),
};

fn legend(session: &Session, options: &Options) -> Vec<LegendItem> {
    let dataset = &session.pipeline().dataset;
    let mut items = vec![];
    if let Some(shares) = dataset.plane().shares {
        let label = format!("the two directions of most spread: {} of the variance", percent(shares[0] + shares[1]));
        items.push(LegendItem::new(Sign::Note, "soft", label));
    }
    if dataset.picture.is_some() {
        items.push(LegendItem::new(Sign::Note, "soft", "framed: in this step’s batch"));
        if !dataset.held_out().is_empty() {
            items.push(LegendItem::new(Sign::Dashed, "soft", "framed like this: held out"));
        }
    } else if !dataset.held_out().is_empty() {
        items.extend(legend::fillings(dataset));
    }
    if !dataset.by_hand.places.is_empty() {
        items.push(LegendItem::new(Sign::Thin, "ink", "moved by hand"));
    }
    items.extend(point_views::legend(session, options));
    items.extend(warp::legend_input(session, options));
    items
}

fn describe(session: &Session, options: &Options) -> String {
    let dataset = &session.pipeline().dataset;
    let features = dataset.points.nrows();
    let counts: Vec<String> = (0..dataset.classes())
        .map(|c| format!("{} of {}", dataset.truth.iter().filter(|t| **t == c).count(), dataset.class_names[c]))
        .collect();
    let mut text = format!("{} points with {features} features: {}.", dataset.len(), counts.join(", "));
    if let Some(shares) = dataset.plane().shares {
        let [first, second] = shares.map(percent);
        text += &format!(
            " Shown along the two directions of most spread (the first two principal components, with {first} and {second} of the variance)."
        );
    }
    text += &point_views::describe(session, options);
    text += &dataset::describe(dataset, options.hides);
    let moved = dataset.by_hand.places.len();
    if moved > 0 {
        text += &format!(" {moved} {} moved by hand.", if moved == 1 { "point was" } else { "points were" });
    }
    if !dataset.note.is_empty() {
        text += &format!(" {}", dataset.note);
    }
    text
}
