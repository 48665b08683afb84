//! Losses, miners and metrics against outside opinions, which the Python files beside these wrote.

#[path = "../common/mod.rs"]
mod common;

mod every_loss;
mod losses;
mod miners;
mod proxies;
mod reference;
mod verification;
mod views;
