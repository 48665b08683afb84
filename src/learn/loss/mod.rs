//! Losses: affinities, relations and tuples → a number and a weight per pair.
//!
//! A loss never sees coordinates. It returns the *sum* over its terms, the number of terms, the number of active ones, and W = ∂sum/∂A. The
//! reduction divides once, afterwards.

use super::affinity::Orientation;
use super::look::explain::{Asked, Term};
use super::objective::Objective;
use super::pair_matrix::{LARGEST_BATCH, PairMatrix, TOGETHER};
use super::spec::{Entry, Params, has_entry};

mod align_uniform;
mod angular;
mod circle;
mod contrastive;
mod exchange;
mod generalized_lifted;
mod info_nce;
mod learns;
mod lifted_structure;
mod margin_loss;
mod multi_similarity;
mod n_pair;
mod nca;
mod nt_xent;
mod of_views;
mod params;
mod proxies;
mod sct;
mod soft_triplet;
mod sum;
mod sup_con;
mod triplet;

use params::{sharpness, temperature};
use sum::over_tuples::softmax_over_tuples;

pub use exchange::{LossInput, LossOutput};
pub use learns::{Learns, Number, Proxies, follow_means};
pub use of_views::LIST as OF_VIEWS;
pub(super) use params::margin;
pub use sum::reach::{Band, Reach, ZONES, Zone, ZoneSpec};
pub use sum::workspace::Workspace;

/// A loss: the sum of its terms, and the slope of that sum with respect to every affinity.
///
/// # Who calls when
///
/// Once per step, after mining, [`Pipeline::weigh`](crate::learn::step::Pipeline::weigh) clears an output and calls [`Self::weigh`], then
/// [`Self::at_collapse`] with an output of its own. A loss neither divides nor scales: [the reduction](crate::learn::reduction) does that
/// afterwards, and [the affinity](crate::learn::affinity::AffinitySpec) applies the chain rule to coordinates. A large batch may arrive as
/// blocks of rows, one call per block, whose outputs are added; a loss for which this would be wrong says so by [`Self::is_joint`].
/// [`Self::terms`] is called for the page, when somebody looks at the formula.
///
/// # What a loss can rely on
///
/// * `affinities` and `relations` are both N×M, and the affinities are of the kind that the spec [`reads`](LossSpec::reads).
/// * Tuples are indices in range that agree with the relations: the positive is positive, the negatives are negative.
/// * The output is cleared, except for weights if [`Self::clears_weights`].
///
/// It cannot rely on anything else. There may be no row, no reference or no tuple; a tuple may have no negative ([`Tuples::lone`](crate::learn::compare::Tuples::lone) gives
/// negatives without a positive; [`Miner`](crate::learn::miner::Miner) says what of this a loss reads), and one tuple may come twice. The
/// references need not be the rows (`relations.within`), and affinities need not be symmetric. The workspace contains whatever the previous
/// loss left there. Affinities may be infinite or NaN: a run that diverges is stopped only after its last step.
///
/// # What must hold
///
/// * `weights[(i, j)]` is ∂sum/∂affinities\[(i, j)\] and `to_numbers[k]` is ∂sum/∂numbers\[k\]; where the sum has a kink, a subgradient.
///   With [`Exception::Detached`] they are the slopes of [`Self::held`] instead.
/// * `active ≤ terms`. Without a pair selected the output stays as it was cleared: no term, no weight.
/// * Coordinates up to 10⁶⁰ give a finite output, at every setting that the parameters allow.
/// * The result depends on the input alone, bit for bit, and nothing panics, even if affinities are not finite.
/// * A tuple named twice changes nothing under the mean; the order of the points does not matter.
/// * No memory that grows with the pairs is allocated after the first call with a workspace.
///
/// `tests/learn/every/loss.rs` checks these laws for every entry of [`LIST`], `tests/draw/explain.rs` compares [`Self::terms`] with value
/// and weights, and `tests/oracle` compares both with pytorch-metric-learning. Some losses break by design a law about the direction of
/// forces: see [`Exception`].
///
/// # Example
///
/// The hinge of one triplet with margin 0.2, of which D_an = 0.6 leaves 0.1:
///
/// ```
/// use pushpull_learn::compare::{Relations, Tuples};
/// use pushpull_learn::loss::{LIST, LossInput};
/// use pushpull_learn::pair_matrix::PairMatrix;
/// use pushpull_learn::spec::{Params, find};
///
/// let spec = find(LIST, "triplet").unwrap();
/// let triplet = (spec.build)(&Params::defaults(&spec.entry));
/// let relations = Relations::supervised(&[0, 0, 1], &[0, 1, 2]);
/// let mut tuples = Tuples::default();
/// tuples.push(0, 1, [2]);
/// let distances = [[0.0, 0.5, 0.6], [0.5, 0.0, 0.9], [0.6, 0.9, 0.0]];
/// let affinities = PairMatrix::from_fn(3, 3, |i, j| distances[i][j]);
///
/// let output = triplet.evaluate(&LossInput { affinities: &affinities, relations: &relations, tuples: &tuples, numbers: &[] });
/// assert!((output.sum - 0.1).abs() < 1e-12);
/// assert_eq!((output.terms, output.active), (1, 1));
/// assert_eq!(output.weights.row(0), [0.0, 1.0, -1.0]);
/// ```
pub trait Loss {
    /// Adds sum, terms and weights to a cleared output.
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace);

    /// Whether [`Self::weigh`] clears the weights itself, row by row, so that they may hold anything when it is called.
    fn clears_weights(&self) -> bool {
        false
    }

    /// Whether the rows must be seen together: a term reads affinities of other rows than its anchor's, or belongs to several rows.
    fn is_joint(&self) -> bool {
        false
    }

    /// The output if all affinities had this value, which is that of two coinciding embeddings. Its weights are unspecified.
    fn at_collapse(&self, input: &LossInput, affinity: f64, out: &mut LossOutput, workspace: &mut Workspace) {
        let (rows, columns) = input.affinities.shape();
        let mut equal = std::mem::take(&mut workspace.equal);
        equal.become_equal(rows, columns, affinity);
        let input = LossInput { affinities: &equal, ..*input };
        out.clear(&input);
        self.weigh(&input, out, workspace);
        workspace.equal = equal;
    }

    /// The terms as expressions, as many as `asked` for. If all are asked for, their sum is the value of [`Self::weigh`] and their
    /// slopes its weights.
    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term>;

    /// The margin m: a triplet is inactive from D_an = D_ap + m. `None`, if the loss has no such margin.
    fn triplet_margin(&self) -> Option<f64> {
        None
    }

    /// This loss with the factors that its gradient treats as constants fixed for these affinities (N×M); see [`Exception::Detached`].
    fn held(&self, _affinities: &PairMatrix) -> Option<Box<dyn Loss>> {
        None
    }

    /// What the loss learns besides the encoder.
    fn learns(&self) -> Learns {
        Learns::default()
    }

    /// Whether it weighs references by a teacher's [targets](crate::learn::compare::Relations::targets); then nothing is mined.
    fn reads_targets(&self) -> bool {
        false
    }

    /// What takes the place of pairs, if this loss compares coordinates: then it weighs none, and nothing is mined or reduced.
    fn objective(&self) -> Option<&dyn Objective> {
        None
    }

    /// How far away a negative of an anchor and positive is still pushed, given the learned numbers, in affinities of the kind that it reads.
    /// Pictures draw it as a band: see [`Pipeline::reach`](crate::learn::step::Pipeline::reach).
    fn reach(&self, _numbers: &[f64]) -> Reach {
        self.triplet_margin().map_or(Reach::Endless, Reach::Beyond)
    }
}

