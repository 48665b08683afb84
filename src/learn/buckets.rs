//! Buckets: a sorted list in which the place of any number is found in expected constant time. Behind retrieval ranks, triplet counts and the
//! hinge over all triplets.
//!
//! What is done for each number is written without choices between floats, as browsers make jumps of them, which nobody can foresee here.

use super::order;

/// Buckets for each distance: more of them make fewer neighbours to look at, and longer work to build.
const PER_DISTANCE: usize = 3;

/// So many distances are looked at unless the bucket holds more, as a choice would cost more.
const LOOKED_AT: usize = 3;

/// The mark of a bucket that holds more than that.
const CROWDED: u32 = 1 << 31;

/// A bucket with more makes the list one to sort from scratch.
const MANY: u32 = 8;

/// From here on a number has no digits after the point, and its last bits are a whole number.
const INTEGERS: f64 = (1_u64 << 52) as f64;

/// Distances (with their points) in ascending order, and a linear index that finds a place among them in expected constant time.
#[derive(Default)]
pub(super) struct Buckets {
    given: Vec<(f64, usize)>,
    /// The bucket of each of them.
    given_to: Vec<u32>,
    /// Ascending, and a few that are no number after them.
    list: Vec<(f64, usize)>,
    scale: Scale,
    /// For each bucket the first distance that is in it or a later one, and the end; marked where it is crowded.
    starts: Vec<u32>,
}

/// Where buckets begin, and how many there are for a distance of 1.
#[derive(Clone, Copy, Default)]
struct Scale {
    low: f64,
    per_unit: f64,
}

/// The way to look up many numbers.
#[derive(Clone, Copy)]
pub(super) struct Places<'a> {
    list: &'a [(f64, usize)],
    scale: Scale,
    starts: &'a [u32],
}

impl Buckets {
    /// Takes distances whose points ascend; equal distances stay in that order.
    pub fn build(&mut self, given: impl Iterator<Item = (f64, usize)>) {
        self.given.clear();
        self.given.extend(given);
        let last = PER_DISTANCE * self.given.len();
        self.scale = Scale::over(&self.given, last as f64);
        // Counting sort into buckets, which an insertion sort completes.
        self.starts.clear();
        self.starts.resize(last + 2, 0);
        self.given_to.clear();
        for (distance, _) in &self.given {
            let bucket = self.scale.bucket(*distance).min(last);
            self.given_to.push(bucket as u32);
            self.starts[bucket] += 1;
        }
        let (mut end, mut most) = (0, 0);
        for start in &mut self.starts {
            most = most.max(*start);
            end += *start;
            *start = end | if *start > LOOKED_AT as u32 { CROWDED } else { 0 };
        }
        self.list.clear();
        self.list.resize(end as usize, (0.0, 0));
        for (given, bucket) in self.given.iter().zip(&self.given_to).rev() {
            let start = &mut self.starts[*bucket as usize];
            *start -= 1;
            self.list[(*start & !CROWDED) as usize] = *given;
        }
        if most > MANY {
            order::sort(&mut self.list);
        } else {
            insert_each(&mut self.list);
        }
        self.list.extend([(f64::NAN, 0); LOOKED_AT]);
    }

    /// The distances and their points, ascending.
    pub fn sorted(&self) -> &[(f64, usize)] {
        &self.list[..self.given.len()]
    }

    /// The way to look up many numbers.
    pub fn places(&self) -> Places<'_> {
        Places { list: &self.list, scale: self.scale, starts: &self.starts }
    }
}

impl Scale {
    /// From the least distance to the greatest in so many steps.
    fn over(given: &[(f64, usize)], steps: f64) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for (distance, _) in given {
            low = if *distance < low { *distance } else { low };
            high = if *distance > high { *distance } else { high };
        }
        Self { low, per_unit: if high > low { steps / (high - low) } else { 0.0 } }
    }

    /// The bucket of a number: never a later one than that of a greater number, as each operation keeps the order, rounding and all. What is
    /// above all distances may be given one that does not exist.
    #[inline(always)]
    fn bucket(self, number: f64) -> usize {
        // The bits of floats above 0 are in the order of the floats, those of floats below 0 are negative.
        let place = (number - self.low) * self.per_unit + INTEGERS;
        let first = INTEGERS.to_bits() as i64;
        ((place.to_bits() as i64).max(first) - first) as usize
    }
}

impl Places<'_> {
    /// How many distances are before a number by a rule that holds for all nearer ones: all of earlier buckets, none of later ones.
    #[inline(always)]
    fn before(self, number: f64, is_before: impl Fn(f64) -> bool) -> usize {
        let bucket = self.scale.bucket(number);
        let Some(&start) = self.starts.get(bucket) else {
            return self.list.partition_point(|(d, _)| is_before(*d));
        };
        if start & CROWDED != 0 {
            let (start, end) = ((start & !CROWDED) as usize, (self.starts[bucket + 1] & !CROWDED) as usize);
            return start + self.list[start..end].partition_point(|(d, _)| is_before(*d));
        }
        // What is looked at of later buckets is not before the number, and what is no number isn't either.
        let near = &self.list[start as usize..start as usize + LOOKED_AT];
        start as usize + near.iter().map(|(d, _)| usize::from(is_before(*d))).sum::<usize>()
    }

    /// How many distances are not above a number.
    #[inline(always)]
    pub fn up_to(self, number: f64) -> usize {
        self.before(number, |d| d <= number)
    }

    /// How many distances are below a number.
    #[inline(always)]
    pub fn below(self, number: f64) -> usize {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of every size, those that are none among them.
    const NUMBERS: [f64; 16] = [
        f64::NEG_INFINITY,
        -1e308,
        -1e20,
        -3.0,
        -f64::MIN_POSITIVE,
        0.0,
        1e-300,
        0.1,
        0.3,
        0.30000000000000004,
        2.0,
        7.5,
        1e20,
        1e308,
        f64::INFINITY,
        f64::NAN,
    ];

    #[test]
    fn every_number_finds_the_place_that_counting_finds() {
        let lists: [&[f64]; 9] = [
            &[],
            &[2.0],
            &[0.1; 12],
            &[0.3, 0.1, 7.5, 0.3],
            &[1e-300, 0.0, 2.0],
            &[0.1, 1e20, 0.3],
            &[-3.0, 0.2, -1.0],
            &[0.0, 1e308],
            &[f64::INFINITY, 0.1],
        ];
        let mut buckets = Buckets::default();
        for list in lists {
            buckets.build(list.iter().copied().zip(0..));
            assert!(buckets.sorted().is_sorted_by(|a, b| a <= b), "{list:?}");
            for number in NUMBERS.into_iter().chain([-f64::NAN]).chain(list.iter().copied()) {
                let count = |is_before: fn(f64, f64) -> bool| list.iter().filter(|d| is_before(**d, number)).count();
                let found = [buckets.places().up_to(number), buckets.places().below(number)];
                assert_eq!(found, [count(|d, x| d <= x), count(|d, x| d < x)], "{number} in {list:?}");
            }
        }
    }
}
