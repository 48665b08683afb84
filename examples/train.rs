//! A run without a page: `cargo run --release --example train -- "miner=hard&data.label_noise=0.2" --steps 200 --every 10` writes CSV.
//!
//! Losses and gradients belong to the step's batch; the other figures to the whole data set with true labels, after the head. Without held-out
//! points their column is empty, and so is the effective rank of fewer than three dimensions. The last columns are those of a teacher.

use pushpull::learn::metric;
use pushpull::session::{At, Measure, Session};

const USAGE: &str = "usage: train CONFIG [--steps N] [--every K]";

fn main() {
    if let Err(message) = run(std::env::args().skip(1)) {
        eprintln!("{message}");
        std::process::exit(2);
    }
}

fn run(mut args: impl Iterator<Item = String>) -> Result<(), String> {
    let (mut text, mut steps, mut every) = (None, 1000_u64, 1_u64);
    while let Some(arg) = args.next() {
        let mut number = |least: u64| {
            let value = args.next().and_then(|v| v.parse().ok()).filter(|v| *v >= least);
            value.ok_or(format!("{arg} wants a whole number, at least {least}\n{USAGE}"))
        };
        match arg.as_str() {
            "--steps" => steps = number(0)?,
            "--every" => every = number(1)?,
            _ if text.is_none() && !arg.starts_with("--") => text = Some(arg),
            _ => return Err(format!("“{arg}” is not understood\n{USAGE}")),
        }
    }
    let mut session = Session::open(&text.unwrap_or_default()).map_err(|e| e.to_string())?;
    let columns =
        ["mean_positive_distance", "mean_negative_distance", "mean_pair_distance", "spread", "recall_at_1", "map_at_r"];
    let taught = ["target_entropy", "mean_target_entropy", "target_divergence", "prototypes_used", "prototype_purity"];
    println!(
        "step,loss,active_fraction,{},gradient_norm,diagnosis,held_out_map_at_r,effective_rank,{}",
        columns.join(","),
        taught.join(",")
    );
    let end = session.now() + steps;
    loop {
        let evaluation = session.evaluation();
        let figure = |id: &str| {
            let spec = metric::LIST.iter().find(|m| m.entry.id == id);
            spec.and_then(|m| (m.value)(evaluation)).map_or(String::new(), |v| v.to_string())
        };
        let measured = |id: &str| {
            let measure = Measure::find(id).ok();
            measure.and_then(|m| m.of(&session, At::Now)).map_or(String::new(), |v| v.to_string())
        };
        let figures: Vec<String> = columns.iter().map(|id| figure(id)).collect();
        println!(
            "{},{},{},{},{},{},{},{},{}",
            session.now(),
            session.trace().loss,
            figure("active_fraction"),
            figures.join(","),
            session.trace().gradient_norm,
            session.diagnosis().id,
            figure("held_out_map_at_r"),
            figure("effective_rank"),
            taught.map(measured).join(",")
        );
        if session.now() >= end || session.halted() {
            return Ok(());
        }
        session.step(every.min(end - session.now()));
    }
}
