//! HDC (hard-aware): of all positive pairs of the batch the farthest share, and of all negative pairs the nearest share.
//!
//! ⌈share · pairs⌉ of each kind, over ordered pairs of the whole batch rather than per anchor; ties in the order of anchors, then of
//! references. As tuples: each selected positive of an anchor with all its selected negatives; an anchor with only one kind keeps it, for
//! losses of pairs.

use super::row::{At, indices};
use super::{Geometry, MineInput, Miner, MinerSpec};
use crate::learn::compare::{Relation, Tuples};
use crate::learn::random::Rng;
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};
use std::cell::RefCell;
use std::cmp::Ordering;

/// The entry.
pub const SPEC: MinerSpec = MinerSpec {
    entry: Entry {
        id: "hdc",
        name: "Hardest share of pairs",
        also_known_as: prose(&["HDCMiner", "hard-aware deeply cascaded embedding"]),
        gist: prose(
            "The hardest half of all positive pairs and of all negative pairs in the batch. A difficult class gets more attention than an easy one.",
        ),
        formula: prose(
            r"\lceil \rho\,\#\{(a,p)\} \rceil \text{ farthest } (a,p),\quad \lceil \rho\,\#\{(a,n)\} \rceil \text{ nearest } (a,n)",
        ),
        citation: prose(Citation {
            text: "Yuan, Yang & Zhang 2017, Hard-Aware Deeply Cascaded Embedding",
            link: "https://arxiv.org/abs/1611.05720",
        }),
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
            help: prose("What share of the pairs is kept, the hardest first. At 1, nothing is left out."),
        }],
    },
    words: "the [hardest {share%} of pairs]",
    geometry: Geometry::Order,
    build: |params| Box::new(Hdc { share: params.get("share"), pairs: RefCell::default() }),
};

struct Hdc {
    share: f64,
    /// Reused memory.
    pairs: RefCell<Vec<(f64, usize)>>,
}

impl Hdc {
    /// The last pair of a relation that is kept, by key and then by cell number; all pairs before it are kept too.
    fn last(&self, input: &MineInput, relation: Relation, key: fn(f64) -> f64) -> (f64, usize) {
        let columns = input.relations.columns();
        let of = |a: usize| input.relations.of(a, relation).map(move |j| (a, j));
        let cells = (0..input.relations.rows()).flat_map(of);
        let mut pairs = self.pairs.borrow_mut();
        pairs.clear();
        pairs.extend(cells.map(|cell| (key(input.distances[cell]), cell.0 * columns + cell.1)));
        let kept = (self.share * pairs.len() as f64).ceil() as usize;
        match kept {
            0 => (f64::NEG_INFINITY, 0),
            _ if kept < pairs.len() => *pairs.select_nth_unstable_by(kept - 1, compared).1,
            _ => (f64::INFINITY, usize::MAX),
        }
    }
}

fn compared(x: &(f64, usize), y: &(f64, usize)) -> Ordering {
    x.0.total_cmp(&y.0).then(x.1.cmp(&y.1))
}

impl Miner for Hdc {
    fn select(&self, input: &MineInput, _: &mut Rng, tuples: &mut Tuples) {
        let (far, near) = (|d: f64| -d, |d: f64| d);
        let limits = [self.last(input, Relation::Positive, far), self.last(input, Relation::Negative, near)];
        let columns = input.relations.columns();
        input.rows(|row| {
            let kept = |at: &At, key: fn(f64) -> f64, limit| {
                compared(&(key(at.distance), row.anchor * columns + at.index), limit).is_le()
            };
            row.positives.retain(|p| kept(p, far, &limits[0]));
            row.negatives.retain(|n| kept(n, near, &limits[1]));
            tuples.push_pairs(row.anchor, indices(&row.positives), indices(&row.negatives));
        });
    }

    fn is_joint(&self) -> bool {
        true
    }
}
