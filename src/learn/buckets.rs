//! Buckets: a sorted list in which the place of any number is found in expected constant time. Behind retrieval ranks, triplet counts and the
//! hinge over all triplets.

use super::order;

/// Distances (with their points) in ascending order, and a linear index that finds a place among them in expected constant time.
#[derive(Default)]
pub(super) struct Buckets {
    given: Vec<(f64, usize)>,
    /// Ascending.
    pub sorted: Vec<(f64, usize)>,
    low: f64,
    per_unit: f64,
    /// For each bucket the first distance that is in it or a later one, and the end.
    starts: Vec<usize>,
}

impl Buckets {
    /// Takes distances whose points ascend; equal distances stay in that order.
    pub fn build(&mut self, given: impl Iterator<Item = (f64, usize)>) {
        self.given.clear();
        self.given.extend(given);
        let buckets = 2 * self.given.len() + 1;
        let ends = |(low, high): (f64, f64), &(d, _): &(f64, usize)| (low.min(d), high.max(d));
        let (low, high) = self.given.iter().fold((f64::INFINITY, f64::NEG_INFINITY), ends);
        self.low = low;
        self.per_unit = if high > low { (buckets - 1) as f64 / (high - low) } else { 0.0 };
        // Counting sort into buckets, which a sort within each completes.
        self.starts.clear();
        self.starts.resize(buckets + 1, 0);
        for i in 0..self.given.len() {
            let bucket = self.bucket(self.given[i].0);
            self.starts[bucket] += 1;
        }
        let mut end = 0;
        for start in &mut self.starts {
            end += *start;
            *start = end;
        }
        self.sorted.clear();
        self.sorted.resize(end, (0.0, 0));
        for i in (0..self.given.len()).rev() {
            let bucket = self.bucket(self.given[i].0);
            self.starts[bucket] -= 1;
            self.sorted[self.starts[bucket]] = self.given[i];
        }
        for range in self.starts.windows(2) {
            if range[1] - range[0] > 1 {
                order::sort(&mut self.sorted[range[0]..range[1]]);
            }
        }
    }

    fn bucket(&self, distance: f64) -> usize {
        // Saturates: what is below the range goes to the first bucket.
        (((distance - self.low) * self.per_unit) as usize).min(self.starts.len() - 2)
    }

    /// The first place at which `after` holds; it must hold from there on, and `near` be about there.
    pub fn first(&self, near: f64, after: impl Fn((f64, usize)) -> bool) -> usize {
        let bucket = self.bucket(near);
        let (start, end) = (self.starts[bucket], self.starts[bucket + 1]);
        let mut k = start + self.sorted[start..end].partition_point(|&x| !after(x));
        // Rounding may have put `near` one bucket off.
        while k > 0 && after(self.sorted[k - 1]) {
            k -= 1;
        }
        while k < self.sorted.len() && !after(self.sorted[k]) {
            k += 1;
        }
        k
    }
}
