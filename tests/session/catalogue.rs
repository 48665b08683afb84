//! The catalogue: every entry of every list on one page, docs/catalogue.md, written by walking the lists.

use crate::common::golden;
use pushpull::learn::spec::{Entry, ParamSpec};
use pushpull::learn::{metric, miner, misfit};
use pushpull::session::{PRESETS, ROOMS, Room};
use std::fmt::Write;

const HEAD: &str = "\
# Catalogue

Everything that can be chosen in Pushpull, in the order of the pipeline. This page is written from the lists in the source by
`cargo xtask bless`; a test holds that it is current.

A key such as `loss.margin` is what the control is called, and what the address of a run says: `#loss=triplet&loss.margin=0.5`.
";

/// The page for these rooms.
pub fn catalogue(rooms: &[Room]) -> String {
    let mut page = String::from(HEAD);
    for room in rooms {
        section(&mut page, room.name, *room.gist, room.key, &room.entries());
    }
    let definitions: Vec<&Entry> = miner::DEFINITIONS.iter().map(|definition| &definition.entry).collect();
    let gist = "What different libraries select when they say semi-hard, for the miner of that name.";
    section(&mut page, "Definitions of semi-hard", gist, "miner.definition", &definitions);
    let metrics: Vec<&Entry> = metric::LIST.iter().map(|spec| &spec.entry).collect();
    section(&mut page, "Measures", "What is measured of the whole data set, with the true labels.", "", &metrics);
    page.push_str("\n## What does not go together\n\nCombinations that are refused, and why.\n\n");
    for misfit in misfit::LIST {
        writeln!(page, "- `{}`: {}.", misfit.rooms.join("`, `"), misfit.reason).unwrap();
    }
    page.push_str("\n## Examples\n\nRuns worth seeing. A text after `#` in the address opens the run.\n");
    for preset in PRESETS {
        write!(page, "\n### {}\n\n{}\n\n`{}`\n", preset.title, *preset.paragraph, preset.text).unwrap();
    }
    page
}

fn section(page: &mut String, name: &str, gist: &str, key: &str, entries: &[&Entry]) {
    write!(page, "\n## {name}\n\n{gist}\n").unwrap();
    for entry in entries {
        let code = if key.is_empty() { entry.id.to_string() } else { format!("{key}={}", entry.id) };
        write!(page, "\n### {} · `{code}`\n\n{}\n", entry.name, *entry.gist).unwrap();
        if !entry.also_known_as.is_empty() {
            write!(page, "\nAlso known as: {}.\n", entry.also_known_as.join(", ")).unwrap();
        }
        if !entry.formula.is_empty() {
            write!(page, "\n```math\n{}\n```\n", *entry.formula).unwrap();
        }
        if !entry.params.is_empty() {
            page.push_str("\n| key | name | default | allowed | what it does |\n|---|---|---|---|---|\n");
            entry.params.iter().for_each(|param| row(page, key, param));
        }
        match (entry.citation.text, entry.citation.link) {
            ("", _) => {}
            (text, "") => write!(page, "\nSource: {text}.\n").unwrap(),
            (text, link) => write!(page, "\nSource: [{text}]({link}).\n").unwrap(),
        }
    }
}

fn row(page: &mut String, key: &str, param: &ParamSpec) {
    let letter = if param.symbol.is_empty() { String::new() } else { format!(" *{}*", param.symbol) };
    let default = param.text(param.default);
    let usual = param.follows.map_or(default.clone(), |other| format!("that of `{other}`, else {default}"));
    let cells =
        [&format!("`{key}.{}`", param.id), &format!("{}{letter}", param.name), &usual, &param.allowed(), *param.help];
    writeln!(page, "| {} |", cells.map(|cell| cell.replace('|', "\\|")).join(" | ")).unwrap();
}

#[test]
fn the_catalogue_is_current() {
    golden("docs/catalogue.md", &catalogue(ROOMS));
}
