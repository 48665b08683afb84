//! The gradient's norm over time.

use super::over_time::over_time;
use super::plot::{Plot, Range, line, summed};
use crate::learn::spec::prose;
use crate::session::Session;
use crate::tell::options::ALWAYS;
use crate::tell::{Options, Switch};

over_time!(
    "gradient",
    "Gradient",
    "Next to nothing: solved, stuck or collapsed.",
    "The length of the gradient over all parameters, before clipping.",
    switches: &[&EVEN],
    figures: &["gradient_norm"]
);

/// A linear axis.
static EVEN: Switch = Switch {
    id: "even",
    name: "even scale",
    gist: prose("The axis begins at 0 and goes evenly, not by powers of ten."),
    on: false,
    matters: ALWAYS,
};

/// The current plot.
#[inline(never)]
pub fn plot<'a>(session: &'a Session, options: &Options) -> Plot<'a> {
    let mut plot = Plot::of_history(session);
    let even = options.is_on(&EVEN);
    // On a logarithmic axis 0 has no place.
    let norm = move |s: &crate::session::Summary| Some(s.gradient_norm).filter(|norm| even || *norm > 0.0);
    plot.lines = vec![line("gradient norm", "ink", summed(session, norm))];
    if !even {
        plot.range = Range::Log;
        if session.history().iter().any(|s| s.gradient_norm == 0.0) {
            plot.notes.push("steps without a gradient are left out".to_string());
        }
    }
    plot
}
