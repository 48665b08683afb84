//! Buckets: a sorted list in which the place of any number is found in expected constant time. Behind retrieval ranks, triplet counts and the
//! hinge over all triplets.

use super::order;

/// Buckets for each distance: more of them make fewer neighbours to look at, and longer work to build.
const PER_DISTANCE: usize = 3;

/// So many distances are looked at whatever the bucket holds, as a choice would cost more.
const LOOKED_AT: usize = 4;

/// From here on a number has no digits after the point, and its last bits are a whole number.
const INTEGERS: f64 = (1_u64 << 52) as f64;

/// Distances (with their points) in ascending order, and a linear index that finds a place among them in expected constant time.
#[derive(Default)]
pub(super) struct Buckets {
    given: Vec<(f64, usize)>,
    /// The bucket of each of them.
    given_to: Vec<u32>,
    /// Ascending.
    pub sorted: Vec<(f64, usize)>,
    /// The distances alone, and a few that are no number after them.
    keys: Vec<f64>,
    low: f64,
    per_unit: f64,
    /// The last bucket.
    last: f64,
    /// For each bucket the first distance that is in it or a later one, and the end.
    starts: Vec<u32>,
}

impl Buckets {
    /// Takes distances whose points ascend; equal distances stay in that order.
    pub fn build(&mut self, given: impl Iterator<Item = (f64, usize)>) {
        self.given.clear();
        self.given.extend(given);
        self.last = (PER_DISTANCE * self.given.len()) as f64;
        let ends = |(low, high): (f64, f64), &(d, _): &(f64, usize)| (low.min(d), high.max(d));
        let (low, high) = self.given.iter().fold((f64::INFINITY, f64::NEG_INFINITY), ends);
        self.low = low;
        self.per_unit = if high > low { self.last / (high - low) } else { 0.0 };
        // Counting sort into buckets, which an insertion sort completes.
        self.starts.clear();
        self.starts.resize(self.last as usize + 2, 0);
        self.given_to.clear();
        for i in 0..self.given.len() {
            let bucket = self.bucket(self.given[i].0);
            self.given_to.push(bucket as u32);
            self.starts[bucket] += 1;
        }
        let (mut end, mut most) = (0, 0);
        for start in &mut self.starts {
            most = most.max(*start);
            end += *start;
            *start = end;
        }
        self.sorted.clear();
        self.sorted.resize(end as usize, (0.0, 0));
        for (given, bucket) in self.given.iter().zip(&self.given_to).rev() {
            let start = &mut self.starts[*bucket as usize];
            *start -= 1;
            self.sorted[*start as usize] = *given;
        }
        if most > 2 * LOOKED_AT as u32 {
            order::sort(&mut self.sorted);
        } else {
            insert_each(&mut self.sorted);
        }
        self.keys.clear();
        self.keys.extend(self.sorted.iter().map(|(d, _)| d));
        self.keys.extend([f64::NAN; LOOKED_AT]);
    }

    /// The bucket of a distance: never a later one than that of a greater distance, as each operation keeps the order, rounding and all.
    #[inline]
    fn bucket(&self, distance: f64) -> usize {
        // What is no number goes to the first bucket. A conversion that saturates is dear in WebAssembly.
        let place = (distance - self.low) * self.per_unit;
        let place = if place > 0.0 { place } else { 0.0 };
        let place = if place < self.last { place } else { self.last };
        (place + INTEGERS).to_bits() as u32 as usize
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

/// Sorts like [`order::sort`] what is nearly sorted, its points ascending where distances are equal.
#[inline]
fn insert_each(list: &mut [(f64, usize)]) {
    for end in 1..list.len() {
        let mut place = end;
        while place > 0 && list[place].0.total_cmp(&list[place - 1].0).is_lt() {
            list.swap(place, place - 1);
            place -= 1;
        }
    }
}
