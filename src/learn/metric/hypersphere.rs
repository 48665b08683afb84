//! Alignment and uniformity: how close positives are, and how evenly all points are spread, both by direction alone.
//!
//! alignment = mean of ‖z − z′‖² over positive pairs; uniformity = ln of the mean of e^(−2‖z − z′‖²) over all pairs of different points; z
//! = e/‖e‖. Small is good, and both are 0 at collapse. Wang & Isola 2020, <https://arxiv.org/abs/2005.10242>, exponents 2.

use super::super::num::{Matrix, exp, ln};
use nalgebra::{DVector, DVectorView};

/// The factor in the exponent.
const T: f64 = 2.0;

/// Alignment and uniformity of an embedding (d×N); `None` without a pair. A point at 0 has no direction, and is compared as 0.
pub fn alignment_and_uniformity(embedding: &Matrix, labels: &[usize]) -> [Option<f64>; 2] {
    let unit: Vec<_> = embedding.column_iter().map(direction).collect();
    let (mut near, mut positives, mut even, mut pairs) = (0.0, 0_u32, 0.0, 0_u32);
    for i in 0..unit.len() {
        for j in 0..i {
            let squared = (&unit[i] - &unit[j]).norm_squared();
            even += exp(-T * squared);
            pairs += 1;
            if labels[i] == labels[j] {
                near += squared;
                positives += 1;
            }
        }
    }
    [(positives > 0).then(|| near / f64::from(positives)), (pairs > 0).then(|| ln(even / f64::from(pairs)))]
}

fn direction(e: DVectorView<f64>) -> DVector<f64> {
    e / e.norm().max(1e-12)
}

/// The same of positives that are two views of each point, column by column (d×N each): how close those are, and the mean of the two views'
/// uniformities, as the authors' code has it.
pub fn of_views([first, second]: &[Matrix; 2]) -> [Option<f64>; 2] {
    let squared = |(a, b)| (direction(a) - direction(b)).norm_squared();
    let count = first.ncols();
    let sum: f64 = first.column_iter().zip(second.column_iter()).map(squared).sum();
    let all_differ: Vec<usize> = (0..count).collect();
    let [one, other] = [first, second].map(|views| alignment_and_uniformity(views, &all_differ)[1]);
    [(count > 0).then(|| sum / count as f64), one.zip(other).map(|(one, other)| 0.5 * (one + other))]
}

/// The infimum of uniformity on the unit sphere in d dimensions, for points spread evenly: −2t + ln ₀F₁(d/2; t²), by the series of ₀F₁. On
/// the circle (d = 2) ₀F₁ is the Bessel function I₀(2t).
pub fn best_uniformity(dimensions: usize) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for k in 1..40 {
        term *= (T / f64::from(k)) * (T / (0.5 * dimensions as f64 + f64::from(k - 1)));
        sum += term;
    }
    -2.0 * T + ln(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::num::{cos, sin};

    fn ring(points: usize, radius: f64) -> Matrix {
        let angle = |i: usize| std::f64::consts::TAU * i as f64 / points as f64;
        Matrix::from_fn(2, points, |row, i| radius * if row == 0 { cos(angle(i)) } else { sin(angle(i)) })
    }

    #[test]
    fn points_all_around_come_to_the_circles_best() {
        assert!((best_uniformity(2) - -1.575).abs() < 5e-4, "{}", best_uniformity(2));
        // On the globe ₀F₁(3/2; t²) = sinh(2t) / 2t.
        let globe = -4.0 + ln((exp(4.0) - exp(-4.0)) / 8.0);
        assert!((best_uniformity(3) - globe).abs() < 1e-12 && best_uniformity(8) < globe);
        // Few points lie below the limit, as no point is paired with itself.
        for (points, uniformity) in [(8, -2.36), (32, -1.71), (120, -1.61)] {
            let [_, found] = alignment_and_uniformity(&ring(points, 3.0), &vec![0; points]);
            assert!((found.unwrap() - uniformity).abs() < 0.006, "{points}: {found:?}");
        }
    }

    #[test]
    fn of_views_each_point_has_one_positive_and_both_views_are_spread() {
        let (first, second) = (ring(8, 3.0), ring(8, 0.5));
        let [alignment, uniformity] = of_views(&[first.clone(), second]);
        assert!(alignment.unwrap() < 1e-15, "by direction alone");
        assert!((uniformity.unwrap() - -2.36).abs() < 0.006, "each view lies evenly: {uniformity:?}");
        assert!((of_views(&[first.clone(), -&first])[0].unwrap() - 4.0).abs() < 1e-12, "opposite");
        let [together, none] = of_views(&[first, Matrix::from_element(2, 8, 1.0)]);
        assert!(together.unwrap() > 1.0 && none.unwrap() > uniformity.unwrap());
        assert_eq!(of_views(&[ring(0, 1.0), ring(0, 1.0)]), [None, None]);
    }

    #[test]
    fn at_collapse_both_are_zero() {
        let [alignment, uniformity] = alignment_and_uniformity(&Matrix::from_element(2, 5, 0.3), &[0, 0, 0, 1, 1]);
        assert!(alignment.unwrap().abs() < 1e-15 && uniformity.unwrap().abs() < 1e-15);
        assert_eq!(alignment_and_uniformity(&ring(1, 1.0), &[0]), [None, None]);
        assert_eq!(alignment_and_uniformity(&ring(2, 1.0), &[0, 1])[0], None);
    }
}
