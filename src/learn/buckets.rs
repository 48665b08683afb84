//! Buckets: a sorted list in which the place of any number is found in expected constant time. Behind retrieval ranks, triplet counts and the
//! hinge over all triplets.

use super::order;

/// Buckets for each distance: more of them make fewer neighbours to look at, and longer work to build.
const PER_DISTANCE: usize = 4;

/// So many distances are looked at whatever the bucket holds, as a choice would cost more.
const LOOKED_AT: usize = 4;

/// Distances (with their points) in ascending order, and a linear index that finds a place among them in expected constant time.
#[derive(Default)]
pub(super) struct Buckets {
    given: Vec<(f64, usize)>,
    /// Ascending.
    pub sorted: Vec<(f64, usize)>,
    /// The distances alone, and a few that are no number after them.
    keys: Vec<f64>,
    low: f64,
    per_unit: f64,
    /// The last bucket.
    last: u32,
    /// For each bucket the first distance that is in it or a later one, and the end.
    starts: Vec<u32>,
}

impl Buckets {
    /// Takes distances whose points ascend; equal distances stay in that order.
    pub fn build(&mut self, given: impl Iterator<Item = (f64, usize)>) {
        self.given.clear();
        self.given.extend(given);
        self.last = (PER_DISTANCE * self.given.len()) as u32;
        let ends = |(low, high): (f64, f64), &(d, _): &(f64, usize)| (low.min(d), high.max(d));
        let (low, high) = self.given.iter().fold((f64::INFINITY, f64::NEG_INFINITY), ends);
        self.low = low;
        self.per_unit = if high > low { f64::from(self.last) / (high - low) } else { 0.0 };
        // Counting sort into buckets, which a sort within each completes.
        self.starts.clear();
        self.starts.resize(self.last as usize + 2, 0);
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
        self.sorted.resize(end as usize, (0.0, 0));
        for i in (0..self.given.len()).rev() {
            let bucket = self.bucket(self.given[i].0);
            self.starts[bucket] -= 1;
            self.sorted[self.starts[bucket] as usize] = self.given[i];
        }
        let mut start = 0;
        while start < self.sorted.len() {
            let end = self.starts[self.bucket(self.sorted[start].0) + 1] as usize;
            sort_within(&mut self.sorted[start..end]);
            start = end;
        }
        self.keys.clear();
        self.keys.extend(self.sorted.iter().map(|(d, _)| d));
        self.keys.extend([f64::NAN; LOOKED_AT]);
    }

    /// The bucket of a distance: never a later one than that of a greater distance, as each operation keeps the order, rounding and all.
    #[inline]
    fn bucket(&self, distance: f64) -> usize {
        // Saturates: what is below the range goes to the first bucket.
        (((distance - self.low) * self.per_unit) as u32).min(self.last) as usize
    }

    /// How many distances are before a number by a rule that holds for all nearer ones: all of earlier buckets, none of later ones.
    #[inline(always)]
    fn before(&self, number: f64, is_before: impl Fn(f64) -> bool) -> usize {
        let bucket = self.bucket(number);
        let (start, end) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
        if end - start > LOOKED_AT {
            return start + self.keys[start..end].partition_point(|d| is_before(*d));
        }
        // What is looked at of later buckets is not before the number, and what is no number isn't either.
        let near = &self.keys[start..start + LOOKED_AT];
        start + near.iter().map(|d| usize::from(is_before(*d))).sum::<usize>()
    }

    /// How many distances are not above a number.
    #[inline]
    pub fn up_to(&self, number: f64) -> usize {
        self.before(number, |d| d <= number)
    }

    /// How many distances are below a number.
    #[inline]
    pub fn below(&self, number: f64) -> usize {
        self.before(number, |d| d < number)
    }
}

/// Sorts like [`order::sort`]; most buckets hold one distance or two.
#[inline]
fn sort_within(bucket: &mut [(f64, usize)]) {
    if bucket.len() > 2 * LOOKED_AT {
        order::sort(bucket);
        return;
    }
    for end in 1..bucket.len() {
        let mut place = end;
        while place > 0 && bucket[place].0.total_cmp(&bucket[place - 1].0).is_lt() {
            bucket.swap(place, place - 1);
            place -= 1;
        }
    }
}