impl dyn Loss + '_ {
    /// [`Loss::weigh`] with a new output and workspace.
    pub fn evaluate(&self, input: &LossInput) -> LossOutput {
        let mut out = LossOutput::default();
        out.clear(input);
        self.weigh(input, &mut out, &mut Workspace::default());
        out
    }
}

/// A law that most losses keep. A loss may break it only if its spec says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exception {
    /// Some positives are pushed away, because they also stand in a denominator.
    PositivesPush,
    /// A point is compared with itself, which limits its length.
    WeighsItself,
    /// The gradient treats factors of the formula as constants, so it is the slope of [`Loss::held`] and not of the value.
    Detached,
    /// Nothing is pushed at all.
    NothingPushes,
    /// Similarities must be cosines.
    OnlyCosines,
    /// The value jumps down where a negative becomes nearer than the positive, so it is no measure of how far a pair is from its goal.
    Jumps,
}

/// An entry of [`LIST`].
pub struct LossSpec {
    /// Texts and parameters.
    pub entry: Entry,
    /// What it is called in the sentence that describes a run (`tell/phrase.rs`).
    pub words: &'static str,
    /// The kind of affinity that it reads.
    pub reads: Orientation,
    /// The affinity that its paper uses, taken unless another is chosen.
    pub usual_affinity: &'static str,
    /// Whether it squares distances, so that a negative one would push where it should pull.
    pub squares_distances: bool,
    /// The laws that its formula breaks.
    pub exceptions: &'static [Exception],
    /// The name of its value at total collapse, such as "ln 2".
    pub collapse_name: &'static str,
    /// Makes the loss. `Params` holds a value for every parameter of the entry.
    pub build: fn(&Params) -> Box<dyn Loss>,
}
has_entry!(LossSpec, words);

impl LossSpec {
    /// The most rows of a batch that it takes: those that it has to see together take more time and memory.
    pub fn largest_batch(&self, params: &Params) -> usize {
        let built = (self.build)(params);
        if built.is_joint() && built.learns().proxies == Proxies::None { TOGETHER } else { LARGEST_BATCH }
    }
}

/// All losses of pairs, in the order of the menu.
pub static LIST: &[LossSpec] = &[
    triplet::SPEC,
    soft_triplet::SPEC,
    sct::SPEC,
    contrastive::SPEC,
    margin_loss::SPEC,
    lifted_structure::SPEC,
    generalized_lifted::SPEC,
    nca::SPEC,
    n_pair::SPEC,
    angular::SPEC,
    info_nce::SPEC,
    nt_xent::SPEC,
    sup_con::SPEC,
    multi_similarity::SPEC,
    circle::SPEC,
    align_uniform::SPEC,
    proxies::normalized_softmax::SPEC,
    proxies::cosface::SPEC,
    proxies::arcface::SPEC,
    proxies::proxy_nca::SPEC,
    proxies::proxy_anchor::SPEC,
    proxies::center_loss::SPEC,
];
