//! State: everything that a step changes, as plain matrices, so that it can be kept, compared and hashed.

use crate::learn::num::Matrix;

/// Everything that a step changes.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What each tower is.
    pub names: Vec<&'static str>,
    /// The parameters of each tower.
    pub towers: Vec<Vec<Matrix>>,
    /// The optimizer's slots of each tower, slot after slot of each parameter.
    pub slots: Vec<Vec<Matrix>>,
    /// The number of updates that the optimizer has made with these slots.
    pub updates: u64,
    /// What the loss learns.
    pub learned: Learned,
    /// What the scheme remembers.
    pub memory: Vec<Matrix>,
}

/// What a loss learns besides the encoder, with the slots of its own optimizer. Empty matrices, if it learns nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Learned {
    /// The id of the loss to which the numbers belong, as they would mean something else to another one; empty without numbers.
    pub of: &'static str,
    /// The proxies of the classes before the head (d×C), and the learned numbers (n×1).
    pub parameters: [Matrix; 2],
    /// The optimizer's slots, slot after slot of each parameter.
    pub slots: Vec<Matrix>,
    /// The number of updates that the optimizer has made with these slots.
    pub updates: u64,
}

impl Learned {
    /// The proxies of the classes before the head: d×C, or an empty matrix.
    pub fn proxies(&self) -> &Matrix {
        &self.parameters[0]
    }

    /// The learned numbers.
    pub fn numbers(&self) -> &[f64] {
        self.parameters[1].as_slice()
    }
}

impl State {
    /// All matrices of the state, in a fixed order.
    pub fn matrices(&self) -> impl Iterator<Item = &Matrix> {
        let learned = self.learned.parameters.iter().chain(&self.learned.slots);
        self.towers.iter().chain(&self.slots).flatten().chain(learned).chain(&self.memory)
    }

    /// Whether both consist of matrices of the same shapes.
    pub fn is_shaped_like(&self, other: &Self) -> bool {
        let lists = |state: &Self| -> Vec<Vec<(usize, usize)>> {
            let rest = [&state.learned.parameters[..], &state.learned.slots, &state.memory];
            let towers = state.towers.iter().chain(&state.slots).map(Vec::as_slice);
            towers.chain(rest).map(shape).collect()
        };
        self.towers.len() == other.towers.len() && lists(self) == lists(other)
    }

    /// Becomes `fresh`, except for what goes on: towers of the same name and shape, the optimizer's memory of them unless the optimizer needs
    /// another, what the loss learns, and, where all towers go on, what the scheme remembers. Towers that begin as a copy of another begin as a copy of what that has
    /// become; with another encoder nothing goes on.
    pub(super) fn refit(&mut self, mut fresh: Self, copies: &[Option<usize>]) {
        if shape(&self.towers[0]) != shape(&fresh.towers[0]) {
            *self = fresh;
            return;
        }
        let goes_on = |k: usize| {
            let own = self.names.iter().position(|name| *name == fresh.names[k])?;
            (shape(&self.towers[own]) == shape(&fresh.towers[k])).then_some(own)
        };
        let kept: Vec<_> = (0..copies.len()).map(goes_on).collect();
        let pairs = || kept.iter().enumerate().filter_map(|(k, own)| own.map(|own| (k, own)));
        let same_slots = pairs().all(|(k, own)| shape(&self.slots[own]) == shape(&fresh.slots[k]));
        fresh.updates = if same_slots { self.updates } else { 0 };
        for (k, (own, original)) in kept.iter().zip(copies).enumerate() {
            match (own, original) {
                (Some(own), _) => fresh.towers[k] = self.towers[*own].clone(),
                (None, Some(original)) => fresh.towers[k] = fresh.towers[*original].clone(),
                (None, None) => continue,
            }
            if let Some(own) = own.filter(|_| same_slots) {
                fresh.slots[k] = self.slots[own].clone();
            }
        }
        let same = self.learned.of == fresh.learned.of;
        if same && shape(&self.learned.parameters) == shape(&fresh.learned.parameters) {
            if shape(&self.learned.slots) == shape(&fresh.learned.slots) {
                (fresh.learned.slots, fresh.learned.updates) = (self.learned.slots.clone(), self.learned.updates);
            }
            fresh.learned.parameters = self.learned.parameters.clone();
        }
        let all = self.names == fresh.names && kept.iter().all(Option::is_some);
        if all && shape(&self.memory) == shape(&fresh.memory) {
            fresh.memory = self.memory.clone();
        }
        *self = fresh;
    }
}

fn shape(matrices: &[Matrix]) -> Vec<(usize, usize)> {
    matrices.iter().map(Matrix::shape).collect()
}
