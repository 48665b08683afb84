//! Buckets: a sorted list that finds the place of any number in expected constant time. Retrieval ranks, triplet counts and the hinge over
//! all triplets use it.
//!
//! The work per number avoids branches on floats: browsers compile them to jumps, which are unpredictable here.

use super::order;

/// Buckets per distance. More of them mean fewer neighbours to look at, and more work to build.
const PER_DISTANCE: usize = 6;

/// If a bucket holds more, the list is sorted from scratch and searched by bisection.
const MANY: u32 = 8;

/// Squared distances crowd at the low end: buckets there are finer than those at the high end by about this factor.
const FINER: f64 = 16.0;

/// The number of doublings in between.
const DOUBLINGS: usize = 4;

/// Distances (with their points) in ascending order, with an index that finds the place of a number in expected constant time.
#[derive(Default)]
pub(super) struct Buckets {
    given: Vec<(f64, usize)>,
    /// The bucket of each given distance.
    given_to: Vec<u32>,
    /// Ascending.
    list: Vec<(f64, usize)>,
    /// The sorted distances, followed by NaNs.
    numbers: Vec<f64>,
    scale: Scale,
    /// For each bucket the first distance in it or a later one, then the end.
    starts: Vec<u32>,
    /// Whether some bucket holds more than [`MANY`].
    crowded: bool,
}

/// The boundaries of buckets: the leading bits of the difference from an origin, which grow about like its logarithm.
#[derive(Clone, Copy, Default)]
struct Scale {
    origin: f64,
    /// The number of bits dropped.
    shift: u32,
    /// The leading bits of the least distance.
    first: i64,
}

/// Looks up many numbers.
#[derive(Clone, Copy)]
pub(super) struct Places<'a> {
    numbers: &'a [f64],
    scale: Scale,
    starts: &'a [u32],
    crowded: bool,
}

impl Buckets {
    /// Takes distances whose points ascend; equal distances stay in that order.
    pub fn build(&mut self, given: impl Iterator<Item = (f64, usize)>) {
        self.given.clear();
        self.given.extend(given);
        let (scale, last) = Scale::over(&self.given, PER_DISTANCE * self.given.len());
        self.scale = scale;
        // A counting sort into buckets, completed by an insertion sort.
        self.starts.clear();
        self.starts.resize(last + 2, 0);
        self.given_to.clear();
        for (distance, _) in &self.given {
            let bucket = scale.bucket(*distance).min(last);
            self.given_to.push(bucket as u32);
            self.starts[bucket] += 1;
        }
        let (mut end, mut most) = (0, 0);
        for start in &mut self.starts {
            most = most.max(*start);
            end += *start;
            *start = end;
        }
        self.crowded = most > MANY;
        self.list.clear();
        self.list.resize(end as usize, (0.0, 0));
        for (given, bucket) in self.given.iter().zip(&self.given_to).rev() {
            let start = &mut self.starts[*bucket as usize];
            *start -= 1;
            self.list[*start as usize] = *given;
        }
        if self.crowded {
            order::sort(&mut self.list);
        } else {
            insert_each(&mut self.list);
        }
        self.numbers.clear();
        self.numbers.extend(self.list.iter().map(|(distance, _)| distance));
        self.numbers.push(f64::NAN);
    }

    /// The distances and their points, ascending.
    pub fn sorted(&self) -> &[(f64, usize)] {
        &self.list
    }

    /// For looking up many numbers.
    pub fn places(&self) -> Places<'_> {
        Places { numbers: &self.numbers, scale: self.scale, starts: &self.starts, crowded: self.crowded }
    }
}

impl Scale {
    /// Buckets from the least distance to the greatest in at most about this many steps, and the last bucket.
    fn over(given: &[(f64, usize)], steps: usize) -> (Self, usize) {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for (distance, _) in given {
            low = if *distance < low { *distance } else { low };
            high = if *distance > high { *distance } else { high };
        }
        let range = high - low;
        if !(range > 0.0 && range < f64::INFINITY) {
            // One bucket for everything.
            return (Self { origin: 0.0, shift: 63, first: 0 }, 0);
        }
        // Large enough that the least distance does not round to the origin.
        let lead = (range / FINER).max(low.abs() * (16.0 * f64::EPSILON)).max(f64::MIN_POSITIVE);
        let shift = f64::MANTISSA_DIGITS - 1 - (steps / DOUBLINGS).max(1).ilog2();
        let scale = Self { origin: low - lead, shift, first: 0 };
        let first = scale.bits(low);
        (Self { first, ..scale }, (scale.bits(high) - first) as usize)
    }

    /// The bits of positive floats have the order of the floats; those of negative floats are negative.
    #[inline(always)]
    fn bits(self, number: f64) -> i64 {
        (number - self.origin).to_bits() as i64 >> self.shift
    }

    /// The bucket of a number. A greater number never gets an earlier bucket: every operation preserves order, including rounding. A number
    /// above all distances may get a bucket that does not exist.
    #[inline(always)]
    fn bucket(self, number: f64) -> usize {
        (self.bits(number).max(self.first) - self.first) as usize
    }
}

