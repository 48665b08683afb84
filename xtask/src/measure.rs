//! `cargo xtask measure`: figures that depend on the machine, so they are printed and not tested.
//!
//! The browser measures the cost of a frame and what a visitor loads (`tests/browser/measure.js`), and how the page arrives
//! (`tests/browser/measure_arrival.js`). This file measures how long a clean clone takes to become a page, and whether two clones give the
//! same module.

use crate::shell::{program, read, root, run, target};
use crate::test::{chromium, prepare};
use crate::{Result, build};
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

/// Prints all figures; `beside`: the folder of another page, which is measured as it arrives in the same rounds.
pub fn measure(beside: Option<&str>) -> Result {
    let chromium = chromium().ok_or("no Chromium on PATH; install it or set CHROMIUM to its path")?;
    let served = prepare(&chromium)?;
    let arrival = ["tests/browser/measure_arrival.js", "target/site"];
    for words in [vec!["tests/browser/measure.js"], arrival.into_iter().chain(beside).collect()] {
        let mut command = program("node", &words);
        command.envs(served.clone());
        run(command)?;
    }
    // Folders of different depth, so that a path in the module would show.
    let clones = [built("one")?, built("another/clone")?];
    let modules = clones.map(|clone| clone.join(build::MODULE));
    let same = fs::read(&modules[0])? == fs::read(&modules[1])?;
    for module in modules {
        let mut command = program("sha256sum", &[]);
        command.arg(module);
        println!("{}", read(command)?);
    }
    println!("two clones: {}", if same { "the same bytes" } else { "DIFFERENT bytes" });
    if same { Ok(()) } else { Err("the build is not reproducible".into()) }
}

/// Clones what is committed, builds it, prints how long that took, and returns the folder of its module.
fn built(name: &str) -> Result<PathBuf> {
    let clone = target().join("clones").join(name);
    if clone.exists() {
        fs::remove_dir_all(&clone)?;
    }
    let start = Instant::now();
    let mut command = program("git", &["clone", "--quiet"]);
    command.arg(root()).arg(&clone);
    run(command)?;
    let mut command = program("cargo", &["xtask", "build"]);
    command.current_dir(&clone);
    run(command)?;
    println!("clean clone to built page: {:.0} s", start.elapsed().as_secs_f64());
    Ok(build::bound(&clone.join("target/site")))
}
