//! Semi-hard (FaceNet): for each anchor–positive pair the nearest negative that is farther than the positive, but by less than the margin.
//!
//! D_ap < D_an < D_ap + m, both strict; a pair without such a negative is skipped. Other libraries mean other things by the word.

use super::{Miner, MinerSpec, anchors, least};
use crate::learn::compare::{Relations, Tuples};
use crate::learn::num::Matrix;
use crate::learn::random::Rng;
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale};

/// The entry.
pub const SPEC: MinerSpec = MinerSpec {
    entry: Entry {
        id: "semi-hard",
        name: "Semi-hard",
        also_known_as: &[],
        gist: "The nearest negative that is farther away than the positive, but still within the margin. Pairs without one are skipped.",
        formula: r"n = \arg\min\,\{D_{an} : D_{ap} < D_{an} < D_{ap} + m\}",
        citation: Citation {
            text: "Schroff, Kalenichenko & Philbin 2015, FaceNet (§3.2)",
            link: "https://arxiv.org/abs/1503.03832",
        },
        params: &[ParamSpec {
            id: "margin",
            name: "margin",
            symbol: "m",
            unit: "distance",
            min: 0.0,
            max: 100.0,
            default: 0.2,
            scale: Scale::Linear { from: 0.05, to: 2.0, by: 0.05 },
            follows: Some("loss.margin"),
            help: "How much farther than the positive a negative may be and still count as semi-hard. Follows the loss's margin until you set it.",
        }],
    },
    build: |params| Box::new(SemiHard { margin: params.get("margin") }),
};

struct SemiHard {
    margin: f64,
}

impl Miner for SemiHard {
    fn mine(&self, distances: &Matrix, relations: &Relations, _: &mut Rng) -> Tuples {
        let mut tuples = Tuples::default();
        for (a, positives, negatives) in anchors(relations) {
            for p in positives {
                let (near, far) = (distances[(a, p)], distances[(a, p)] + self.margin);
                let band = negatives.iter().copied().filter(|&n| near < distances[(a, n)] && distances[(a, n)] < far);
                if let Some(n) = least(band, |n| distances[(a, n)]) {
                    tuples.push(a, p, [n]);
                }
            }
        }
        tuples
    }
}
