//! What is known before any tool is compiled: how programs are run, and how the module is compiled.

pub mod compile;
pub mod shell;

/// What goes wrong is a sentence for whoever typed the command.
pub type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;
