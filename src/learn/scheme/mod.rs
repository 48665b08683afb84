//! Schemes: what counts as a positive, and what anchors are compared with.
//!
//! A scheme turns a batch into a [`Comparison`]: which inputs pass through which tower (a copy of the encoder with its own parameters),
//! whether that tower is trained, and how references relate to rows.
//!
//! | scheme | rows | references | relations |
//! |---|---|---|---|
//! | supervised | the batch | the rows | labels |
//! | cross-batch memory | the batch | the rows, and stored embeddings | labels |
//! | SimCLR | two views of each point | the rows | same point |
//! | MoCo | one view | the other view through an untrained tower, and stored keys | same point |
//! | BYOL | both views, predicted | both views through an untrained tower | the other view |
//! | SimSiam | both views, predicted | both views through the same tower | the other view |
//! | CLIP | a view of each point | its word through a second trained tower | same point |
//! | DINO | both views | prototypes | an untrained tower's probabilities |

use super::dataset::Dataset;
use super::encoder::Input;
use super::num::Matrix;
use super::relating::Relating;
use super::spec::{Entry, Params, has_entry};
use super::step::{State, Trace};
use super::views::Views;

mod byol;
mod clip;
mod cross_batch;
mod dino;
mod follow;
mod moco;
mod predicted;
mod simclr;
mod simsiam;
mod supervised;
mod taught;
mod tower;
mod who;

pub use taught::Taught;
pub use tower::{Network, Tower};
pub use who::{Kept, Who};

/// Inputs that pass through an encoder and perhaps a stage.
#[derive(Clone, Debug)]
pub struct Side {
    /// The encoder: an index into [`Scheme::towers`].
    pub tower: usize,
    /// What its output passes through next, if anything: the index of a [stage](Network::Stage).
    pub stage: Option<usize>,
    /// The encoder's input: N points, each a row or a reference.
    pub input: Input,
    /// Whether the gradient reaches the parameters of both.
    pub trained: bool,
}

/// A part of the references.
#[derive(Clone, Debug)]
pub enum Source {
    /// The rows themselves; the gradient reaches them on both sides.
    Rows,
    /// Embeddings computed in this step.
    Encoded(Side),
    /// Embeddings from earlier steps, which get no gradient.
    Stored {
        /// The embeddings: d × any.
        embeddings: Matrix,
        /// What is known about each of them.
        kept: Vec<Kept>,
    },
    /// The [prototypes](Network::Prototypes) of this tower, which the gradient reaches.
    Prototypes(usize),
}

/// The rows and references of one step.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The anchors' side.
    pub rows: Side,
    /// The references, side by side; never empty. [`Source::Rows`] occurs at most once.
    pub references: Vec<Source>,
    /// The relation of every reference to every row: N×M.
    pub relating: Relating,
    /// The teacher whose probabilities take the place of these relations, if there is one.
    pub taught: Option<Taught>,
}

