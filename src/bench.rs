//! The measured work, the same natively (`benches`) and in the browser (`cargo xtask bench`): the same points, the same calls.

use crate::learn::num::Matrix;
use crate::learn::random::{normal, stream};
use crate::learn::spec::Entry;
use crate::learn::step::{Learned, Pipeline};
use crate::learn::{loss, miner};
use crate::session::{Config, PRESETS, Preset, Session, TextError, plan};

/// Loss and gradient over all triplets: squared distances in the plane, unit margin, the mean.
pub const ALL_TRIPLETS: &str =
    "head=plane&affinity=squared-euclidean&miner=all&loss=triplet&loss.margin=1&reduction=mean";

/// The batches of the measured training steps.
pub const BATCHES: [usize; 3] = [1024, 2048, 4096];

/// The number of classes in these batches, which divides all of them.
const CLASSES: usize = 8;

/// Everything else whose loss and gradient are measured: each loss of labelled points with all triplets, and each miner with the triplet
/// hinge.
pub fn entries() -> Vec<(&'static str, &'static str)> {
    let losses = loss::LIST.iter().map(|spec| ("loss", spec.entry.id));
    let all = losses.chain(miner::LIST.iter().map(|spec| ("miner", spec.entry.id)));
    all.filter(|entry| Work::new(2, &config(*entry)).is_ok()).collect()
}

/// The examples of which a step is measured: the one with which the page opens, and all without labels.
pub fn examples() -> impl Iterator<Item = &'static Preset> {
    let reads_labels = |preset: &Preset| {
        let session = Session::open(preset.text).expect("an example opens");
        session.pipeline().scheme.reads_labels()
    };
    PRESETS.iter().take(1).chain(PRESETS.iter().filter(move |preset| !reads_labels(preset)))
}

/// The configuration with which an entry is measured.
pub fn config(entry: (&str, &str)) -> String {
    match entry {
        ("loss", id) => format!("loss={id}&miner=all&reduction=mean"),
        (room, id) => format!("{room}={id}&loss=triplet&reduction=mean"),
    }
}

/// Embeddings with labels, and the pipeline that computes their loss and its gradient.
pub struct Work {
    /// Embeddings before the head: 2×N.
    pub points: Matrix,
    /// The class of each.
    pub labels: Vec<usize>,
    pipeline: Pipeline,
    learned: Learned,
}

impl Work {
    /// Work on n points from a fixed stream with a configuration such as `loss=triplet&miner=all`: five classes of equal size; ten from
    /// 2048 points on.
    ///
    /// # Errors
    /// The part of the configuration that is not understood.
    pub fn new(n: usize, config: &str) -> Result<Self, TextError> {
        let classes = if n < 2048 { 5 } else { 10 };
        let mut rng = stream(1, "bench", 0);
        let mut settings = Config::default();
        let pairs: Vec<_> = config.split('&').filter_map(|pair| pair.split_once('=')).collect();
        settings.set_all(&[("data.classes", &*classes.to_string())])?;
        settings.set_all(&pairs)?;
        let pipeline = plan(&settings)?;
        Ok(Self {
            points: Matrix::from_fn(2, n, |_, _| normal(&mut rng)),
            labels: (0..n).map(|i| i % classes).collect(),
            learned: pipeline.start().learned,
            pipeline,
        })
    }

    /// From points and labels to the loss and its gradient: relations, distances, mining, loss and pair weights, chain rule.
    pub fn run(&self) -> (f64, Matrix) {
        let ids: Vec<usize> = (0..self.labels.len()).collect();
        let relating = self.pipeline.relate(&self.labels, &ids);
        self.pipeline.value_and_gradient(&self.points, &relating, &self.learned, 0)
    }
}

/// Training as the page does it.
pub struct Training {
    session: Session,
    /// The number of steps of a run.
    pub steps: u64,
}

impl Training {
    /// Single steps with [`ALL_TRIPLETS`] of a batch of n points of eight classes.
    ///
    /// # Errors
    /// A number of points that no batch can have.
    pub fn step(n: usize) -> Result<Self, TextError> {
        let data = format!("data=blobs&data.classes={CLASSES}&data.per_class={}&sampler=full", n / CLASSES);
        Ok(Self { session: Session::open(&format!("{data}&{ALL_TRIPLETS}"))?, steps: 1 })
    }

