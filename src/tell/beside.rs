//! Other runs beside the current one: their losses in the loss chart. A branch is a faint line from its fork; a panel's run has its own
//! kind of line, with its number at the end.
//!
//! Neither has a colour, as colours stand for classes, pull and push. Panels differ in darkness and dashes; a legend and the numbers
//! identify them.

use super::legend::{LegendItem, Mark};
use crate::learn::words::short;
use crate::session::Losses;

/// A run beside the current one.
#[derive(Clone, Debug)]
pub struct Beside {
    /// Its name.
    pub name: String,
    /// The number of its panel, from 1 on; `None` for a branch.
    pub panel: Option<usize>,
    /// The step at which its line begins.
    pub from: usize,
    /// The loss of every step, NaN where there is none.
    pub losses: Losses,
    /// Its current step; `None` for a branch.
    pub now: Option<usize>,
}

/// The strength of a branch's colour.
pub const FAINT: f64 = 0.5;

/// The look of a panel's line: its colour in the palette and its mark.
pub fn look(panel: usize) -> (&'static str, Mark) {
    let marks = [Mark::Line, Mark::Dashed, Mark::Dotted];
    (if panel.is_multiple_of(2) { "soft" } else { "ink" }, marks[panel.div_ceil(2).saturating_sub(1) % marks.len()])
}

impl Beside {
    /// The values that an axis must include.
    pub fn values(&self) -> impl Iterator<Item = f64> + '_ {
        self.losses.iter().skip(self.from).copied().filter(|loss| loss.is_finite())
    }

    /// Its legend.
    pub fn legend(&self) -> LegendItem {
        match self.panel {
            Some(panel) => {
                let (color, mark) = look(panel);
                LegendItem::new(mark, color, format!("{panel} {}", self.name).trim_end().to_string())
            }
            None => LegendItem { label: self.name.clone(), ..Self::aside() },
        }
    }

    /// The legend of branches.
    pub fn aside() -> LegendItem {
        LegendItem::new(Mark::Thin, "soft", "").of_strength(FAINT)
    }

    /// Its description.
    pub fn describe(&self) -> String {
        let last = self.losses.iter().rposition(|loss| loss.is_finite());
        let end = last.map(|step| format!(" ends at step {step} with {}", short(self.losses[step])));
        let name = self.panel.map_or(format!("Put aside, {}", self.name), |n| format!("Panel {n}, {}", self.name));
        format!(" {name},{}.", end.unwrap_or_default())
    }
}
