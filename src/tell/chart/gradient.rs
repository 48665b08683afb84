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
    gist: prose("The axis begins at 0 and is even, not in powers of ten."),
    on: false,
    matters: ALWAYS,
};

/// The current plot.
#[inline(never)]
pub fn plot<'a>(session: &'a Session, options: &Options) -> Plot<'a> {
    let mut plot = Plot::of_history(session);
    plot.lines = vec![line("gradient norm", "ink", summed(session, |s| Some(s.gradient_norm)))];
    if !options.is_on(&EVEN) {
        plot.range = Range::Log;
    }
    plot
}
