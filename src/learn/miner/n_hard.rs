//! N hardest with a range: for each anchor–positive pair the n nearest negatives after the k nearest, which are skipped.

use super::row::indices;
use super::{Geometry, MineInput, Miner, MinerSpec};
use crate::learn::compare::Tuples;
use crate::learn::random::Rng;
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: MinerSpec = MinerSpec {
    entry: Entry {
        id: "n-hard",
        name: "N hardest",
        also_known_as: prose(&["hard negatives with range_min", "TopK negatives"]),
        gist: prose(
            "The n nearest negatives after the very nearest, which are skipped because a wrong label may be among them. If one label in five is wrong, one run in four still collapses.",
        ),
        formula: prose(r"\{n_{(k+1)}, \dots, n_{(k+n)}\},\quad D_{a n_{(1)}} \le D_{a n_{(2)}} \le \dots"),
        citation: prose(Citation {
            text: "Sentence Transformers, mine_hard_negatives (range_min, num_negatives)",
            link: "https://sbert.net/docs/package_reference/util.html#sentence_transformers.util.mine_hard_negatives",
        }),
        params: &[
            number("skip", "skipped", "k", 0, 2, "How many of the nearest negatives are passed over."),
            number("count", "taken", "n", 1, 4, "How many negatives each anchor and positive get after that."),
        ],
    },
    words: "the [{count|no hardest negatives|# hardest negative|# hardest negatives}{skip|| after the first| after the first #}] for every anchor",
    geometry: Geometry::Order,
    build: |params| Box::new(NHard { skip: params.count("skip"), count: params.count("count") }),
};

const fn number(
    id: &'static str,
    name: &'static str,
    symbol: &'static str,
    from: u32,
    default: u32,
    help: &'static str,
) -> ParamSpec {
    ParamSpec {
        id,
        name,
        symbol,
        unit: "negatives",
        min: from as f64,
        max: 1000.0,
        default: default as f64,
        scale: Scale::Integer { from, to: 20, by: 1 },
        follows: None,
        help: prose(help),
    }
}

struct NHard {
    skip: usize,
    count: usize,
}

impl Miner for NHard {
    fn select(&self, input: &MineInput, _: &mut Rng, tuples: &mut Tuples) {
        input.anchors(|row| {
            row.rank();
            let to = row.negatives.len().min(self.skip + self.count);
            if let Some(taken) = row.negatives.get(self.skip..to).filter(|taken| !taken.is_empty()) {
                tuples.push_shared(row.anchor, indices(&row.positives), indices(taken));
            }
        });
    }
}
