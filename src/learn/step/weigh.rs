//! The loss for given embeddings: affinities → miner → loss → reduction.
//!
//! Affinities are stored once; as distances or as the loss's input they are stored again only if that is another kind.

use super::{Pipeline, Weighed, Workspace};
use crate::learn::affinity::Orientation;
use crate::learn::compare::Relations;
use crate::learn::loss::{LossInput, LossOutput, Proxies};
use crate::learn::miner::{All, MineInput, Miner};
use crate::learn::num::Matrix;
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::random::stream;
use std::rc::Rc;

impl Pipeline {
    /// Distances, tuples, loss and pair weights for given embeddings (d×N and d×M). `numbers` are the learned ones.
    pub fn weigh(
        &self,
        rows: &Matrix,
        references: &Matrix,
        relations: &Relations,
        numbers: &[f64],
        step: u64,
    ) -> Weighed {
        self.weigh_rows(rows, references, relations, (numbers, &[]), step)
    }

    /// The same for some rows of a batch, given their positions in it: a row draws the same random numbers wherever it is looked at.
    pub(super) fn weigh_rows(
        &self,
        rows: &Matrix,
        references: &Matrix,
        relations: &Relations,
        (numbers, places): (&[f64], &[usize]),
        step: u64,
    ) -> Weighed {
        let mut workspace = self.workspace.borrow_mut();
        let workspace = &mut *workspace;
        let mut affinities = workspace.matrix();
        (self.affinity.fill)(rows, references, &mut affinities);
        let affinities = Rc::new(affinities);
        let reads = self.loss_spec.reads;
        let learns = self.loss.learns();
        let distances = self.turned(&affinities, Orientation::Distance, workspace);
        // With proxies and with a teacher's targets there is nothing to mine.
        let mines = learns.proxies == Proxies::None && !self.loss.reads_targets();
        let miner: &dyn Miner = if mines { &*self.miner } else { &All };
        let input = MineInput {
            distances: &distances,
            relations,
            affinity: self.affinity,
            references,
            step,
            only: None,
            places,
        };
        let mut tuples = workspace.tuples();
        if self.loss.objective().is_none() {
            miner.select(&input, &mut stream(self.seed, "miner", step), &mut tuples);
        }
        let read =
            if reads == Orientation::Distance { distances.clone() } else { self.turned(&affinities, reads, workspace) };
        let input = LossInput { affinities: &read, relations, tuples: &tuples, numbers };
        let mut output = LossOutput { weights: workspace.matrix(), ..LossOutput::default() };
        output.clear_for(&input, self.loss.clears_weights());
        self.loss.weigh(&input, &mut output, &mut workspace.loss);
        let factor = self.reduction.factor(&output);
        let coincident = self.affinity.turned(self.affinity.at_coincidence, reads);
        self.loss.at_collapse(&input, coincident, &mut workspace.collapse, &mut workspace.loss);
        workspace.keep_shared(read);
        let collapsed = &workspace.collapse;
        // A batch without mined tuples has no loss, and no price.
        let charged = if output.terms > 0 { 1.0 } else { 0.0 };
        let price: f64 = learns.numbers.iter().zip(numbers).map(|(number, value)| charged * number.price * value).sum();
        let slopes = learns.numbers.iter().zip(&output.to_numbers);
        Weighed {
            distances,
            loss: output.sum * factor + price,
            collapse_loss: collapsed.sum * self.reduction.factor(collapsed) + price,
            scale: factor * self.affinity.turn(reads),
            to_numbers: slopes.map(|(number, slope)| slope * factor + charged * number.price).collect(),
            tuples,
            output,
            affinities,
            shown: vec![],
        }
    }

    /// Converts affinities to the asked kind.
    fn turned(&self, affinities: &Rc<PairMatrix>, asked: Orientation, workspace: &mut Workspace) -> Rc<PairMatrix> {
        if asked == self.affinity.orientation {
            return affinities.clone();
        }
        let mut turned = workspace.matrix();
        turned.become_map(affinities, |a| self.affinity.turned(a, asked));
        Rc::new(turned)
    }
}
