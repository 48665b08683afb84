//! The work that is measured, natively (`benches`) and in the browser (`cargo xtask bench`): the same points, the same calls.

use crate::learn::num::Matrix;
use crate::learn::random::{normal, stream};
use crate::learn::step::{Learned, Pipeline, Verdict};
use crate::learn::{loss, miner};
use crate::session::{Config, plan};

/// Loss and gradient over all triplets: squared distances in the plane, unit margin, the mean.
pub const ALL_TRIPLETS: &str =
    "head=plane&affinity=squared-euclidean&miner=all&loss=triplet&loss.margin=1&reduction=mean";

/// Everything that is measured besides: each loss with all triplets, and each miner with the triplet hinge.
pub fn entries() -> Vec<(&'static str, &'static str)> {
    let losses = loss::LIST.iter().map(|spec| ("loss", spec.entry.id));
    losses.chain(miner::LIST.iter().map(|spec| ("miner", spec.entry.id))).collect()
}

/// The configuration in which an entry is measured.
pub fn config((room, id): (&str, &str)) -> String {
    let other = if room == "loss" { "miner=all" } else { "loss=triplet" };
    format!("{room}={id}&{other}&reduction=mean")
}

/// Points of the plane with labels, and what is done with them.
pub struct Work {
    /// Embeddings before the head: 2×N, from a fixed stream.
    pub points: Matrix,
    /// Five classes of equal sizes, ten from 2048 points on.
    pub labels: Vec<usize>,
    ids: Vec<usize>,
    pipeline: Pipeline,
    learned: Learned,
}

impl Work {
    /// So many points, and a configuration such as `loss=triplet&miner=all`.
    ///
    /// # Errors
    /// What cannot be understood of the configuration.
    pub fn new(n: usize, config: &str) -> Result<Self, String> {
        let classes = if n < 2048 { 5 } else { 10 };
        let mut rng = stream(1, "bench", 0);
        let mut settings = Config::default();
        let pairs: Vec<_> = config.split('&').filter_map(|pair| pair.split_once('=')).collect();
        settings.set_all(&[("data.classes", &*classes.to_string())]).map_err(|e| e.to_string())?;
        settings.set_all(&pairs).map_err(|e| e.to_string())?;
        let pipeline = plan(&settings).map_err(|e| e.to_string())?;
        Ok(Self {
            points: Matrix::from_fn(2, n, |_, _| normal(&mut rng)),
            labels: (0..n).map(|i| i % classes).collect(),
            ids: (0..n).collect(),
            learned: pipeline.start().learned,
            pipeline,
        })
    }

    /// From points and labels to the loss and its gradient: relations, distances, mining, loss and pair weights, chain rule.
    pub fn run(&self) -> Verdict {
        let relations = self.pipeline.relate(&self.labels, &self.ids);
        self.pipeline.judge(&self.points, &relations, &self.learned, 0)
    }

    /// The loss of a run, whose memory is given back as it is in training.
    pub fn loss(&self) -> f64 {
        let weighed = self.run().weighed;
        let loss = weighed.loss;
        self.pipeline.forget_weighed(weighed);
        loss
    }
}
