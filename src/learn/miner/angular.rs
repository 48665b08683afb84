//! Angular: all triplets whose angle at the negative is too wide: atan(d_ap / (2 d_nc)) > α, where c is the midpoint of anchor and
//! positive.
//!
//! d_nc² = d_an²/2 + d_pn²/2 − d_ap²/4 (the length of the median), so distances suffice. Only negatives with d_an < d_ap/2 + d_ap/(2 tan α)
//! can qualify; the others are skipped.

use super::{Geometry, MineInput, Miner, MinerSpec};
use crate::learn::compare::Tuples;
use crate::learn::num::{cos, sin};
use crate::learn::random::Rng;
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: MinerSpec = MinerSpec {
    entry: Entry {
        id: "angular",
        name: "Angular",
        also_known_as: prose(&["AngularMiner"]),
        gist: prose(
            "Triplets in which the lines from the negative to the anchor and to the positive form a wide angle: the negative lies between the two or close beside them.",
        ),
        formula: prose(r"\arctan\frac{d_{ap}}{2\,\lVert n - \frac{a + p}{2}\rVert} > \alpha"),
        citation: prose(Citation {
            text: "Wang, Zhou, Wen, Liu & Lin 2017, Deep Metric Learning with Angular Loss",
            link: "https://arxiv.org/abs/1708.01682",
        }),
        params: &[ParamSpec {
            id: "angle",
            name: "angle",
            symbol: "α",
            unit: "degrees",
            min: 0.0,
            max: 90.0,
            default: 20.0,
            scale: Scale::Linear { from: 5.0, to: 60.0, by: 5.0 },
            follows: None,
            help: prose("How wide the angle at the negative may be. A smaller angle selects more triplets."),
        }],
    },
    words: "the [triplets at a wide angle]",
    geometry: Geometry::Lengths,
    build: |params| {
        let angle = params.get("angle").to_radians();
        Box::new(Angular { tangent: sin(angle) / cos(angle) })
    },
};

struct Angular {
    tangent: f64,
}

/// The limit is taken a little wider, so that rounding hides no negative.
const SLACK: f64 = 1.0 + 1e-9;

impl Miner for Angular {
    fn select(&self, input: &MineInput, _: &mut Rng, tuples: &mut Tuples) {
        let chord = input.affinity.chord;
        let squared = |distance: f64| chord(distance) * chord(distance);
        let (mut wide, mut ranked) = (vec![], vec![]);
        input.anchors(|row| {
            row.rank();
            ranked.clear();
            ranked.extend(row.negatives.iter().map(|n| (n.index, squared(n.distance))));
            for p in &row.positives {
                let (d_ap, d_ap2) = (chord(p.distance), squared(p.distance));
                let limit = SLACK * 0.5 * d_ap * (1.0 + 1.0 / self.tangent);
                let near = row.negatives.partition_point(|n| chord(n.distance) <= limit);
                let too_wide = |(n, d_an2): &&(usize, f64)| {
                    let d_nc2 = 0.5 * (d_an2 + squared(input.among(p.index, *n))) - 0.25 * d_ap2;
                    d_ap2 > 4.0 * self.tangent * self.tangent * d_nc2
                };
                wide.clear();
                wide.extend(ranked[..near].iter().filter(too_wide).map(|(n, _)| *n));
                if !wide.is_empty() {
                    tuples.push(row.anchor, p.index, wide.iter().copied());
                }
            }
        });
    }
}
