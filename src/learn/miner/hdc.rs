//! HDC (hard-aware): of all positive pairs of the batch the farthest share, and of all negative pairs the nearest share.
//!
//! ⌈share · pairs⌉ of each kind, over ordered pairs of the whole batch, not anchor by anchor; equals in the order of anchors, then of
//! references. As tuples: each selected positive of an anchor with all its selected negatives, and what is selected of one kind alone for
//! losses of pairs.

use super::{Geometry, MineInput, Miner, MinerSpec};
use crate::learn::compare::{Relation, Tuples};
use crate::learn::random::Rng;
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale};

/// The entry.
pub const SPEC: MinerSpec = MinerSpec {
    entry: Entry {
        id: "hdc",
        name: "Hardest share of pairs",
        also_known_as: &["HDCMiner", "hard-aware deeply cascaded embedding"],
        gist: "The hardest half of all positive pairs and of all negative pairs in the batch. A difficult class gets more of the attention than an easy one.",
        formula: r"\#\{(a,p)\} = \lceil \rho\,|P| \rceil \text{ farthest},\quad \#\{(a,n)\} = \lceil \rho\,|N| \rceil \text{ nearest}",
        citation: Citation {
            text: "Yuan, Yang & Zhang 2017, Hard-Aware Deeply Cascaded Embedding",
            link: "https://arxiv.org/abs/1611.05720",
        },
        params: &[ParamSpec {
            id: "share",
            name: "share",
            symbol: "ρ",
            unit: "",
            min: 0.0,
            max: 1.0,
            default: 0.5,
            scale: Scale::Linear { from: 0.05, to: 1.0, by: 0.05 },
            follows: None,
            help: "Which share of the pairs is kept, the hardest first. At 1 nothing is left out.",
        }],
    },
    geometry: Geometry::Order,
    build: |params| Box::new(Hdc { share: params.get("share") }),
};

struct Hdc {
    share: f64,
}

impl Hdc {
    /// The pairs of a relation with the least keys, row by row; a pair is the number of its cell.
    fn hardest(&self, input: &MineInput, relation: Relation, key: impl Fn(f64) -> f64) -> Vec<usize> {
        let columns = input.relations.columns();
        let of = |a: usize| input.relations.of(a, relation).map(move |j| (a, j));
        let cells = (0..input.relations.rows()).flat_map(of);
        let mut pairs: Vec<(f64, usize)> =
            cells.map(|cell| (key(input.distances[cell]), cell.0 * columns + cell.1)).collect();
        let kept = (self.share * pairs.len() as f64).ceil() as usize;
        if kept < pairs.len() {
            pairs.select_nth_unstable_by(kept, |x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
            pairs.truncate(kept);
        }
        let mut cells: Vec<usize> = pairs.into_iter().map(|(_, cell)| cell).collect();
        cells.sort_unstable();
        cells
    }
}

impl Miner for Hdc {
    fn select(&self, input: &MineInput, _: &mut Rng, tuples: &mut Tuples) {
        let columns = input.relations.columns();
        let positives = self.hardest(input, Relation::Positive, |d| -d);
        let negatives = self.hardest(input, Relation::Negative, |d| d);
        for a in 0..input.relations.rows() {
            let own = |cells: &[usize]| {
                let from = cells.partition_point(|cell| *cell < a * columns);
                let to = cells.partition_point(|cell| *cell < (a + 1) * columns);
                cells[from..to].iter().map(|cell| cell % columns).collect::<Vec<_>>()
            };
            tuples.push_pairs(a, own(&positives), own(&negatives));
        }
    }
}
