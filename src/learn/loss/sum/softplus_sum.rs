//! Σ ln(1 + e^(x − z)) over the pairs of two lists of numbers, with its slopes Σ_z σ(x − z) at each x and Σ_x σ(x − z) at each z, to
//! rounding and without visiting the pairs: O(P + Q) for P and Q numbers, plus a constant per cell.
//!
//! σ(x) = 1/(1 + e⁻ˣ) is analytic, with its nearest poles at ±iπ. The numbers are sorted into cells of width 2. A cell is summarised by the
//! moments Σ T_k of its members' places in −1…1 (T_k: Chebyshev polynomials). Within a cell and between neighbours σ(x − z) = Σ_kl G_kl T_k
//! T_l, with an error that falls like 6.44⁻ᴷ (Trefethen 2013, Approximation Theory and Approximation Practice, ch. 8). Between cells
//! farther apart d ≥ 2, and each term of σ(−d) = Σ_j −(−1)ʲ e^(−jd) is a product of one factor per place, which is carried from cell to
//! cell. This is the fast multipole method on a line (Greengard & Rokhlin 1987).

use super::softplus_side::{Side, cell};
use super::softplus_tables::{Coefficients, Decays, Near, Tables, add, dot, polynomials, value_at};
use crate::learn::num::softplus;

/// With no more cells than this, no e^(x − z) underflows.
const FEW_CELLS: usize = 350;

/// Fewer pairs are refused: visiting each is as fast.
const MANY: usize = 512;

/// Which pairs count.
#[derive(Clone, Copy, PartialEq)]
pub(in crate::loss) enum Pairs {
    /// All.
    All,
    /// Those with x ≤ z.
    Ascending,
}

/// The sums over two lists. Reuses its memory.
#[derive(Default)]
pub(in crate::loss) struct SoftplusSum {
    /// Made on first use.
    tables: Option<Box<Tables>>,
    x: Side,
    z: Side,
}

impl SoftplusSum {
    /// The sum over pairs of x/unit − z/unit. `None`, if there are few pairs, or numbers that are not finite or are spread over many more
    /// units than there are numbers.
    pub fn over(
        &mut self,
        x: impl ExactSizeIterator<Item = f64>,
        z: impl ExactSizeIterator<Item = f64>,
        unit: f64,
        pairs: Pairs,
    ) -> Option<f64> {
        if x.len() * z.len() < MANY { None } else { self.over_many(x, z, unit, pairs) }
    }

    fn over_many(
        &mut self,
        x: impl Iterator<Item = f64>,
        z: impl Iterator<Item = f64>,
        unit: f64,
        pairs: Pairs,
    ) -> Option<f64> {
        self.x.numbers.build(x.zip(0..));
        self.z.numbers.build(z.zip(0..));
        let both = || [&self.x, &self.z].into_iter().flat_map(|side| side.numbers.sorted()).map(|(number, _)| *number);
        if !both().all(f64::is_finite) {
            return None;
        }
        let low = both().fold(f64::INFINITY, f64::min);
        let high = both().fold(f64::NEG_INFINITY, f64::max);
        let cells = cell(high / unit) - cell(low / unit) + 1.0;
        let most = FEW_CELLS + 2 * (self.x.numbers.sorted().len() + self.z.numbers.sorted().len());
        if cells.is_nan() || cells > most as f64 {
            return None;
        }
        for side in [&mut self.x, &mut self.z] {
            side.place(cell(low / unit), cells as usize, unit);
        }
        let (x, z) = (&mut self.x, &mut self.z);
        let tables = self.tables.get_or_insert_with(|| Box::new(Tables::new()));
        let mut sum = near(tables, x, z, pairs);
        sum += carry(tables, x, z, Way::Up, false);
        carry(tables, z, x, Way::Down, false);
        if pairs == Pairs::All {
            sum += carry(tables, z, x, Way::Up, true);
            carry(tables, x, z, Way::Down, true);
        }
        x.listen();
        z.listen();
        Some(sum)
    }

    /// Σ_z σ(x − z) for each x.
    pub fn at_x(&self) -> &[f64] {
        &self.x.slopes
    }

    /// The number of pairs in which x is so far below z that ln(1 + e^(x − z)) is 0.
    pub fn silent(&self, unit: f64) -> usize {
        if self.x.moments.len() < FEW_CELLS {
            return 0;
        }
        let (x, mut below) = (self.x.numbers.sorted(), 0);
        let of = |(z, _): &(f64, usize)| {
            below += x[below..].iter().take_while(|(x, _)| softplus((x - z) / unit) == 0.0).count();
            below
        };
        self.z.numbers.sorted().iter().map(of).sum()
    }

