//! Principal components: the directions along which points spread most.
//!
//! [`Components`] are the eigenvectors of the covariance with the greatest eigenvalues, exactly; their sign, which is arbitrary, is chosen so
//! that the entry of greatest size is positive. Runs depend on them: a point of many features is moved in their plane.
//!
//! [`follow`] gives three axes that follow a moving cloud, for pictures alone: eigenvectors flip their sign and change their order as soon
//! as two spreads are alike, and a picture that turns with them does not. Orthogonal iteration: B ← orthonormal(C B), where C is the
//! covariance and B (d×3) begins with the axes of the moment before; the first column tends to the axis of most spread, and so on. As C has
//! no negative eigenvalue, ⟨b, C b⟩ ≥ 0 and no axis flips; where spreads are alike and the axes have little meaning, they stay about where
//! they were. Golub & Van Loan, Matrix Computations, §8.2.4.

use super::num::{self, Matrix};
use super::order::ascending;
use nalgebra::{DVector, SymmetricEigen};

/// The first principal components of points.
#[derive(Clone, Debug)]
pub struct Components {
    /// The mean of the points: d.
    pub mean: DVector<f64>,
    /// The components (d×k), that of most spread first.
    pub axes: Matrix,
    /// The share of the whole variance along each of them.
    pub shares: Vec<f64>,
    /// The points along the components (k×N), their mean at 0.
    pub points: Matrix,
}

impl Components {
    /// The first `count` components of points (d×N, N ≥ 1, d ≥ `count`).
    pub fn of(points: &Matrix, count: usize) -> Self {
        let (centered, mean) = num::centered(points);
        let eigen = SymmetricEigen::new(&centered * centered.transpose() / points.ncols() as f64);
        let order = ascending(eigen.eigenvalues.iter().map(|v| -v));
        let total = eigen.eigenvalues.iter().map(|v| v.max(0.0)).sum::<f64>().max(f64::MIN_POSITIVE);
        let components = order[..count].iter().map(|&k| {
            let vector = eigen.eigenvectors.column(k);
            let greatest = vector.iter().fold(0.0_f64, |best, v| if v.abs() > best.abs() { *v } else { best });
            if greatest < 0.0 { -vector } else { vector.into_owned() }
        });
        let axes = Matrix::from_columns(&components.collect::<Vec<_>>());
        let shares = order[..count].iter().map(|&k| eigen.eigenvalues[k].max(0.0) / total).collect();
        Self { points: axes.transpose() * centered, mean, axes, shares }
    }
}

/// How many axes there are.
pub const AXES: usize = 3;

/// Rounds with axes to begin with, and without.
const ROUNDS: [usize; 2] = [12, 100];
/// What is less than this share of the whole is rounding.
const LEAST: f64 = 1e-9;

/// The axes (d×3) of points (d×N, d ≥ 3), found from those of the moment before, if they are of as many dimensions. Where the points do
/// not spread, or are no numbers, the axes stay as they were.
pub fn follow(points: &Matrix, before: Option<&Matrix>) -> Matrix {
    let dimensions = points.nrows();
    let before = before.filter(|axes| axes.nrows() == dimensions);
    let mut axes = before.cloned().unwrap_or_else(|| Matrix::identity(dimensions, AXES));
    let Some(centered) = centered(points) else { return axes };
    for _ in 0..ROUNDS[usize::from(before.is_none())] {
        let spread = &centered * centered.tr_mul(&axes);
        let floor = LEAST * spread.norm();
        let others = Matrix::identity(dimensions, dimensions);
        let old = std::mem::replace(&mut axes, Matrix::zeros(dimensions, AXES));
        for k in 0..AXES {
            // Where there is no spread to tell, the old axis, another old one, or any.
            let rest = [k, 0, 1, 2].into_iter().map(|j| old.column(j)).chain(others.column_iter());
            let mut rest = rest.filter_map(|column| upright(column.iter().copied().collect(), &axes, 0.1));
            let found = upright(spread.column(k).iter().copied().collect(), &axes, floor).or_else(|| rest.next());
            if let Some(column) = found {
                axes.column_mut(k).copy_from_slice(&column);
            }
        }
    }
    axes
}

/// The share of the points' variance that lies along directions (columns, orthonormal); `None` where the points do not spread.
pub fn share(points: &Matrix, directions: &Matrix) -> Option<f64> {
    let centered = centered(points)?;
    Some((centered.tr_mul(directions).norm_squared() / centered.norm_squared()).min(1.0))
}

