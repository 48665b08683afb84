//! Barlow Twins: L = Σ_i (1 − C_ii)² + λ Σ_{i≠j} C_ij².
//!
//! C = Û V̂ᵀ/N is the correlation of the coordinates of the first views with those of the second: every coordinate is standardised over the
//! batch, x̂ = (x − mean)/√(var + ε) with the biased variance. A constant coordinate stays constant. The loss is d at total collapse.

use super::OfViews;
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Expr, constant, number};
use crate::learn::loss::LossSpec;
use crate::learn::num::{Matrix, centered};
use crate::learn::objective::{Judged, Objective, Shown, pairs};
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "barlow-twins",
        name: "Barlow Twins",
        also_known_as: prose(&["redundancy reduction"]),
        gist: prose(
            "Compares coordinates instead of points: over a batch, each coordinate of the first views should go up and down with the same coordinate of the second views, and with no other one. There are no negatives.",
        ),
        formula: prose(r"\sum_{i} (1 - C_{ii})^2 + \lambda \sum_{i \ne j} C_{ij}^2"),
        citation: prose(Citation {
            text: "Zbontar, Jing, Misra, LeCun & Deny 2021, Barlow Twins: Self-Supervised Learning via Redundancy Reduction",
            link: "https://arxiv.org/abs/2103.03230",
        }),
        params: &[ParamSpec {
            id: "lambda",
            name: "redundancy’s price",
            symbol: "λ",
            unit: "",
            min: 0.0,
            max: 100.0,
            default: 0.1,
            scale: Scale::Log { from: 0.001, to: 10.0, zero: true },
            follows: None,
            help: prose(
                "How much correlations of different coordinates count. The authors take 0.005 with 8192 coordinates; few coordinates have fewer such pairs, so each has to count for more.",
            ),
        }],
    },
    words: "[Barlow Twins] with λ [{lambda}]",
    reads: Orientation::Distance,
    usual_affinity: "euclidean",
    squares_distances: false,
    exceptions: &[],
    collapse_name: "the number of coordinates",
    build: |params| Box::new(OfViews(BarlowTwins { lambda: params.get("lambda") })),
};

/// ε, as in the authors' code.
const EPSILON: f64 = 1e-5;

struct BarlowTwins {
    lambda: f64,
}

/// Standardised coordinates, and 1/√(var + ε) of each.
struct Standardised {
    points: Matrix,
    scales: Vec<f64>,
}

impl Standardised {
    fn of(points: &Matrix) -> Self {
        let count = points.ncols().max(1) as f64;
        let (mut points, _) = centered(points);
        let scales: Vec<f64> =
            points.row_iter().map(|row| 1.0 / (row.norm_squared() / count + EPSILON).sqrt()).collect();
        points.row_iter_mut().zip(&scales).for_each(|(mut row, scale)| row *= *scale);
        Self { points, scales }
    }

    /// From ∂L/∂x̂ to ∂L/∂x: (g − mean g − x̂ mean(g ∘ x̂))/√(var + ε).
    fn backward(&self, mut gradient: Matrix) -> Matrix {
        let count = gradient.ncols().max(1) as f64;
        for (i, scale) in self.scales.iter().enumerate() {
            let along = gradient.row(i).dot(&self.points.row(i)) / count;
            let mean = gradient.row(i).sum() / count;
            let row = (gradient.row(i).add_scalar(-mean) - self.points.row(i) * along) * *scale;
            gradient.set_row(i, &row);
        }
        gradient
    }
}

/// The standardised views, and C.
fn correlate(first: &Matrix, second: &Matrix) -> ([Standardised; 2], Matrix) {
    let views = [first, second].map(Standardised::of);
    let correlation = &views[0].points * views[1].points.transpose() / first.ncols().max(1) as f64;
    (views, correlation)
}

impl Objective for BarlowTwins {
    fn judge(&self, first: &Matrix, second: &Matrix) -> Judged {
        let ([u, v], correlation) = correlate(first, second);
        let (d, count) = (first.nrows(), first.ncols().max(1) as f64);
        let off = |i: usize, j: usize| if i == j { correlation[(i, j)] - 1.0 } else { correlation[(i, j)] };
        let strength = |i: usize, j: usize| if i == j { 1.0 } else { self.lambda };
        let weights = Matrix::from_fn(d, d, |i, j| 2.0 * strength(i, j) * off(i, j));
        let slopes = |kept: fn(usize, usize) -> bool| {
            let weights = Matrix::from_fn(d, d, |i, j| if kept(i, j) { weights[(i, j)] } else { 0.0 });
            let to_first = u.backward(&weights * &v.points / count);
            [to_first, v.backward(weights.tr_mul(&u.points) / count)]
        };
        Judged {
            value: (0..d * d).map(|k| (k / d, k % d)).map(|(i, j)| strength(i, j) * off(i, j) * off(i, j)).sum(),
            pull: slopes(|i, j| i == j),
            push: slopes(|i, j| i != j),
            shown: vec![Shown {
                name: "correlation of first with second views",
                affinities: pairs(&correlation),
                weights: pairs(&weights),
            }],
        }
    }

    fn redundancy(&self) -> f64 {
        self.lambda
    }

    fn part(&self, first: &Matrix, second: &Matrix, coordinate: usize) -> Expr {
        let (_, correlation) = correlate(first, second);
        let of = |name, j| constant("C", name, correlation[(coordinate, j)]);
        let others = (0..first.nrows()).filter(|j| *j != coordinate).map(|j| of("ij", j).squared()).collect();
        let own = Expr::Plain(1.0).minus(of("ii", coordinate)).squared();
        own.plus(number("λ", self.lambda).times(Expr::Sum(others)))
    }
}
