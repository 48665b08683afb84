//! One training step: sample → embed → compare → mine → weigh → pull back → update.
//!
//! [`Pipeline::look`] does everything up to the gradient and changes nothing; its result is a [`Trace`]. [`Pipeline::update`] returns the
//! state that follows.

use super::affinity::{AffinitySpec, Compared, Orientation};
use super::compare::Relations;
use super::dataset::Dataset;
use super::encoder::{Encoder, Input, Tape, gaussian};
use super::head::HeadSpec;
use super::loss::{Loss, LossSpec, Proxies, Reach};
use super::miner::Miner;
use super::num::Matrix;
use super::optimizer::Optimizer;
use super::pair_matrix::PairMatrix;
use super::random::stream;
use super::reduction::ReductionSpec;
use super::relating::Relating;
use super::sampler::Sampler;
use super::scheme::{Comparison, Network, Scheme, Source, Tower, Who};
use super::views::Augmentation;
use std::cell::RefCell;

mod look;
mod of_views;
mod row_blocks;
mod seen;
mod simplest;
mod state;
mod taught;
mod tower;
mod trace;
mod update;
mod weigh;
mod workspace;

pub(in crate::learn) use of_views::joined;
pub use of_views::views;
pub(in crate::learn) use row_blocks::Blocks;
pub use state::{Learned, State};
use tower::Pass;
pub use trace::{ByBlocks, Mean, Trace, Verdict, Weighed, Whole};
pub use update::Divergence;
pub use workspace::Workspace;

/// Everything that a step needs and does not change.
pub struct Pipeline {
    /// The data.
    pub dataset: Dataset,
    /// Draws batches.
    pub sampler: Box<dyn Sampler>,
    /// Changes points, for schemes that compare views of them.
    pub views: Box<dyn Augmentation>,
    /// Makes comparisons.
    pub scheme: Box<dyn Scheme>,
    /// Maps features to raw embeddings.
    pub encoder: Box<dyn Encoder>,
    /// Maps raw embeddings to embeddings.
    pub head: &'static HeadSpec,
    /// The number of coordinates of an embedding.
    pub dimensions: usize,
    /// Compares two embeddings.
    pub affinity: &'static AffinitySpec,
    /// Selects tuples.
    pub miner: Box<dyn Miner>,
    /// The loss's spec.
    pub loss_spec: &'static LossSpec,
    /// Weighs pairs.
    pub loss: Box<dyn Loss>,
    /// Scales the sum.
    pub reduction: &'static ReductionSpec,
    /// Moves the parameters.
    pub optimizer: Box<dyn Optimizer>,
    /// Moves what the loss learns, with its own learning rate.
    pub learner: Box<dyn Optimizer>,
    /// The longest gradient of the encoder before clipping; 0: any. What the loss learns is never clipped.
    pub clip: f64,
    /// The seed of every random stream.
    pub seed: u64,
    /// The memory that its steps reuse.
    pub workspace: RefCell<Workspace>,
}

/// The references of a step.
struct Against {
    /// References: d×M.
    references: Matrix,
    /// Whom each of them stands for.
    who: Vec<Who>,
    /// Whether the gradient reaches each of them.
    reached: Vec<bool>,
    /// The first column of the rows among them, if they are included.
    own: Option<usize>,
    /// The sides among them that were encoded in this step, each with its first column.
    passes: Vec<(usize, Pass)>,
    /// The tower whose prototypes are among them, with their first column.
    prototypes: Option<(usize, usize)>,
    relating: Relating,
    /// The teacher's similarities of rows to prototypes, if there is a teacher: N×K.
    taught: PairMatrix,
}

/// A loss's result for embeddings, and its gradient with respect to them.
struct Pulled {
    weighed: Weighed,
    /// d×N.
    to_rows: Matrix,
    /// d×M; for references that are rows, already included in `to_rows`.
    to_references: Matrix,
}

impl Pipeline {
    /// The state before the first step.
    pub fn start(&self) -> State {
        let (mut towers, mut names): (Vec<Vec<Matrix>>, _) = (vec![], vec![]);
        for (k, Tower { name, network, copies }) in self.towers().into_iter().enumerate() {
            let fresh = || match network {
                Network::Encoder => self.encoder.start(&mut stream(self.seed, "start", k as u64)),
                Network::Words(own) => own.start(&mut stream(self.seed, "start", k as u64)),
                // An encoder comes before each of them.
                Network::Stage(stage) => stage.start(&mut stream(self.seed, "stage", k as u64 - 1)),
                Network::Prototypes(count) => {
                    let places = gaussian(&mut stream(self.seed, "prototypes", 0), self.dimensions, count, 1.0);
                    vec![places, Matrix::zeros(count, 1)]
                }
            };
            towers.push(copies.map_or_else(fresh, |original| towers[original].clone()));
            names.push(name);
        }
        let slots = towers.iter().map(|tower| zeros(&*self.optimizer, tower)).collect();
        let memory = self.scheme.memory(self.dimensions);
        State { names, slots, towers, updates: 0, learned: self.start_learned(), memory }
    }

