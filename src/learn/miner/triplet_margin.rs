//! Triplet margin: all triplets of one kind, by their gap g = D_an − D_ap: hard g ≤ 0, semi-hard 0 < g ≤ m, easy g > m, all g ≤ m.
//!
//! This is pytorch-metric-learning's TripletMarginMiner; its "all" means all within the margin. g = m counts as within, although the hinge
//! is 0 there.

use super::row::{At, Row, indices, part};
use super::{Geometry, MineInput, Miner, MinerSpec, margin};
use crate::learn::compare::Tuples;
use crate::learn::random::Rng;
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: MinerSpec = MinerSpec {
    entry: Entry {
        id: "triplet-margin",
        name: "Triplets by margin",
        also_known_as: prose(&["TripletMarginMiner"]),
        gist: prose(
            "Every triplet of a kind instead of one for each pair: all within the margin, or only the hard, the semi-hard or the easy ones.",
        ),
        formula: prose(r"\{(a,p,n) : g \le m\},\quad g = D_{an} - D_{ap}"),
        citation: prose(Citation {
            text: "Musgrave, Belongie & Lim 2020, PyTorch Metric Learning (TripletMarginMiner)",
            link: "https://kevinmusgrave.github.io/pytorch-metric-learning/miners/#tripletmarginminer",
        }),
        params: &[
            margin(
                "How much farther than the positive a negative may be for the triplet to count as within the margin. Follows the loss's margin until you set it.",
            ),
            ParamSpec {
                id: "type",
                name: "kind",
                symbol: "",
                unit: "",
                min: 0.0,
                max: 3.0,
                default: 0.0,
                scale: Scale::Choice(&["all", "hard", "semi-hard", "easy"]),
                follows: None,
                help: prose(
                    "Which triplets are taken: all within the margin; of these only the hard ones (the negative is no farther than the positive) or only the semi-hard ones; or the easy ones beyond the margin.",
                ),
            },
        ],
    },
    words: "[all {type|triplets within the margin|hard triplets|semi-hard triplets|easy triplets}]",
    geometry: Geometry::Order,
    build: |params| Box::new(TripletMargin { margin: params.get("margin"), kind: &KINDS[params.count("type")] }),
};

/// A kind of triplet. Negatives ranked by distance are first before it, then within it.
pub struct Kind {
    /// Whether a gap is too small for the kind, given the margin.
    before: fn(f64, f64) -> bool,
    /// Whether a gap that is not too small belongs to the kind.
    within: fn(f64, f64) -> bool,
}

/// The semi-hard kind.
pub const SEMI_HARD: Kind = Kind { before: |gap, _| gap <= 0.0, within: |gap, margin| gap <= margin };

/// One for each word of the parameter.
const KINDS: [Kind; 4] = [
    Kind { before: |_, _| false, within: |gap, margin| gap <= margin },
    Kind { before: |_, _| false, within: |gap, margin| gap <= margin.min(0.0) },
    SEMI_HARD,
    Kind { before: |gap, margin| gap <= margin, within: |_, _| true },
];

impl Kind {
    /// Adds one row's triplets of this kind. The negatives of each positive are a range of the ranked ones, which are stored once.
    pub fn select(&self, row: &mut Row, margin: f64, tuples: &mut Tuples) {
        row.rank();
        let negatives = &row.negatives;
        let own = |p: &At| {
            let gap = |n: &At| n.distance - p.distance;
            part(negatives, |n| (self.before)(gap(n), margin), |n| (self.within)(gap(n), margin))
        };
        let parts = row.positives.iter().map(|p| (p.index, own(p))).filter(|(_, part)| !part.is_empty());
        tuples.push_parts(row.anchor, indices(negatives), parts);
    }
}

struct TripletMargin {
    margin: f64,
    kind: &'static Kind,
}

impl Miner for TripletMargin {
    fn select(&self, input: &MineInput, _: &mut Rng, tuples: &mut Tuples) {
        input.anchors(|row| self.kind.select(row, self.margin, tuples));
    }
}
