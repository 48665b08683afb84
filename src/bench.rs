//! The work that is measured, natively (`benches`) and in the browser (`cargo xtask bench`): the same points, the same calls.

use crate::learn::num::Matrix;
use crate::learn::random::{normal, stream};
use crate::learn::step::{Learned, Pipeline, Verdict};
use crate::learn::{arc, loss, miner};
use crate::session::{Config, plan};

/// Loss and gradient over all triplets: squared distances in the plane, unit margin, the mean.
pub const ALL_TRIPLETS: &str =
    "head=plane&affinity=squared-euclidean&miner=all&loss=triplet&loss.margin=1&reduction=mean";

/// What is measured without a matrix of pairs: all triplets on the circle, see [`arc`].
const ARCS: (&str, &str) = ("way", "arcs");

/// Everything that is measured besides: each loss with all triplets, each miner with the triplet hinge, and the way by arcs.
pub fn entries() -> Vec<(&'static str, &'static str)> {
    let losses = loss::LIST.iter().map(|spec| ("loss", spec.entry.id));
    losses.chain(miner::LIST.iter().map(|spec| ("miner", spec.entry.id))).chain([ARCS]).collect()
}

/// The configuration in which an entry is measured.
pub fn config(entry: (&str, &str)) -> String {
    let (room, id) = entry;
    match room {
        "loss" => format!("loss={id}&miner=all&reduction=mean"),
        "miner" => format!("miner={id}&loss=triplet&reduction=mean"),
        _ => format!("{room}={id}&miner=all&loss=triplet&reduction=mean"),
    }
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
    by_arcs: bool,
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
        let mut pairs: Vec<_> = config.split('&').filter_map(|pair| pair.split_once('=')).collect();
        let by_arcs = pairs.extract_if(.., |pair| *pair == ARCS).next().is_some();
        settings.set_all(&[("data.classes", &*classes.to_string())]).map_err(|e| e.to_string())?;
        settings.set_all(&pairs).map_err(|e| e.to_string())?;
        let pipeline = plan(&settings).map_err(|e| e.to_string())?;
        Ok(Self {
            points: Matrix::from_fn(2, n, |_, _| normal(&mut rng)),
            labels: (0..n).map(|i| i % classes).collect(),
            ids: (0..n).collect(),
            learned: pipeline.start().learned,
            pipeline,
            by_arcs,
        })
    }

    /// From points and labels to the loss and its gradient: relations, distances, mining, loss and pair weights, chain rule.
    pub fn run(&self) -> Verdict {
        let relations = self.pipeline.relate(&self.labels, &self.ids);
        self.pipeline.judge(&self.points, &relations, &self.learned, 0)
    }

    /// The loss of a run, whose memory is given back as it is in training.
    pub fn loss(&self) -> f64 {
        if self.by_arcs {
            return self.run_by_arcs().0;
        }
        let weighed = self.run().weighed;
        let loss = weighed.loss;
        self.pipeline.forget_weighed(weighed);
        loss
    }

    /// The mean over all triplets on the circle and its gradient, by arcs.
    fn run_by_arcs(&self) -> (f64, Matrix) {
        let unit = (self.pipeline.head.forward)(&self.points);
        let margin = self.pipeline.loss.triplet_margin().unwrap_or(0.0);
        let all = arc::all_triplets(&unit, &self.labels, margin);
        let mean = 1.0 / all.triplets.max(1) as f64;
        (all.sum * mean, (self.pipeline.head.backward)(&self.points, &unit, &(all.gradient * mean)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arcs_say_what_the_pipeline_says() {
        let work = |entry| Work::new(100, &config(entry)).unwrap();
        let (pairs, arcs) = (work(("loss", "triplet")).run(), work(ARCS).run_by_arcs());
        assert!((pairs.weighed.loss - arcs.0).abs() < 1e-12, "{} and {}", pairs.weighed.loss, arcs.0);
        assert!((pairs.gradient - arcs.1).amax() < 1e-12);
    }
}
