//! Other runs beside the one that is looked at: their losses in the loss chart. A branch is a faint line from where it parted; a panel's
//! run has a line of its own kind and its number at the end.
//!
//! Neither has a colour: classes, pull and push have taken them. Panels differ by ink or soft and by their dashes, of which a legend
//! and the numbers say which is which.

use super::legend::{LegendItem, Mark};
use crate::learn::words::short;
use crate::session::Losses;

/// A run beside the one that is looked at.
#[derive(Clone, Debug)]
pub struct Beside {
    /// What it is called.
    pub name: String,
    /// The number of its panel, from 1 on; `None` for a branch.
    pub panel: Option<usize>,
    /// The step at which its line begins.
    pub from: usize,
    /// The loss of every step, not a number where there is none.
    pub losses: Losses,
    /// The step that it stands at; a branch stands nowhere.
    pub now: Option<usize>,
}

/// How strong the colour of a branch is.
pub const FAINT: f64 = 0.5;

/// The look of a panel's line: its colour in the palette and its mark.
pub fn look(panel: usize) -> (&'static str, Mark) {
    let marks = [Mark::Line, Mark::Dashed, Mark::Dotted];
    (if panel.is_multiple_of(2) { "soft" } else { "ink" }, marks[panel.div_ceil(2).saturating_sub(1) % marks.len()])
}

impl Beside {
    /// The values that an axis has to have room for.
    pub fn values(&self) -> impl Iterator<Item = f64> + '_ {
        self.losses.iter().skip(self.from).copied().filter(|loss| loss.is_finite())
    }

    /// What the legend says.
    pub fn legend(&self) -> LegendItem {
        match self.panel {
            Some(panel) => {
                let (color, mark) = look(panel);
                LegendItem::new(mark, color, format!("{panel} {}", self.name).trim_end().to_string())
            }
            None => LegendItem { label: self.name.clone(), ..Self::aside() },
        }
    }

    /// What the legend shows for branches.
    pub fn aside() -> LegendItem {
        LegendItem::new(Mark::Thin, "soft", "").of_strength(FAINT)
    }

    /// What there is to hear of it.
    pub fn describe(&self) -> String {
        let last = self.losses.iter().rposition(|loss| loss.is_finite());
        let end = last.map(|step| format!(" ends at step {step} with {}", short(self.losses[step])));
        let name = self.panel.map_or(format!("Put aside, {}", self.name), |n| format!("Panel {n}, {}", self.name));
        format!(" {name},{}.", end.unwrap_or_default())
    }
}
