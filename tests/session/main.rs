//! State: the run and its text, the desk, the lessons, and the same bits everywhere.

#[path = "../common/mod.rs"]
mod common;

mod catalogue;
mod command_line;
mod command_line_fuzz;
mod conditions;
mod desk;
mod desk_text;
mod diagnoses;
mod digest;
mod episodes;
mod error_texts;
mod gliding;
mod held;
mod held_out;
mod lessons;
mod measures;
mod mechanisms;
mod opening;
mod outcomes;
mod points;
mod rescue;
mod rooms;
mod share_text;
mod time_travel;
mod verdict_laws;
mod verdict_runs;
mod verdicts;
mod waypoints;
