//! Losses: affinities, relations and tuples → a number and a weight per pair.
//!
//! A loss never sees coordinates. It gives the *sum* over its terms, how many terms there are and how many are above zero, and
//! W = ∂sum/∂A; the reduction divides once, afterwards.

use super::affinity::Orientation;
use super::compare::{Relations, Tuples};
use super::look::explain::{Asked, Term};
use super::pair_matrix::PairMatrix;
use super::spec::{Entry, ParamSpec, Params, Scale, has_entry};

mod align_uniform;
mod angular;
mod arcface;
mod center_loss;
mod circle;
mod contrastive;
mod cosface;
mod generalized_lifted;
mod info_nce;
mod learns;
mod lifted_structure;
mod margin_loss;
mod multi_similarity;
mod n_pair;
mod nca;
mod normalized_softmax;
mod nt_xent;
mod proxy;
mod proxy_anchor;
mod proxy_nca;
mod sct;
mod soft_triplet;
mod sum;
mod sup_con;
mod triplet;

pub use learns::{Learns, Number, Proxies, follow_means};
pub use sum::reach::{Band, Reach, ZONES, Zone, ZoneSpec};
pub use sum::workspace::Workspace;

/// What a loss reads.
pub struct LossInput<'a> {
    /// Affinities in the loss's orientation: N×M.
    pub affinities: &'a PairMatrix,
    /// What the references are to the rows: N×M.
    pub relations: &'a Relations,
    /// What the miner selected.
    pub tuples: &'a Tuples,
    /// The numbers that the loss has learned, those of [`Learns::numbers`].
    pub numbers: &'a [f64],
}

impl LossInput<'_> {
    /// Where the affinity of an anchor's positive and negative stands. Where references are not the rows nobody has compared these two,
    /// and the anchor speaks for its positive.
    fn beyond(&self, anchor: usize, positive: usize, negative: usize) -> (usize, usize) {
        if self.relations.within { (positive, negative) } else { (anchor, negative) }
    }
}

/// What a loss says.
#[derive(Clone, Debug, Default)]
pub struct LossOutput {
    /// The sum over all terms.
    pub sum: f64,
    /// The number of terms: triplets, pairs or tuples.
    pub terms: usize,
    /// The number of terms that are at work: those above zero, and those of any value that never fall silent.
    pub active: usize,
    /// ∂sum/∂affinity: N×M, over ordered pairs. For a distance, positive pulls together.
    pub weights: PairMatrix,
    /// ∂sum/∂number for each of [`Learns::numbers`].
    pub to_numbers: Vec<f64>,
}

impl LossOutput {
    /// Forgets all: no terms yet, for N×M affinities. The memory is used again.
    pub fn clear(&mut self, input: &LossInput) {
        self.clear_for(input, false);
    }

    /// The same, but for the weights if the loss clears them: see [`Loss::clears_weights`].
    pub fn clear_for(&mut self, input: &LossInput, loss_clears_weights: bool) {
        let (rows, columns) = input.affinities.shape();
        match loss_clears_weights {
            true => self.weights.shape_to(rows, columns),
            false => self.weights.clear(rows, columns),
        }
        self.to_numbers.clear();
        self.to_numbers.resize(input.numbers.len(), 0.0);
        (self.sum, self.terms, self.active) = (0.0, 0, 0);
    }

    /// Becomes so many terms of one value, without weights.
    fn become_equal(&mut self, value: f64, terms: usize) {
        self.active = if value > 0.0 { terms } else { 0 };
        (self.sum, self.terms) = (value * terms as f64, terms);
    }

    /// Counts one term.
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.terms += 1;
        self.active += usize::from(value > 0.0);
    }

    /// Counts so many terms by their sum, of which some are 0.
    fn add_many(&mut self, sum: f64, terms: usize, silent: usize) {
        self.sum += sum;
        self.terms += terms;
        self.active += terms - silent;
    }

    /// Counts one term that pulls or pushes whatever its value is.
    fn add_at_work(&mut self, value: f64) {
        self.sum += value;
        self.terms += 1;
        self.active += 1;
    }
}

