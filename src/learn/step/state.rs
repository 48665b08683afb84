//! State: everything that a step changes, as plain matrices, so that it can be kept, compared and hashed.

use crate::learn::encoder::Stage;
use crate::learn::num::Matrix;

/// Everything that a step changes.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
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

    /// Takes over all towers but the first from `fresh`, and what follows the first one's encoder, if it has other ones of them and the same
    /// encoder.
    pub(super) fn take_other_towers(&mut self, fresh: &Self) -> bool {
        let [own, new] = [self.towers[0].len(), fresh.towers[0].len()];
        let both = own.min(new);
        let fits = own == new || (both > 0 && own.abs_diff(new) == Stage::PARAMETERS);
        let same = fits && shape(&self.towers[0][..both]) == shape(&fresh.towers[0][..both]);
        let takes = same && shapes(&self.towers) != shapes(&fresh.towers);
        if takes {
            let each = |slots: &[Matrix], parameters: usize| slots.len() / parameters.max(1);
            let kept = [both * each(&self.slots[0], own), both * each(&fresh.slots[0], new)];
            self.towers[0].splice(both.., fresh.towers[0][both..].iter().cloned());
            self.slots[0].splice(kept[0].., fresh.slots[0][kept[1]..].iter().cloned());
            self.towers.splice(1.., fresh.towers[1..].iter().cloned());
            self.slots.splice(1.., fresh.slots[1..].iter().cloned());
            self.memory = fresh.memory.clone();
        }
        takes
    }

    /// Takes over what has another shape in `fresh`: with another encoder everything, with other slots only the optimizer's memory, with
    /// another number of proxies only what the loss learns.
    pub(super) fn refit(&mut self, fresh: Self) {
        if shapes(&self.towers) != shapes(&fresh.towers) {
            *self = fresh;
            return;
        }
        if shapes(&self.slots) != shapes(&fresh.slots) {
            (self.slots, self.updates) = (fresh.slots, 0);
        }
        if shape(&self.learned.parameters) != shape(&fresh.learned.parameters) {
            self.learned = fresh.learned;
        } else if shape(&self.learned.slots) != shape(&fresh.learned.slots) {
            (self.learned.slots, self.learned.updates) = (fresh.learned.slots, 0);
        }
        if shape(&self.memory) != shape(&fresh.memory) {
            self.memory = fresh.memory;
        }
    }
}

fn shape(matrices: &[Matrix]) -> Vec<(usize, usize)> {
    matrices.iter().map(Matrix::shape).collect()
}

fn shapes(towers: &[Vec<Matrix>]) -> Vec<Vec<(usize, usize)>> {
    towers.iter().map(|tower| shape(tower)).collect()
}
