//! The outline of a desk: the runs of its panels and branches, the step of the clock, and when to stop. Plain data, for texts and for undo.
//!
//! ```text
//! miner=hard&120@loss.margin=0.3     the first panel's run, as when it is alone
//! &b1:120@=&b1:step=300              a branch of it: its differences, and its last step
//! &panels=2&2:miner=semi-hard        another panel: its differences from the first
//! &2b1:loss.margin=0.5&2b1:step=90   a branch of that: its differences from its panel
//! &active=2&stop=collapsed&step=150  the active panel, when to stop, the step of the clock
//! ```

use super::difference;
use super::share::{join, pairs, split, take};
use super::text_error::TextError;
use crate::session::ask::condition::Condition;
use crate::session::run::journal::{Journal, parse_step};
use crate::session::run::plan::plan;
use std::rc::Rc;

/// The greatest number of panels.
pub const PANELS: usize = 6;
/// The greatest number of branches of a panel.
pub const BRANCHES: usize = 8;

/// The contents of a desk.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// At least one panel.
    pub panels: Vec<PanelOutline>,
    /// The index of the active panel.
    pub active: usize,
    /// The step of the clock.
    pub step: u64,
    /// The condition that stops the clock, or empty.
    pub stop: String,
}

/// A panel's run and its branches.
#[derive(Clone, Debug, PartialEq)]
pub struct PanelOutline {
    /// Its run.
    pub journal: Rc<Journal>,
    /// The runs of its branches, each with its last step.
    pub branches: Vec<(Rc<Journal>, u64)>,
}

impl Outline {
    /// Everything but the step, as keys and values.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut out = vec![];
        let first = &self.panels[0].journal;
        for (i, panel) in self.panels.iter().enumerate() {
            let at = |branch| move |(key, value): (String, String)| (Place { panel: i, branch }.key(&key), value);
            let own = if i == 0 { pairs(&panel.journal) } else { difference::write(&panel.journal, first) };
            out.extend(own.into_iter().map(at(0)));
            for (j, (journal, last)) in panel.branches.iter().enumerate() {
                let mut own = difference::write(journal, &panel.journal);
                own.push(("step".to_string(), last.to_string()));
                out.extend(own.into_iter().map(at(j + 1)));
            }
        }
        if self.panels.len() > 1 {
            out.push(("panels".to_string(), self.panels.len().to_string()));
        }
        if self.active > 0 {
            out.push(("active".to_string(), (self.active + 1).to_string()));
        }
        if !self.stop.is_empty() {
            out.push(("stop".to_string(), self.stop.clone()));
        }
        out
    }

    /// Checks that every run is possible.
    ///
    /// # Errors
    /// The first [`TextError`].
    pub fn check(&self) -> Result<(), TextError> {
        let branches = self.panels.iter().flat_map(|panel| &panel.branches).map(|(journal, _)| journal);
        self.panels.iter().map(|panel| &panel.journal).chain(branches).try_for_each(|journal| journal.check())
    }

    /// The number of points of the active panel's data at the step of the clock.
    ///
    /// # Errors
    /// The [`TextError`] of a run that is not possible.
    pub fn points(&self) -> Result<usize, TextError> {
        Ok(plan(&self.panels[self.active].journal.config_at(self.step)?)?.dataset.len())
    }

    /// The text.
    pub fn write(&self) -> String {
        join(self.pairs(), self.step)
    }

    /// Reads a text.
    ///
    /// # Errors
    /// The first [`TextError`], with the key as it stands in the text.
    pub fn read(text: &str) -> Result<Self, TextError> {
        let mut all = split(text)?;
        let step = take(&mut all, "step")?.map_or(Ok(0), |step| parse_step(step, 0))?;
        let stop = take(&mut all, "stop")?.unwrap_or_default();
        stop_when(stop)?;
        let count = take(&mut all, "panels")?.map_or(Ok(1), |text| number("panels", text, 2, PANELS))?;
        let active = take(&mut all, "active")?.map_or(Ok(1), |text| number("active", text, 1, count))?;
        let mut groups: Vec<(Place, Vec<(&str, &str)>)> = vec![];
        for (key, value) in all {
            let (place, rest) = placed(key, count).map_err(|allowed| TextError::new(key, value, allowed))?;
            match groups.iter_mut().find(|(other, _)| *other == place) {
                Some((_, pairs)) => pairs.push((rest, value)),
                None => groups.push((place, vec![(rest, value)])),
            }
        }
        let mut group = |place: Place| {
            let found = groups.iter().position(|(other, _)| *other == place);
            found.map(|found| groups.swap_remove(found).1)
        };
        let mut panels: Vec<PanelOutline> = vec![];
        for panel in 0..count {
            let base = panels.first().map_or_else(Rc::default, |first: &PanelOutline| first.journal.clone());
            let own = group(Place { panel, branch: 0 }).unwrap_or_default();
            let shared = own.iter().find(|(key, _)| panel > 0 && *key == "seed");
            if let Some((key, value)) = shared {
                let allowed = "nothing, as all panels share the first one’s seed";
                return Err(TextError::new(format!("{}:{key}", panel + 1), *value, allowed));
            }
            let at = |place: Place| move |error: TextError| TextError { key: place.key(&error.key), ..error };
            let journal = difference::read(&base, &own).map_err(at(Place { panel, branch: 0 }))?;
            let mut branches = vec![];
            for branch in 1..=BRANCHES {
                let place = Place { panel, branch };
                let Some(mut own) = group(place) else { continue };
                let last = take(&mut own, "step").and_then(|last| parse_step(last.unwrap_or("0"), 0));
                let last = last.map_err(at(place))?;
                branches.push((Rc::new(difference::read(&journal, &own).map_err(at(place))?), last));
            }
            panels.push(PanelOutline { journal: Rc::new(journal), branches });
        }
        Ok(Self { panels, active: active - 1, step, stop: stop.to_string() })
    }
}

