//! Zones over time: the shares of hard, semi-hard and easy triplets in each step's batch, counted exactly.

use super::over_time::over_time;
use super::plot::{Band, Plot, Range, Value, summed};
use crate::learn::loss::Zone;
use crate::session::{Session, Summary};
use crate::tell::Options;

over_time!(
    "zones",
    "Zones",
    "Learning turns hard triplets into easy ones.",
    "All triplets of each step’s batch are counted, mined or not. Hard: the negative is no farther than the positive; semi-hard: farther, but within the margin.",
    switches: &[],
    figures: &[]
);

/// The current plot.
#[inline(never)]
pub fn plot<'a>(session: &'a Session, _: &Options) -> Plot<'a> {
    // The share up to a boundary, in per cent.
    let up_to = |count: fn(&Summary) -> u64| -> Value<'a> {
        let share = move |s: &Summary| (s.triplets > 0).then(|| 100.0 * count(s) as f64 / s.triplets as f64);
        Box::new(summed(session, share))
    };
    let band = |zone: Zone, color, strength, ends: [fn(&Summary) -> u64; 2]| Band {
        name: zone.spec().name,
        color,
        strength,
        ends: ends.map(up_to),
        stacked: true,
    };
    let active: fn(&Summary) -> u64 = |s| s.hard + s.semi_hard;
    let hard = band(Zone::Hard, "push", 0.55, [|_| 0, |s| s.hard]);
    let mut plot = Plot::of_history(session);
    plot.bands = match session.pipeline().loss.triplet_margin() {
        Some(_) => vec![
            hard,
            band(Zone::SemiHard, "push", 0.25, [|s| s.hard, active]),
            band(Zone::Easy, "soft", 0.2, [active, |s| s.triplets]),
        ],
        None => vec![hard, band(Zone::NotHard, "soft", 0.2, [|s| s.hard, |s| s.triplets])],
    };
    (plot.range, plot.unit) = (Range::Fixed(0.0, 100.0), " %");
    plot
}
