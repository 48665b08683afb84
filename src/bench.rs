//! The measured work, the same natively (`benches`) and in the browser (`cargo xtask bench`): the same points, the same calls.

use crate::learn::num::Matrix;
use crate::learn::random::{normal, stream};
use crate::learn::relating::Relating;
use crate::learn::step::{Learned, Pipeline};
use crate::learn::{arc, loss, miner};
use crate::session::{Config, plan};

/// Loss and gradient over all triplets: squared distances in the plane, unit margin, the mean.
pub const ALL_TRIPLETS: &str =
    "head=plane&affinity=squared-euclidean&miner=all&loss=triplet&loss.margin=1&reduction=mean";

/// Another way to compute loss and gradient.
type Way = fn(&Work) -> (f64, Matrix);

/// Other ways to compute the triplet hinge over all triplets on the circle: without pairs, see [`arc`], and all rows at once as in a
/// training step, which keeps distances and weights of all pairs.
const WAYS: [(&str, Way); 2] = [("arcs", Work::by_arcs), ("at-once", Work::at_once)];

/// Everything else that is measured: each loss with all triplets, each miner with the triplet hinge, and the other ways.
pub fn entries() -> Vec<(&'static str, &'static str)> {
    let losses = loss::LIST.iter().map(|spec| ("loss", spec.entry.id));
    losses
        .chain(miner::LIST.iter().map(|spec| ("miner", spec.entry.id)))
        .chain(WAYS.iter().map(|way| ("way", way.0)))
        .collect()
}

/// The configuration with which an entry is measured.
pub fn config(entry: (&str, &str)) -> String {
    let (room, id) = entry;
    match room {
        "loss" => format!("loss={id}&miner=all&reduction=mean"),
        "miner" => format!("miner={id}&loss=triplet&reduction=mean"),
        _ => format!("{room}={id}&miner=all&loss=triplet&reduction=mean"),
    }
}

/// Points of the plane with labels, and the pipeline for them.
pub struct Work {
    /// Embeddings before the head: 2×N, from a fixed stream.
    pub points: Matrix,
    /// Five classes of equal size; ten from 2048 points on.
    pub labels: Vec<usize>,
    ids: Vec<usize>,
    pipeline: Pipeline,
    learned: Learned,
    way: Way,
}

impl Work {
    /// Work on n points with a configuration such as `loss=triplet&miner=all`.
    ///
    /// # Errors
    /// The part of the configuration that is not understood.
    pub fn new(n: usize, config: &str) -> Result<Self, String> {
        let classes = if n < 2048 { 5 } else { 10 };
        let mut rng = stream(1, "bench", 0);
        let mut settings = Config::default();
        let mut pairs: Vec<_> = config.split('&').filter_map(|pair| pair.split_once('=')).collect();
        let named = pairs.extract_if(.., |pair| pair.0 == "way").next();
        let way = WAYS.iter().find(|way| named.is_some_and(|named| named.1 == way.0));
        settings.set_all(&[("data.classes", &*classes.to_string())]).map_err(|e| e.to_string())?;
        settings.set_all(&pairs).map_err(|e| e.to_string())?;
        let pipeline = plan(&settings).map_err(|e| e.to_string())?;
        Ok(Self {
            points: Matrix::from_fn(2, n, |_, _| normal(&mut rng)),
            labels: (0..n).map(|i| i % classes).collect(),
            ids: (0..n).collect(),
            learned: pipeline.start().learned,
            pipeline,
            way: way.map_or(Self::by_row_blocks, |way| way.1),
        })
    }

    /// From points and labels to the loss and its gradient: relations, distances, mining, loss and pair weights, chain rule.
    pub fn run(&self) -> (f64, Matrix) {
        (self.way)(self)
    }

    fn by_row_blocks(&self) -> (f64, Matrix) {
        self.pipeline.value_and_gradient(&self.points, &self.relating(), &self.learned, 0)
    }

    fn at_once(&self) -> (f64, Matrix) {
        self.pipeline.value_and_gradient_at_once(&self.points, &self.relating().all(), &self.learned, 0)
    }

    fn relating(&self) -> Relating {
        self.pipeline.relate(&self.labels, &self.ids)
    }

    /// The mean over all triplets on the circle and its gradient, by arcs.
    fn by_arcs(&self) -> (f64, Matrix) {
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
    fn every_way_says_the_same() {
        let work = |entry| Work::new(200, &config(entry)).unwrap().run();
        let (loss, gradient) = work(("loss", "triplet"));
        for way in WAYS {
            let found = work(("way", way.0));
            assert!((loss - found.0).abs() < 1e-12, "{}: {loss} and {}", way.0, found.0);
            assert!((&gradient - found.1).amax() < 1e-12, "{}", way.0);
        }
    }
}
