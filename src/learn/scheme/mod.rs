//! Schemes: what a positive is, and what the anchors are compared with.
//!
//! A scheme turns a batch into a [`Comparison`]: which inputs go through which tower (a copy of the encoder with parameters of its own),
//! whether that tower is trained, and how rows and references are related.
//!
//! | scheme | rows | references | relations |
//! |---|---|---|---|
//! | supervised | the batch | the rows | labels |
//! | cross-batch memory | the batch | the rows, and stored embeddings | labels |
//! | SimCLR | two views of each point | the rows | same point |
//! | MoCo | one view | the other view through an untrained tower, and stored keys | same point |
//! | CLIP | one modality | the other modality through a second trained tower | same point |
//! | DINO | student views | stored prototypes | the teacher's choice |

use super::compare::Relations;
use super::dataset::Dataset;
use super::encoder::Input;
use super::num::Matrix;
use super::random::Rng;
use super::spec::{Entry, Params, has_entry};
use super::step::{State, Trace};

mod cross_batch;
mod supervised;
mod who;

pub use who::{Kept, Who};

/// Inputs on their way through one tower.
#[derive(Clone, Debug)]
pub struct Side {
    /// Which tower: an index below [`Scheme::towers`].
    pub tower: usize,
    /// What it reads.
    pub input: Input,
    /// Whether the gradient reaches the tower's parameters.
    pub trained: bool,
}

/// A part of the references.
#[derive(Clone, Debug)]
pub enum Source {
    /// The rows themselves; the gradient reaches them on both sides.
    Rows,
    /// Embeddings computed now.
    Encoded(Side),
    /// Embeddings kept from before, which get no gradient.
    Stored {
        /// The embeddings: d × any.
        embeddings: Matrix,
        /// Whose each of them was.
        kept: Vec<Kept>,
    },
}

/// What is compared with what in one step.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The anchors' side.
    pub rows: Side,
    /// What they are compared with, side by side.
    pub references: Vec<Source>,
    /// The relation of every row to every reference.
    pub relations: Relations,
}

/// Makes comparisons out of batches.
pub trait Scheme {
    /// How many towers there are.
    fn towers(&self) -> usize {
        1
    }

    /// Runs once on the fresh state: towers that begin as copies of others, queues that begin filled. Embeddings have so many dimensions.
    fn start(&self, _state: &mut State, _dimensions: usize, _rng: &mut Rng) {}

    /// What to compare, given the batch's indices and the scheme's own memory.
    fn compare(&self, data: &Dataset, batch: &[usize], memory: &[Matrix], rng: &mut Rng) -> Comparison;

    /// Runs after the optimizer: moving averages and queues. The trace is of the step that has just been made on these data.
    fn after_update(&self, _state: &mut State, _data: &Dataset, _trace: &Trace) {}
}

/// An entry of [`LIST`].
pub struct SchemeSpec {
    /// Texts and parameters.
    pub entry: Entry,
    /// Makes the scheme.
    pub build: fn(&Params) -> Box<dyn Scheme>,
}
has_entry!(SchemeSpec);

/// All schemes, in the order of the menu.
pub static LIST: &[SchemeSpec] = &[supervised::SPEC, cross_batch::SPEC];
