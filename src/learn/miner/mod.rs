//! Miners: which tuples of a batch the loss reads.
//!
//! Ties go to the lowest index.

use super::compare::Tuples;
use super::loss;
use super::pair_matrix::{LARGEST_BATCH, TOGETHER};
use super::random::Rng;
use super::spec::{Entry, ParamSpec, Params, has_entry};

mod all;
mod angular;
mod batch_hard;
mod definition;
mod distance_weighted;
mod easy_positive;
mod hard;
mod hdc;
mod input;
mod multi_similarity;
mod n_hard;
mod pair_margin;
mod random;
mod random_first;
mod row;
mod semi_hard;
mod triplet_margin;

pub use all::All;
pub use definition::{DEFINITIONS, Definition};
pub use input::MineInput;

/// A miner: selects, from distances and relations, the tuples that the loss reads.
///
/// # Who calls when
///
/// Once per step, before the loss, [`Pipeline::weigh`](crate::learn::step::Pipeline::weigh) calls [`Self::select`] with empty tuples and
/// the stream `miner` of that step. With proxies it calls [`All`] instead. A large batch may arrive as blocks of rows, one call per block
/// and each with the same stream; a miner for which this would be wrong says so by [`Self::is_joint`]. The page calls a miner for one
/// anchor ([`MineInput::only`]).
///
/// # What a miner can rely on
///
/// `distances` and `relations` are both N×M, and the distances are [turned](crate::learn::affinity::AffinitySpec::turned) so that small
/// means alike. With `relations.within` the references are the rows. There may be no row and no reference, a row may lack positives or
/// negatives, and distances may be infinite or NaN, negative (dot product) or all equal.
///
/// # Pairs and tuples
///
/// A miner of tuples selects an anchor, a positive and negatives together: an anchor that lacks either gets nothing. A miner of pairs
/// (`all`, `hdc`, `pair-margin`) selects each pair for itself: an anchor's selected positives become a tuple each, with all its selected
/// negatives, perhaps none; negatives of an anchor without a selected positive stay [lone](Tuples::lone). A loss of pairs reads every
/// pair that was selected, in a tuple or alone, so under `all` it reads every pair of the batch. A loss of triplets reads the triplets in
/// the tuples.
///
/// # What must hold
///
/// * Every tuple consists of a row, one of its positives and distinct negatives of it. Only miners of pairs give a tuple without negatives,
///   or lone negatives for an anchor that has no tuple.
/// * The result depends on the input and the stream alone, bit for bit. Ties go to the lowest index, and nothing panics.
/// * With [`MineInput::only`] an anchor gets the same tuples as among all anchors. A miner that draws has one
///   stream for each place in the batch, or is joint and visits [every anchor](MineInput::every_anchor), needed or not.
/// * If the points change their order, the selection follows them, unless it is drawn or decided by a tie.
///
/// `tests/learn/every/miner.rs` checks these laws for every entry of [`LIST`], on random scenes with many ties, and compares most miners
/// with a second, plain implementation.
///
/// # Example
///
/// The nearest negative for each pair:
///
/// ```
/// use pushpull_learn::affinity;
/// use pushpull_learn::compare::Relations;
/// use pushpull_learn::miner::{LIST, MineInput};
/// use pushpull_learn::num::Matrix;
/// use pushpull_learn::random::stream;
/// use pushpull_learn::spec::{Params, find};
///
/// let spec = find(LIST, "hard").unwrap();
/// let hard = (spec.build)(&Params::defaults(&spec.entry));
/// let affinity = find(affinity::LIST, "euclidean").unwrap();
/// let points = Matrix::from_row_slice(1, 4, &[0.0, 1.0, 3.0, 5.0]);
/// let distances = affinity.between(&points, &points);
/// let relations = Relations::supervised(&[0, 0, 1, 1], &[0, 1, 2, 3]);
/// let input = MineInput { distances: &distances, relations: &relations, affinity, references: &points, step: 0, only: None, places: &[] };
///
/// let tuples = hard.mine(&input, &mut stream(1, "miner", 0));
/// let tuples: Vec<_> = tuples.iter().collect();
/// assert_eq!(tuples, [(0, 1, &[2][..]), (1, 0, &[2]), (2, 3, &[1]), (3, 2, &[1])]);
/// ```
pub trait Miner {
    /// Adds the tuples of a batch.
    fn select(&self, input: &MineInput, rng: &mut Rng, tuples: &mut Tuples);

    /// Whether an anchor's tuples depend on other rows than its own.
    fn is_joint(&self) -> bool {
        false
    }
}

impl dyn Miner + '_ {
    /// [`Miner::select`] into new tuples.
    pub fn mine(&self, input: &MineInput, rng: &mut Rng) -> Tuples {
        let mut tuples = Tuples::default();
        self.select(input, rng, &mut tuples);
        tuples
    }
}

/// What a miner's rule needs distances to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Geometry {
    /// Anything that can be compared and subtracted: every affinity will do.
    Order,
    /// Lengths of the straight line between two embeddings.
    Lengths,
    /// Such lengths between embeddings of length one.
    UnitLengths,
}

/// An entry of [`LIST`].
pub struct MinerSpec {
    /// Texts and parameters.
    pub entry: Entry,
    /// What it is called in the sentence that describes a run (`tell/phrase.rs`).
    pub words: &'static str,
    /// What its rule needs distances to be.
    pub geometry: Geometry,
    /// Makes the miner. `Params` holds a value for every parameter of the entry.
    pub build: fn(&Params) -> Box<dyn Miner>,
}
has_entry!(MinerSpec, words);

impl MinerSpec {
    /// The most rows of a batch that it takes: those that it has to see together take more time and memory.
    pub fn largest_batch(&self, params: &Params) -> usize {
        let built = (self.build)(params);
        if built.is_joint() { TOGETHER } else { LARGEST_BATCH }
    }
}

/// All miners, in the order of the menu.
pub static LIST: &[MinerSpec] = &[
    all::SPEC,
    random::SPEC,
    semi_hard::SPEC,
    hard::SPEC,
    batch_hard::SPEC,
    easy_positive::SPEC,
    n_hard::SPEC,
    triplet_margin::SPEC,
    distance_weighted::SPEC,
    multi_similarity::SPEC,
    pair_margin::SPEC,
    hdc::SPEC,
    angular::SPEC,
    random_first::SPEC,
];

/// A margin that is the loss's unless set.
const fn margin(help: &'static str) -> ParamSpec {
    ParamSpec { follows: Some("loss.margin"), ..loss::margin(0.2, help) }
}
