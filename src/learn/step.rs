//! One training step: sample → embed → compare → mine → weigh → pull back → update.
//!
//! [`Pipeline::look`] does everything up to the gradient and changes nothing: its [`Trace`] says what this state will be told to do.
//! [`Pipeline::update`] gives the state that results.

use super::affinity::{AffinitySpec, Orientation};
use super::chain::pull_back;
use super::compare::{Relation, Relations, Tuples};
use super::dataset::Dataset;
use super::encoder::{Encoder, Input, Tape};
use super::head::HeadSpec;
use super::loss::{Loss, LossInput, LossOutput, LossSpec};
use super::metric::Ranks;
use super::miner::{MineInput, Miner};
use super::num::{Matrix, all_finite, norm};
use super::optimizer::Optimizer;
use super::random::stream;
use super::reduction::ReductionSpec;
use super::sampler::Sampler;
use super::scheme::{Scheme, Side, Source};

/// Everything that a step needs and does not change.
pub struct Pipeline {
    /// The data.
    pub dataset: Dataset,
    /// Draws batches.
    pub sampler: Box<dyn Sampler>,
    /// Says what is compared with what.
    pub scheme: Box<dyn Scheme>,
    /// Maps features to raw embeddings.
    pub encoder: Box<dyn Encoder>,
    /// Maps raw embeddings to embeddings.
    pub head: &'static HeadSpec,
    /// Compares two embeddings.
    pub affinity: &'static AffinitySpec,
    /// Selects tuples.
    pub miner: Box<dyn Miner>,
    /// What is known of the loss.
    pub loss_spec: &'static LossSpec,
    /// Weighs pairs.
    pub loss: Box<dyn Loss>,
    /// Scales the sum.
    pub reduction: &'static ReductionSpec,
    /// Moves the parameters.
    pub optimizer: Box<dyn Optimizer>,
    /// The longest gradient that is let through; 0: any.
    pub clip: f64,
    /// The seed of every random stream.
    pub seed: u64,
}

/// Everything that a step changes: plain matrices.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The parameters of each tower.
    pub towers: Vec<Vec<Matrix>>,
    /// The optimizer's slots of each tower, slot after slot of each parameter.
    pub slots: Vec<Vec<Matrix>>,
    /// How many updates the optimizer has made with these slots.
    pub updates: u64,
    /// What the scheme remembers.
    pub memory: Vec<Matrix>,
}

/// What one look at a state saw.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The batch: indices of points.
    pub batch: Vec<usize>,
    /// The rows' embeddings: d×N.
    pub rows: Matrix,
    /// The references' embeddings (d×M), where they are not the rows.
    pub references: Option<Matrix>,
    /// Distances of rows to references: N×M.
    pub distances: Matrix,
    /// What the references are to the rows.
    pub relations: Relations,
    /// What the miner selected.
    pub tuples: Tuples,
    /// The loss after reduction.
    pub loss: f64,
    /// The terms of the loss: triplets, pairs or tuples.
    pub terms: usize,
    /// The terms above zero.
    pub active: usize,
    /// The mean of the terms above zero; 0 without one.
    pub active_loss: f64,
    /// The loss's value if all embeddings of this batch coincided, after the same reduction.
    pub collapse_loss: f64,
    /// ∂L/∂distance after reduction: N×M; positive pulls, negative pushes.
    pub weights: Matrix,
    /// How many of the batch's triplets are hard, semi-hard and easy at the loss's margin (0 where it has none).
    pub ranks: Ranks,
    /// ∂L/∂raw embedding of the rows, before the head: d×N.
    pub gradient: Matrix,
    /// The gradient of each trained tower's parameters; empty for an untrained one.
    pub parameter_gradients: Vec<Vec<Matrix>>,
    /// Its Euclidean norm over all trained parameters, before clipping.
    pub gradient_norm: f64,
}

impl Trace {
    /// Whether the loss and the whole gradient are finite.
    pub fn is_finite(&self) -> bool {
        self.loss.is_finite() && self.gradient_norm.is_finite() && all_finite([&self.rows])
    }

    /// The mean distance over pairs of this relation, or `None` without such a pair.
    pub fn mean_distance(&self, wanted: impl Fn(Relation) -> bool) -> Option<f64> {
        let (mut sum, mut pairs) = (0.0, 0_usize);
        for i in 0..self.relations.rows() {
            for j in 0..self.relations.columns() {
                if wanted(self.relations.get(i, j)) {
                    sum += self.distances[(i, j)];
                    pairs += 1;
                }
            }
        }
        (pairs > 0).then(|| sum / pairs as f64)
    }
}

/// A step is refused when it is longer than this many times the parameters' own length: nothing is learned from such a leap.
const LONGEST_STEP: f64 = 1e3;

