//! Losses that papers define on two views of each point. Some weigh pairs, like all others; some compare coordinates instead of points, by an
//! [objective](crate::learn::objective).

use super::{Loss, LossInput, LossOutput, LossSpec, Reach, Workspace};
use crate::learn::look::explain::{Asked, Term};
use crate::learn::objective::Objective;

mod barlow_twins;
mod clip;
mod cosine_regression;
mod scale;
mod self_distillation;
mod siglip;
mod vicreg;

/// These losses, in the order of the menu.
pub static LIST: &[LossSpec] =
    &[clip::SPEC, siglip::SPEC, cosine_regression::SPEC, self_distillation::SPEC, barlow_twins::SPEC, vicreg::SPEC];

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