/// A function of affinities.
pub trait Loss {
    /// Adds the sum, its terms, and the pair weights to an output that is clear.
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace);

    /// Whether [`Self::weigh`] takes weights that hold anything, as it clears them row by row.
    fn clears_weights(&self) -> bool {
        false
    }

    /// Whether rows are to be seen together: some terms read affinities of other rows than their anchor's, or stand for two rows.
    fn is_joint(&self) -> bool {
        false
    }

    /// The same in memory of its own.
    fn evaluate(&self, input: &LossInput) -> LossOutput {
        let mut out = LossOutput::default();
        out.clear(input);
        self.weigh(input, &mut out, &mut Workspace::default());
        out
    }

    /// The same where all affinities are this number. Nobody reads the weights of that.
    fn at_collapse(&self, input: &LossInput, affinity: f64, out: &mut LossOutput, workspace: &mut Workspace) {
        let (rows, columns) = input.affinities.shape();
        let mut equal = std::mem::take(&mut workspace.equal);
        equal.become_equal(rows, columns, affinity);
        let input = LossInput { affinities: &equal, ..*input };
        out.clear(&input);
        self.weigh(&input, out, workspace);
        workspace.equal = equal;
    }

    /// Its terms as expressions, those that are asked for. All together they are [`Self::evaluate`].
    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term>;

    /// The margin between D_ap and D_an at which a triplet stops counting, where the loss has one.
    fn triplet_margin(&self) -> Option<f64> {
        None
    }

    /// Where the gradient takes factors of the formula as constants: this loss with those factors as they are at these affinities. Its
    /// slope there is the gradient. See [`Exception::Detached`].
    fn held(&self, _affinities: &PairMatrix) -> Option<Box<dyn Loss>> {
        None
    }

    /// What the loss learns beside the encoder.
    fn learns(&self) -> Learns {
        Learns::default()
    }

    /// How far away a negative of one anchor and positive may be and still be pushed, given the numbers that the loss has learned.
    fn reach(&self, _numbers: &[f64]) -> Reach {
        self.triplet_margin().map_or(Reach::Endless, Reach::Beyond)
    }
}

/// A law that most losses keep, and that a loss may break only if its spec says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exception {
    /// Some positives are pushed away from their anchor, because they stand in a denominator too.
    PositivesPush,
    /// A point is compared with itself, which bounds its length.
    WeighsItself,
    /// The gradient takes factors of the formula as constants, so it is the slope of [`Loss::held`] and not of the value.
    Detached,
    /// Nothing is pushed at all.
    NothingPushes,
    /// Its similarities must be cosines of angles.
    OnlyCosines,
}

/// An entry of [`LIST`].
pub struct LossSpec {
    /// What it says of itself.
    pub entry: Entry,
    /// The kind of affinity that it reads.
    pub reads: Orientation,
    /// The affinity that its paper uses: the default while none is chosen.
    pub usual_affinity: &'static str,
    /// Whether it squares distances, so that one below 0 would push where it should pull.
    pub squares_distances: bool,
    /// The laws of pair losses that its formula breaks.
    pub exceptions: &'static [Exception],
    /// What its value at total collapse is called, such as "ln 2".
    pub collapse_name: &'static str,
    /// Makes the loss.
    pub build: fn(&Params) -> Box<dyn Loss>,
}
has_entry!(LossSpec);

/// All losses, in the order of the menu.
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
    normalized_softmax::SPEC,
    cosface::SPEC,
    arcface::SPEC,
    proxy_nca::SPEC,
    proxy_anchor::SPEC,
    center_loss::SPEC,
];

/// A margin.
const fn margin(default: f64, help: &'static str) -> ParamSpec {
    ParamSpec {
        id: "margin",
        name: "margin",
        symbol: "m",
        unit: "distance",
        min: 0.0,
        max: 100.0,
        default,
        scale: Scale::Linear { from: 0.05, to: 2.0, by: 0.05 },
        follows: None,
        help,
    }
}

/// The factor of an exponent: how sharply a softmax or a log-sum-exp tells its members apart.
const fn sharpness(
    id: &'static str,
    name: &'static str,
    symbol: &'static str,
    default: f64,
    help: &'static str,
) -> ParamSpec {
    ParamSpec {
        id,
        name,
        symbol,
        unit: "",
        min: 0.001,
        max: 1000.0,
        default,
        scale: Scale::Log { from: 0.5, to: 200.0, zero: false },
        follows: None,
        help,
    }
}

/// A temperature.
const fn temperature(default: f64, help: &'static str) -> ParamSpec {
    ParamSpec {
        id: "temperature",
        name: "temperature",
        symbol: "τ",
        unit: "",
        min: 0.001,
        max: 100.0,
        default,
        scale: Scale::Log { from: 0.01, to: 2.0, zero: false },
        follows: None,
        help,
    }
}

/// For each tuple the softmax cross-entropy with the positive as target, ln(1 + Σ_n e^((s_an − s_ap)/τ)), as softplus(ln Σ_n e^(s_an/τ) − s_ap/τ).
/// Tuples that share their negatives share the sum, so that all triplets cost no more than all pairs. Of N-pair (τ = 1) and InfoNCE.
fn softmax_over_tuples(input: &LossInput, temperature: f64, out: &mut LossOutput, workspace: &mut Workspace) {
    use super::num::{sigmoid, softplus};
    let rivals = &mut workspace.softmax;
    for (a, positives, negatives) in input.tuples.runs() {
        let logit = |k: &usize| input.affinities[(a, *k)] / temperature;
        rivals.of(negatives.iter().map(logit));
        let mut pushed = 0.0;
        for p in positives {
            let x = rivals.log_sum - logit(p);
            out.add(softplus(x));
            out.weights[(a, *p)] -= sigmoid(x) / temperature;
            pushed += sigmoid(x) / temperature;
        }
        for (n, share) in negatives.iter().zip(rivals.shares(pushed)) {
            out.weights[(a, *n)] += share;
        }
    }
}