/// Why an update was refused.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Divergence {
    /// How far the parameters would move; may be infinite or not a number.
    pub length: f64,
    /// How long the parameter vector is.
    pub size: f64,
}

/// A side after its forward pass.
struct Pass {
    side: Side,
    tape: Tape,
    embedding: Matrix,
}

/// What a loss says about given embeddings, reduced.
pub struct Weighed {
    /// Distances of rows to references: N×M.
    pub distances: Matrix,
    /// What the miner selected.
    pub tuples: Tuples,
    /// The loss's own output, before reduction.
    pub output: LossOutput,
    /// The reduced loss.
    pub loss: f64,
    /// The loss at total collapse, reduced.
    pub collapse_loss: f64,
    /// ∂L/∂affinity, reduced: N×M.
    pub weights: Matrix,
    /// Affinities in their own orientation: N×M.
    pub affinities: Matrix,
}

impl Pipeline {
    /// The state before the first step.
    pub fn start(&self) -> State {
        let towers: Vec<Vec<Matrix>> =
            (0..self.scheme.towers()).map(|t| self.encoder.start(&mut stream(self.seed, "start", t as u64))).collect();
        let mut state = State { slots: self.fresh_slots(&towers), towers, updates: 0, memory: vec![] };
        self.scheme.start(&mut state, self.head.coordinates, &mut stream(self.seed, "memory", 0));
        state
    }

    /// Carries a state over to this pipeline: what still fits stays, what has another shape starts afresh.
    pub fn adopt(&self, state: &mut State) {
        let fresh = self.start();
        let shape = |matrices: &[Matrix]| -> Vec<(usize, usize)> { matrices.iter().map(Matrix::shape).collect() };
        let shapes = |towers: &[Vec<Matrix>]| -> Vec<_> { towers.iter().map(|tower| shape(tower)).collect() };
        if shapes(&state.towers) != shapes(&fresh.towers) {
            *state = fresh;
            return;
        }
        if shapes(&state.slots) != shapes(&fresh.slots) {
            state.slots = fresh.slots;
            state.updates = 0;
        }
        if shape(&state.memory) != shape(&fresh.memory) {
            state.memory = fresh.memory;
        }
    }

    fn fresh_slots(&self, towers: &[Vec<Matrix>]) -> Vec<Vec<Matrix>> {
        let zeros = |p: &Matrix| vec![Matrix::zeros(p.nrows(), p.ncols()); self.optimizer.slots()];
        towers.iter().map(|tower| tower.iter().flat_map(zeros).collect()).collect()
    }

    /// The embeddings of these points: d×N.
    pub fn embed(&self, state: &State, points: &[usize]) -> Matrix {
        let input = Input { indices: points.to_vec(), features: self.dataset.points.select_columns(points) };
        (self.head.forward)(self.encoder.forward(&state.towers[0], &input).output())
    }

    /// The embeddings of the whole data set: d×N.
    pub fn embed_all(&self, state: &State) -> Matrix {
        self.embed(state, &(0..self.dataset.len()).collect::<Vec<_>>())
    }

    /// The embeddings (d×N) of any features (features × N), in the data set or not. `None` where the encoder is no function of features.
    pub fn warp(&self, state: &State, features: Matrix) -> Option<Matrix> {
        let input = Input { indices: vec![], features };
        self.encoder.is_map().then(|| (self.head.forward)(self.encoder.forward(&state.towers[0], &input).output()))
    }

    /// Distances, tuples, loss and pair weights of given embeddings. `references` `None`: the rows.
    pub fn weigh(&self, rows: &Matrix, references: Option<&Matrix>, relations: &Relations, step: u64) -> Weighed {
        let affinities = self.affinity.between(rows, references.unwrap_or(rows));
        let reads = self.loss_spec.reads;
        let distances = affinities.map(|a| self.affinity.turned(a, Orientation::Distance));
        let references = references.unwrap_or(rows);
        let input =
            MineInput { distances: &distances, relations, affinity: self.affinity, references, step, only: None };
        let tuples = self.miner.mine(&input, &mut stream(self.seed, "miner", step));
        let read = affinities.map(|a| self.affinity.turned(a, reads));
        let output = self.loss.evaluate(&LossInput { affinities: &read, relations, tuples: &tuples });
        let factor = self.reduction.factor(&output);
        let coincident = self.affinity.turned(self.affinity.at_coincidence, reads);
        let level = Matrix::from_element(affinities.nrows(), affinities.ncols(), coincident);
        let collapsed = self.loss.evaluate(&LossInput { affinities: &level, relations, tuples: &tuples });
        Weighed {
            distances,
            loss: output.sum * factor,
            collapse_loss: collapsed.sum * self.reduction.factor(&collapsed),
            weights: &output.weights * (factor * self.affinity.turn(reads)),
            tuples,
            output,
            affinities,
        }
    }

