//! What training sees: batches of the points that are not held out, and proxies of the classes that it knows.

use super::Pipeline;
use crate::learn::compare::Relations;
use crate::learn::random::stream;

impl Pipeline {
    /// The batch of a step, drawn from the points that are trained on.
    pub(super) fn batch(&self, step: u64) -> Vec<usize> {
        let training = self.dataset.training();
        let labels: Vec<usize> = training.iter().map(|i| self.dataset.given[*i]).collect();
        let drawn = self.sampler.sample(&labels, &mut stream(self.seed, "batch", step));
        drawn.into_iter().map(|place| training[place]).collect()
    }

    /// The relations of points with these labels to the proxies of the classes; those of unseen classes say nothing.
    pub(super) fn relate_to_classes(&self, labels: &[usize]) -> Relations {
        Relations::to_classes(labels, self.dataset.classes(), |class| self.dataset.is_unseen(class))
    }
}
