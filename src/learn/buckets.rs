//! Buckets: a sorted list in which the place of any number is found in expected constant time. Behind retrieval ranks, triplet counts and the
//! hinge over all triplets.
//!
//! What is done for each number is written without choices between floats, as browsers make jumps of them, which nobody can foresee here.

use super::order;

/// Buckets for each distance: more of them make fewer neighbours to look at, and longer work to build.
const PER_DISTANCE: usize = 6;

/// A bucket with more makes the list one to sort from scratch, and to search by halves.
const MANY: u32 = 8;

/// Squared distances crowd at the low end: buckets there are finer than those at the high end by about this factor.
const FINER: f64 = 16.0;

/// So many times does a number double in between.
const DOUBLINGS: usize = 4;

/// Distances (with their points) in ascending order, and an index that finds a place among them in expected constant time.
#[derive(Default)]
pub(super) struct Buckets {
    given: Vec<(f64, usize)>,
    /// The bucket of each of them.
    given_to: Vec<u32>,
    /// Ascending.
    list: Vec<(f64, usize)>,
    /// Their distances, and after them what is no number.
    numbers: Vec<f64>,
    scale: Scale,
    /// For each bucket the first distance that is in it or a later one, and the end.
    starts: Vec<u32>,
    /// Whether some bucket holds many.
    crowded: bool,
}

/// Where buckets begin and end: at the first bits of what is above an origin. These rise with it, about as its logarithm does.
#[derive(Clone, Copy, Default)]
struct Scale {
    origin: f64,
    /// So many bits are left out.
    shift: u32,
    /// What is left of the least distance.
    first: i64,
}

/// The way to look up many numbers.
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
        // Counting sort into buckets, which an insertion sort completes.
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

    /// The way to look up many numbers.
    pub fn places(&self) -> Places<'_> {
        Places { numbers: &self.numbers, scale: self.scale, starts: &self.starts, crowded: self.crowded }
    }
}

impl Scale {
    /// From the least distance to the greatest in at most about so many steps; and the last of them.
    fn over(given: &[(f64, usize)], steps: usize) -> (Self, usize) {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for (distance, _) in given {
            low = if *distance < low { *distance } else { low };
            high = if *distance > high { *distance } else { high };
        }
        let range = high - low;
        if !(range > 0.0 && range < f64::INFINITY) {
            // One bucket for all.
            return (Self { origin: 0.0, shift: 63, first: 0 }, 0);
        }
        // So much that the least distance does not round to the origin.
        let lead = (range / FINER).max(low.abs() * (16.0 * f64::EPSILON)).max(f64::MIN_POSITIVE);
        let shift = f64::MANTISSA_DIGITS - 1 - (steps / DOUBLINGS).max(1).ilog2();
        let scale = Self { origin: low - lead, shift, first: 0 };
        let first = scale.bits(low);
        (Self { first, ..scale }, (scale.bits(high) - first) as usize)
    }

    /// The bits of floats above 0 are in the order of the floats, those of floats below 0 are negative.
    #[inline(always)]
    fn bits(self, number: f64) -> i64 {
        (number - self.origin).to_bits() as i64 >> self.shift
    }

    /// The bucket of a number: never a later one than that of a greater number, as each operation keeps the order, rounding and all. What is
    /// above all distances may be given one that does not exist.
    #[inline(always)]
    fn bucket(self, number: f64) -> usize {
        (self.bits(number).max(self.first) - self.first) as usize
    }
}

impl Places<'_> {
    fn count(self) -> usize {
        self.numbers.len() - 1
    }

    /// How many distances are before a number by a rule that holds for all nearer ones: all of earlier buckets, none of later ones.
    #[inline(always)]
    fn before(self, number: f64, is_before: impl Fn(f64) -> bool) -> usize {
        let bucket = self.scale.bucket(number);
        if self.crowded || bucket >= self.starts.len() {
            self.halved(bucket, is_before)
        } else {
            self.counted(bucket, is_before)
        }
    }

    /// The same of a number that is in this bucket, if none is crowded. What is looked at of later buckets is not before the number, and
    /// what is no number isn't either.
    #[inline(always)]
    fn counted(self, bucket: usize, is_before: impl Fn(f64) -> bool) -> usize {
        let start = self.starts[bucket] as usize;
        // Few buckets hold more than one, so that few numbers go on from here.
        let mut place = start + usize::from(is_before(self.numbers[start]));
        while is_before(self.numbers[place]) {
            place += 1;
        }
        place
    }

    /// The same where some may be crowded.
    #[inline(always)]
    fn halved(self, bucket: usize, is_before: impl Fn(f64) -> bool) -> usize {
        let start = |bucket: usize| self.starts.get(bucket).map_or(self.count(), |start| *start as usize);
        let from = if bucket < self.starts.len() { start(bucket) } else { 0 };
        from + self.numbers[from..start(bucket + 1)].partition_point(|d| is_before(*d))
    }

    /// How many distances are not above a number.
    #[inline(always)]
    pub fn up_to(self, number: f64) -> usize {
        self.before(number, |d| d <= number)
    }

    /// The same of each number of a chunk, as many as there is room for. What is no number, or infinite, is above all distances, and is
    /// written as the greatest of them.
    ///
    /// First the buckets of all, then the places of all: the processor waits for no number's place before it turns to the next one's.
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
    use crate::learn::num;

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
            // Once all, and once those that are finite, which are looked up in another way.
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
