//! A look at a state: everything up to the gradient, for all rows at once or, in a large batch, by blocks of rows.
//!
//! By blocks, everything that is one number for the whole batch is exact. Pairs are kept for some rows only, evenly chosen among the
//! labels, so that pictures have something to show.

use super::row_blocks::{Block, Blocks};
use super::trace::{ByBlocks, Mean, Whole, add_distances};
use super::{Against, Pass, Pipeline, Pulled, State, Trace};
use crate::learn::affinity::Orientation;
use crate::learn::compare::Tuples;
use crate::learn::loss::LossOutput;
use crate::learn::metric::TripletCounts;
use crate::learn::num::{Matrix, norm};
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::pair_matrix::TOGETHER;
use crate::learn::scheme::Who;
use std::rc::Rc;

/// The number of rows of a large batch whose pairs are kept.
pub const SHOWN: usize = 64;

/// Everything about a batch except the gradients of parameters.
struct Found {
    to_rows: Matrix,
    to_references: Matrix,
    learned_gradients: [Matrix; 2],
    trace: Trace,
}

impl Pipeline {
    /// Everything up to the gradient at this state, before the update of step `step`.
    pub fn look(&self, state: &State, step: u64) -> Trace {
        self.look_at(state, self.batch(step), step, None)
    }

    /// The same for any batch. If `point` is in it, the pairs kept include that point's.
    pub fn look_at(&self, state: &State, batch: Vec<usize>, step: u64, point: Option<usize>) -> Trace {
        let comparison = self.scheme.compare(&self.dataset, &batch, &state.memory, &self.views_at(step));
        let rows = self.pass(state, comparison.rows.clone());
        let mut against = self.against(state, comparison, &rows);
        let (passes, prototypes) = (std::mem::take(&mut against.passes), against.prototypes);
        let taught = std::mem::take(&mut against.taught);
        let by_blocks = rows.embedding.ncols() > TOGETHER && !self.is_joint();
        let found = match by_blocks {
            true => self.look_by_blocks(&rows, against, step, point),
            false => self.look_at_once(state, &rows, against, step),
        };
        let mut parameter_gradients = vec![vec![]; state.towers.len()];
        let gradient = self.accumulate(state, &rows, &found.to_rows, &mut parameter_gradients);
        for (start, pass) in &passes {
            let part = found.to_references.columns(*start, pass.embedding.ncols()).into_owned();
            self.accumulate(state, pass, &part, &mut parameter_gradients);
        }
        if let Some((tower, start)) = prototypes {
            let count = state.towers[tower][0].ncols();
            let part = found.to_references.columns(start, count).into_owned();
            parameter_gradients[tower] = self.to_prototypes(state, tower, &part, &found.trace.weights);
        }
        let gradient_norm = norm(parameter_gradients.iter().flatten());
        let learned_gradients = found.learned_gradients;
        Trace { batch, gradient, parameter_gradients, gradient_norm, learned_gradients, taught, ..found.trace }
    }

    /// Whether the scale of an embedding means anything.
    fn has_scale(&self) -> bool {
        !self.head.unit && !self.affinity.is_scale_free()
    }

    fn look_at_once(&self, state: &State, rows: &Pass, against: Against, step: u64) -> Found {
        let (references, learned) = (against.references, &state.learned);
        let relations = against.relating.all();
        let pulled = self.pull(&rows.embedding, &references, against.own, &relations, learned, step);
        let learned_gradients = self.learned_gradients(learned, &references, &pulled);
        let Pulled { mut weighed, to_rows, to_references } = pulled;
        let mut weights = std::mem::take(&mut weighed.output.weights);
        self.workspace.borrow_mut().keep_shared(weighed.affinities);
        let to_distances = weighed.scale * self.affinity.turn(Orientation::Distance);
        weights.apply(|w| w * to_distances);
        let sums = self.has_scale().then(|| efforts(&weights, &weighed.distances));
        let mut pairs = [Mean::default(); 3];
        add_distances(&mut pairs, &weighed.distances, &relations);
        let trace = Trace {
            scale: sums.filter(|(effort, _)| *effort > 0.0).map(|(effort, stretch)| stretch / effort),
            weights,
            counts: TripletCounts::of(&weighed.distances, &relations, self.loss.triplet_margin().unwrap_or(0.0)),
            loss: weighed.loss,
            terms: weighed.output.terms,
            active: weighed.output.active,
            active_loss: weighed.output.sum / weighed.output.active.max(1) as f64,
            collapse_loss: weighed.collapse_loss,
            whole: Whole {
                step,
                points: rows.side.input.indices.clone(),
                embedding: rows.embedding.clone(),
                tuples: weighed.tuples.len(),
                triplets: weighed.tuples.triplets(),
                pairs,
                by_blocks: None,
            },
            tuples: weighed.tuples,
            shown: weighed.shown,
            relations,
            distances: weighed.distances,
            places: vec![],
            points: rows.side.input.indices.clone(),
            rows: rows.embedding.clone(),
            who: against.who,
            reached: against.reached,
            references,
            ..Trace::default()
        };
        Found { to_rows, to_references, learned_gradients, trace }
    }

