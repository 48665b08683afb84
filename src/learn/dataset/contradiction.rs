//! Contradiction: the share of points whose nearest other point has a different given label.
//!
//! If it is high (wrong labels, overlapping classes), no continuous map can separate the labels, and the hardest negative of a point is
//! nearly always such a neighbour. O(N² · features), computed on first use.

use super::Dataset;

impl Dataset {
    /// The share of points whose nearest other point (ties: the first) has a different given label; 0 with fewer than two points.
    pub fn contradiction(&self) -> f64 {
        *self.contradiction.get_or_init(|| {
            let nearest = |i: usize| {
                let others = (0..self.len()).filter(|j| *j != i);
                others
                    .map(|j| (j, (self.points.column(i) - self.points.column(j)).norm_squared()))
                    .min_by(|a, b| a.1.total_cmp(&b.1))
            };
            let torn =
                (0..self.len()).filter(|i| nearest(*i).is_some_and(|(j, _)| self.given[j] != self.given[*i])).count();
            torn as f64 / self.len().max(1) as f64
        })
    }
}