/// The condition that stops the clock; `None` for an empty text.
///
/// # Errors
/// A [`TextError`] about `stop`.
pub fn stop_when(text: &str) -> Result<Option<Condition>, TextError> {
    let condition = Some(text).filter(|text| !text.is_empty()).map(Condition::parse).transpose();
    condition.map_err(|error| TextError { key: "stop".to_string(), ..error })
}

/// A panel, counted from 0, or one of its branches, counted from 1.
#[derive(Clone, Copy, PartialEq)]
struct Place {
    panel: usize,
    branch: usize,
}

impl Place {
    /// A key with the prefix of its place.
    fn key(self, key: &str) -> String {
        let number = if self.panel == 0 { String::new() } else { (self.panel + 1).to_string() };
        match self.branch {
            0 if self.panel == 0 => key.to_string(),
            0 => format!("{number}:{key}"),
            branch => format!("{number}b{branch}:{key}"),
        }
    }
}

/// Splits a key into its place and the rest; without a prefix it is the first panel. The error is what is allowed.
fn placed(key: &str, panels: usize) -> Result<(Place, &str), String> {
    let Some((head, rest)) = key.split_once(':') else { return Ok((Place { panel: 0, branch: 0 }, key)) };
    let (panel, branch) = head.split_once('b').map_or((head, None), |(panel, branch)| (panel, Some(branch)));
    let number = |text: &str, least: usize, most: usize| {
        text.parse().ok().filter(|n: &usize| (least..=most).contains(n) && n.to_string() == text)
    };
    let branch_number = branch.map_or(Some(0), |branch| number(branch, 1, BRANCHES));
    let panel_number = if panel.is_empty() && branch.is_some() { Some(1) } else { number(panel, 2, panels) };
    match (panel_number, branch_number) {
        (Some(panel), Some(branch)) => Ok((Place { panel: panel - 1, branch }, rest)),
        _ => Err(format!(
            "a key that begins with a panel from 2 to panels={panels}, as in 2:loss.margin, or a branch from 1 to {BRANCHES}, as in b1:miner"
        )),
    }
}

/// A whole number in a range.
fn number(key: &str, text: &str, least: usize, most: usize) -> Result<usize, TextError> {
    let allowed = || TextError::new(key, text, format!("a whole number from {least} to {most}"));
    text.parse().ok().filter(|n| (least..=most).contains(n)).ok_or_else(allowed)
}
