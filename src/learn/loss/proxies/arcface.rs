//! ArcFace: ℓ = −ln( e^(κ cos(θ_y + m)) / (e^(κ cos(θ_y + m)) + Σ_c e^(κ cos θ_c)) ), θ the angle between an embedding and a proxy.
//!
//! Beyond θ_y + m = π, where the cosine would rise again, cos θ_y − m sin m takes its place, as in the authors' code. There the value
//! jumps, upwards as long as cos m + m sin m ≥ 1, which holds up to m = 2.331. At θ_y = 0 there is no direction to pull in, and the slope
//! is 0. ln(1 + (C − 1) e^(κ(1 − cos m))) at total collapse.

use super::shared;
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Cell, Expr, Term, log_one_plus, number, pair};
use crate::learn::loss::sum::margin_softmax::margin_softmax;
use crate::learn::loss::sum::terms::tuple_terms;
use crate::learn::loss::{Exception, Learns, Loss, LossInput, LossOutput, LossSpec, Workspace, margin};
use crate::learn::num::{acos, cos, sin};
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "arcface",
        name: "ArcFace",
        also_known_as: prose(&["additive angular margin loss"]),
        gist: prose(
            "Normalised softmax with a handicap in the angle: a point's own class must win although the margin is added to its angle, which asks for an angle between classes.",
        ),
        formula: prose(
            r"\begin{gathered} \ln\Big(1 + \sum_{c \ne y} e^{\kappa(\cos\theta_{c} - t)}\Big) \\ t = \begin{cases} \cos(\theta_{y} + m) & \theta_{y} + m \le \pi \\ \cos\theta_{y} - m \sin m & \text{else} \end{cases} \end{gathered}",
        ),
        citation: prose(Citation {
            text: "Deng, Guo, Xue & Zafeiriou 2019, ArcFace: Additive Angular Margin Loss for Deep Face Recognition",
            link: "https://arxiv.org/abs/1801.07698",
        }),
        params: &[
            ParamSpec {
                unit: "radians",
                max: 3.0,
                scale: Scale::Linear { from: 0.05, to: 1.55, by: 0.05 },
                ..margin(
                    0.5,
                    "By how much the angle to a point's own class is widened: 0.5 is 29°, as in the paper. The authors ask for less than a quarter turn, π/2: beyond 2.3 the loss may fall as a point leaves its proxy.",
                )
            },
            shared::SCALE,
            shared::RATE,
        ],
    },
    words: "[ArcFace] with margin [{margin}]",
    reads: Orientation::Similarity,
    usual_affinity: "cosine",
    squares_distances: false,
    exceptions: &[Exception::OnlyCosines],
    collapse_name: "collapse",
    build: |params| {
        Box::new(ArcFace { margin: params.get("margin"), scale: params.get("scale"), learns: shared::learned(params) })
    },
};

/// Below this sine an angle has no direction.
const FLAT: f64 = 1e-6;

struct ArcFace {
    margin: f64,
    scale: f64,
    learns: Learns,
}

impl ArcFace {
    /// cos(θ + m) and its slope with respect to s = cos θ.
    fn widened(&self, s: f64) -> (f64, f64) {
        let (cos_m, sin_m) = (cos(self.margin), sin(self.margin));
        if s < -cos_m {
            return (s - self.margin * sin_m, 1.0);
        }
        // cos(θ + m) without computing the angle; rounding may take s above 1.
        let s = s.min(1.0);
        let sine = ((1.0 - s) * (1.0 + s)).max(0.0).sqrt();
        let slope = if sine < FLAT { 0.0 } else { (sine * cos_m + s * sin_m) / sine };
        (s * cos_m - sine * sin_m, slope)
    }

    /// The same as an expression: cos(θ + m), or s − m sin m where θ + m exceeds a half turn.
    fn target(&self, input: &LossInput, own: Cell) -> Expr {
        let s = input.affinities[own];
        if s < -cos(self.margin) {
            return pair("s", "y", input.affinities, own)
                .minus(number("m", self.margin).times(number("sin m", sin(self.margin))));
        }
        let s = s.min(1.0);
        let sine = ((1.0 - s) * (1.0 + s)).max(0.0).sqrt();
        let slope = if sine < FLAT { 0.0 } else { -1.0 / sine };
        let angle = Expr::Named { letter: "θ", of: "y", value: acos(s), cell: Some(own), slope };
        Expr::Cos(Box::new(angle.plus(number("m", self.margin))))
    }
}

impl Loss for ArcFace {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, _: &mut Workspace) {
        margin_softmax(input, self.scale, out, |s| self.widened(s))
    }

    fn learns(&self) -> Learns {
        self.learns.clone()
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        tuple_terms(input, asked, |a, own, others| {
            let exponent = |c: &usize| {
                let gap = pair("s", "c", input.affinities, (a, *c)).minus(self.target(input, (a, own)));
                ((a, *c), number("κ", self.scale).times(gap))
            };
            log_one_plus(Some((a, own)), others.iter().map(exponent))
        })
    }
}
