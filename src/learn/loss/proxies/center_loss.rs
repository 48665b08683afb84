//! Centre loss: ℓ = ½ D_y, half the squared distance to the centre of the point's class. The centres follow a rule of their own.
//!
//! Nothing pushes: on its own the minimum is total collapse, with a loss of 0. The paper adds it to a softmax loss with a weight of about
//! 0.003.

use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Expr, Term, pair};
use crate::learn::loss::sum::terms::tuple_terms;
use crate::learn::loss::{Exception, Learns, Loss, LossInput, LossOutput, LossSpec, Proxies, Workspace};
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "center-loss",
        name: "Centre loss",
        also_known_as: prose(&["center loss"]),
        gist: prose(
            "Every point is drawn to the centre of its class, and the centres follow their points. Nothing pushes classes apart: the paper adds it to a softmax, which does.",
        ),
        formula: prose(
            r"\tfrac{1}{2} D_{y},\qquad c_{y} \leftarrow c_{y} - \alpha\,\frac{\sum_{i \in y}(c_{y} - z_{i})}{1 + n_{y}}",
        ),
        citation: prose(Citation {
            text: "Wen, Zhang, Li & Qiao 2016, A Discriminative Feature Learning Approach for Deep Face Recognition",
            link: "https://doi.org/10.1007/978-3-319-46478-7_31",
        }),
        params: &[ParamSpec {
            id: "center_rate",
            name: "centres’ rate",
            symbol: "α",
            unit: "",
            min: 0.0,
            max: 1.0,
            default: 0.5,
            scale: Scale::Linear { from: 0.0, to: 1.0, by: 0.05 },
            follows: None,
            help: prose(
                "How far the centre of a class goes towards the mean of its points in the batch, as in the paper. The optimizer does not move it.",
            ),
        }],
    },
    words: "the [centre loss]",
    reads: Orientation::Distance,
    usual_affinity: "squared-euclidean",
    squares_distances: false,
    exceptions: &[Exception::NothingPushes],
    collapse_name: "0",
    build: |params| Box::new(CenterLoss { rate: params.get("center_rate") }),
};

struct CenterLoss {
    rate: f64,
}

impl Loss for CenterLoss {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, _: &mut Workspace) {
        for (a, own, _) in input.tuples.iter() {
            out.add(0.5 * input.affinities[(a, own)]);
            out.weights[(a, own)] += 0.5;
        }
    }

    fn learns(&self) -> Learns {
        Learns { proxies: Proxies::Means { rate: self.rate }, ..Learns::default() }
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        tuple_terms(input, asked, |a, own, _| Expr::Plain(0.5).times(pair("D", "y", input.affinities, (a, own))))
    }
}