    /// Single steps of the example with this id.
    ///
    /// # Errors
    /// An id of no example.
    pub fn example(id: &str) -> Result<Self, TextError> {
        let known = || PRESETS.iter().map(|preset| preset.id).collect::<Vec<_>>().join(", ");
        let preset = PRESETS.iter().find(|preset| preset.id == id);
        let text = preset.ok_or_else(|| TextError::new("example", id, known()))?.text;
        Ok(Self { session: Session::open(text)?, steps: 1 })
    }

    /// The digits, in as many steps as draw as many points as there are; all else as it is by default.
    ///
    /// # Errors
    /// Those of its configuration.
    pub fn epoch() -> Result<Self, TextError> {
        let session = Session::open("data=digits")?;
        let steps = session.pipeline().dataset.training().len().div_ceil(session.trace().batch.len()) as u64;
        Ok(Self { session, steps })
    }

    /// The number of points of the data.
    pub fn points(&self) -> usize {
        self.session.pipeline().dataset.len()
    }

    /// The number of points of a batch.
    pub fn batch(&self) -> usize {
        self.session.trace().batch.len()
    }

    /// What is chosen in a room.
    pub fn choice(&self, room: &str) -> &'static Entry {
        self.session.config().choice(room)
    }

    /// Makes the steps; returns the loss of the next one.
    pub fn run(&mut self) -> f64 {
        self.session.step(self.steps);
        self.session.trace().loss
    }

    /// The loss of the current step and its gradient alone, as work.
    ///
    /// # Errors
    /// Those of its configuration.
    pub fn loss_alone(&self) -> Result<Work, TextError> {
        let (pipeline, batch) = (plan(self.session.config())?, &self.session.trace().batch);
        Ok(Work {
            points: pipeline.embed_raw(self.session.state(), batch),
            labels: batch.iter().map(|i| pipeline.dataset.given[*i]).collect(),
            learned: self.session.state().learned.clone(),
            pipeline,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::scheme;
    use crate::learn::spec::Params;

    #[test]
    fn a_step_is_one_of_the_whole_batch_and_has_the_loss_that_is_measured_alone() {
        for n in BATCHES {
            let mut training = Training::step(n).unwrap();
            assert_eq!((training.batch(), training.points()), (n, n));
            let loss = training.run();
            let alone = training.loss_alone().unwrap().run().0;
            assert!((loss - alone).abs() < 1e-12 * loss, "{n}: {loss} and {alone}");
        }
    }

    #[test]
    fn every_scheme_without_labels_has_an_example_of_which_a_step_is_measured() {
        let measured: Vec<Training> = examples().map(|preset| Training::example(preset.id).unwrap()).collect();
        let reads_labels = |training: &Training| training.session.pipeline().scheme.reads_labels();
        assert!(reads_labels(&measured[0]) && !measured[1..].iter().any(reads_labels));
        for spec in scheme::LIST {
            let scheme = (spec.build)(&Params::defaults(&spec.entry));
            let is_measured = measured.iter().any(|training| training.choice("scheme").id == spec.entry.id);
            assert!(is_measured || scheme.reads_labels(), "no example measures {}", spec.entry.id);
        }
    }

    #[test]
    fn what_is_not_measured_reads_no_labels() {
        let is_measured = |id| entries().contains(&("loss", id));
        for spec in loss::LIST.iter().filter(|spec| !is_measured(spec.entry.id)) {
            let loss = (spec.build)(&Params::defaults(&spec.entry));
            assert!(loss.reads_targets() || loss.objective().is_some(), "{}", spec.entry.id);
        }
        assert!(miner::LIST.iter().all(|spec| entries().contains(&("miner", spec.entry.id))));
    }

    #[test]
    fn an_epoch_draws_as_many_points_as_there_are() {
        let training = Training::epoch().unwrap();
        let (drawn, points) = (training.steps as usize * training.batch(), training.points());
        assert!((points..points + training.batch()).contains(&drawn), "{drawn} of {points}");
    }
}
