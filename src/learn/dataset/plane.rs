//! The plane that shows most of a data set: points of two features as they are, others by their first two principal components.
//!
//! Components are the eigenvectors of the covariance with the greatest eigenvalues; their sign, which is arbitrary, is chosen so that the
//! entry of greatest size is positive. Only pictures use this.

use crate::learn::num::Matrix;
use crate::learn::order::ascending;
use nalgebra::SymmetricEigen;

/// Points in the plane.
#[derive(Clone, Debug)]
pub struct Plane {
    /// The places: 2 × N.
    pub points: Matrix,
    /// The share of the whole variance along each direction, where the directions are principal components.
    pub shares: Option<[f64; 2]>,
    /// The features of the plane's origin.
    origin: Vector,
    /// The features that one step along each direction adds: features × 2.
    axes: Matrix,
}

type Vector = nalgebra::DVector<f64>;

impl Plane {
    /// The plane of these points: features × N.
    pub fn of(points: &Matrix) -> Self {
        let (features, count) = points.shape();
        if features <= 2 || count == 0 {
            return Self {
                points: points.clone().resize_vertically(2, 0.0),
                shares: None,
                origin: Vector::zeros(features),
                axes: Matrix::identity(features, 2),
            };
        }
        Self::principal(points)
    }

    /// Of more than two features, and of at least one point.
    fn principal(points: &Matrix) -> Self {
        let count = points.ncols();
        let mut centered = points.clone();
        let mean = points.column_mean();
        centered.column_iter_mut().for_each(|mut column| column -= &mean);
        let eigen = SymmetricEigen::new(&centered * centered.transpose() / count as f64);
        let order = ascending(eigen.eigenvalues.iter().map(|v| -v));
        let total = eigen.eigenvalues.iter().map(|v| v.max(0.0)).sum::<f64>().max(f64::MIN_POSITIVE);
        let components = order[..2].iter().map(|&k| {
            let vector = eigen.eigenvectors.column(k);
            let greatest = vector.iter().fold(0.0_f64, |best, v| if v.abs() > best.abs() { *v } else { best });
            if greatest < 0.0 { -vector } else { vector.into_owned() }
        });
        let axes = Matrix::from_columns(&components.collect::<Vec<_>>());
        let shares = [0, 1].map(|k| eigen.eigenvalues[order[k]].max(0.0) / total);
        Self { points: axes.transpose() * centered, shares: Some(shares), origin: mean, axes }
    }

    /// The features (features × N) of places in the plane (2 × N).
    pub fn lift(&self, places: &Matrix) -> Matrix {
        let mut features = &self.axes * places;
        features.column_iter_mut().for_each(|mut column| column += &self.origin);
        features
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_features_stay_as_they_are_and_one_gets_a_second() {
        let points = Matrix::from_row_slice(2, 3, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        assert_eq!(Plane::of(&points).points, points);
        let line = Plane::of(&Matrix::from_row_slice(1, 2, &[3.0, 4.0])).points;
        assert_eq!(line, Matrix::from_row_slice(2, 2, &[3.0, 4.0, 0.0, 0.0]));
    }

    #[test]
    fn the_directions_of_most_spread_are_found() {
        // Spread 3 along (0, 1, 0), 1 along (1, 0, 0), nothing along (0, 0, 1).
        let points = Matrix::from_row_slice(3, 4, &[5.0, 5.0, 6.0, 4.0, 3.0, -3.0, 0.0, 0.0, 2.0, 2.0, 2.0, 2.0]);
        let plane = Plane::of(&points);
        let expected = Matrix::from_row_slice(2, 4, &[3.0, -3.0, 0.0, 0.0, 0.0, 0.0, 1.0, -1.0]);
        assert!((plane.points - expected).norm() < 1e-12);
        let shares = plane.shares.unwrap();
        assert!((shares[0] - 0.9).abs() < 1e-12 && (shares[1] - 0.1).abs() < 1e-12);
    }

    #[test]
    fn places_in_the_plane_have_the_features_that_lie_there() {
        let flat = Matrix::from_row_slice(2, 3, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        assert_eq!(Plane::of(&flat).lift(&flat), flat);
        let line = Matrix::from_row_slice(1, 2, &[3.0, 4.0]);
        assert_eq!(Plane::of(&line).lift(&Plane::of(&line).points), line);
        // Three features, but all variance in two directions: nothing is lost on the way to the plane.
        let points = Matrix::from_row_slice(3, 4, &[5.0, 5.0, 6.0, 4.0, 3.0, -3.0, 0.0, 0.0, 2.0, 2.0, 2.0, 2.0]);
        let plane = Plane::of(&points);
        assert!((plane.lift(&plane.points) - points).norm() < 1e-12);
    }

    #[test]
    fn coincident_points_and_no_points_have_a_plane() {
        assert_eq!(Plane::of(&Matrix::from_element(5, 3, 2.0)).points, Matrix::zeros(2, 3));
        assert_eq!(Plane::of(&Matrix::zeros(5, 0)).points.shape(), (2, 0));
    }
}