    /// Everything up to the gradient at this state, which is that of step `step`.
    pub fn look(&self, state: &State, step: u64) -> Trace {
        let batch = self.sampler.sample(&self.dataset.given, &mut stream(self.seed, "batch", step));
        let mut rng = stream(self.seed, "scheme", step);
        let comparison = self.scheme.compare(&self.dataset, &batch, &state.memory, &mut rng);

        let rows = self.pass(state, comparison.rows);
        let mut passes = vec![];
        let references = comparison.references.map(|sources| {
            let mut columns: Vec<Matrix> = vec![];
            for source in sources {
                match source {
                    Source::Stored(matrix) => columns.push(matrix),
                    Source::Encoded(side) => {
                        let pass = self.pass(state, side);
                        let start = columns.iter().map(Matrix::ncols).sum::<usize>();
                        columns.push(pass.embedding.clone());
                        passes.push((start, pass));
                    }
                }
            }
            let views: Vec<_> = columns.iter().flat_map(|m| m.column_iter()).collect();
            Matrix::from_columns(&views)
        });

        let weighed = self.weigh(&rows.embedding, references.as_ref(), &comparison.relations, step);
        let others = references.as_ref().unwrap_or(&rows.embedding);
        let (mut to_rows, to_references) =
            pull_back(self.affinity, &rows.embedding, others, &weighed.affinities, &weighed.weights);
        if references.is_none() {
            to_rows += &to_references;
        }

        let mut parameter_gradients = vec![vec![]; state.towers.len()];
        let gradient = self.accumulate(state, &rows, &to_rows, &mut parameter_gradients);
        for (start, pass) in &passes {
            let part = to_references.columns(*start, pass.embedding.ncols()).into_owned();
            self.accumulate(state, pass, &part, &mut parameter_gradients);
        }

        Trace {
            batch,
            gradient_norm: norm(parameter_gradients.iter().flatten()),
            parameter_gradients,
            gradient,
            weights: &weighed.weights * self.affinity.turn(Orientation::Distance),
            ranks: Ranks::of(&weighed.distances, &comparison.relations, self.loss.triplet_margin().unwrap_or(0.0)),
            loss: weighed.loss,
            terms: weighed.output.terms,
            active: weighed.output.active,
            active_loss: weighed.output.sum / weighed.output.active.max(1) as f64,
            collapse_loss: weighed.collapse_loss,
            tuples: weighed.tuples,
            relations: comparison.relations,
            distances: weighed.distances,
            rows: rows.embedding,
            references,
        }
    }

    /// The state after the step that the trace describes.
    ///
    /// # Errors
    /// [`Divergence`] where the new state would not be finite, or the step is absurdly long.
    pub fn update(&self, state: &State, trace: &Trace) -> Result<State, Divergence> {
        let mut next = state.clone();
        next.updates += 1;
        let clipped = self.clip > 0.0 && trace.gradient_norm > self.clip;
        let shorten = if clipped { self.clip / trace.gradient_norm } else { 1.0 };
        let per_param = self.optimizer.slots();
        for ((params, slots), gradients) in next.towers.iter_mut().zip(&mut next.slots).zip(&trace.parameter_gradients)
        {
            for (i, gradient) in gradients.iter().enumerate() {
                let own = &mut slots[i * per_param..(i + 1) * per_param];
                self.optimizer.update(&mut params[i], &(gradient * shorten), own, next.updates);
            }
        }
        let moved: Vec<Matrix> =
            next.towers.iter().flatten().zip(state.towers.iter().flatten()).map(|(new, old)| new - old).collect();
        let (length, size) = (norm(&moved), norm(state.towers.iter().flatten()));
        let bounded = length <= LONGEST_STEP * (1.0 + size);
        if !bounded || !all_finite(next.towers.iter().chain(&next.slots).flatten()) {
            return Err(Divergence { length, size });
        }
        self.scheme.after_update(&mut next, trace.references.as_ref().unwrap_or(&trace.rows));
        Ok(next)
    }

    fn pass(&self, state: &State, side: Side) -> Pass {
        let tape = self.encoder.forward(&state.towers[side.tower], &side.input);
        let embedding = (self.head.forward)(tape.output());
        Pass { side, tape, embedding }
    }

    /// Adds a side's share to its tower's gradient, and returns the gradient at its raw embedding.
    fn accumulate(&self, state: &State, pass: &Pass, gradient: &Matrix, into: &mut [Vec<Matrix>]) -> Matrix {
        let raw = (self.head.backward)(pass.tape.output(), &pass.embedding, gradient);
        if pass.side.trained {
            let tower = pass.side.tower;
            let share = self.encoder.backward(&state.towers[tower], &pass.side.input, &pass.tape, &raw);
            if into[tower].is_empty() {
                into[tower] = share;
            } else {
                into[tower].iter_mut().zip(share).for_each(|(sum, s)| *sum += s);
            }
        }
        raw
    }
}