    /// The number of z below a number.
    pub fn below(&self, number: f64) -> usize {
        self.z.numbers.places().below(number)
    }

    /// Σ_x σ(x − z) for each z.
    pub fn at_z(&self) -> &[f64] {
        &self.z.slopes
    }
}

/// Pairs within a cell and between neighbouring cells.
fn near(tables: &Tables, x: &mut Side, z: &mut Side, pairs: Pairs) -> f64 {
    let mut sum = 0.0;
    for c in 0..x.moments.len() {
        for (offset, table) in tables.near.iter().enumerate() {
            // x lies in the cell of z (1), the one before (0) or the one after (2).
            let Some(d) = (c + 1).checked_sub(offset).filter(|d| *d < z.moments.len()) else { continue };
            if x.is_empty(c) || z.is_empty(d) || (pairs == Pairs::Ascending && offset == 2) {
                continue;
            }
            if pairs == Pairs::Ascending && offset == 1 {
                sum += ascending(table, x, z, c);
                continue;
            }
            let (from_x, from_z) = (&x.moments[c], &z.moments[d]);
            let mut value = Coefficients::default();
            for l in 0..from_z.len() {
                add(&mut value, from_z[l], &table.value[l]);
                add(&mut x.heard[c], from_z[l], &table.slope[l]);
                add(&mut z.heard[d], from_x[l], &table.turned[l]);
            }
            sum += dot(&value, from_x);
        }
    }
    sum
}

/// Pairs within one cell with x ≤ z.
fn ascending(table: &Near, x: &mut Side, z: &mut Side, cell: usize) -> f64 {
    let (own, mut next) = (x.starts[cell]..x.starts[cell + 1], x.starts[cell]);
    let mut sum = 0.0;
    let mut below = Coefficients::default();
    z.said.clear();
    for k in z.starts[cell]..z.starts[cell + 1] {
        let (number, index) = z.numbers.sorted()[k];
        while next < own.end && x.numbers.sorted()[next].0 <= number {
            add(&mut below, 1.0, &polynomials(x.places[next]));
            next += 1;
        }
        let (mut value, mut slope) = (Coefficients::default(), Coefficients::default());
        for (l, t) in polynomials(z.places[k]).iter().enumerate() {
            add(&mut value, *t, &table.value[l]);
            add(&mut slope, *t, &table.slope[l]);
        }
        sum += dot(&value, &below);
        z.slopes[index] += dot(&slope, &below);
        z.said.push((number, slope));
    }
    let mut above = Coefficients::default();
    for k in own.rev() {
        let (number, index) = x.numbers.sorted()[k];
        while let Some((_, slope)) = z.said.pop_if(|(z, _)| *z >= number) {
            add(&mut above, 1.0, &slope);
        }
        x.slopes[index] += value_at(&above, x.places[k]);
    }
    sum
}

/// The direction of carrying.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Up,
    Down,
}

impl Way {
    /// The series as seen from the other end of its cell, for the downward direction.
    fn turn(self, mut series: Coefficients) -> Coefficients {
        if self == Self::Down {
            series.iter_mut().skip(1).step_by(2).for_each(|c| *c = -*c);
        }
        series
    }
}

