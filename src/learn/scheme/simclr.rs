//! SimCLR: two views of every point of the batch, compared with each other. The other view of a point is its positive, all other points are
//! negatives; labels are not read.
//!
//! 2N rows, first all first views, then all second ones. A point that is in the batch twice has each view twice: the two copies of a view
//! are ignored, as a view is no positive of itself. With NT-Xent and all pairs this is the paper's loss, whose value at collapse is
//! ln(2N − 1); a batch of one point has no negative, and nothing moves.

use super::{Comparison, Scheme, SchemeSpec, Side, Source};
use crate::learn::dataset::Dataset;
use crate::learn::num::Matrix;
use crate::learn::relating::Relating;
use crate::learn::spec::{Citation, Entry, prose};
use crate::learn::views::Views;

/// The entry.
pub const SPEC: SchemeSpec = SchemeSpec {
    entry: Entry {
        id: "simclr",
        name: "Two views",
        also_known_as: prose(&["SimCLR"]),
        gist: prose(
            "No labels: every point of the batch is changed at random, twice. The two views of a point are positives of each other, views of other points are negatives.",
        ),
        formula: prose(
            r"a^{+} = \{\text{the other view of the same point}\},\quad a^{-} = \{\text{all views of other points}\}",
        ),
        citation: prose(Citation {
            text: "Chen, Kornblith, Norouzi & Hinton 2020, A Simple Framework for Contrastive Learning of Visual Representations",
            link: "https://arxiv.org/abs/2002.05709",
        }),
        params: &[],
    },
    words: "a [second view of each]",
    build: |_| Box::new(SimClr),
};

struct SimClr;

impl Scheme for SimClr {
    fn rows_of_each(&self) -> usize {
        2
    }

    fn reads_labels(&self) -> bool {
        false
    }

    fn compare(&self, data: &Dataset, batch: &[usize], _: &[Matrix], views: &Views) -> Comparison {
        let ids: Vec<usize> = [0, data.len()].iter().flat_map(|view| batch.iter().map(move |i| view + i)).collect();
        let input = views.both(batch);
        Comparison {
            relating: Relating::supervised(&input.indices, &ids),
            rows: Side { tower: 0, stage: None, input, trained: true },
            references: vec![Source::Rows],
            taught: None,
        }
    }
}
