//! Other runs beside the current one: their losses in the loss chart and on the timeline. A branch is a faint line from its fork; a panel's
//! run has the panel's colour, with its number at the end.

use super::legend::{LegendItem, Sign};
use crate::learn::words::short;
use crate::session::{Branch, Desk, Losses};

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

/// The strength of what stands behind: of branches, and of a loss behind its means.
pub const FAINT: f64 = 0.5;

/// The palette's names of the panels' colours, which no class has.
const PANELS: [&str; 6] = ["panel-1", "panel-2", "panel-3", "panel-4", "panel-5", "panel-6"];

/// The colour of a panel, counted from 1 on: the same in every picture, table and badge.
pub fn color(panel: usize) -> &'static str {
    PANELS[(panel - 1) % PANELS.len()]
}

/// The runs beside that of a desk's active panel: its branches and, if there are several, all panels.
pub fn of(desk: &mut Desk) -> Vec<Beside> {
    let branch = |(name, fork, branch): (&str, u64, &Branch)| Beside {
        name: name.to_string(),
        panel: None,
        from: fork as usize,
        losses: branch.losses().clone(),
        now: None,
    };
    let mut beside: Vec<Beside> = desk.branches().map(branch).collect();
    let names = desk.names().to_vec();
    if names.len() > 1 {
        let panels = names.into_iter().zip(desk.panels_mut()).enumerate();
        beside.extend(panels.map(|(place, (name, panel))| Beside {
            name,
            panel: Some(place + 1),
            from: 0,
            losses: panel.losses(),
            now: Some(panel.session().now() as usize),
        }));
    }
    beside
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
                LegendItem::new(Sign::Line, color(panel), format!("{panel} {}", self.name).trim_end().to_string())
            }
            None => LegendItem { label: self.name.clone(), ..Self::aside() },
        }
    }

    /// The legend of branches.
    pub fn aside() -> LegendItem {
        LegendItem::new(Sign::Thin, "soft", "").of_strength(FAINT)
    }

    /// Its description.
    pub fn describe(&self) -> String {
        let last = self.losses.iter().rposition(|loss| loss.is_finite());
        let end = last.map(|step| format!(" ends at step {step} with {}", short(self.losses[step])));
        let name = self.panel.map_or(format!("Put aside, {}", self.name), |n| format!("Panel {n}, {}", self.name));
        format!(" {name},{}.", end.unwrap_or_default())
    }
}
