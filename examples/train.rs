//! A run without a page: `cargo run --release --example train -- "miner=hard&data.label_noise=0.2" --steps 200 --every 10` writes CSV.
//!
//! Losses and gradients belong to the step's batch; the other figures to the whole data set with true labels, after the head. Without held-out
//! points their column is empty, and so is the effective rank of fewer than three dimensions. The last columns are those of a teacher.

#[path = "shared/ending.rs"]
mod ending;

use ending::Early;
use pushpull::learn::metric;
use pushpull::session::{At, MAX_STEPS, Measure, Session};
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

const USAGE: &str = "usage: train CONFIG [--steps N] [--every K]";

/// The words typed.
pub struct Arguments {
    /// The run.
    pub text: String,
    /// How far to go.
    pub steps: u64,
    /// From row to row.
    pub every: u64,
}

fn main() -> ExitCode {
    let read = read(std::env::args_os().skip(1));
    ending::end(read.map_err(Early::from).and_then(|arguments| run(&arguments, &mut std::io::stdout().lock())))
}

/// What was typed, or what of it is not understood.
pub fn read(args: impl Iterator<Item = OsString>) -> Result<Arguments, String> {
    let mut args = args.map(|arg| arg.into_string().map_err(|arg| format!("{arg:?} given; allowed is UTF-8\n{USAGE}")));
    let (mut text, mut steps, mut every) = (None, None, None);
    while let Some(arg) = args.next().transpose()? {
        let (number, least) = match arg.as_str() {
            "--steps" => (&mut steps, 0),
            "--every" => (&mut every, 1),
            _ if text.is_none() && !arg.starts_with("--") => {
                text = Some(arg);
                continue;
            }
            _ => return Err(format!("“{arg}” is not understood\n{USAGE}")),
        };
        let given = args.next().transpose()?.unwrap_or_default();
        let allowed = |n: &u64| (least..=MAX_STEPS).contains(n) && n.to_string() == given && number.is_none();
        *number = Some(given.parse().ok().filter(allowed).ok_or_else(|| {
            format!("{arg}: “{given}” given; allowed is, once, a whole number from {least} to {MAX_STEPS}\n{USAGE}")
        })?);
    }
    Ok(Arguments { text: text.unwrap_or_default(), steps: steps.unwrap_or(1000), every: every.unwrap_or(1) })
}

/// Writes the table.
pub fn run(arguments: &Arguments, out: &mut impl Write) -> Result<(), Early> {
    let mut session = Session::open(&arguments.text).map_err(|e| e.to_string())?;
    let columns =
        ["mean_positive_distance", "mean_negative_distance", "mean_pair_distance", "spread", "recall_at_1", "map_at_r"];
    let taught = ["target_entropy", "mean_target_entropy", "target_divergence", "prototypes_used", "prototype_purity"];
    writeln!(
        out,
        "step,loss,active_fraction,{},gradient_norm,diagnosis,held_out_map_at_r,effective_rank,{}",
        columns.join(","),
        taught.join(",")
    )?;
    let end = session.now() + arguments.steps;
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
        writeln!(
            out,
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
        )?;
        if session.now() >= end || session.halted() {
            return Ok(out.flush()?);
        }
        session.step(arguments.every.min(end - session.now()));
    }
}
