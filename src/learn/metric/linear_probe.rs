//! Linear probe: how well classes can be read off by a linear map (Alain & Bengio 2016), the usual measure of what was learned without labels.
//!
//! Half of each class is drawn, the same at every step; a ridge regression with an intercept of the classes' indicators (C×n) on these points
//! (d×n) names the class of each of the other half, that of the greatest value; and the other way round. W = Y Xᵀ (X Xᵀ + λn)⁻¹ for centred X
//! and Y. Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, §3.4.1 and §4.2. Where values tie, each class counts its part.

use crate::learn::num::{Matrix, centered};
use crate::learn::random::{choose, stream};

/// λ: the weight of the penalty, per point.
const RIDGE: f64 = 1e-3;

/// The share of points (d×N) whose class, in `labels`, is read off rightly; `None` for fewer than two points, and where one is no number.
pub fn linear_probe(points: &Matrix, labels: &[usize]) -> Option<f64> {
    if labels.len() < 2 || !points.iter().all(|value| value.is_finite()) {
        return None;
    }
    let [one, other] = halves(labels);
    let right = right(points, labels, &one, &other)? + right(points, labels, &other, &one)?;
    Some(right / labels.len() as f64)
}

/// Two halves of each class; of what is odd, the greater one in turn.
fn halves(labels: &[usize]) -> [Vec<usize>; 2] {
    let mut drawn = choose(&mut stream(0, "probe", 0), labels.len(), labels.len());
    drawn.sort_by_key(|point| labels[*point]);
    [0, 1].map(|half| drawn.iter().copied().skip(half).step_by(2).collect())
}

/// How many points of `asked` get their class from the fit to those of `known`.
fn right(points: &Matrix, labels: &[usize], known: &[usize], asked: &[usize]) -> Option<f64> {
    let (n, classes) = (known.len() as f64, labels.iter().max()? + 1);
    let (x, mean) = centered(&points.select_columns(known));
    let (mut sums, mut shares) = (Matrix::zeros(x.nrows(), classes), vec![0.0; classes]);
    for (column, point) in x.column_iter().zip(known) {
        let mut sum = sums.column_mut(labels[*point]);
        sum += column;
        shares[labels[*point]] += 1.0 / n;
    }
    let ridge = Matrix::from_diagonal_element(x.nrows(), x.nrows(), RIDGE * n);
    let weights = (&x * x.transpose() + ridge).cholesky()?.solve(&sums);
    let is_right = |point: &usize| {
        let here = points.column(*point) - &mean;
        let values: Vec<f64> = (0..classes).map(|class| shares[class] + weights.column(class).dot(&here)).collect();
        let best = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let ties = values.iter().filter(|value| **value == best).count();
        if values[labels[*point]] == best { 1.0 / ties as f64 } else { 0.0 }
    };
    Some(asked.iter().map(is_right).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::random::normal;

    /// Three classes, the mean of each so far from the others.
    fn classes(apart: f64) -> (Matrix, Vec<usize>) {
        let mut rng = stream(5, "points", 0);
        let labels: Vec<usize> = (0..90).map(|i| i % 3).collect();
        (Matrix::from_fn(4, 90, |r, i| normal(&mut rng) + if r == labels[i] { apart } else { 0.0 }), labels)
    }

    /// The same by the normal equations with the intercept as one more row of ones, which is not penalised.
    #[test]
    fn it_is_a_ridge_regression_with_an_intercept() {
        for apart in [0.5, 1.5] {
            let (points, labels) = classes(apart);
            let halves = halves(&labels);
            let mut right = 0;
            for [known, asked] in [[0, 1], [1, 0]] {
                let with_ones = |points: &Matrix| points.clone().insert_row(0, 1.0);
                let x = with_ones(&points.select_columns(&halves[known]));
                let y = Matrix::from_fn(3, x.ncols(), |c, j| f64::from(u8::from(labels[halves[known][j]] == c)));
                let mut penalty = Matrix::identity(5, 5) * (RIDGE * x.ncols() as f64);
                penalty[(0, 0)] = 0.0;
                let map = &y * x.transpose() * (&x * x.transpose() + penalty).try_inverse().unwrap();
                let named = map * with_ones(&points.select_columns(&halves[asked]));
                right += named.column_iter().zip(&halves[asked]).filter(|(c, i)| c.imax() == labels[**i]).count();
            }
            let probe = linear_probe(&points, &labels).unwrap();
            assert!((probe - right as f64 / 90.0).abs() < 1e-12, "{probe}, not {right} of 90");
        }
    }

    #[test]
    fn it_rises_from_chance_to_one() {
        let probe = |apart| {
            let (points, labels) = classes(apart);
            linear_probe(&points, &labels).unwrap()
        };
        assert!((probe(0.0) - 1.0 / 3.0).abs() < 0.12, "{}", probe(0.0));
        assert!(probe(1.0) < probe(3.0));
        assert!(probe(8.0) == 1.0);
    }

    #[test]
    fn where_all_points_coincide_it_is_chance() {
        let labels: Vec<usize> = (0..40).map(|i| i % 4).collect();
        let probe = linear_probe(&Matrix::from_element(2, 40, 0.5), &labels).unwrap();
        assert!((probe - 0.25).abs() < 1e-9, "{probe}");
        assert_eq!(linear_probe(&Matrix::from_element(2, 1, 0.5), &[0]), None);
        assert_eq!(linear_probe(&Matrix::from_element(2, 3, f64::NAN), &[0, 1, 0]), None);
        assert_eq!(linear_probe(&Matrix::zeros(2, 0), &[]), None);
    }
}
