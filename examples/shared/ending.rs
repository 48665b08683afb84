//! How a program for outsiders ends: with 0 when it is done, and when nobody reads on; with 1 if what it writes finds no room; with 2 if it was
//! asked for what it does not do. Nothing that it says on its way out can fail.

use std::io::{ErrorKind, Write, stderr};
use std::process::ExitCode;

/// Why a program ends early.
pub enum Early {
    /// A sentence for whoever asked.
    Asked(String),
    /// Standard output takes no more.
    Written(std::io::Error),
}

impl From<String> for Early {
    fn from(sentence: String) -> Self {
        Self::Asked(sentence)
    }
}

impl From<std::io::Error> for Early {
    fn from(error: std::io::Error) -> Self {
        Self::Written(error)
    }
}

/// The program's exit code, once what went wrong is said.
pub fn end(outcome: Result<(), Early>) -> ExitCode {
    let (sentence, code) = match outcome {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Early::Written(error)) if error.kind() == ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        Err(Early::Written(error)) => (format!("standard output: {error}"), 1),
        Err(Early::Asked(sentence)) => (sentence, 2),
    };
    let _ = writeln!(stderr(), "{sentence}");
    code.into()
}
