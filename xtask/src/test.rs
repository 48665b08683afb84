//! `cargo xtask test`: natively, the claims, in WebAssembly under Node, in a browser, and the page's names; then a summary of what was
//! skipped and why.
//!
//! Parts whose tools are not installed are skipped; with CI=true that is a failure.

use crate::serve::in_background;
use crate::shell::{cargo, find, program, root, run, shown, target};
use crate::{Result, build};
use std::cmp::Reverse;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The parts by their word after `--only`.
const PARTS: &[(&str, Part)] =
    &[("native", native), ("claims", claims), ("wasm", wasm), ("browser", browser), ("types", types)];

/// Runs one part; with `all`, also the claims that are known to hold. `Ok(Some(reason))`, if it had to be skipped.
type Part = fn(all: bool) -> Result<Option<String>>;

/// Runs all parts, or one.
pub fn test(only: Option<&str>, all: bool) -> Result {
    let chosen: Vec<_> = PARTS.iter().filter(|(name, _)| only.is_none_or(|o| o == *name)).collect();
    if chosen.is_empty() {
        let names: Vec<_> = PARTS.iter().map(|(name, _)| *name).collect();
        return Err(format!("there are no tests '{}'; there are {}", only.unwrap_or(""), names.join(", ")).into());
    }
    let strict = std::env::var("CI").is_ok_and(|v| v == "true");
    let mut summary = String::from("\n");
    let mut failed = false;
    for (name, part) in chosen {
        let start = Instant::now();
        let outcome = part(all);
        let seconds = start.elapsed().as_secs_f64();
        let said = match &outcome {
            Ok(None) => format!("passed in {seconds:.1} s"),
            Ok(Some(reason)) => format!("skipped: {reason}"),
            Err(error) => format!("FAILED: {error}"),
        };
        failed |= outcome.is_err() || (strict && matches!(outcome, Ok(Some(_))));
        summary.push_str(&format!("{name:8} {said}\n"));
    }
    print!("{summary}");
    if failed { Err("not everything passed".into()) } else { Ok(()) }
}

fn native(_: bool) -> Result<Option<String>> {
    run(cargo(&["test", "--workspace", "--no-fail-fast"]))?;
    Ok(None)
}

/// What the claims' runs said before is trusted where nothing has changed that they depend on, but for a sample.
fn claims(all: bool) -> Result<Option<String>> {
    let mut command = cargo(&["test", "--workspace", "--test", "claims", "--", "--ignored", "--nocapture"]);
    if all {
        command.env("CLAIMS_ALL", "1");
    }
    run(command)?;
    Ok(None)
}

fn wasm(_: bool) -> Result<Option<String>> {
    if find("node").is_none() {
        return Ok(Some("no Node on PATH".into()));
    }
    let site = build::build(None)?;
    let mut command = node_tests(&test_files(&root().join("tests/wasm"))?, 1);
    command.env("BOUND", build::bound(&site));
    run(command)?;
    Ok(None)
}

/// Node's test runner for these files, so many at a time. What a folder's name means differs between versions of Node.
fn node_tests(files: &[PathBuf], together: usize) -> Command {
    let mut command = program("node", &["--test", "--test-reporter=spec"]);
    command.arg(format!("--test-concurrency={together}")).args(files);
    command
}

/// The browser tests, dealt out to so many files: those of a file share a browser. The largest are dealt first.
fn dealt(count: usize) -> Result<Vec<PathBuf>> {
    let mut tests = test_files(&root().join("tests/browser"))?;
    let size = |path: &PathBuf| path.metadata().map_or(0, |file| file.len());
    tests.sort_by_key(|path| (Reverse(size(path)), path.clone()));
    let folder = target().join("browser-tests");
    fs::create_dir_all(&folder)?;
    let deal = |hand: usize| {
        let imports: String =
            tests.iter().skip(hand).step_by(count).map(|path| format!("import {path:?};\n")).collect();
        let file = folder.join(format!("{hand}.test.mjs"));
        fs::write(&file, imports).map(|()| file)
    };
    Ok((0..count).map(deal).collect::<std::io::Result<_>>()?)
}

fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = vec![];
    for path in fs::read_dir(folder)?.flatten().map(|entry| entry.path()) {
        if path.to_string_lossy().ends_with(".test.js") {
            found.push(path);
        } else if path.is_dir() && !path.ends_with("node_modules") {
            found.extend(test_files(&path)?);
        }
    }
    Ok(found)
}

/// The page's scripts against what wasm-bindgen declares of the module: a method, a field, a message that there is not is an error.
fn types(_: bool) -> Result<Option<String>> {
    if find("node").is_none() || find("npm").is_none() {
        return Ok(Some("no Node with npm on PATH".into()));
    }
    build::build(Some("faults"))?;
    install("tests/browser")?;
    install("tests/types")?;
    let compiler = root().join("tests/types/node_modules/typescript/bin/tsc");
    run(program("node", &[&compiler.to_string_lossy(), "--project", "tests/types"]))?;
    Ok(None)
}

fn browser(_: bool) -> Result<Option<String>> {
    let Some(chromium) = without_windows() else {
        return Ok(Some("no Chromium on PATH; install it or set CHROMIUM to its path".into()));
    };
    if find("node").is_none() || find("npm").is_none() {
        return Ok(Some("no Node with npm on PATH".into()));
    }
    println!("browser: {}", shown(&chromium));
    let served = prepare(&chromium)?;
    build::build(Some("faults"))?;
    // A test waits for its browser half of the time.
    let mut command = node_tests(&dealt(8)?, 2);
    command.envs(served);
    run(command)?;
    Ok(None)
}

/// Builds and serves the page, installs the browser driver, and returns the environment of the scripts.
pub fn prepare(chromium: &Path) -> Result<[(&'static str, OsString); 3]> {
    build::build(None)?;
    install("tests/browser")?;
    // Served from a subfolder, so that an address that is not relative fails.
    let host = in_background(&target())?;
    let site = |name: &str| format!("http://{host}/{name}/").into();
    Ok([("CHROMIUM", chromium.into()), ("SITE", site("site")), ("SITE_FAULTS", site("site-faults"))])
}

/// The browser that CHROMIUM names, or the first one of these on PATH.
fn browser_of(names: &[&str]) -> Option<PathBuf> {
    std::env::var_os("CHROMIUM").map(PathBuf::from).or_else(|| names.iter().find_map(|name| find(name)))
}

/// A browser as people have it.
pub fn chromium() -> Option<PathBuf> {
    browser_of(&["chromium", "chromium-browser", "google-chrome"])
}

/// The same browser without windows of its own, if it is there: pages are the same in it, and cost a third less of the processor.
fn without_windows() -> Option<PathBuf> {
    browser_of(&["chromium-headless-shell"]).or_else(chromium)
}

/// Installs a folder's package-lock.json, unless that was done.
pub fn install(folder: &str) -> Result {
    let folder = root().join(folder);
    let time = |file: &str| folder.join(file).metadata().and_then(|m| m.modified()).ok();
    if time("node_modules/.package-lock.json") >= time("package-lock.json") {
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = program(npm, &["ci", "--no-audit", "--no-fund"]);
    command.current_dir(folder);
    run(command)
}
