//! The timeline: the loss of every step so far, from one side of the page to the other, with the position, and marks that lead back.
//!
//! Its end is a round number of steps ahead, so that it stands still while a run goes on. It names its lines itself, without a legend.

use super::{loss, plot::Plot};
use crate::learn::spec::prose;
use crate::session::Session;
use crate::tell::axis::TICKS;
use crate::tell::view::{Content, ViewSpec};
use crate::tell::{Options, marks, walk};

/// It shows at least this many steps.
const FEWEST: f64 = 200.0;

/// Its spec.
pub static SPEC: ViewSpec = ViewSpec {
    id: "timeline",
    name: "Timeline",
    guide: "",
    other_guide: None,
    gist: prose(
        "The loss of every step so far; dashed: its value if all points coincided. Drag to go to any step. Marks show what happened; click one to go there.",
    ),
    chart: false,
    switches: loss::SWITCHES,
    figures: &[],
    content: Content::Timeline,
    legend: |_, _| vec![],
    describe,
    slider: None,
    walk: Some(walk::STEPS),
    drag: None,
};

/// The current plot.
pub fn plot<'a>(session: &'a Session, options: &Options) -> Plot<'a> {
    Plot { ends: (FEWEST, TICKS), ..loss::plot(session, options) }
}

/// Its last step.
pub fn horizon(session: &Session, options: &Options) -> u64 {
    plot(session, options).end(session) as u64
}

fn describe(session: &Session, options: &Options) -> String {
    let plot = plot(session, options);
    let (now, last) = (session.now(), session.last());
    let mut text = format!("Step {now} of {last}, on a timeline of {}. {}", plot.end(session), plot.describe(session));
    let marks: Vec<String> = marks::all(session, options).into_iter().map(|mark| mark.text).collect();
    if !marks.is_empty() {
        text += &format!(" Marked: {}.", marks.join("; "));
    }
    text
}
