//! Teachers and prototypes in a step.

use super::{Pipeline, State};
use crate::learn::affinity::Orientation;
use crate::learn::compare::Relations;
use crate::learn::num::Matrix;
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::scheme::{Side, Taught};

impl Pipeline {
    /// A tower's prototypes after the head: d×K.
    pub(super) fn prototypes(&self, state: &State, tower: usize) -> Matrix {
        (self.head.forward)(&state.towers[tower][0])
    }

    /// The gradients of a tower's prototypes and of their biases, given that of their places after the head (d×K) and the weights of rows
    /// and prototypes (∂L/∂distance: N×K).
    pub(super) fn to_prototypes(
        &self,
        state: &State,
        tower: usize,
        gradient: &Matrix,
        weights: &PairMatrix,
    ) -> Vec<Matrix> {
        let places = (self.head.backward)(&state.towers[tower][0], &self.prototypes(state, tower), gradient);
        let counts = self.loss.reads_targets();
        let to_bias = |k: usize| -(0..weights.nrows()).map(|i| weights[(i, k)]).sum::<f64>();
        let biases = Matrix::from_fn(places.ncols(), 1, |k, _| if counts { to_bias(k) } else { 0.0 });
        vec![places, biases]
    }

    /// A teacher's similarities (N×K), and the relations that follow from them.
    pub(super) fn teach(&self, state: &State, teacher: Taught) -> (PairMatrix, Relations) {
        let pass = self.pass(state, teacher.side.clone());
        let affinities = self.affinity.between(&pass.embedding, &self.prototypes(state, teacher.prototypes));
        let biases = &state.towers[teacher.prototypes][1];
        let similarity = |i, k| self.affinity.turned(affinities[(i, k)], Orientation::Similarity) + biases[k];
        let similarities = PairMatrix::from_fn(affinities.nrows(), affinities.ncols(), similarity);
        let relations = teacher.relations(&similarities);
        (similarities, relations)
    }

    /// What a teacher makes of points as they are; `None` without a teacher.
    pub fn taught(&self, state: &State, points: &[usize]) -> Option<Relations> {
        let teacher = self.teacher(state)?;
        let side = Side { input: self.as_they_are(points), ..teacher.side };
        Some(self.teach(state, Taught { side, ..teacher }).1)
    }

    /// A teacher's prototypes after the head (d×K), and its centre: what it subtracts from its similarity to each; `None` without a teacher.
    pub fn teachers_own(&self, state: &State) -> Option<(Matrix, Vec<f64>)> {
        let teacher = self.teacher(state)?;
        Some((self.prototypes(state, teacher.prototypes), teacher.centre))
    }

    /// The teacher, before any point.
    fn teacher(&self, state: &State) -> Option<Taught> {
        let compare = || self.scheme.compare(&self.dataset, &[], &state.memory, &self.views_at(0));
        self.scheme.teaches().then(compare)?.taught
    }
}
