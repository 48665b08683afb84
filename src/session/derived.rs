//! What is derived of a session's present step on first use, and kept until the step is another: figures, diagnosis, a point looked at.

use super::session::Session;
use crate::learn::diagnosis::{Diagnosis, Evidence, diagnose};
use crate::learn::metric::Evaluation;
use crate::learn::sight::Sight;
use std::rc::Rc;

impl Session {
    /// The whole data set's figures, computed on first use.
    pub fn evaluation(&self) -> &Evaluation {
        self.evaluation.get_or_init(|| {
            let margin = self.pipeline().loss.triplet_margin().unwrap_or(0.0);
            Evaluation::new(self.embedding(), &self.pipeline().dataset.truth, self.pipeline().affinity, margin)
        })
    }

    /// What is going on.
    pub fn diagnosis(&self) -> Diagnosis {
        diagnose(&Evidence {
            history: &self.history()[..=self.now() as usize],
            evaluation: self.evaluation(),
            margin: self.pipeline().loss.triplet_margin(),
            unit: self.pipeline().head.unit,
            divergence: self.divergence,
            learning_rate: self.config().param("optimizer.lr").unwrap_or(0.0),
        })
    }

    /// A point of the data set looked at as an anchor, with its `nth` positive; `None` where there is no such point. The last one is kept.
    pub fn sight(&self, point: usize, nth: usize) -> Option<Rc<Sight>> {
        let mut kept = self.sight.borrow_mut();
        if let Some((of, with, sight)) = &*kept
            && (*of, *with) == (point, nth)
        {
            return Some(sight.clone());
        }
        (point < self.pipeline().dataset.len()).then(|| {
            let sight = Rc::new(Sight::of(self.pipeline(), self.state(), self.trace(), self.now(), point, nth));
            *kept = Some((point, nth, sight.clone()));
            sight
        })
    }
}
