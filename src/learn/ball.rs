//! A ball around embeddings.

use super::num::Matrix;

/// Coordinates farther from the origin are left out.
const FARTHEST: f64 = 1e12;

/// A ball.
#[derive(Clone, Debug, PartialEq)]
pub struct Ball {
    /// Its middle: d×1.
    pub center: Matrix,
    /// Its radius.
    pub radius: f64,
}

impl Ball {
    /// The least ball around the middle of the box around embeddings (d×N each) that holds them, as far as they are finite; `None` without
    /// any.
    pub fn around<'a>(dimensions: usize, all: impl IntoIterator<Item = &'a Matrix>) -> Option<Self> {
        let all: Vec<&Matrix> = all.into_iter().filter(|m| m.nrows() == dimensions).collect();
        let columns = || all.iter().flat_map(|m| m.column_iter()).filter(|c| c.iter().all(|x| x.abs() <= FARTHEST));
        columns().next()?;
        let most = |way: f64, k: usize| columns().map(|c| way * c[k]).fold(f64::NEG_INFINITY, f64::max);
        let center = Matrix::from_fn(dimensions, 1, |k, _| 0.5 * (most(1.0, k) - most(-1.0, k)));
        let radius = columns().map(|c| (c - &center).norm()).fold(0.0, f64::max);
        Some(Self { center, radius })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ball_holds_what_is_finite_around_the_middle_of_its_box() {
        let points = Matrix::from_column_slice(2, 4, &[0.0, 0.0, 4.0, 0.0, 1.0, 1.0, f64::NAN, 9.0]);
        let ball = Ball::around(2, [&points, &Matrix::zeros(3, 1)]).unwrap();
        assert_eq!((ball.center[0], ball.center[1]), (2.0, 0.5));
        assert!((ball.radius - 4.25_f64.sqrt()).abs() < 1e-12);
        assert_eq!(Ball::around(3, [&points]), None);
    }
}
