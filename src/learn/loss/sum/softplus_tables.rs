//! Tables for [`super::softplus_sum`]: Chebyshev series of softplus and its slope, within a cell of width 2 and between neighbours.

use crate::learn::num::{cos, exp, sigmoid, softplus};
use std::array::from_fn;
use std::f64::consts::PI;

/// Polynomials T₀ to T₁₉: later coefficients are below 10⁻¹⁶ of the first.
const POLYNOMIALS: usize = 20;

/// Powers of e^(−d) for d ≥ 2: later ones are below 10⁻¹⁷.
const DECAYS: usize = 19;

/// One coefficient per polynomial.
pub(in crate::loss) type Coefficients = [f64; POLYNOMIALS];

/// One number per power, starting with the first.
pub(in crate::loss) type Decays = [f64; DECAYS];

/// Series in two variables: x in its cell, z in its own.
pub(in crate::loss) struct Near {
    /// softplus(x − z), indexed by the polynomial of z, then of x.
    pub value: [Coefficients; POLYNOMIALS],
    /// σ(x − z), indexed in the same order.
    pub slope: [Coefficients; POLYNOMIALS],
    /// σ(x − z), indexed by the polynomial of x, then of z.
    pub turned: [Coefficients; POLYNOMIALS],
}

/// All series.
pub(in crate::loss) struct Tables {
    /// For x in the cell before that of z, in the same, and in the one after.
    pub near: [Near; 3],
    /// e^(−j(1 + s)): the decay from the low end of a cell to place s.
    pub decays: [Coefficients; DECAYS],
    /// e^(−2j): the decay across a cell.
    pub per_cell: Decays,
}

impl Tables {
    /// Computes the tables, which are constants.
    pub fn new() -> Self {
        let near = |offset: usize| {
            let gap = 2.0 * (offset as f64 - 1.0);
            let slope = series_of_two(|z, x| sigmoid(gap + x - z));
            let turned = from_fn(|k| from_fn(|l| slope[l][k]));
            Near { value: series_of_two(|z, x| softplus(gap + x - z)), slope, turned }
        };
        Self {
            near: from_fn(near),
            decays: from_fn(|j| series(&waves(), from_fn(|i| exp(-((j + 1) as f64) * (1.0 + node(i)))))),
            per_cell: from_fn(|j| exp(-2.0 * (j + 1) as f64)),
        }
    }
}

/// The nodes in −1…1 at which functions are sampled.
fn node(i: usize) -> f64 {
    cos(PI * (i as f64 + 0.5) / POLYNOMIALS as f64)
}

/// Each polynomial at the nodes, divided by its squared norm there.
fn waves() -> [Coefficients; POLYNOMIALS] {
    let at = |k: usize, i: usize| cos(k as f64 * PI * (i as f64 + 0.5) / POLYNOMIALS as f64);
    from_fn(|k| from_fn(|i| at(k, i) * if k == 0 { 1.0 } else { 2.0 } / POLYNOMIALS as f64))
}

/// The series of a function with these values at the nodes.
fn series(waves: &[Coefficients; POLYNOMIALS], values: Coefficients) -> Coefficients {
    from_fn(|k| waves[k].iter().zip(&values).map(|(wave, value)| wave * value).sum())
}

/// The series of a function of two variables, indexed by the polynomial of the first.
fn series_of_two(f: impl Fn(f64, f64) -> f64) -> [Coefficients; POLYNOMIALS] {
    let waves = waves();
    let rows: [Coefficients; POLYNOMIALS] = from_fn(|i| series(&waves, from_fn(|j| f(node(i), node(j)))));
    let columns: [Coefficients; POLYNOMIALS] = from_fn(|l| series(&waves, from_fn(|i| rows[i][l])));
    from_fn(|k| from_fn(|l| columns[l][k]))
}

/// All polynomials at s: T₀ = 1, T₁ = s, T₍ₖ₊₁₎ = 2s Tₖ − T₍ₖ₋₁₎.
#[inline]
pub(in crate::loss) fn polynomials(place: f64) -> Coefficients {
    let mut all = [1.0; POLYNOMIALS];
    all[1] = place;
    for k in 2..POLYNOMIALS {
        all[k] = 2.0 * place * all[k - 1] - all[k - 2];
    }
    all
}

/// The value of a series at s, by Clenshaw's recurrence.
#[inline]
pub(in crate::loss) fn value_at(series: &Coefficients, place: f64) -> f64 {
    let (mut next, mut after) = (0.0, 0.0);
    for c in series[1..].iter().rev() {
        (next, after) = (c + 2.0 * place * next - after, next);
    }
    series[0] + place * next - after
}

/// y += factor · x.
#[inline]
pub(in crate::loss) fn add(y: &mut Coefficients, factor: f64, x: &Coefficients) {
    y.iter_mut().zip(x).for_each(|(y, x)| *y += factor * x);
}

/// Four partial sums, so that additions do not wait for each other.
#[inline]
pub(in crate::loss) fn dot(x: &Coefficients, y: &Coefficients) -> f64 {
    let mut sums = [0.0; 4];
    for (x, y) in x.chunks_exact(4).zip(y.chunks_exact(4)) {
        (0..4).for_each(|k| sums[k] += x[k] * y[k]);
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3])
}