/// A scheme: turns batches into comparisons.
///
/// # Who calls when
///
/// [`Self::towers`] and [`Self::memory`] are called when a run starts or its configuration changes. Each step calls [`Self::compare`] with the batch, the state's memory and the [views](Views) of
/// the step. After the optimizer, [`Self::after_update`] may change towers and memory, given the trace of that step. With proxies the
/// scheme's references are not used, and [`Self::after_update`] is not called. The page also calls [`Self::compare`] for batches with a
/// further point, to show what would happen.
///
/// # What must hold
///
/// * A scheme keeps no state itself: everything that it remembers is in [`State::memory`] and [`State::towers`], as matrices whose shapes
///   depend only on the scheme and the number of dimensions.
/// * The relations are N×M: N columns of the rows' input, M references in the order of their sources.
/// * A side's `indices` name the point behind every column, so that a trace can state [who](Who) everyone is. [`Source::Stored`] states
///   what it knows; it need not know anything.
/// * A tower that is not trained gets no gradient; every trained tower occurs on some side.
/// * A scheme that [teaches](Self::teaches) compares with prototypes only, and its teacher has a column for each row and as many prototypes.
/// * The batch may be empty, and a point may be in it twice: it is then not a positive of itself.
/// * The data, the batch, the memory and the views alone determine the comparison, bit for bit; nothing panics.
///
/// `tests/learn/scheme_shapes.rs` defines CLIP in a few lines and checks its gradients; `tests/draw/two_views.rs`
/// draws schemes of views in every picture.
///
/// # Example
///
/// ```
/// use pushpull_learn::dataset::{Dataset, plain_names};
/// use pushpull_learn::num::Matrix;
/// use pushpull_learn::scheme::{LIST, Source};
/// use pushpull_learn::spec::{Params, find};
/// use pushpull_learn::views::{self, Views};
///
/// let data = Dataset::new(Matrix::zeros(2, 4), vec![0, 0, 1, 1], plain_names(2));
/// let scheme = (find(LIST, "supervised").unwrap().build)(&Params::default());
/// let augmentation = (views::LIST[0].build)(&Params::defaults(&views::LIST[0].entry));
/// let views = Views { augmentation: &*augmentation, data: &data, seed: 1, step: 0 };
/// let comparison = scheme.compare(&data, &[0, 1, 3], &[], &views);
///
/// assert_eq!(comparison.rows.input.indices, [0, 1, 3]);
/// assert!(comparison.rows.trained && matches!(comparison.references[..], [Source::Rows]));
/// ```
pub trait Scheme {
    /// The towers. The first is the [encoder](Tower::encoder); no two have the same name. `dimensions`: of an embedding.
    fn towers(&self, _data: &Dataset, _dimensions: usize) -> Vec<Tower> {
        vec![Tower::encoder()]
    }

    /// The number of rows that each point of the batch becomes.
    fn rows_of_each(&self) -> usize {
        1
    }

    /// Whether labels say what belongs together; else views of points do.
    fn reads_labels(&self) -> bool {
        true
    }

    /// The number of views of each point that it compares: none, only the first, or both.
    fn views_of_each(&self) -> usize {
        if self.reads_labels() { 0 } else { 2 }
    }

    /// Whether rows predict their references, which are none of them: each has its target for a positive, and nothing is a negative.
    fn predicts(&self) -> bool {
        false
    }

    /// Whether the negatives are embeddings of earlier steps, of which the first step has none.
    fn keeps_negatives(&self) -> bool {
        false
    }

    /// Whether a row can be looked at that has no negative.
    fn may_lack_negatives(&self) -> bool {
        self.predicts() || self.keeps_negatives()
    }

    /// What it remembers before the first step.
    fn memory(&self, _dimensions: usize) -> Vec<Matrix> {
        vec![]
    }

    /// Whether a [teacher](Taught) says how probable each reference is, instead of relations.
    fn teaches(&self) -> bool {
        false
    }

    /// The comparison of a batch (indices of points), given the scheme's own memory.
    fn compare(&self, data: &Dataset, batch: &[usize], memory: &[Matrix], views: &Views) -> Comparison;

    /// Updates moving averages and queues after the optimizer. The trace is that of the step just made on these data.
    fn after_update(&self, _state: &mut State, _data: &Dataset, _trace: &Trace) {}
}

/// An entry of [`LIST`].
pub struct SchemeSpec {
    /// Texts and parameters.
    pub entry: Entry,
    /// What it is called in the sentence that describes a run (`tell/phrase.rs`).
    pub words: &'static str,
    /// Makes the scheme.
    pub build: fn(&Params) -> Box<dyn Scheme>,
}
has_entry!(SchemeSpec, words);

/// All schemes, in the order of the menu.
pub static LIST: &[SchemeSpec] =
    &[supervised::SPEC, cross_batch::SPEC, simclr::SPEC, moco::SPEC, byol::SPEC, simsiam::SPEC, dino::SPEC, clip::SPEC];
