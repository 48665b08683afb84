//! Cosine regression: ℓ_ap = 2 − 2 s_ap, or −s_ap, over the distinct positive pairs. Negatives take no part.
//!
//! W = −2, or −1. The first form is BYOL's, the squared distance of two unit vectors, the second SimSiam's. Both are least, 0 and −1, where all
//! embeddings coincide: what keeps them apart is not in the loss.

use crate::learn::affinity::Orientation;
use crate::learn::look::explain::Subject;
use crate::learn::look::explain::{Asked, Expr, Term, pair};
use crate::learn::loss::sum::group::{Groups, Pairs};
use crate::learn::loss::{Exception, Loss, LossInput, LossOutput, LossSpec, Reach, Workspace};
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "cosine-regression",
        name: "Cosine regression",
        also_known_as: prose(&["BYOL’s loss", "SimSiam’s loss", "negative cosine similarity"]),
        gist: prose(
            "Pulls every anchor towards the direction of its positives and pushes nothing. It is least where all embeddings coincide.",
        ),
        formula: prose(r"2 - 2\,s_{ap} \quad\text{or}\quad -s_{ap}"),
        citation: prose(Citation {
            text: "Grill et al. 2020, Bootstrap Your Own Latent; Chen & He 2021, Exploring Simple Siamese Representation Learning",
            link: "https://arxiv.org/abs/2006.07733",
        }),
        params: &[ParamSpec {
            id: "form",
            name: "form",
            symbol: "",
            unit: "",
            min: 0.0,
            max: 1.0,
            default: 0.0,
            scale: Scale::Choice(&["distance", "cosine"]),
            follows: None,
            help: prose("Distance: 2 − 2s, as in BYOL. Cosine: −s, as in SimSiam, with half the slope."),
        }],
    },
    words: "[cosine regression]",
    reads: Orientation::Similarity,
    usual_affinity: "cosine",
    squares_distances: false,
    exceptions: &[Exception::NothingPushes],
    collapse_name: "collapse",
    build: |params| {
        let [offset, slope] = [[2.0, 2.0], [0.0, 1.0]][params.count("form")];
        Box::new(CosineRegression { offset, slope })
    },
};

/// ℓ = offset − slope · s.
struct CosineRegression {
    offset: f64,
    slope: f64,
}

impl Loss for CosineRegression {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace) {
        let [positives, _] = workspace.pairs.read(input, &mut workspace.groups);
        for &cell in positives {
            out.add_at_work(self.offset - self.slope * input.affinities[cell]);
            out.weights[cell] -= self.slope;
        }
    }

    fn is_joint(&self) -> bool {
        true
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        let (mut pairs, mut groups) = (Pairs::default(), Groups::default());
        let [positives, _] = pairs.read(input, &mut groups);
        let wanted = positives.iter().filter(|(a, p)| asked.takes(Subject::Positive(*a, *p)));
        let similarity = |cell| pair("s", "ap", input.affinities, cell);
        let expr = |cell| match self.offset > 0.0 {
            true => Expr::Plain(self.offset).minus(Expr::Plain(self.slope).times(similarity(cell))),
            false => Expr::Minus(Box::new(similarity(cell))),
        };
        wanted.map(|&(a, p)| Term { subject: Subject::Positive(a, p), expr: expr((a, p)) }).collect()
    }

    fn reach(&self, _: &[f64]) -> Reach {
        Reach::Nowhere
    }
}