    fn look_by_blocks(&self, rows: &Pass, against: Against, step: u64, point: Option<usize>) -> Found {
        let Against { references, mut who, reached, own, relating, .. } = against;
        let (embedding, points) = (&rows.embedding, &rows.side.input.indices);
        let of = Blocks::new(embedding, &references, &relating);
        let mut kept = Kept::of(&of.order, points, point, references.ncols());
        let hinge = self.loss.triplet_margin().is_some();
        let margin = self.loss.triplet_margin().unwrap_or(0.0);
        let (mut all, mut collapse) = (LossOutput::default(), LossOutput::default());
        let (mut counts, mut pairs) = (TripletCounts::default(), [Mean::default(); 3]);
        let (mut tuples, mut triplets, mut effort, mut stretch) = (0, 0, 0.0, 0.0);
        let mut to_rows = Matrix::zeros(embedding.nrows(), embedding.ncols());
        let mut to_references = Matrix::zeros(references.nrows(), references.ncols());
        self.by_blocks(&of, step, |block| {
            let (weighed, output) = (block.weighed, &block.weighed.output);
            self.pull_block(&of, block, &output.weights, [&mut to_rows, &mut to_references]);
            all.count(output);
            collapse.count(&self.workspace.borrow().collapse);
            // A hinge over all triplets has counted those within its margin.
            counts += match hinge && weighed.tuples.triplets() == block.relations.triplets() {
                true => TripletCounts::with_active(&weighed.distances, block.relations, output.active as u64),
                false => TripletCounts::of(&weighed.distances, block.relations, margin),
            };
            add_distances(&mut pairs, &weighed.distances, block.relations);
            tuples += weighed.tuples.len();
            triplets += weighed.tuples.triplets();
            if self.has_scale() {
                let more = efforts(&output.weights, &weighed.distances);
                effort += more.0;
                stretch += more.1;
            }
            kept.take(block);
        });
        let factor = self.reduction.factor(&all);
        let scale = factor * self.affinity.turn(self.loss_spec.reads);
        let to_distances = scale * self.affinity.turn(Orientation::Distance);
        let (mut to_rows, to_references) = (to_rows * factor, to_references * factor);
        if let Some(start) = own {
            to_rows += to_references.columns(start, embedding.ncols());
        }
        kept.weights.apply(|w| w * to_distances);
        for who in &mut who {
            if let Who::Point { row, .. } = who {
                *row = row.and_then(|row| kept.places[row]);
            }
        }
        let trace = Trace {
            scale: (effort > 0.0 && factor > 0.0).then(|| stretch * to_distances.signum() / effort),
            weights: kept.weights,
            counts,
            loss: all.sum * factor,
            terms: all.terms,
            active: all.active,
            active_loss: all.sum / all.active.max(1) as f64,
            collapse_loss: collapse.sum * self.reduction.factor(&collapse),
            tuples: kept.tuples,
            relations: relating.select(&kept.rows),
            distances: Rc::new(kept.distances),
            points: kept.rows.iter().map(|row| points[*row]).collect(),
            rows: embedding.select_columns(&kept.rows),
            places: kept.rows,
            whole: Whole {
                step,
                points: points.clone(),
                embedding: embedding.clone(),
                tuples,
                triplets,
                pairs,
                by_blocks: Some(Rc::new(ByBlocks { relating, own })),
            },
            who,
            reached,
            references,
            ..Trace::default()
        };
        Found { to_rows, to_references, learned_gradients: [Matrix::zeros(0, 0), Matrix::zeros(0, 1)], trace }
    }
}

/// The rows whose pairs are kept, with these pairs.
struct Kept {
    rows: Vec<usize>,
    /// For every row its place among them, if it has one.
    places: Vec<Option<usize>>,
    distances: PairMatrix,
    weights: PairMatrix,
    tuples: Tuples,
}

impl Kept {
    /// Rows evenly chosen from this order, and those of a point, in this order.
    fn of(order: &[usize], points: &[usize], point: Option<usize>, columns: usize) -> Self {
        let mut wanted = vec![false; points.len()];
        (0..SHOWN).for_each(|k| wanted[order[k * order.len() / SHOWN]] = true);
        points.iter().zip(&mut wanted).for_each(|(i, wanted)| *wanted |= Some(*i) == point);
        let rows: Vec<usize> = order.iter().copied().filter(|row| wanted[*row]).collect();
        let mut places = vec![None; points.len()];
        rows.iter().enumerate().for_each(|(place, row)| places[*row] = Some(place));
        let zeros = || PairMatrix::zeros(rows.len(), columns);
        Self { distances: zeros(), weights: zeros(), tuples: Tuples::default(), rows, places }
    }

    /// Takes the pairs of a block.
    fn take(&mut self, block: &Block) {
        let place = |k: usize| self.places[block.rows[k]];
        if (0..block.rows.len()).all(|k| place(k).is_none()) {
            return;
        }
        let weighed = block.weighed;
        for k in 0..block.rows.len() {
            let Some(own) = place(k) else { continue };
            self.distances.row_mut(own).copy_from_slice(weighed.distances.row(k));
            self.weights.row_mut(own).copy_from_slice(weighed.output.weights.row(k));
        }
        self.tuples.take(&weighed.tuples, place);
    }
}

/// ½ Σ |W| and Σ W D over all pairs, of which [`Trace::scale`] is made. Both in one loop, so that neither sum waits for the other; they start
/// where `sum` does.
fn efforts(weights: &PairMatrix, distances: &PairMatrix) -> (f64, f64) {
    let pairs = weights.iter().zip(distances.iter());
    let (size, stretch) = pairs.fold((-0.0, -0.0), |(size, stretch), (w, d)| (size + w.abs(), stretch + w * d));
    (0.5 * size, stretch)
}
