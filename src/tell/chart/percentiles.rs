//! Percentiles over time: of all pair distances of the data set, or of the lengths of its raw embeddings, before the head.

use super::over_time::over_time;
use super::plot::{Band, Plot, Value, line, sampled};
use crate::learn::spec::prose;
use crate::session::{Sample, Session};
use crate::tell::options::ALWAYS;
use crate::tell::{Options, Switch};

over_time!(
    "percentiles",
    "Percentiles",
    "Bands that shrink to nothing mean collapse.",
    "Half of all pairs of the data set lie in the inner band, nine of ten in the outer.",
    switches: &[&LENGTHS],
    figures: &["mean_pair_distance"]
);

/// The percentiles shown.
type Shown = fn(&Sample) -> Option<[f64; 5]>;

/// Lengths instead of distances.
static LENGTHS: Switch = Switch {
    id: "lengths",
    name: "lengths",
    gist: prose(
        "The lengths of the raw embeddings, before the head, instead of distances. On the circle only directions count, and the longer an embedding is, the less a step turns it.",
    ),
    on: false,
    matters: ALWAYS,
};

/// The current plot.
#[inline(never)]
pub fn plot<'a>(session: &'a Session, options: &Options) -> Plot<'a> {
    let (of, middle): (Shown, _) = match options.is_on(&LENGTHS) {
        true => (Sample::lengths, "median length"),
        false => (Sample::distances, "median distance"),
    };
    let nth = |n: usize| -> Value<'a> { Box::new(sampled(session, move |s| Some(of(s)?[n]))) };
    let band =
        |name, strength, ends: [usize; 2]| Band { name, color: "soft", strength, ends: ends.map(nth), stacked: false };
    let mut plot = Plot::of_samples(session);
    plot.bands = vec![band("5–95 %", 0.22, [0, 4]), band("25–75 %", 0.5, [1, 3])];
    plot.lines = vec![line(middle, "ink", nth(2))];
    plot
}
