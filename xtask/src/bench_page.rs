//! The page and the plot that `cargo xtask bench` writes.

use crate::Result;
use crate::bench::Report;
use pushpull::bench::{BATCHES, Training, entries, examples};
use pushpull::draw::growth::{Way, draw};
use pushpull::draw::{Style, svg};
use pushpull::learn::num::ln;
use pushpull::session::Preset;
use std::fmt::Write;

const SIZES: [usize; 6] = [64, 128, 256, 512, 1024, 2048];
const ENTRY_SIZES: [usize; 4] = [64, 256, 1024, 2048];

/// The ways with their names.
const WAYS: [(&str, &str); 5] = [
    ("ours", "Pushpull"),
    ("plain", "plain JavaScript"),
    ("tfjs-wasm", "TensorFlow.js, wasm"),
    ("tfjs-cpu", "TensorFlow.js, cpu"),
    ("pytorch", "pytorch-metric-learning"),
];

/// The targets for loss and gradient: 60 pictures a second with 1024 points, and 50 ms with 2048.
const FRAME: f64 = 1000.0 / 60.0;
const TWO_THOUSAND: f64 = 50.0;

/// The target for a training step with 4096 points.
const LARGE_STEP: f64 = 300.0;

/// The plot of all ways.
pub fn plot(report: &Report) -> Result<String> {
    let ways: Vec<Way> = WAYS
        .iter()
        .map(|(word, name)| Way {
            name: name.to_string(),
            costs: SIZES.iter().filter_map(|n| Some((*n as f64, report.time(word, *n)?))).collect(),
        })
        .filter(|way| !way.costs.is_empty())
        .collect();
    Ok(svg(720, 440, |area| draw(area, &Style::light(), &ways, "points", " ms"))?)
}

/// The page.
pub fn page(report: &Report) -> Result<String> {
    let mut page = String::from(
        "# What loss and gradient cost\n\n\
         Written by `cargo xtask bench`; a time is that of one run on one thread: the least of many rounds, as with Python’s timeit, since others on the \
         processor only add to it.\n\n",
    );
    let _ = writeln!(page, "{}.\n", machine(report));
    page += "## All triplets\n\n\
             The mean triplet hinge over all triplets, squared distances, margin 1, and its gradient at the points: the same points, the same loss, \
             agreed upon before a time counts. 5 classes, 10 at N = 2048. Milliseconds:\n\n";
    page += &comparison(report);
    page += "\n![Milliseconds by the number of points on logarithmic axes, a line for each way.](bench.svg)\n\n";
    for skipped in &report.skipped {
        let _ = writeln!(page, "Skipped: {skipped}.\n");
    }
    page += &goals(report);
    page += METHOD;
    page += &reasons(report);
    page += &training(report)?;
    page += &without_labels(report)?;
    page += "\n## Every loss and every miner\n\n\
             From points and labels to the gradient in the browser, in milliseconds: relations, distances, mining, the loss with its pair weights, the \
             chain rule. A loss with all triplets, a miner with the triplet hinge; on the circle, all else as it is by default. A dash: no room for \
             the tuples, or it would take minutes.\n\n";
    page += &every_entry(report);
    page += LIMITS;
    Ok(page)
}

const METHOD: &str = "\
Pushpull’s part is exact and in 64-bit floats, and includes everything from the labels on: relations, the list of all triplets, the distance and weight of
each pair. For each anchor the positives’ thresholds D_ap + m are sorted through a bucket index, and every negative is dropped into its place
in expected constant time; counts and sums are read off. This goes a few rows at a time, whose distances and weights stay in the processor’s nearest caches
([row_blocks.rs](../src/learn/step/row_blocks.rs)). Plain JavaScript looks at every triplet, with typed arrays and counts ([plain.js](../benches/browser/plain.js)).
TensorFlow.js broadcasts to N×N×N ([tensors.js](../benches/browser/tensors.js)), pytorch-metric-learning lists all triplets ([pytorch.py](../benches/pytorch.py)), both
in 32-bit floats. Where a size has no time, the way ran out of memory or would have taken too long:
";

