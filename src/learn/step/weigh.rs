//! What a loss says of given embeddings: affinities → miner → loss → reduction.
//!
//! The affinities are kept once: as distances and as what the loss reads they are turned only where that is another kind.

use super::{Pipeline, Weighed};
use crate::learn::affinity::Orientation;
use crate::learn::compare::Relations;
use crate::learn::loss::{LossInput, Proxies};
use crate::learn::miner::{All, MineInput, Miner};
use crate::learn::num::Matrix;
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::random::stream;
use std::rc::Rc;

impl Pipeline {
    /// Distances, tuples, loss and pair weights of given embeddings. `references` `None`: the rows. `numbers`: those that the loss has learned.
    pub fn weigh(
        &self,
        rows: &Matrix,
        references: Option<&Matrix>,
        relations: &Relations,
        numbers: &[f64],
        step: u64,
    ) -> Weighed {
        let affinities = Rc::new(self.affinity.between(rows, references.unwrap_or(rows)));
        let reads = self.loss_spec.reads;
        let learns = self.loss.learns();
        let distances = self.turned(&affinities, Orientation::Distance);
        // With proxies there is nothing to choose from.
        let miner: &dyn Miner = if learns.proxies == Proxies::None { &*self.miner } else { &All };
        let references = references.unwrap_or(rows);
        let input =
            MineInput { distances: &distances, relations, affinity: self.affinity, references, step, only: None };
        let tuples = miner.mine(&input, &mut stream(self.seed, "miner", step));
        let read = if reads == Orientation::Distance { distances.clone() } else { self.turned(&affinities, reads) };
        let input = LossInput { affinities: &read, relations, tuples: &tuples, numbers };
        let mut output = self.loss.evaluate(&input);
        let factor = self.reduction.factor(&output);
        let coincident = self.affinity.turned(self.affinity.at_coincidence, reads);
        let collapsed = self.loss.at_collapse(&input, coincident);
        // A batch of which nothing was mined says nothing, and costs nothing.
        let charged = if output.terms > 0 { 1.0 } else { 0.0 };
        let price: f64 = learns.numbers.iter().zip(numbers).map(|(number, value)| charged * number.price * value).sum();
        let slopes = learns.numbers.iter().zip(&output.to_numbers);
        let mut weights = std::mem::take(&mut output.weights);
        let scale = factor * self.affinity.turn(reads);
        weights.apply(|w| w * scale);
        Weighed {
            distances,
            loss: output.sum * factor + price,
            collapse_loss: collapsed.sum * self.reduction.factor(&collapsed) + price,
            weights,
            to_numbers: slopes.map(|(number, slope)| slope * factor + charged * number.price).collect(),
            tuples,
            output,
            affinities,
        }
    }

    /// These affinities as the asked kind.
    fn turned(&self, affinities: &Rc<PairMatrix>, asked: Orientation) -> Rc<PairMatrix> {
        match asked == self.affinity.orientation {
            true => affinities.clone(),
            false => Rc::new(affinities.map(|a| self.affinity.turned(a, asked))),
        }
    }
}
