//! `cargo xtask`: compiles the tools and hands on what was typed. From nothing, the module of the page is compiled meanwhile.

use std::env::args_os;
use std::process::ExitCode;
use xtask_start::{Result, compile, shell};

/// Commands that want the module.
const WANTING: [&str; 3] = ["build", "serve", "test"];

/// Which package, and how it is compiled.
const TOOLS: [&str; 4] = ["--profile", "tool", "--package", "xtask"];

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let wanted = args_os().nth(1).is_some_and(|command| WANTING.iter().any(|wanting| command == *wanting));
    if wanted && let Some(mut module) = compile::begin()? {
        // The module takes longer, and its last part leaves a processor idle: the tools come second.
        shell::behind(shell::cargo(&["build", "--quiet"])).args(TOOLS).status()?;
        module.wait()?;
    }
    let mut tools = shell::cargo(&["run", "--quiet"]);
    let status = tools.args(TOOLS).arg("--").args(args_os().skip(1)).status()?;
    Ok(ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)))
}