const LIMITS: &str = "
The middle round says what others on the machine take away: a virtual processor may be one of two threads of a core, and this code leaves
little of a core idle. On the machine of these figures it went in two speeds, 1.6 apart, for seconds or minutes each, with nothing else at work in the
virtual machine; a chain of dependent multiplications kept its speed meanwhile, independent ones did not. The ways of the first table are visited again
and again, losses and miners once each: of two of these that are less than 1.6 apart either may be the faster one.

No loss looks at each of many triplets, unless affinities are spread over hundreds of temperatures. The soft-margin triplet and SCT take the softplus of a difference of two affinities, which is no sum of a part for each; but
it is so smooth that sums over many are taken from moments, to rounding and in O(N²) ([softplus_sum.rs](../src/learn/loss/softplus_sum.rs)). The angular loss has a sum over the negatives for every anchor and positive, which is a product of
matrices for each class; in few dimensions these are of low rank, so that large classes take O(N²) ([low_rank.rs](../src/learn/loss/low_rank.rs)), but for pairs across the circle at angles above
45°. Two miners that select kinds of triplets grow with N³, as the lists that they make are as long as what they select, or what the loss then reads is.

On the circle, the triplet hinge over all triplets needs no matrix of pairs ([arcs.rs](../benches/ways/arcs.rs)): by arcs it takes O(N·P·log N) time for P positives of
an anchor, and O(N) memory. `cargo bench --bench steps` measures this way natively, beside all else.

The module is built without `simd128`: when it was tried, the loss over all triplets took 94 to 99 % of the time for 512 to 2048 points, with the loss and the
gradient’s norm equal to the last bit, and 100 % of it a few rows at a time, as the time goes into looking up one number after the other.
";

fn machine(report: &Report) -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let cpus = read("/proc/cpuinfo");
    let model = cpus.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map(|(_, name)| name);
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    let load = read("/proc/loadavg");
    let load = load.split(' ').next().filter(|load| !load.is_empty()).unwrap_or("unknown");
    let programs = report.programs.join("; ");
    format!(
        "{}, {count} processors, load {load} at the end of the run; {programs}",
        model.unwrap_or("an unknown processor")
    )
}

fn comparison(report: &Report) -> String {
    let mut table = String::from("| N | Pushpull, middle round |");
    WAYS.iter().for_each(|(_, name)| table += &format!(" {name} |"));
    table += &format!("\n|---|{}\n", "---:|".repeat(WAYS.len() + 1));
    for n in SIZES {
        let middle = report.times("ours", n).map_or("–".into(), |[_, middle]| digits(middle));
        let _ = write!(table, "| {n} | {middle} |");
        for (word, _) in WAYS {
            let ours = report.time("ours", n);
            let cell = match (report.time(word, n), ours) {
                (Some(ms), Some(ours)) if word != "ours" => format!("{} (×{})", digits(ms), digits(ms / ours)),
                (Some(ms), _) => digits(ms),
                (None, _) => "–".into(),
            };
            let _ = write!(table, " {cell} |");
        }
        table.push('\n');
    }
    table
}

fn goals(report: &Report) -> String {
    let time = |way: &str, n: usize| report.time(way, n);
    let exponent = time("ours", 512).zip(time("ours", 2048)).map(|(small, large)| ln(large / small) / ln(4.0));
    let times = |way: &str, n: usize| time(way, n).zip(time("ours", n)).map(|(other, ours)| other / ours);
    let largest = |way: &str| SIZES.iter().rev().copied().find(|n| time(way, *n).is_some()).unwrap_or(0);
    let mut rows = vec![
        ("N = 1024 within one frame at 60 Hz".to_string(), time("ours", 1024), FRAME, true, " ms"),
        ("N = 2048 under 50 ms".into(), time("ours", 2048), TWO_THOUSAND, true, " ms"),
        ("exponent from 512 to 2048 below 2.3".into(), exponent, 2.3, true, ""),
        ("a training step with N = 4096 under 300 ms".into(), time("step", 4096), LARGE_STEP, true, " ms"),
    ];
    for (word, name) in &WAYS[1..] {
        let n = largest(word).min(1024);
        let least = if *word == "pytorch" { 500.0 } else { 10.0 };
        rows.push((format!("{least} times as fast as {name}, at N = {n}"), times(word, n), least, false, " times"));
    }
    let mut table = String::from("| goal | reached | |\n|---|---:|---|\n");
    for (goal, value, limit, below, unit) in rows {
        let reached = value.map_or("not measured".into(), |v| format!("{}{unit}", digits(v)));
        let met = value.map(|v| if (v < limit) == below { "yes" } else { "no" }).unwrap_or("–");
        let _ = writeln!(table, "| {goal} | {reached} | {met} |");
    }
    table.push('\n');
    table
}

