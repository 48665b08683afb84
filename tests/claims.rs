//! Every sentence of a preset about training, run over many seeds.
//!
//! `SEEDS=32 cargo test --release --test claims -- --nocapture` prints the table over as many seeds as one likes.

use pushpull::learn::metric;
use pushpull::session::{Expect, PRESETS, Session};
use std::collections::BTreeMap;

/// What a run ended with.
struct Ending {
    collapsed: bool,
    /// The figures of `metric::LIST`, in its order.
    figures: Vec<f64>,
}

/// Runs a text for some steps.
fn run(text: &str, steps: u64) -> Ending {
    let mut session = Session::open(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    session.step(steps);
    let margin = session.pipeline().loss.triplet_margin().expect("the presets use triplet losses");
    let evaluation = session.evaluation();
    let small = evaluation.mean_pair().is_some_and(|distance| distance < 0.05 * margin);
    Ending {
        collapsed: small && (session.trace().loss / margin - 1.0).abs() < 0.05,
        figures: metric::LIST
            .iter()
            .map(|m| (m.value)(evaluation).expect("the presets have pairs of both kinds"))
            .collect(),
    }
}

/// Runs a claim's text under seeds 1, 2, …, on as many threads as there are processors.
fn run_seeds(text: &str, with: &str, steps: u64, seeds: u64) -> Vec<Ending> {
    let workers = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    std::thread::scope(|scope| {
        let share = |worker| {
            scope.spawn(move || -> Vec<Ending> {
                (1..=seeds).filter(|s| s % workers == worker).map(|s| run(&combine(text, with, s), steps)).collect()
            })
        };
        let shares: Vec<_> = (0..workers).map(share).collect();
        shares.into_iter().flat_map(|share| share.join().expect("every run ends")).collect()
    })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    (values[(values.len() - 1) / 2] + values[values.len() / 2]) / 2.0
}

/// The preset's text with some settings replaced.
fn combine(text: &str, with: &str, seed: u64) -> String {
    let replaced: Vec<&str> = with.split('&').filter_map(|pair| pair.split('=').next()).collect();
    let kept = text.split('&').filter(|pair| !replaced.contains(&pair.split('=').next().unwrap_or_default()));
    kept.chain(with.split('&').filter(|p| !p.is_empty()))
        .chain([format!("seed={seed}").as_str()])
        .collect::<Vec<_>>()
        .join("&")
}

#[test]
fn every_claim_of_every_preset_holds_over_the_seeds() {
    let seeds: u64 = std::env::var("SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(8);
    let mut failed = vec![];
    for preset in PRESETS {
        let mut done = BTreeMap::new();
        for claim in preset.claims {
            let runs = done
                .entry((claim.with, claim.steps))
                .or_insert_with(|| run_seeds(preset.text, claim.with, claim.steps, seeds));
            let share = runs.iter().filter(|ending| ending.collapsed).count() as f64 / seeds as f64;
            let (said, seen, holds) = match claim.expect {
                Expect::Collapse(least) => (format!("at least {least} collapsed"), share, share >= least),
                Expect::NoCollapse(most) => (format!("at most {most} collapsed"), share, share <= most),
                Expect::Median(metric, low, high) => {
                    let place = metric::LIST.iter().position(|m| m.entry.id == metric).expect("a known metric");
                    let middle = median(runs.iter().map(|ending| ending.figures[place]).collect());
                    (format!("{metric} {low} to {high}"), middle, (low..=high).contains(&middle))
                }
            };
            let line = format!(
                "{} {:<20} {:<42} {:>4} steps  {said:<30} {seen:.3}",
                if holds { "holds" } else { "FAILS" },
                preset.id,
                claim.with,
                claim.steps,
            );
            println!("{line}");
            if !holds {
                failed.push(line);
            }
        }
    }
    assert!(failed.is_empty(), "claims that do not hold:\n{}", failed.join("\n"));
}
