//! Numbers: the matrix type, and functions that give the same bits natively and in WebAssembly.
//!
//! `exp`, `ln`, `tanh`, … of the standard library differ between targets; those of `libm` do not. `f64::sqrt` is exact everywhere and may
//! be used.

pub use libm::{acos, atan2, cos, exp, log as ln, log1p as ln_1p, log10, pow, sin, tan, tanh};

/// A dense column-major matrix. Points are columns, so the storage is x₀y₀x₁y₁….
pub type Matrix = nalgebra::DMatrix<f64>;

/// ln(1 + eˣ) without overflow.
pub fn softplus(x: f64) -> f64 {
    x.max(0.0) + ln_1p(exp(-x.abs()))
}

/// 1 / (1 + e⁻ˣ) in the two-branch form that never overflows.
pub fn sigmoid(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + exp(-x))
    } else {
        let e = exp(x);
        e / (1.0 + e)
    }
}

/// ln Σ eˣ, with the greatest exponent subtracted first. An empty sum gives −∞ (the term is absent).
pub fn log_sum_exp(xs: impl Iterator<Item = f64> + Clone) -> f64 {
    let max = xs.clone().fold(f64::NEG_INFINITY, f64::max);
    if max == f64::NEG_INFINITY {
        return max;
    }
    max + ln(xs.map(|x| exp(x - max)).sum())
}

/// −Σ p ln p.
pub fn entropy(probabilities: impl Iterator<Item = f64>) -> f64 {
    // Of one certain event it is 0, and not −0.
    0.0 - probabilities.filter(|p| *p > 0.0).map(|p| p * ln(p)).sum::<f64>()
}

/// Euclidean norm over all entries of several matrices: the length of a gradient.
pub fn norm<'a>(matrices: impl IntoIterator<Item = &'a Matrix>) -> f64 {
    // The sum of nothing is −0.
    (matrices.into_iter().flat_map(|m| m.iter()).map(|x| x * x).sum::<f64>() + 0.0).sqrt()
}

/// Whether all entries are finite and below 10³⁰, so that four layers and a square cannot overflow.
pub fn all_finite<'a>(matrices: impl IntoIterator<Item = &'a Matrix>) -> bool {
    matrices.into_iter().all(|m| m.iter().all(|x| x.abs() < 1e30))
}

/// Points (d×N) without their mean, and the mean: d.
pub fn centered(points: &Matrix) -> (Matrix, nalgebra::DVector<f64>) {
    let (mut centered, mean) = (points.clone(), points.column_mean());
    centered.column_iter_mut().for_each(|mut point| point -= &mean);
    (centered, mean)
}

/// Root mean square distance of points (columns) from their centroid; 0 without a point.
pub fn spread(points: &Matrix) -> f64 {
    if points.is_empty() {
        return 0.0;
    }
    let center = points.column_mean();
    let off = |point: &[f64]| -> f64 { point.iter().zip(center.iter()).map(|(x, c)| (x - c) * (x - c)).sum() };
    let squares: f64 = points.as_slice().chunks_exact(points.nrows()).map(off).sum();
    (squares / points.ncols() as f64).sqrt()
}
