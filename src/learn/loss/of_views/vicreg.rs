//! VICReg: L = α mean (u − v)² + β ½ Σ_views mean_i max(0, γ − √(C_ii + ε)) + δ Σ_views Σ_{i≠j} C_ij²/d.
//!
//! C is the covariance of a view's coordinates, with N − 1 in the denominator; with fewer than two points it is 0. The first term is a mean over
//! points and coordinates, as in the authors' code. The loss is β (γ − √ε) at total collapse.

use super::OfViews;
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Expr, constant, number};
use crate::learn::loss::LossSpec;
use crate::learn::num::{Matrix, centered};
use crate::learn::objective::{Judged, Objective, Shown, pairs};
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// How much a term counts.
const fn price(
    id: &'static str,
    name: &'static str,
    symbol: &'static str,
    default: f64,
    help: &'static str,
) -> ParamSpec {
    ParamSpec {
        id,
        name,
        symbol,
        unit: "",
        min: 0.0,
        max: 1000.0,
        default,
        scale: Scale::Log { from: 0.1, to: 100.0, zero: true },
        follows: None,
        help: prose(help),
    }
}

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "vicreg",
        name: "VICReg",
        also_known_as: prose(&["variance-invariance-covariance regularization"]),
        gist: prose(
            "Three terms instead of negatives: the two views of a point should coincide, over a batch no coordinate should vary too little, and no two coordinates should vary together.",
        ),
        formula: prose(
            r"\begin{gathered} \alpha\,\overline{(u - v)^2} + \beta\,\overline{[\,\gamma - \sigma_i\,]_+} \\ {} + \frac{\delta}{d} \sum_{\text{views}} \sum_{i \ne j} C_{ij}^2 \end{gathered}",
        ),
        citation: prose(Citation {
            text: "Bardes, Ponce & LeCun 2022, VICReg: Variance-Invariance-Covariance Regularization for Self-Supervised Learning",
            link: "https://arxiv.org/abs/2105.04906",
        }),
        params: &[
            price("invariance", "invariance", "α", 25.0, "How much the distance of the two views of a point counts."),
            price("variance", "variance", "β", 25.0, "How much it counts that a coordinate varies too little."),
            price("covariance", "covariance", "δ", 1.0, "How much it counts that two coordinates vary together."),
            ParamSpec {
                id: "deviation",
                name: "deviation",
                symbol: "γ",
                unit: "",
                min: 0.0,
                max: 100.0,
                default: 1.0,
                scale: Scale::Linear { from: 0.1, to: 2.0, by: 0.1 },
                follows: None,
                help: prose(
                    "The standard deviation from which a coordinate varies enough. It sets the scale of the embedding.",
                ),
            },
        ],
    },
    words: "[VICReg] with weights [{invariance}], [{variance}] and [{covariance}]",
    reads: Orientation::Distance,
    usual_affinity: "euclidean",
    squares_distances: false,
    exceptions: &[],
    collapse_name: "collapse",
    build: |params| {
        let [invariance, variance, covariance, deviation] =
            ["invariance", "variance", "covariance", "deviation"].map(|id| params.get(id));
        Box::new(OfViews(Vicreg { invariance, variance, covariance, deviation }))
    },
};

/// ε, as in the authors' code.
const EPSILON: f64 = 1e-4;

struct Vicreg {
    /// α.
    invariance: f64,
    /// β.
    variance: f64,
    /// δ.
    covariance: f64,
    /// γ.
    deviation: f64,
}

/// A view's coordinates without their means, N − 1, and C.
fn covary(points: &Matrix) -> (Matrix, f64, Matrix) {
    let (centered, freedom) = (centered(points).0, points.ncols().saturating_sub(1).max(1) as f64);
    let covariance = &centered * centered.transpose() / freedom;
    (centered, freedom, covariance)
}

fn deviation(covariance: &Matrix, i: usize) -> f64 {
    (covariance[(i, i)] + EPSILON).sqrt()
}

impl Vicreg {
    /// The value of one view's variance and covariance, ∂L/∂view, and what is shown.
    fn spread(&self, points: &Matrix, name: &'static str) -> (f64, Matrix, Shown) {
        let (centered, freedom, covariance) = covary(points);
        let d = points.nrows();
        let size = d.max(1) as f64;
        let (mut value, mut weights) = (0.0, Matrix::zeros(d, d));
        for i in 0..d {
            let deviation = deviation(&covariance, i);
            if deviation < self.deviation {
                value += 0.5 * self.variance * (self.deviation - deviation) / size;
                weights[(i, i)] = -0.25 * self.variance / (deviation * size);
            }
            for j in (0..d).filter(|j| *j != i) {
                value += self.covariance * covariance[(i, j)] * covariance[(i, j)] / size;
                weights[(i, j)] = 2.0 * self.covariance * covariance[(i, j)] / size;
            }
        }
        // C is symmetric, and so are its weights.
        let gradient = &weights * &centered * (2.0 / freedom);
        (value, gradient, Shown { name, affinities: pairs(&covariance), weights: pairs(&weights) })
    }
}

impl Objective for Vicreg {
    fn judge(&self, first: &Matrix, second: &Matrix) -> Judged {
        let apart = first - second;
        let entries = apart.len().max(1) as f64;
        let pull = &apart * (2.0 * self.invariance / entries);
        let (of_first, to_first, one) = self.spread(first, "covariance of first views");
        let (of_second, to_second, other) = self.spread(second, "covariance of second views");
        Judged {
            value: self.invariance * apart.norm_squared() / entries + of_first + of_second,
            pull: [pull.clone(), -pull],
            push: [to_first, to_second],
            shown: vec![one, other],
        }
    }

    fn redundancy(&self) -> f64 {
        self.covariance / self.invariance
    }

    fn part(&self, first: &Matrix, second: &Matrix, coordinate: usize) -> Expr {
        let d = first.nrows();
        let apart = (first.row(coordinate) - second.row(coordinate)).norm_squared() / first.ncols().max(1) as f64;
        let views = [first, second].map(|points| covary(points).2);
        let small = views.each_ref().map(|covariance| {
            number("γ", self.deviation).minus(constant("σ", "i", deviation(covariance, coordinate))).positive()
        });
        let others = |covariance: &Matrix| -> Vec<Expr> {
            let of = |j: usize| constant("C", "ij", covariance[(coordinate, j)]).squared();
            (0..d).filter(|j| *j != coordinate).map(of).collect()
        };
        let invariance = number("α", self.invariance).times(constant("D", "i", apart));
        let variance = number("β", self.variance).times(Expr::Sum(small.to_vec())).over(Expr::Plain(2.0));
        let covariance = number("δ", self.covariance).times(Expr::Sum(views.iter().flat_map(others).collect()));
        invariance.plus(variance).plus(covariance).over(number("d", d.max(1) as f64))
    }
}
