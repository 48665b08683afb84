//! `cargo xtask`: compiles the tools and hands on what was typed. From nothing, the module of the page is compiled meanwhile.

use std::env::args_os;
use std::process::ExitCode;
use xtask_start::{Result, compile, shell};

/// Commands that want the module.
const WANTING: [&str; 3] = ["build", "serve", "test"];

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
    let module = if wanted { compile::begin()? } else { None };
    let mut tools = shell::cargo(&["run", "--quiet", "--profile", "tool", "--package", "xtask", "--"]);
    let status = tools.args(args_os().skip(1)).status()?;
    // Whoever wanted the module has waited for it; what is left of it would outlive the command otherwise.
    if let Some(mut module) = module {
        module.wait()?;
    }
    Ok(ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)))
}
