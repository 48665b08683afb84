//! The split of a run: which points of its data are held out. It is settled once training begins, as a point that was trained on cannot be
//! held out any more.
//!
//! On the page a change of the split begins the run anew. In a text, an edit that would split the same data in another way than before has
//! no effect; another data set brings a split of its own.

use crate::learn::dataset::{DatasetSpec, HELD_OUT, UNSEEN};
use crate::session::text::config::Config;
use crate::session::text::text_error::TextError;

/// What decides which points of a data set are held out, apart from the seed.
#[derive(PartialEq)]
struct Split {
    data: &'static str,
    held_out: [f64; 2],
    /// Classes and points, if any are held out.
    size: Option<[usize; 2]>,
}

impl Split {
    fn of(config: &Config) -> Self {
        let held_out = [HELD_OUT.id, UNSEEN].map(|id| config.param(&format!("data.{id}")).unwrap_or(0.0));
        let size = || config.chosen::<DatasetSpec>().size(&config.params("data"));
        let any = held_out.iter().any(|amount| *amount > 0.0);
        let size = any.then(size).map(|size| [size.classes, size.points]);
        Self { data: config.choice("data").id, held_out, size }
    }
}

/// The splits with which steps before this one were trained.
#[derive(Default)]
pub(super) struct Settled {
    splits: Vec<Split>,
    step: u64,
}

impl Settled {
    /// Applies an edit, unless it would split data in another way than in an earlier step.
    ///
    /// # Errors
    /// The [`TextError`] of an edit that does not fit.
    pub fn apply(&mut self, config: &mut Config, step: u64, key: &str, value: &str) -> Result<(), TextError> {
        if !key.starts_with("data") {
            return config.set(key, value);
        }
        let mut next = config.clone();
        next.set(key, value)?;
        if self.allows(config, step, &next) {
            *config = next;
        }
        Ok(())
    }

    /// Whether the data of one configuration may become that of another at this step.
    pub fn allows(&mut self, before: &Config, step: u64, after: &Config) -> bool {
        if self.step < step {
            self.splits.push(Split::of(before));
            self.step = step;
        }
        let after = Split::of(after);
        self.splits.iter().all(|split| split.data != after.data || *split == after)
    }
}
