//! What training sees: batches of training points, their views, and proxies of training classes.

use super::Pipeline;
use crate::learn::compare::Relations;
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

    /// The relations of points with these labels to the classes' proxies; those of unseen classes are ignored.
    pub(super) fn relate_to_classes(&self, labels: &[usize]) -> Relations {
        Relations::to_classes(labels, self.dataset.classes(), |class| self.dataset.is_unseen(class))
    }
}