/// The variances of points (d×N) along their principal components, in no order and up to a common factor; `None` where the points do not
/// spread.
pub fn variances(points: &Matrix) -> Option<Vec<f64>> {
    let centered = centered(points)?;
    Some((&centered * centered.transpose()).symmetric_eigenvalues().as_slice().to_vec())
}

/// The points around their mean, the farthest coordinate at 1; `None` where they are no numbers or coincide.
fn centered(points: &Matrix) -> Option<Matrix> {
    let size = points.amax();
    if points.is_empty() || !points.iter().all(|x| x.is_finite()) || size < f64::MIN_POSITIVE {
        return None;
    }
    let (centered, _) = num::centered(&(points / size));
    let size = centered.amax();
    (size > LEAST).then(|| centered / size)
}

/// The part of a vector at right angles to the axes (columns; those still missing are 0), of length 1; `None` where no more than `floor` is
/// left.
fn upright(mut vector: Vec<f64>, axes: &Matrix, floor: f64) -> Option<Vec<f64>> {
    // Twice is enough for right angles to the last digits.
    for axis in axes.column_iter().chain(axes.column_iter()) {
        let along: f64 = vector.iter().zip(axis.iter()).map(|(x, a)| x * a).sum();
        vector.iter_mut().zip(axis.iter()).for_each(|(x, a)| *x -= along * a);
    }
    let length = vector.iter().map(|x| x * x).sum::<f64>().sqrt();
    vector.iter_mut().for_each(|x| *x /= length);
    (length > floor).then_some(vector)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::num::{cos, sin};
    use crate::learn::random::{normal, stream};

    /// Points with these standard deviations along the axes of a rotation by an angle in the plane of the first and the last coordinate.
    fn cloud(deviations: &[f64], angle: f64) -> Matrix {
        let mut rng = stream(1, "test", 0);
        let mut points = Matrix::from_fn(deviations.len(), 200, |i, _| deviations[i] * normal(&mut rng));
        let last = deviations.len() - 1;
        for mut p in points.column_iter_mut() {
            let (x, y) = (p[0], p[last]);
            (p[0], p[last]) = (x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle));
        }
        points
    }

    #[test]
    fn both_are_the_eigenvectors_of_the_covariance() {
        let points = cloud(&[0.3, 1.0, 3.0, 0.1, 0.03], 0.4);
        let axes = follow(&points, None);
        let exact = Components::of(&points, AXES);
        for (k, (axis, found)) in exact.axes.column_iter().zip(axes.column_iter()).enumerate() {
            assert!((axis.dot(&found).abs() - 1.0).abs() < 1e-9, "axis {k}");
            assert!((axis.norm() - 1.0).abs() < 1e-12 && axis.amax() == axis.max());
        }
        let found = share(&points, &axes.columns(0, 2).into_owned()).unwrap();
        assert!((found - exact.shares[0] - exact.shares[1]).abs() < 1e-9);
    }

    #[test]
    fn they_follow_a_turning_cloud_without_a_flip() {
        let mut axes = follow(&cloud(&[3.0, 1.0, 0.5, 0.2], 0.0), None);
        let first = axes.clone();
        for k in 1..=100 {
            let next =
                follow(&cloud(&[3.0, 1.0, 0.5, 0.2], std::f64::consts::TAU / 2.0 * f64::from(k) / 100.0), Some(&axes));
            for (a, b) in axes.column_iter().zip(next.column_iter()) {
                assert!(a.dot(&b) > 0.99, "step {k}: {}", a.dot(&b));
            }
            axes = next;
        }
        assert!(first.column(0).dot(&axes.column(0)) < -0.99, "half a turn later the axis points the other way");
    }

    #[test]
    fn axes_stay_orthonormal_and_still_whatever_the_points() {
        let before = follow(&cloud(&[3.0, 1.0, 0.5, 0.2], 0.5), None);
        let (nan, inf) = (Matrix::from_element(4, 3, f64::NAN), Matrix::from_element(4, 3, f64::INFINITY));
        for points in [Matrix::zeros(4, 0), Matrix::from_element(4, 9, 2.0), nan, inf] {
            assert_eq!(follow(&points, Some(&before)), before);
            assert_eq!(share(&points, &before), None);
        }
        let line = Matrix::from_fn(4, 20, |i, j| if i == 1 { j as f64 * 1e300 } else { 1.0 });
        for points in [line, cloud(&[1e-200, 1e-200, 0.0, 0.0], 0.0), cloud(&[1.0; 4], 0.1)] {
            let axes = follow(&points, Some(&before));
            let product = axes.tr_mul(&axes);
            assert!((product - Matrix::identity(AXES, AXES)).amax() < 1e-12);
        }
    }
}
