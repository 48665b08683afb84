//! The texts of the lists by key: what a hint, a question mark and the menu of examples say. Native only: the page loads them from a file.

use crate::learn::judge::finding;
use crate::learn::spec::Entry;
use crate::session::pick::choices;
use crate::session::{PRESETS, ROOMS};
use crate::tell::{SPECS, figures};

/// Every entry of every room, with its key (`loss.triplet`) and its room's.
pub fn entries() -> impl Iterator<Item = (String, &'static str, &'static Entry)> {
    let of = |room: &'static crate::session::Room| {
        room.entries().into_iter().map(|e| (format!("{}.{}", room.key, e.id), room.key, e))
    };
    ROOMS.iter().flat_map(of)
}

/// The gists of everything that has a hint, of verdicts, and the examples' paragraphs: `loss`, `loss.triplet`,
/// `miner.semi-hard.facenet`, `picture.matrix`, `view.forces`, `figure.loss`, `verdict.collapsed`, `example.warm-up`.
pub fn gists() -> impl Iterator<Item = (String, String)> {
    let rooms = ROOMS.iter().map(|room| (room.key.to_string(), room.gist.to_string()));
    let entries = entries().map(|(key, _, e)| (key, e.gist.to_string()));
    let meanings =
        choices().into_iter().filter_map(|c| Some((format!("miner.{}", c.id()), c.meant?.1.entry.gist.to_string())));
    let pictures = SPECS.iter().map(|v| (format!("picture.{}", v.id), [v.guide, *v.gist].join(" ").trim().to_string()));
    let switches = SPECS.iter().flat_map(|v| v.switches).map(|s| (s.key(), s.gist.to_string()));
    let sliders = SPECS.iter().filter_map(|v| v.slider).map(|s| (s.key.to_string(), s.gist.to_string()));
    let figures = figures::all().map(|f| (format!("figure.{}", f.measure.id()), f.help()));
    let verdicts = finding::LIST.iter().map(|f| (format!("verdict.{}", f.id), f.gist.to_string()));
    let examples = PRESETS.iter().map(|p| (format!("example.{}", p.id), p.paragraph.to_string()));
    rooms
        .chain(entries)
        .chain(meanings)
        .chain(pictures)
        .chain(switches)
        .chain(sliders)
        .chain(figures)
        .chain(verdicts)
        .chain(examples)
}