    fn start_learned(&self) -> Learned {
        let learns = self.loss.learns();
        let mut rng = stream(self.seed, "proxies", 0);
        let proxies = learns.proxies.start(self.dimensions, self.dataset.classes(), &mut rng);
        let numbers = Matrix::from_iterator(learns.numbers.len(), 1, learns.numbers.iter().map(|number| number.start));
        let of = if numbers.is_empty() { "" } else { self.loss_spec.entry.id };
        let parameters = [proxies, numbers];
        Learned { of, slots: zeros(&*self.learner, &parameters), parameters, updates: 0 }
    }

    /// Adapts a state to this pipeline: what there still is stays, everything else starts afresh, and with another encoder the whole.
    pub fn adopt(&self, state: &mut State) {
        let copies: Vec<_> = self.towers().into_iter().map(|tower| tower.copies).collect();
        state.refit(self.start(), &copies);
    }

    /// How far away a negative of an anchor and positive is still pushed, given the learned numbers, as distances.
    pub fn reach(&self, numbers: &[f64]) -> Reach {
        let reach = self.loss.reach(numbers);
        match self.loss_spec.reads {
            Orientation::Distance => reach,
            Orientation::Similarity => reach.with(|similarity| self.affinity.at_coincidence - similarity),
        }
    }

    /// The embeddings of these points: d×N.
    pub fn embed(&self, state: &State, points: &[usize]) -> Matrix {
        (self.head.forward)(&self.embed_raw(state, points))
    }

    /// The embeddings of these points before the head: d×N.
    pub fn embed_raw(&self, state: &State, points: &[usize]) -> Matrix {
        self.tape(state, points).output().clone()
    }

    /// The values of the last hidden layer at every point: units × N; `None`, if the encoder has none.
    pub fn hidden_all(&self, state: &State) -> Option<Matrix> {
        let mut layers = self.tape(state, &self.all()).layers;
        layers.pop();
        layers.pop()
    }

    /// The first tower's pass over these points.
    fn tape(&self, state: &State, points: &[usize]) -> Tape {
        self.encoder.forward(&state.towers[0], &self.as_they_are(points))
    }

    /// These points without any change.
    fn as_they_are(&self, points: &[usize]) -> Input {
        Input { indices: points.to_vec(), features: self.dataset.points.select_columns(points) }
    }

    /// The embeddings of the whole data set: d×N.
    pub fn embed_all(&self, state: &State) -> Matrix {
        self.embed(state, &self.all())
    }

    /// All points.
    pub fn all(&self) -> Vec<usize> {
        (0..self.dataset.len()).collect()
    }

    /// The embeddings (d×N) of any features (features × N), in the data set or not. `None`, if the encoder is not a function of features.
    pub fn warp(&self, state: &State, features: Matrix) -> Option<Matrix> {
        let input = Input { indices: vec![], features };
        self.encoder.is_map().then(|| (self.head.forward)(self.encoder.forward(&state.towers[0], &input).output()))
    }

    /// The classes' proxies after the head (d×C); `None`, if the loss has none.
    pub fn proxies(&self, learned: &Learned) -> Option<Matrix> {
        (self.loss.learns().proxies != Proxies::None).then(|| (self.head.forward)(learned.proxies()))
    }

    /// Loss and gradients for given raw embeddings (d×N, before the head), as in a step: compared with each other, or with proxies if the
    /// loss has some. The relations are N×N or N×C accordingly.
    pub fn judge(&self, raw: &Matrix, relations: &Relations, learned: &Learned, step: u64) -> Verdict {
        let rows = (self.head.forward)(raw);
        let proxies = self.proxies(learned);
        let own = if proxies.is_none() { Some(0) } else { None };
        let references = proxies.as_ref().unwrap_or(&rows);
        let pulled = self.pull(&rows, references, own, relations, learned, step);
        Verdict {
            gradient: (self.head.backward)(raw, &rows, &pulled.to_rows),
            learned_gradients: self.learned_gradients(learned, references, &pulled),
            weighed: pulled.weighed,
        }
    }

