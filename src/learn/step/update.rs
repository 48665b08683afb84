//! The update: the state that follows from a trace, or the reason for refusing it.

use super::{Learned, Pipeline, State, Trace};
use crate::learn::loss::{Proxies, follow_means};
use crate::learn::num::{Matrix, all_finite, norm};
use crate::learn::optimizer::Optimizer;

/// A step longer than this many times the parameters' own length is refused: nothing is learned from such a leap.
const LONGEST_STEP: f64 = 1e3;

/// Why an update was refused.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Divergence {
    /// How far the parameters would move; can be infinite or NaN.
    pub length: f64,
    /// The length of the parameter vector.
    pub size: f64,
    /// Whether it is what the loss learns that moves so far, and not the encoder.
    pub of_loss: bool,
}

impl Divergence {
    /// The move from one state to another, as that of the encoder or of what the loss learns, whichever goes farther.
    pub fn of(old: &State, new: &State) -> Self {
        let parts = |state: &State| [state.towers.concat(), state.learned.parameters.to_vec()];
        let (before, after) = (parts(old), parts(new));
        let moves = [0, 1].map(|part| {
            let moved: Vec<Matrix> = after[part].iter().zip(&before[part]).map(|(new, old)| new - old).collect();
            (norm(&moved), norm(&before[part]))
        });
        let far = |(length, _): (f64, f64)| if length.is_finite() { length } else { f64::INFINITY };
        let of_loss = far(moves[1]) > far(moves[0]);
        let (length, size) = moves[usize::from(of_loss)];
        Self { length, size, of_loss }
    }
}

impl Pipeline {
    /// The state after the step that the trace describes.
    ///
    /// # Errors
    /// [`Divergence`], if the new state would not be finite or the step is absurdly long.
    pub fn update(&self, state: &State, trace: &Trace) -> Result<State, Divergence> {
        let mut next = state.clone();
        next.updates += 1;
        let clipped = self.clip > 0.0 && trace.gradient_norm > self.clip;
        let shorten = if clipped { self.clip / trace.gradient_norm } else { 1.0 };
        for ((params, slots), gradients) in next.towers.iter_mut().zip(&mut next.slots).zip(&trace.parameter_gradients)
        {
            let gradients: Vec<Matrix> = gradients.iter().map(|gradient| gradient * shorten).collect();
            descend(&*self.optimizer, params, &gradients, slots, next.updates);
        }
        self.learn(&mut next.learned, trace);
        let parameters = |state: &State| -> Vec<Matrix> {
            state.towers.iter().flatten().chain(&state.learned.parameters).cloned().collect()
        };
        let (old, new) = (parameters(state), parameters(&next));
        let moved: Vec<Matrix> = new.iter().zip(&old).map(|(new, old)| new - old).collect();
        let (length, size) = (norm(&moved), norm(&old));
        let bounded = length <= LONGEST_STEP * (1.0 + size);
        if !bounded || !all_finite(next.matrices()) {
            return Err(Divergence::of(state, &next));
        }
        // With proxies the scheme's references were not used, so it has nothing to remember.
        if self.loss.learns().proxies == Proxies::None {
            self.scheme.after_update(&mut next, &self.dataset, trace);
        }
        Ok(next)
    }

    /// Moves what the loss learns.
    fn learn(&self, learned: &mut Learned, trace: &Trace) {
        learned.updates += 1;
        match self.loss.learns().proxies {
            Proxies::Means { rate } => follow_means(&mut learned.parameters[0], &trace.rows, &trace.relations, rate),
            _ => {
                let Learned { parameters, slots, updates, .. } = learned;
                descend(&*self.learner, parameters, &trace.learned_gradients, slots, *updates);
                let learns = self.loss.learns();
                let bounds = learns.numbers.iter().map(|number| number.most);
                // Not `min`, which would make a bound of what is no number.
                parameters[1].iter_mut().zip(bounds).filter(|(x, most)| **x > *most).for_each(|(x, most)| *x = most);
            }
        }
    }
}

/// Moves parameters against their gradients, if there are any.
fn descend(optimizer: &dyn Optimizer, params: &mut [Matrix], gradients: &[Matrix], slots: &mut [Matrix], updates: u64) {
    let each = optimizer.slots();
    for (i, (param, gradient)) in params.iter_mut().zip(gradients).enumerate() {
        optimizer.update(param, gradient, &mut slots[i * each..(i + 1) * each], updates);
    }
}
