//! The plane that shows most of a data set: points of two features as they are, others by their first two principal components. Pictures
//! show it, and a point is moved in it.

use crate::learn::num::{Matrix, cos, sin};
use crate::learn::principal::Components;
use nalgebra::DVector;

/// Points in the plane.
#[derive(Clone, Debug)]
pub struct Plane {
    /// The places: 2 × N.
    pub points: Matrix,
    /// The share of the whole variance along each direction, where the directions are principal components.
    pub shares: Option<[f64; 2]>,
    /// The features of the plane's origin.
    origin: DVector<f64>,
    /// The features that one step along each direction adds: features × 2.
    axes: Matrix,
}

impl Plane {
    /// The plane of these points: features × N.
    pub fn of(points: &Matrix) -> Self {
        let (features, count) = points.shape();
        if features <= 2 || count == 0 {
            return Self {
                points: points.clone().resize_vertically(2, 0.0),
                shares: None,
                origin: DVector::zeros(features),
                axes: Matrix::identity(features, 2),
            };
        }
        let Components { mean, axes, shares, points } = Components::of(points, 2);
        Self { points, shares: Some([shares[0], shares[1]]), origin: mean, axes }
    }

    /// The features (features × N) of places in the plane (2 × N).
    pub fn lift(&self, places: &Matrix) -> Matrix {
        let mut features = &self.axes * places;
        features.column_iter_mut().for_each(|mut column| column += &self.origin);
        features
    }

    /// The places in the plane (2 × N) of features (features × N); what they have beside the plane is left out.
    pub fn flatten(&self, features: &Matrix) -> Matrix {
        let mut flat = self.axes.tr_mul(features);
        let origin = self.axes.tr_mul(&self.origin);
        flat.column_iter_mut().for_each(|mut column| column -= &origin);
        flat
    }

    /// Features turned by an angle about the origin of all features, in the directions of the plane. Nothing turns where there are less
    /// than two.
    pub fn turn(&self, mut features: DVector<f64>, angle: f64) -> DVector<f64> {
        if features.len() > 1 {
            let (x, y) = (self.axes.column(0).dot(&features), self.axes.column(1).dot(&features));
            let (rise, run) = (sin(angle), cos(angle) - 1.0);
            features += self.axes.column(0) * (run * x - rise * y) + self.axes.column(1) * (rise * x + run * y);
        }
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
    fn features_turn_in_the_plane_and_nothing_else_changes() {
        let points = Matrix::from_row_slice(3, 4, &[5.0, 5.0, 6.0, 4.0, 3.0, -3.0, 0.0, 0.0, 2.0, 2.0, 2.0, 2.0]);
        let turned = Plane::of(&points).turn(DVector::from_vec(vec![2.0, 1.0, 7.0]), std::f64::consts::FRAC_PI_2);
        // The first direction is the second feature.
        assert!((turned - DVector::from_vec(vec![1.0, -2.0, 7.0])).norm() < 1e-12);
        let flat = Plane::of(&Matrix::from_row_slice(2, 1, &[3.0, 4.0]));
        let around = flat.turn(DVector::from_vec(vec![3.0, 4.0]), std::f64::consts::PI);
        assert!((around + DVector::from_vec(vec![3.0, 4.0])).norm() < 1e-12);
    }

    #[test]
    fn coincident_points_and_no_points_have_a_plane() {
        assert_eq!(Plane::of(&Matrix::from_element(5, 3, 2.0)).points, Matrix::zeros(2, 3));
        assert_eq!(Plane::of(&Matrix::zeros(5, 0)).points.shape(), (2, 0));
    }
}
