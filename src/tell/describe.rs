//! The description of everything visible, for readers who cannot see it: the diagnosis, then picture by picture.

use crate::session::Session;
use crate::tell::chart::loss;
use crate::tell::{Options, SPECS};

/// Titles and texts, the most important first. The timeline tells of the loss.
pub fn all(session: &Session, options: &Options) -> Vec<(String, String)> {
    let said = session.diagnosis();
    let first = (format!("Step {}: {}", session.now(), said.title.to_ascii_lowercase()), said.sentence);
    let pictures = SPECS.iter().filter(|spec| options.shows(spec) && spec.id != loss::SPEC.id);
    let texts = pictures.map(|spec| (spec.name.to_string(), (spec.describe)(session, options)));
    std::iter::once(first).chain(texts).collect()
}
