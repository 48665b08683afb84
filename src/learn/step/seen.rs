//! What training sees: batches of training points, their views, and proxies of training classes.

use super::{Pipeline, State};
use crate::learn::compare::Relations;
use crate::learn::num::Matrix;
use crate::learn::random::stream;
use crate::learn::views::Views;

impl Pipeline {
    /// The batch of a step, drawn from the training points.
    pub(super) fn batch(&self, step: u64) -> Vec<usize> {
        let training = self.dataset.training();
        let labels: Vec<usize> = training.iter().map(|i| self.dataset.given[*i]).collect();
        let drawn = self.sampler.sample(&labels, &mut stream(self.seed, "batch", step));
        drawn.into_iter().map(|place| training[place]).collect()
    }

    /// The views of a step.
    pub fn views_at(&self, step: u64) -> Views<'_> {
        Views { augmentation: &*self.views, data: &self.dataset, seed: self.seed, step }
    }

    /// Two views of each of these points that no step sees (features × N each); `None`, if the scheme does not compare two.
    pub fn two_views(&self, points: &[usize]) -> Option<[Matrix; 2]> {
        let view = |which| self.views_at(0).aside(which, points, 0).features;
        (self.scheme.views_of_each() == 2).then(|| [0, 1].map(view))
    }

    /// The embeddings (d×N each) of such views or, where points are compared with words, of points and their words.
    pub fn positives(&self, state: &State, points: &[usize]) -> Option<[Matrix; 2]> {
        if let Some([first, second]) = self.two_views(points) {
            return Some([self.warp(state, first)?, self.warp(state, second)?]);
        }
        let words = self.words_of(state, points)?;
        Some([self.embed(state, points), words])
    }

    /// The relations of points with these labels to the classes' proxies; those of unseen classes are ignored.
    pub(super) fn relate_to_classes(&self, labels: &[usize]) -> Relations {
        Relations::to_classes(labels, self.dataset.classes(), |class| self.dataset.is_unseen(class))
    }
}
