//! Standardised features: shifted and scaled to mean 0 and variance 1.

use crate::learn::num::Matrix;

/// The mean and the deviation of every feature of some points. The deviation of a constant feature is 0.
#[derive(Clone, Debug)]
pub struct Standard(Vec<[f64; 2]>);

impl Standard {
    /// Those of these points.
    pub fn of(points: &Matrix) -> Self {
        let count = points.ncols() as f64;
        let measured = points.row_iter().map(|feature| {
            let mean = feature.sum() / count;
            let constant = feature.iter().all(|x| *x == feature[0]);
            [mean, if constant { 0.0 } else { (feature.add_scalar(-mean).norm_squared() / count).sqrt() }]
        });
        Self(measured.collect())
    }

    /// These points with every feature shifted and scaled so; a constant feature becomes 0.
    pub fn apply(&self, mut points: Matrix) -> Matrix {
        for (mut feature, [mean, deviation]) in points.row_iter_mut().zip(&self.0) {
            match *deviation == 0.0 {
                true => feature.fill(0.0),
                false => feature.apply(|x| *x = (*x - mean) / deviation),
            }
        }
        points
    }

    /// The points that [`Self::apply`] has shifted and scaled; a constant feature gets its constant.
    pub fn undo(&self, mut points: Matrix) -> Matrix {
        for (mut feature, [mean, deviation]) in points.row_iter_mut().zip(&self.0) {
            feature.apply(|x| *x = *x * deviation + mean);
        }
        points
    }
}

/// Every feature (row) shifted and scaled to mean 0 and variance 1; a constant feature becomes 0.
pub fn standardised(points: Matrix) -> Matrix {
    Standard::of(&points).apply(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standardised_features_have_mean_0_and_variance_1_and_constant_ones_are_0() {
        let points = Matrix::from_row_slice(3, 4, &[1.0, 2.0, 3.0, 10.0, 0.1, 0.1, 0.1, 0.1, -1e6, 1e6, 0.0, 3.0]);
        let scaled = standardised(points.clone());
        assert!((Standard::of(&points).undo(scaled.clone()) - points).amax() < 1e-9);
        for row in [0, 2] {
            assert!(scaled.row(row).sum().abs() < 1e-12);
            assert!((scaled.row(row).norm_squared() / 4.0 - 1.0).abs() < 1e-12);
        }
        assert!(scaled[(0, 0)] < scaled[(0, 1)] && scaled[(0, 2)] < scaled[(0, 3)], "the order stays");
        assert_eq!(scaled.row(1).iter().copied().collect::<Vec<_>>(), [0.0; 4]);
        assert_eq!(standardised(Matrix::from_element(2, 1, 7.0)), Matrix::zeros(2, 1));
    }
}
