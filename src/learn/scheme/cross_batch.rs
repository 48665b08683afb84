//! Cross-batch memory: the batch is compared with itself and with embeddings of earlier batches, in a ring buffer.
//!
//! N rows, N + K references: the rows, then the stored embeddings (newest first), which get no gradient. Memory: the stored embeddings
//! (d×K) and their labels (1×K), −1 for an empty place. Stored embeddings are a few steps old, and useful as long as the encoder drifts
//! slowly. As in the paper, a point's own older embedding is a positive.

use super::{Comparison, Kept, Scheme, SchemeSpec, Side, Source};
use crate::learn::dataset::Dataset;
use crate::learn::encoder::Input;
use crate::learn::num::Matrix;
use crate::learn::relating::{Relating, Tag};
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};
use crate::learn::step::{State, Trace};
use crate::learn::views::Views;

/// The entry.
pub const SPEC: SchemeSpec = SchemeSpec {
    entry: Entry {
        id: "cross-batch",
        name: "With memory",
        also_known_as: prose(&["cross-batch memory", "XBM"]),
        gist: prose(
            "Points of the batch are compared with each other and with embeddings kept from earlier batches. That gives more negatives to choose from, but these are a few steps old.",
        ),
        formula: prose(
            r"a^{+} = \{\,p \ne a : y_p = y_a\,\},\quad a^{-} = \{\,n : y_n \ne y_a\,\},\quad p, n \in \text{batch} \cup \text{memory}",
        ),
        citation: prose(Citation {
            text: "Wang, Zhang, Huang & Scott 2020, Cross-Batch Memory for Embedding Learning",
            link: "https://arxiv.org/abs/1912.06798",
        }),
        params: &[ParamSpec {
            id: "size",
            name: "memory",
            symbol: "M",
            unit: "embeddings",
            min: 1.0,
            max: 512.0,
            default: 64.0,
            scale: Scale::Integer { from: 16, to: 256, by: 16 },
            follows: None,
            help: prose(
                "How many embeddings are kept. The oldest make room for each new batch. They pull and push, but are not moved themselves.",
            ),
        }],
    },
    words: "a [memory of {size} points]",
    build: |params| Box::new(CrossBatch { size: params.count("size") }),
};

/// The label of an empty place.
const NOTHING: f64 = -1.0;

struct CrossBatch {
    size: usize,
}

impl Scheme for CrossBatch {
    fn memory(&self, dimensions: usize) -> Vec<Matrix> {
        vec![Matrix::zeros(dimensions, self.size), Matrix::from_element(1, self.size, NOTHING)]
    }

    fn compare(&self, data: &Dataset, batch: &[usize], memory: &[Matrix], _: &Views) -> Comparison {
        let labels: Vec<usize> = batch.iter().map(|&i| data.given[i]).collect();
        let label = |label: &f64| Some(*label as usize).filter(|_| *label != NOTHING);
        let now = || labels.iter().zip(batch).map(|(label, id)| Tag { label: Some(*label), id: Some(*id) });
        let before = memory[1].iter().map(|stored| Tag { label: label(stored), id: None });
        let relating = Relating::labelled(now().collect(), now().chain(before).collect());
        let input = Input { indices: batch.to_vec(), features: data.points.select_columns(batch) };
        let kept = memory[1].iter().map(|l| Kept { label: label(l), ..Kept::default() }).collect();
        Comparison {
            rows: Side { tower: 0, stage: None, input, trained: true },
            references: vec![Source::Rows, Source::Stored { embeddings: memory[0].clone(), kept }],
            relating,
            taught: None,
        }
    }

    fn after_update(&self, state: &mut State, data: &Dataset, trace: &Trace) {
        let labels = Matrix::from_iterator(1, trace.batch.len(), trace.batch.iter().map(|&i| data.given[i] as f64));
        for (kept, newest) in state.memory.iter_mut().zip([&trace.whole.embedding, &labels]) {
            let columns: Vec<_> = newest.column_iter().chain(kept.column_iter()).take(self.size).collect();
            *kept = Matrix::from_columns(&columns);
        }
    }
}
