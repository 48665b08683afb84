//! MoCo: a view of each point against keys, which a slowly following copy of the network makes: of another view of the same point, its only
//! positive, and of points of earlier batches, the negatives. Labels are not read.
//!
//! N rows, N + Q references: the keys of this batch, of which each row sees its own only, then the queue, newest first; neither gets a
//! gradient. Memory: the queue (d×Q) and what is in it (2×Q: point and age in steps, age 0 for an empty place). After each step the copy's
//! parameters become m θ_k + (1 − m) θ_q, and the step's keys enter the queue. The queue starts empty, so nothing is pushed in the first
//! step. An older key of the row's own point is a negative like any other, as in the paper. With InfoNCE and all pairs this is its loss.

use super::follow::{MOMENTUM, follow};
use super::{Comparison, Kept, Scheme, SchemeSpec, Side, Source, Tower};
use crate::learn::compare::{Relation, Relations};
use crate::learn::dataset::Dataset;
use crate::learn::num::Matrix;
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};
use crate::learn::step::{State, Trace};
use crate::learn::views::Views;

/// The entry.
pub const SPEC: SchemeSpec = SchemeSpec {
    entry: Entry {
        id: "moco",
        name: "Queue of keys",
        also_known_as: prose(&["MoCo", "momentum contrast"]),
        gist: prose(
            "No labels: a view of each point is compared with keys. A key is what a slowly following copy of the network makes of a view: one of the same point is the positive, those of earlier batches are the negatives.",
        ),
        formula: prose(r"\theta_k \leftarrow m\,\theta_k + (1 - m)\,\theta_q"),
        citation: prose(Citation {
            text: "He, Fan, Wu, Xie & Girshick 2020, Momentum Contrast for Unsupervised Visual Representation Learning",
            link: "https://arxiv.org/abs/1911.05722",
        }),
        params: &[
            MOMENTUM,
            ParamSpec {
                id: "queue",
                name: "queue",
                symbol: "Q",
                unit: "keys",
                min: 1.0,
                max: 512.0,
                default: 64.0,
                scale: Scale::Integer { from: 8, to: 256, by: 8 },
                follows: None,
                help: prose("How many keys are kept as negatives. The oldest make room for those of each step."),
            },
        ],
    },
    words: "a [queue of {queue} keys]",
    build: |params| Box::new(MoCo { momentum: params.get("momentum"), queue: params.count("queue") }),
};

struct MoCo {
    momentum: f64,
    queue: usize,
}

impl Scheme for MoCo {
    fn towers(&self, _: &Dataset, _: usize) -> Vec<Tower> {
        vec![Tower::encoder(), Tower::copy()]
    }

    fn reads_labels(&self) -> bool {
        false
    }

    fn keeps_negatives(&self) -> bool {
        true
    }

    fn memory(&self, dimensions: usize) -> Vec<Matrix> {
        vec![Matrix::zeros(dimensions, self.queue), Matrix::zeros(2, self.queue)]
    }

    fn compare(&self, data: &Dataset, batch: &[usize], memory: &[Matrix], views: &Views) -> Comparison {
        let n = batch.len();
        let kept: Vec<Kept> = memory[1]
            .column_iter()
            .map(|key| Kept {
                // Other data may have fewer points.
                point: Some(key[0] as usize).filter(|point| key[1] > 0.0 && *point < data.len()),
                age: Some(key[1] as u64).filter(|age| *age > 0),
                label: None,
            })
            .collect();
        let relation = |row: usize, reference: usize| match reference.checked_sub(n) {
            None if row == reference => Relation::Positive,
            Some(place) if kept[place].age.is_some() => Relation::Negative,
            _ => Relation::Ignored,
        };
        Comparison {
            relating: Relations::from_fn(n, n + self.queue, false, relation).into(),
            rows: Side { tower: 0, stage: None, input: views.of(0, batch), trained: true },
            references: vec![
                Source::Encoded(Side { tower: 1, stage: None, input: views.of(1, batch), trained: false }),
                Source::Stored { embeddings: memory[0].clone(), kept },
            ],
            taught: None,
        }
    }

    fn after_update(&self, state: &mut State, _: &Dataset, trace: &Trace) {
        let [trained, copy] = &mut state.towers[..] else { return };
        follow(copy, trained, self.momentum);
        let [keys, about] = &mut state.memory[..] else { return };
        about.row_mut(1).apply(|age| *age += f64::from(u8::from(*age > 0.0)));
        let new =
            Matrix::from_fn(2, trace.batch.len(), |row, key| if row == 0 { trace.batch[key] as f64 } else { 1.0 });
        let made = trace.references.columns(0, trace.batch.len()).into_owned();
        for (kept, newest) in [(keys, made), (about, new)] {
            let columns: Vec<_> = newest.column_iter().chain(kept.column_iter()).take(self.queue).collect();
            *kept = Matrix::from_columns(&columns);
        }
    }
}