    /// The relations of points with these labels to the references of the loss: the points themselves (`ids` identifies them) or the
    /// proxies of the classes.
    pub fn relate(&self, labels: &[usize], ids: &[usize]) -> Relating {
        match self.loss.learns().proxies {
            Proxies::None => Relating::supervised(labels, ids),
            _ => self.relate_to_classes(labels).into(),
        }
    }

    fn pull(
        &self,
        rows: &Matrix,
        references: &Matrix,
        own: Option<usize>,
        relations: &Relations,
        learned: &Learned,
        step: u64,
    ) -> Pulled {
        let weighed = self.weigh(rows, references, relations, learned.numbers(), step);
        if let Some(objective) = self.loss.objective() {
            return of_views::pull(objective, rows, references, weighed);
        }
        let (affinities, weights) = (&*weighed.affinities, &weighed.output.weights);
        let compared = Compared { rows, references, affinities, weights, scale: weighed.scale };
        let (mut to_rows, to_references) = (self.affinity.pull_back)(&compared);
        if let Some(start) = own {
            to_rows += to_references.columns(start, rows.ncols());
        }
        Pulled { weighed, to_rows, to_references }
    }

    /// The gradient of what the loss learns; `references` are the proxies, if it has some.
    fn learned_gradients(&self, learned: &Learned, references: &Matrix, pulled: &Pulled) -> [Matrix; 2] {
        let to_proxies = match learned.proxies().is_empty() {
            true => learned.proxies().clone(),
            false => (self.head.backward)(learned.proxies(), references, &pulled.to_references),
        };
        [to_proxies, Matrix::from_column_slice(learned.numbers().len(), 1, &pulled.weighed.to_numbers)]
    }

    /// The references of a comparison: the classes' proxies if the loss has some, else the scheme's.
    fn against(&self, state: &State, comparison: Comparison, rows: &Pass) -> Against {
        let points = &rows.side.input.indices;
        if let Some(references) = self.proxies(&state.learned) {
            let labels: Vec<usize> = points.iter().map(|&i| self.dataset.given[i]).collect();
            let who: Vec<Who> = (0..references.ncols()).map(Who::Class).collect();
            return Against {
                reached: vec![self.loss.learns().proxies == Proxies::Gradient; who.len()],
                references,
                who,
                own: None,
                passes: vec![],
                prototypes: None,
                relating: self.relate_to_classes(&labels).into(),
                taught: PairMatrix::default(),
            };
        }
        let (mut own, mut passes, mut who, mut reached, mut prototypes) = (None, vec![], vec![], vec![], None);
        let mut columns: Vec<Matrix> = vec![];
        for source in comparison.references {
            let start = who.len();
            let reaches = match &source {
                Source::Rows | Source::Prototypes(_) => true,
                Source::Stored { .. } => false,
                Source::Encoded(side) => side.trained,
            };
            columns.push(match source {
                Source::Rows => {
                    own = Some(start);
                    who.extend(points.iter().enumerate().map(|(row, i)| Who::Point { point: *i, row: Some(row) }));
                    rows.embedding.clone()
                }
                Source::Stored { embeddings, kept } => {
                    who.extend(kept.into_iter().map(Who::Kept));
                    embeddings
                }
                Source::Prototypes(tower) => {
                    let places = self.prototypes(state, tower);
                    who.extend((0..places.ncols()).map(Who::Prototype));
                    prototypes = Some((tower, start));
                    places
                }
                Source::Encoded(side) => {
                    who.extend(side.input.indices.iter().map(|i| Who::Point { point: *i, row: None }));
                    let pass = self.pass(state, side);
                    let embedding = pass.embedding.clone();
                    passes.push((start, pass));
                    embedding
                }
            });
            reached.resize(who.len(), reaches);
        }
        let views: Vec<_> = columns.iter().flat_map(|m| m.column_iter()).collect();
        let references = match views.is_empty() {
            true => Matrix::zeros(self.dimensions, 0),
            false => Matrix::from_columns(&views),
        };
        let (taught, relating) = match comparison.taught {
            Some(teacher) => {
                let (similarities, mut relations) = self.teach(state, teacher);
                relations.biases = prototypes.map_or(vec![], |(tower, _)| state.towers[tower][1].as_slice().to_vec());
                (similarities, relations.into())
            }
            None => (PairMatrix::default(), comparison.relating),
        };
        Against { references, who, reached, own, passes, prototypes, relating, taught }
    }
}

/// An optimizer's slots for these parameters, all 0.
fn zeros(optimizer: &dyn Optimizer, parameters: &[Matrix]) -> Vec<Matrix> {
    parameters.iter().flat_map(|p| vec![Matrix::zeros(p.nrows(), p.ncols()); optimizer.slots()]).collect()
}
