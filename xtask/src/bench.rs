//! `cargo xtask bench`: the cost of loss and gradient and of training steps, in the browser and compared with others, as docs/bench.md and
//! docs/bench.svg.
//!
//! The release module with the exports of the feature `bench` runs in headless Chromium (`benches/browser`), beside plain JavaScript and
//! TensorFlow.js in the same browser. If a Python has pytorch-metric-learning, that runs on the same points. A time counts only if all
//! agree on the loss and the length of its gradient.

use crate::bench_page;
use crate::serve::in_background;
use crate::shell::{find, program, read, root, run, shown, target};
use crate::test::{chromium, install};
use crate::{Result, build};
use std::fs;
use std::path::{Path, PathBuf};

/// Sizes for which pytorch-metric-learning has enough memory: it lists every triplet.
const PYTORCH_SIZES: [&str; 5] = ["64", "128", "256", "512", "1024"];

/// 32-bit floats have seven digits; sums of a hundred million of them fewer.
const AGREEMENT: f64 = 1e-3;

/// One measurement: a way, a kind of training, or a loss or miner as `loss=triplet`, at a size.
pub struct Measured {
    /// The way.
    pub way: String,
    /// The number of points.
    pub n: usize,
    /// Milliseconds, least and median of the rounds, or why there are none.
    pub outcome: std::result::Result<[f64; 2], String>,
    /// The loss and the norm of its gradient, if reported.
    said: Option<[f64; 2]>,
}

/// All measurements, and the programs.
#[derive(Default)]
pub struct Report {
    /// All measurements.
    pub measured: Vec<Measured>,
    /// The programs, with their versions.
    pub programs: Vec<String>,
    /// What was left out, and why.
    pub skipped: Vec<String>,
}

/// Measures everything and writes the page; with `only`, measures the ways that it fits and prints them.
pub fn bench(only: Option<&str>) -> Result {
    let chromium = chromium().ok_or("no Chromium on PATH; install it or set CHROMIUM to its path")?;
    build::build(Some("bench"))?;
    install("benches/browser")?;
    let folder = target().join("bench");
    fs::create_dir_all(&folder)?;
    let host = in_background(&root())?;
    let (out, points) = (folder.join("browser.tsv"), folder.join("points"));
    let mut command = program("node", &["benches/browser/bench.js"]);
    command.env("CHROMIUM", chromium).env("OUT", &out).env("POINTS", &points);
    command.env("BENCH", format!("http://{host}/benches/browser/"));
    command.env("ONLY", only.unwrap_or_default());
    run(command)?;
    if only.is_some() {
        return Ok(());
    }
    let mut report = Report::default();
    report.take(&fs::read_to_string(&out)?)?;
    match python() {
        Some(python) => {
            let mut command = program(python, &["benches/pytorch.py"]);
            command.arg(&points).args(PYTORCH_SIZES);
            let text = read(command)?;
            println!("{text}");
            report.take(&text)?;
        }
        None => report.skipped.push(
            "pytorch-metric-learning: no Python with it was found; install it, or name the interpreter in PYTHON"
                .into(),
        ),
    }
    report.skipped.iter().for_each(|skipped| println!("skipped: {skipped}"));
    report.agree()?;
    for (name, text) in [("bench.md", bench_page::page(&report)?), ("bench.svg", bench_page::plot(&report)?)] {
        let path = root().join("docs").join(name);
        fs::write(&path, text)?;
        println!("wrote {}", shown(&path));
    }
    Ok(())
}

/// The Python that PYTHON names, or the first on PATH that has pytorch-metric-learning.
fn python() -> Option<PathBuf> {
    let named = std::env::var_os("PYTHON").map(PathBuf::from);
    let candidates = named.into_iter().chain(["python3", "python"].iter().filter_map(|name| find(name)));
    let has_it = |python: &Path| read(program(python, &["-c", "import pytorch_metric_learning"])).is_ok();
    candidates.into_iter().find(|python| has_it(python))
}

impl Report {
    /// Reads lines with tabs, as `benches/browser/bench.js` describes them.
    fn take(&mut self, text: &str) -> Result {
        for line in text.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let Some(n) = fields.get(1).and_then(|n| n.parse().ok()) else {
                self.programs.push(fields[1..].join(", "));
                continue;
            };
            let number = |k: usize| fields.get(k).and_then(|x| x.parse::<f64>().ok());
            let pair = |k: usize| Some([number(k)?, number(k + 1)?]);
            self.measured.push(Measured {
                way: fields[0].to_string(),
                n,
                outcome: pair(2).ok_or_else(|| fields.get(3).copied().unwrap_or("no time").to_string()),
                said: pair(4),
            });
        }
        Ok(())
    }

    /// The time of one way at one size, if it was measured.
    pub fn time(&self, way: &str, n: usize) -> Option<f64> {
        self.times(way, n).map(|[least, _]| least)
    }

    /// The least and the median of its rounds.
    pub fn times(&self, way: &str, n: usize) -> Option<[f64; 2]> {
        self.measured.iter().find(|m| m.way == way && m.n == n)?.outcome.clone().ok()
    }

    /// Checks that all ways agree with ours.
    fn agree(&self) -> Result {
        for other in &self.measured {
            let ours = self.measured.iter().find(|m| m.way == "ours" && m.n == other.n).and_then(|m| m.said);
            let (Some(ours), Some(said)) = (ours, other.said) else { continue };
            for (what, a, b) in [("loss", ours[0], said[0]), ("gradient’s norm", ours[1], said[1])] {
                // NaN does not count as agreement.
                let agrees = (a - b).abs() <= AGREEMENT * a.abs();
                if !agrees {
                    return Err(format!("at N = {} the {what} is {a} here and {b} by {}", other.n, other.way).into());
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(text: &str) -> Report {
        let mut report = Report::default();
        report.take(text).unwrap();
        report
    }

    #[test]
    fn lines_are_read_and_another_loss_or_gradient_is_refused() {
        let good = report(
            "browser\tX 1\nours\t64\t0.5\t0.6\t1.25\t0.75\nplain\t64\t3\t4\t1.25\t0.75\nplain\t128\tnone\tno room\n",
        );
        assert_eq!(
            (good.times("ours", 64), good.time("plain", 64), good.time("plain", 128)),
            (Some([0.5, 0.6]), Some(3.0), None)
        );
        assert_eq!((good.programs.len(), good.measured[2].outcome.clone()), (1, Err("no room".to_string())));
        assert!(good.agree().is_ok());
        for bad in ["1.27\t0.75", "1.25\t0.8", "NaN\t0.75"] {
            let text = format!("ours\t64\t0.5\t0.6\t1.25\t0.75\nplain\t64\t3\t4\t{bad}\n");
            assert!(report(&text).agree().is_err(), "{bad}");
        }
    }
}