impl Places<'_> {
    fn count(self) -> usize {
        self.numbers.len() - 1
    }

    /// The number of distances before a number, by a rule that holds for all distances of earlier buckets and for none of later ones.
    #[inline(always)]
    fn before(self, number: f64, is_before: impl Fn(f64) -> bool) -> usize {
        let bucket = self.scale.bucket(number);
        if self.crowded || bucket >= self.starts.len() {
            self.halved(bucket, is_before)
        } else {
            self.counted(bucket, is_before)
        }
    }

    /// The same for a number in this bucket, if no bucket is crowded. Distances of later buckets that are looked at are not before the
    /// number, and NaNs are not either.
    #[inline(always)]
    fn counted(self, bucket: usize, is_before: impl Fn(f64) -> bool) -> usize {
        let start = self.starts[bucket] as usize;
        // Few buckets hold more than one distance, so few numbers go further.
        let mut place = start + usize::from(is_before(self.numbers[start]));
        while is_before(self.numbers[place]) {
            place += 1;
        }
        place
    }

    /// The same if buckets may be crowded.
    #[inline(always)]
    fn halved(self, bucket: usize, is_before: impl Fn(f64) -> bool) -> usize {
        let start = |bucket: usize| self.starts.get(bucket).map_or(self.count(), |start| *start as usize);
        let from = if bucket < self.starts.len() { start(bucket) } else { 0 };
        from + self.numbers[from..start(bucket + 1)].partition_point(|d| is_before(*d))
    }

    /// The number of distances that are not above a number.
    #[inline(always)]
    pub fn up_to(self, number: f64) -> usize {
        self.before(number, |d| d <= number)
    }

    /// [`Self::up_to`] for each number of a chunk, as many as `found` has places. A number that is NaN or infinite is above all distances
    /// and is replaced by the greatest of them.
    ///
    /// Finds the buckets of all numbers first and their places afterwards, so that the processor works on several numbers at once.
    #[inline(always)]
    pub fn up_to_each(self, numbers: impl Iterator<Item = f64>, found: &mut [(f64, u32)]) {
        let last = self.starts.len() - 1;
        let mut sum = 0.0;
        for (number, (kept, bucket)) in numbers.zip(&mut *found) {
            (*kept, *bucket) = (number, self.scale.bucket(number).min(last) as u32);
            sum += number - self.scale.origin;
        }
        if f64::is_finite(sum) && !self.crowded {
            for (number, place) in found {
                *place = self.counted(*place as usize, |d| d <= *number) as u32;
            }
            return;
        }
        let count = self.count();
        for (number, place) in found {
            *place = if *number < f64::INFINITY {
                self.halved(*place as usize, |d| d <= *number) as u32
            } else {
                *number = self.numbers[count.saturating_sub(1)];
                count as u32
            };
        }
    }

    /// The number of distances below a number.
    #[inline(always)]
    pub fn below(self, number: f64) -> usize {
        self.before(number, |d| d < number)
    }
}

/// Like [`order::sort`], for a list that is nearly sorted. Points must ascend among equal distances.
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
    use crate::learn::num;

    /// Numbers of every size, including NaN and infinities.
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
        let close: Vec<f64> = (0..40).map(|k| 1.0 + f64::from(k) * f64::EPSILON).collect();
        let tiny: Vec<f64> = (0..40).map(|k| f64::from(k) * 5e-324).collect();
        let spread: Vec<f64> =
            (0..300).map(|k| 0.2 + f64::from(k * k % 97) * num::pow(0.1, f64::from(k % 9))).collect();
        let lists: [&[f64]; 15] = [
            &[],
            &[2.0],
            &[0.1; 12],
            &[0.3, 0.1, 7.5, 0.3],
            &[1e-300, 0.0, 2.0],
            &[0.1, 1e20, 0.3],
            &[-3.0, 0.2, -1.0],
            &[0.0, 1e308],
            &[f64::INFINITY, 0.1],
            &[f64::NEG_INFINITY, 0.1, 1e308],
            &[-1e308, 1e308, 0.0],
            &[-1.79e308, -1.7e308, -1.6e308],
            &close,
            &tiny,
            &spread,
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
            // Once with all numbers, and once with the finite ones, which take another path.
            let finite = NUMBERS.into_iter().filter(|x| x.abs() < 1e300).collect::<Vec<_>>();
            for numbers in [&[NUMBERS.as_slice(), &[-f64::NAN]].concat(), &finite] {
                let mut found = vec![(0.0, 0); numbers.len()];
                buckets.places().up_to_each(numbers.iter().copied(), &mut found);
                for (number, (kept, place)) in numbers.iter().zip(found) {
                    let count = list.iter().filter(|d| *d <= number).count();
                    let is_above = number.is_nan() || *number == f64::INFINITY;
                    assert_eq!(place as usize, if is_above { list.len() } else { count }, "{number} in {list:?}");
                    let greatest = list.iter().copied().reduce(f64::max);
                    assert!(if is_above { greatest.is_none_or(|x| x == kept) } else { *number == kept }, "{number}");
                }
            }
        }
    }

    #[test]
    fn buckets_are_few_and_their_number_follows_the_distances() {
        let mut buckets = Buckets::default();
        for (base, range) in [(0.0, 5e-324), (0.0, 1.0), (1.0, 1e-15), (1e300, 1e299), (-3.0, 1e-9), (0.2, 1e200)] {
            for count in [2, 3, 50, 700] {
                buckets.build((0..count).map(|k| (base + range * f64::from(k) / f64::from(count - 1), k as usize)));
                assert!(buckets.starts.len() <= 2 * PER_DISTANCE * count as usize, "{base} {range} {count}");
            }
        }
    }
}