/// Pairs of cells that are not neighbours: carries e^(−jd) from each cell to those farther along. `above`: whether x is above z, so that
/// the slope tends to 1. Returns the sum over these pairs.
fn carry(tables: &Tables, from: &Side, to: &mut Side, way: Way, above: bool) -> f64 {
    let cells = from.moments.len();
    let index = |step: usize| if way == Way::Up { step } else { cells - 1 - step };
    // The numbers passed so far, relative to the start of the current cell: their count, Σ distance and Σ e^(−j distance).
    let (mut count, mut distance, mut decays) = (0.0, 0.0, Decays::default());
    let mut sum = 0.0;
    for step in 2..cells {
        let (passed, present) = (index(step - 2), index(step));
        if !from.is_empty(passed) {
            // Relative to the end of that cell.
            let ends = match way {
                Way::Up => Way::Down,
                Way::Down => Way::Up,
            };
            let moments = ends.turn(from.moments[passed]);
            count += moments[0];
            distance += moments[0] + moments[1];
            decays.iter_mut().zip(&tables.decays).for_each(|(decay, series)| *decay += dot(series, &moments));
        }
        distance += 2.0 * count;
        decays.iter_mut().zip(&tables.per_cell).for_each(|(decay, factor)| *decay *= factor);
        if count == 0.0 || to.is_empty(present) {
            continue;
        }
        let moments = way.turn(to.moments[present]);
        let (mut value, mut slope) = (Coefficients::default(), Coefficients::default());
        for (j, (decay, series)) in decays.iter().zip(&tables.decays).enumerate() {
            // −(−1)ʲ for the power j + 1.
            let term = if j % 2 == 0 { *decay } else { -decay };
            add(&mut value, term / (j + 1) as f64, series);
            add(&mut slope, if above { -term } else { term }, series);
        }
        sum += dot(&value, &moments);
        if above {
            slope[0] += count;
            sum += count * (moments[0] + moments[1]) + moments[0] * distance;
        }
        add(&mut to.heard[present], 1.0, &way.turn(slope));
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::num::sigmoid;
    use crate::learn::random::{normal, stream};

    /// The definition.
    fn pair_by_pair(x: &[f64], z: &[f64], unit: f64, pairs: Pairs) -> (f64, Vec<f64>, Vec<f64>) {
        let (mut sum, mut at_x, mut at_z) = (0.0, vec![0.0; x.len()], vec![0.0; z.len()]);
        for (i, a) in x.iter().enumerate() {
            for (k, b) in z.iter().enumerate().filter(|(_, b)| pairs == Pairs::All || a <= b) {
                sum += softplus((a - b) / unit);
                at_x[i] += sigmoid((a - b) / unit);
                at_z[k] += sigmoid((a - b) / unit);
            }
        }
        (sum, at_x, at_z)
    }

    fn assert_close(found: f64, expected: f64, what: &str) {
        assert!((found - expected).abs() <= 1e-12 * expected.abs() + 1e-300, "{what}: {found} for {expected}");
    }

    #[test]
    fn sums_are_those_of_all_pairs_to_rounding_at_every_spread_and_with_ties() {
        let mut sums = SoftplusSum::default();
        let mut rng = stream(1, "softplus sum", 0);
        for spread in [0.0, 1e-9, 0.3, 2.0, 9.0, 60.0, 300.0] {
            for (offset, grid) in [(0.0, 0.0), (-3.0, 0.5), (7.25, 0.0), (-90.0, 1.0), (90.0, 0.0)] {
                for (p, q) in [(1, 1), (3, 50), (40, 7), (30, 90)] {
                    let mut draw = |n: usize, middle: f64| -> Vec<f64> {
                        let on_grid = |x: f64| if grid > 0.0 { (x / grid).round() * grid } else { x };
                        (0..n).map(|_| on_grid(middle + spread * normal(&mut rng))).collect()
                    };
                    let (x, z) = (draw(p, offset), draw(q, 0.0));
                    for (unit, pairs) in [(1.0, Pairs::All), (1.0, Pairs::Ascending), (0.7, Pairs::Ascending)] {
                        let what = format!("spread {spread}, offset {offset}, grid {grid}, {p} and {q}");
                        let expected = pair_by_pair(&x, &z, unit, pairs);
                        // Few numbers that are far apart are refused.
                        let sum = sums.over_many(x.iter().copied(), z.iter().copied(), unit, pairs);
                        let Some(sum) = sum else {
                            assert!(spread > 60.0, "{what}");
                            continue;
                        };
                        let silent = |a: &f64| z.iter().filter(|b| softplus((a - *b) / unit) == 0.0).count();
                        assert_eq!(sums.silent(unit), x.iter().map(silent).sum(), "{what}");
                        assert_close(sum, expected.0, &what);
                        sums.at_x().iter().zip(&expected.1).for_each(|(f, e)| assert_close(*f, *e, &what));
                        sums.at_z().iter().zip(&expected.2).for_each(|(f, e)| assert_close(*f, *e, &what));
                    }
                }
            }
        }
    }

    #[test]
    fn numbers_without_end_are_refused() {
        let mut sums = SoftplusSum::default();
        for far in [f64::NAN, f64::INFINITY, -f64::INFINITY, 1e300, -1e4] {
            let sum = sums.over_many([0.0, 1.0].into_iter(), [far, 2.0].into_iter(), 1.0, Pairs::All);
            assert_eq!(sum, None, "{far}");
        }
    }
}
