//! CLIP: a view of each point against its word, each through a tower of its own; both are trained. Labels are not read, except by those who wrote
//! the words.
//!
//! N rows, N references. A word of another point with the same label is a negative like any other, as in the paper. With the loss of that
//! name, or SigLIP's, and all pairs this is their method.

use super::{Comparison, Network, Scheme, SchemeSpec, Side, Source, Tower};
use crate::learn::compare::{Relation, Relations};
use crate::learn::dataset::Dataset;
use crate::learn::encoder::{Input, network};
use crate::learn::num::Matrix;
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};
use crate::learn::views::Views;

/// The entry.
pub const SPEC: SchemeSpec = SchemeSpec {
    entry: Entry {
        id: "clip",
        name: "Points and words",
        also_known_as: prose(&["CLIP", "contrastive language-image pre-training"]),
        gist: prose(
            "Every point comes with a word: the number of its label on a seven-segment display, with noise. Points and words have an encoder each, and a point’s own word is its positive, all other words are negatives.",
        ),
        formula: prose(
            r"a^{+} = \{\text{the word of the same point}\},\quad a^{-} = \{\text{the words of all other points}\}",
        ),
        citation: prose(Citation {
            text: "Radford et al. 2021, Learning Transferable Visual Models From Natural Language Supervision",
            link: "https://arxiv.org/abs/2103.00020",
        }),
        params: &[ParamSpec {
            id: "word_width",
            name: "words’ network",
            symbol: "",
            unit: "units",
            min: 1.0,
            max: 128.0,
            default: 16.0,
            scale: Scale::Integer { from: 4, to: 64, by: 4 },
            follows: None,
            help: prose("How many units the hidden layer of the words’ encoder has."),
        }],
    },
    words: "a [word for each]",
    build: |params| Box::new(Clip { width: params.count("word_width") }),
};

struct Clip {
    width: usize,
}

impl Scheme for Clip {
    fn towers(&self, data: &Dataset, dimensions: usize) -> Vec<Tower> {
        let network = Network::Words(network(data.segments(), self.width, dimensions));
        vec![Tower::encoder(), Tower { name: "words", network, copies: None }]
    }

    fn reads_labels(&self) -> bool {
        false
    }

    fn views_of_each(&self) -> usize {
        1
    }

    fn compare(&self, data: &Dataset, batch: &[usize], _: &[Matrix], views: &Views) -> Comparison {
        let side = |tower, input| Side { tower, stage: None, input, trained: true };
        let words = Input { indices: batch.to_vec(), features: data.words(views.seed, batch) };
        let relation = |i: usize, j: usize| match (i == j, batch[i] == batch[j]) {
            (true, _) => Relation::Positive,
            (false, true) => Relation::Ignored,
            (false, false) => Relation::Negative,
        };
        Comparison {
            relating: Relations::from_fn(batch.len(), batch.len(), false, relation).into(),
            rows: side(0, views.of(0, batch)),
            references: vec![Source::Encoded(side(1, words))],
            taught: None,
        }
    }
}
