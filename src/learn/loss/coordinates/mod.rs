//! Losses that compare the coordinates of two views instead of points: [objectives](crate::learn::objective).

use super::{Loss, LossInput, LossOutput, Reach, Workspace};
use crate::learn::look::explain::{Asked, Term};
use crate::learn::objective::Objective;

pub mod barlow_twins;
pub mod vicreg;

/// An objective as a loss: of pairs of points it weighs none.
struct OfViews<O>(O);

impl<O: Objective> Loss for OfViews<O> {
    fn weigh(&self, _: &LossInput, _: &mut LossOutput, _: &mut Workspace) {}

    fn is_joint(&self) -> bool {
        true
    }

    fn terms(&self, _: &LossInput, _: Asked) -> Vec<Term> {
        vec![]
    }

    fn objective(&self) -> Option<&dyn Objective> {
        Some(&self.0)
    }

    fn reach(&self, _: &[f64]) -> Reach {
        Reach::Nowhere
    }
}
