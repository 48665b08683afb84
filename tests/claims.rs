//! Every sentence of a preset about training, run over many seeds.
//!
//! `SEEDS=32 cargo test --release --test claims -- --nocapture` prints the table over as many seeds as one likes.

use pushpull::session::{Expect, PRESETS, Session};

/// What a run ended with.
struct Ending {
    collapsed: bool,
    map_at_r: f64,
    spread: f64,
}

fn run(text: &str, steps: u64) -> Ending {
    let mut session = Session::open(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    session.step(steps);
    let evaluation = session.evaluation();
    let margin = session.pipeline().loss.triplet_margin().expect("the presets use triplet losses");
    Ending {
        collapsed: evaluation.mean_pair().unwrap() < 0.05 * margin,
        map_at_r: evaluation.ranks().map_at_r.unwrap(),
        spread: evaluation.spread,
    }
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
        for claim in preset.claims {
            let endings: Vec<Ending> =
                (1..=seeds).map(|seed| run(&combine(preset.text, claim.with, seed), claim.steps)).collect();
            let share = endings.iter().filter(|e| e.collapsed).count() as f64 / seeds as f64;
            let map_at_r = median(endings.iter().map(|e| e.map_at_r).collect());
            let spread = median(endings.iter().map(|e| e.spread).collect());
            let (said, holds) = match claim.expect {
                Expect::Collapse(least) => (format!("collapse ≥ {least}"), share >= least),
                Expect::NoCollapse(most) => (format!("collapse ≤ {most}"), share <= most),
                Expect::MapAtR(low, high) => (format!("MAP@R {low}–{high}"), (low..=high).contains(&map_at_r)),
                Expect::Spread(low, high) => (format!("spread {low}–{high}"), (low..=high).contains(&spread)),
            };
            let line = format!(
                "{} {:<22} {:<44} {:>5} steps  {said:<18} collapsed {:>3.0} of {seeds}, MAP@R {map_at_r:.3}, spread {spread:.3}",
                if holds { "holds" } else { "FAILS" },
                preset.id,
                claim.with,
                claim.steps,
                share * seeds as f64
            );
            println!("{line}");
            if !holds {
                failed.push(line);
            }
        }
    }
    assert!(failed.is_empty(), "claims that do not hold:\n{}", failed.join("\n"));
}
