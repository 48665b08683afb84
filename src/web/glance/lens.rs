//! The panel of the chosen anchor, the table of its pairs, and the description of everything.

use crate::learn::look::sight::Sight;
use crate::session::pick::Choice;
use crate::tell::embedding::words;
use crate::tell::{Focus, describe};
use crate::web::app::App;
use crate::web::refusal::refusal;
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The panel of the chosen anchor.
#[derive(Serialize, Tsify)]
pub struct LensValue {
    title: String,
    sentences: Vec<String>,
    /// Whether there are other positives.
    more: bool,
    /// Whether there are pairs for a table.
    table: bool,
    lines: Vec<PickRow>,
    meanings: Option<MeaningsValue>,
}

/// How the miner's definitions differ on this batch.
#[derive(Serialize, Tsify)]
struct MeaningsValue {
    caption: String,
    head: [[&'static str; 2]; 6],
    rows: Vec<MeaningRow>,
}

#[derive(Serialize, Tsify)]
struct MeaningRow {
    cells: [String; 6],
    base: bool,
}

#[derive(Serialize, Tsify)]
struct PickRow {
    takes: String,
    choices: Vec<ChoiceValue>,
    /// The previewed choice, if it is one of these and not in use.
    usable: Option<String>,
}

#[derive(Serialize, Tsify)]
struct ChoiceValue {
    id: String,
    name: String,
    short: &'static str,
    /// The miner's name, if the short one omits it.
    of: Option<&'static str>,
    present: bool,
    previewed: bool,
}

/// The table of the chosen anchor's pairs.
#[derive(Serialize, Tsify)]
pub struct Pairs {
    caption: String,
    head: [&'static str; 7],
    rows: Vec<[String; 7]>,
}

/// A part of the description, with its title.
#[derive(Serialize, Tsify)]
pub struct Passage {
    title: String,
    text: String,
}

impl From<words::Meanings> for MeaningsValue {
    fn from(words::Meanings { caption, rows }: words::Meanings) -> Self {
        let rows = rows.into_iter().map(|(cells, base)| MeaningRow { cells, base }).collect();
        Self { caption, head: words::Meanings::head().map(|(name, gist)| [name, gist]), rows }
    }
}

#[wasm_bindgen]
impl App {
    /// Shows a miner's picks for a moment; with an empty id, no longer.
    pub fn glimpse(&mut self, id: &str) {
        self.options.glimpse = Some(id.to_string()).filter(|id| !id.is_empty());
    }

    /// Mines with this miner from now on.
    ///
    /// # Errors
    /// A refusal, if the miner does not fit.
    pub fn mine_with(&mut self, id: &str) -> Result<(), JsValue> {
        let Some(choice) = Choice::find(id) else { return Ok(()) };
        choice.edits().iter().try_for_each(|(key, value)| self.session.set(key, value)).map_err(refusal)?;
        (self.options.preview, self.options.glimpse) = (String::new(), None);
        Ok(())
    }
}

impl App {
    /// The panel of the chosen anchor.
    pub(super) fn lens(&self) -> Option<LensValue> {
        let (focus, sight) = words::seen(&self.session, &self.options)?;
        Some(self.panel(focus, &sight))
    }

    /// The table of the chosen anchor's pairs.
    pub(super) fn pairs(&self) -> Option<Pairs> {
        let (_, sight) = words::seen(&self.session, &self.options)?;
        Some(Pairs {
            caption: words::caption(&self.session, &sight),
            head: words::HEAD,
            rows: words::table(&self.session, &sight),
        })
    }

    /// The description of everything visible.
    pub(super) fn description(&self) -> Vec<Passage> {
        let passages = describe::all(&self.session, &self.options).into_iter();
        passages.map(|(title, text)| Passage { title, text }).collect()
    }

    fn panel(&self, focus: Focus, sight: &Sight) -> LensValue {
        let line = |line: words::PickLine| {
            let value = |choice: &Choice| ChoiceValue {
                id: choice.id(),
                name: choice.name(),
                short: choice.short_name(),
                of: choice.meant.map(|_| choice.spec.entry.name),
                present: choice.in_force(&self.session),
                previewed: choice.id() == self.options.preview,
            };
            let choices: Vec<ChoiceValue> = line.choices.iter().map(value).collect();
            let usable = choices.iter().find(|choice| choice.previewed && !choice.present);
            PickRow { takes: line.takes, usable: usable.map(|choice| choice.id.clone()), choices }
        };
        LensValue {
            title: format!("Anchor {}", focus.anchor),
            sentences: words::sentences(&self.session, &self.options),
            more: sight.lens.as_ref().is_some_and(|lens| lens.positives.len() > 1),
            table: sight.lens.is_some(),
            lines: words::lines(&self.session, sight).into_iter().map(line).collect(),
            meanings: words::meanings(&self.session, sight, &self.options.preview).map(MeaningsValue::from),
        }
    }
}
