//! Supervised: points with the same given label are positives. The batch is compared with itself.

use super::{Comparison, Scheme, SchemeSpec, Side, Source};
use crate::learn::dataset::Dataset;
use crate::learn::encoder::Input;
use crate::learn::num::Matrix;
use crate::learn::relating::Relating;
use crate::learn::spec::{Entry, FOLKLORE, prose};
use crate::learn::views::Views;

/// The entry.
pub const SPEC: SchemeSpec = SchemeSpec {
    entry: Entry {
        id: "supervised",
        name: "Same label",
        also_known_as: prose(&[]),
        gist: prose(
            "Labels say who belongs together: points with the same label are positives of each other, all others negatives.",
        ),
        formula: prose(r"a^{+} = \{\,p \ne a : y_p = y_a\,\},\quad a^{-} = \{\,n : y_n \ne y_a\,\}"),
        citation: FOLKLORE,
        params: &[],
    },
    words: "[no memory]",
    build: |_| Box::new(Supervised),
};

struct Supervised;

impl Scheme for Supervised {
    fn compare(&self, data: &Dataset, batch: &[usize], _: &[Matrix], _: &Views) -> Comparison {
        let labels: Vec<usize> = batch.iter().map(|&i| data.given[i]).collect();
        let input = Input { indices: batch.to_vec(), features: data.points.select_columns(batch) };
        Comparison {
            rows: Side { tower: 0, stage: None, input, trained: true },
            references: vec![Source::Rows],
            relating: Relating::supervised(&labels, batch),
            taught: None,
        }
    }
}