/// Training steps beside their loss alone, and an epoch.
fn training(report: &Report) -> Result<String> {
    let epoch = Training::epoch()?;
    let mut text = String::from(
        "\n## Training\n\n\
         A training step as the page makes it, in milliseconds: update, batch, forward pass, everything up to the gradient, backward pass, and all that is \
         kept of the step for pictures, figures and history, but not the pictures themselves. Every batch holds all points, of eight classes, with the \
         pipeline of the first table; the rest is as it is by default. Beside it the loss and gradient of the same points alone. More than 1024 points \
         go by blocks of rows ([look.rs](../src/learn/step/look.rs)).\n\n\
         | N | loss and gradient alone | training step |\n|---|---:|---:|\n",
    );
    let cell = |way: &str, n: usize| report.time(way, n).map_or("–".into(), digits);
    for n in BATCHES {
        let _ = writeln!(text, "| {n} | {} | {} |", cell("alone", n), cell("step", n));
    }
    let (points, steps, batch) = (epoch.points(), epoch.steps, epoch.batch());
    let _ = writeln!(
        text,
        "\nAn epoch of the {points} digits takes {} ms: {steps} steps with {batch} points each, as the default sampler draws them, so that as many are drawn \
         as there are; all else is as it is by default, too.",
        cell("epoch", 1)
    );
    Ok(text)
}

/// A step of each example without labels.
fn without_labels(report: &Report) -> Result<String> {
    let mut text = String::from(
        "\n## Learning without labels\n\n\
         A training step of each of the page’s examples without labels, in milliseconds and beside one of the example with which the page opens, which reads \
         labels. Two views of a point go through the encoder, and in some schemes through a second one.\n\n\
         | example | scheme | loss | points | step | |\n|---|---|---|---:|---:|---:|\n",
    );
    let time = |preset: &Preset| report.time(&format!("example={}", preset.id), 1);
    let base = examples().next().and_then(time);
    for preset in examples() {
        let example = Training::example(preset.id)?;
        let [scheme, loss] = ["scheme", "loss"].map(|room| example.choice(room).name);
        let step = time(preset).map_or("–".into(), digits);
        let ratio = time(preset).zip(base).map_or("–".into(), |(step, base)| format!("×{}", digits(step / base)));
        let _ = writeln!(text, "| {} | {scheme} | {loss} | {} | {step} | {ratio} |", preset.title, example.batch());
    }
    Ok(text)
}

/// Why the ways that have no time at a size have none.
fn reasons(report: &Report) -> String {
    let mut list = String::from("\n");
    for (word, name) in WAYS {
        for missing in report.measured.iter().filter(|m| m.way == word) {
            if let Err(reason) = &missing.outcome {
                let _ = writeln!(list, "* {name}, N = {}: {reason}.", missing.n);
            }
        }
    }
    list + "* pytorch-metric-learning is not asked for 2048 points: their triplets do not fit into the memory of this machine.\n"
}

fn every_entry(report: &Report) -> String {
    let mut table = String::from("| |");
    ENTRY_SIZES.iter().for_each(|n| table += &format!(" N = {n} |"));
    table += &format!("\n|---|{}\n", "---:|".repeat(ENTRY_SIZES.len()));
    for (room, id) in entries() {
        let way = format!("{room}={id}");
        let _ = write!(table, "| {room} {id} |");
        for n in ENTRY_SIZES {
            let _ = write!(table, " {} |", report.time(&way, n).map_or("–".into(), digits));
        }
        table.push('\n');
    }
    table
}

/// Three digits.
fn digits(value: f64) -> String {
    let decimals = match value.abs() {
        100.0.. => 0,
        10.0.. => 1,
        1.0.. => 2,
        _ => 3,
    };
    format!("{value:.decimals$}")
}
