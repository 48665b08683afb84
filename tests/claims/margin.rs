//! Thresholds have a margin: at the rates of the record every claim would pass on 99 of 100 sets of other seeds, and every claim has
//! a record.
//!
//! The number of its runs that meet a condition follows the binomial law. The median of n runs lies below a bound only if the lower middle
//! one does, so at least half of the runs: their number is binomial, too, and the share of the record below the bound its rate (order
//! statistics).

use crate::cases::{Case, all};
use crate::kept;
use pushpull::learn::num::pow;
use pushpull::session::claim::Expectation;
use pushpull::session::record::{Look, SEEDS};

/// How often a claim has to pass.
const OFTEN: f64 = 0.99;

/// P(Binomial(n, p) ≥ k).
fn at_least(k: u64, n: u64, p: f64) -> f64 {
    let ways = |i: u64| (0..i).map(|j| (n - j) as f64 / (j + 1) as f64).product::<f64>();
    (k..=n).map(|i| ways(i) * pow(p, i as f64) * pow(1.0 - p, (n - i) as f64)).sum()
}

/// The share of looks with a property.
fn share(looks: &[Look], is: impl Fn(f64) -> bool) -> f64 {
    looks.iter().flatten().filter(|look| is(**look)).count() as f64 / looks.len() as f64
}

/// How often an expectation over so many seeds would be met, if the record tells the rates.
fn passes(expectation: &Expectation, n: u64, looks: &[Look]) -> f64 {
    match expectation {
        Expectation::Share(_, low, high) => {
            let [least, most] = [(low * n as f64 - 1e-9).ceil(), (high * n as f64 + 1e-9).floor()];
            let rate = share(looks, |look| look > 0.0);
            at_least(least as u64, n, rate) - at_least(most as u64 + 1, n, rate)
        }
        Expectation::Median(_, low, high) => {
            let half = |rate| at_least(n.div_ceil(2), n, rate);
            1.0 - half(share(looks, |look| look < *low)) - half(share(looks, |look| look > *high))
        }
    }
}

#[test]
fn every_claim_would_pass_on_99_of_100_sets_of_other_seeds() {
    let record = kept::read(kept::FILE);
    let complaint = |case: &Case| {
        let Some(looks) = record.seen.get(&case.key()).filter(|looks| looks.len() as u64 >= SEEDS) else {
            return Some(format!("{case} has no record; `cargo xtask bless` makes it"));
        };
        if looks.contains(&None) {
            return Some(format!("{case} has no meaning in some runs"));
        }
        let often = passes(&case.expectation, case.claim.seeds, looks);
        let seen = case.expectation.judge(looks).seen;
        (often < OFTEN).then(|| format!("{case}, seen {seen}: it would pass on {:.1} % of other seeds", 100.0 * often))
    };
    let complaints: Vec<String> = all().iter().filter_map(complaint).collect();
    assert!(complaints.is_empty(), "{} claims:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn the_law_of_margins_is_the_binomial_one() {
    let near = |found: f64, wanted: f64| assert!((found - wanted).abs() < 1e-6, "{found} is not {wanted}");
    near(at_least(2, 3, 0.5), 0.5);
    near(at_least(12, 24, 0.5), 0.580_590_1);
    near(at_least(22, 24, 0.95), 0.884_055_4);
    near(at_least(0, 24, 0.3), 1.0);
    let often = |expect: &str, hits: usize, low: f64| {
        let looks: Vec<Look> = (0..200).map(|i| Some(if i < hits { 1.0 } else { low })).collect();
        passes(&Expectation::parse(expect).unwrap(), 24, &looks)
    };
    near(often("loss > 1 in all runs", 200, 0.0), 1.0);
    near(often("loss > 1 in no run", 0, 0.0), 1.0);
    near(often("loss > 1 in at least 22 of 24", 190, 0.0), 0.884_055_4);
    near(often("loss > 1 in at most 2 of 24", 10, 0.0), 0.884_055_4);
    near(often("median loss from 0.5 to 1", 100, 0.4), 1.0 - 0.580_590_1);
    assert!(often("median loss from 0.5 to 1", 150, 0.4) > OFTEN);
}
