//! DINO: a student learns to find of one view of a point what its teacher, a slowly following copy, finds of the other: how probable each of K
//! prototypes is. Labels are not read.
//!
//! 2N rows, first all first views; K references: the student's prototypes, which are trained. The teacher has prototypes of its own. Its
//! similarities, each with its prototype's bias, are centred and sharpened before they become probabilities: softmax((s − c)/τ). Memory: the centre c (K×1). After each step
//! the teacher's parameters become m θ_t + (1 − m) θ_s, and c becomes μ c + (1 − μ) times the mean of its similarities of that step. Without a
//! centre one prototype can win everywhere, and with a temperature of 1 all become equally probable.

use super::follow::{MOMENTUM, follow};
use super::{Comparison, Network, Scheme, SchemeSpec, Side, Source, Taught, Tower};
use crate::learn::compare::{Relation, Relations};
use crate::learn::dataset::Dataset;
use crate::learn::num::Matrix;
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};
use crate::learn::step::{State, Trace};
use crate::learn::views::Views;

/// The entry.
pub const SPEC: SchemeSpec = SchemeSpec {
    entry: Entry {
        id: "dino",
        name: "Follow a teacher",
        also_known_as: prose(&["DINO", "self-distillation with no labels"]),
        gist: prose(
            "No labels and no negatives: a student compares one view of a point with prototypes, and should find them as probable as its teacher does, who sees the other view. The teacher is a slowly following copy of the student.",
        ),
        formula: prose(
            r"q = \operatorname{softmax}\frac{s_t - c}{\tau_t},\quad c \leftarrow \mu\,c + (1 - \mu)\,\overline{s_t},\quad \theta_t \leftarrow m\,\theta_t + (1 - m)\,\theta_s",
        ),
        citation: prose(Citation {
            text: "Caron, Touvron, Misra, Jégou, Mairal, Bojanowski & Joulin 2021, Emerging Properties in Self-Supervised Vision Transformers",
            link: "https://arxiv.org/abs/2104.14294",
        }),
        params: &[
            MOMENTUM,
            ParamSpec {
                id: "prototypes",
                name: "prototypes",
                symbol: "",
                unit: "",
                min: 2.0,
                max: 128.0,
                default: 8.0,
                scale: Scale::Integer { from: 2, to: 32, by: 2 },
                follows: None,
                help: prose(
                    "How many places there are to compare a view with. They are learned. The authors take 65,536.",
                ),
            },
            ParamSpec {
                id: "teacher_temperature",
                name: "teacher’s temperature",
                symbol: "τ_t",
                unit: "",
                min: 0.001,
                max: 10.0,
                default: 0.04,
                scale: Scale::Log { from: 0.01, to: 1.0, zero: false },
                follows: None,
                help: prose(
                    "What the teacher’s similarities are divided by. A low temperature makes the most similar prototype much more probable than the others: sharpening.",
                ),
            },
            ParamSpec::switch(
                "centring",
                "centring",
                prose("On: from the teacher’s similarity to each prototype its running mean is subtracted."),
            ),
            ParamSpec {
                id: "centre_momentum",
                name: "centre’s momentum",
                symbol: "μ",
                unit: "",
                min: 0.0,
                max: 1.0,
                default: 0.9,
                scale: Scale::NearOne { to: 0.999 },
                follows: None,
                help: prose("How much of that running mean stays in each step; the rest comes from the batch."),
            },
        ],
    },
    words: "a [teacher’s choice among {prototypes} prototypes]",
    build: |params| {
        Box::new(Dino {
            momentum: params.get("momentum"),
            prototypes: params.count("prototypes"),
            temperature: params.get("teacher_temperature"),
            centres: params.count("centring") == 1,
            centre_momentum: params.get("centre_momentum"),
        })
    },
};

struct Dino {
    momentum: f64,
    prototypes: usize,
    temperature: f64,
    centres: bool,
    centre_momentum: f64,
}

impl Scheme for Dino {
    fn towers(&self, _: &Dataset, _: usize) -> Vec<Tower> {
        let prototypes = |name, copies| Tower { name, network: Network::Prototypes(self.prototypes), copies };
        vec![Tower::encoder(), prototypes("prototypes", None), Tower::copy(), prototypes("copy of prototypes", Some(1))]
    }

    fn rows_of_each(&self) -> usize {
        2
    }

    fn reads_labels(&self) -> bool {
        false
    }

    fn teaches(&self) -> bool {
        true
    }

    fn memory(&self, _: usize) -> Vec<Matrix> {
        vec![Matrix::zeros(self.prototypes, 1)]
    }

    fn compare(&self, _: &Dataset, batch: &[usize], memory: &[Matrix], views: &Views) -> Comparison {
        let side = |tower, input, trained| Side { tower, stage: None, input, trained };
        let centre = memory[0].iter().map(|c| if self.centres { *c } else { 0.0 }).collect();
        Comparison {
            rows: side(0, views.both(batch), true),
            references: vec![Source::Prototypes(1)],
            relating: Relations::from_fn(2 * batch.len(), self.prototypes, false, |_, _| Relation::Ignored).into(),
            taught: Some(Taught {
                side: side(2, views.swapped(batch), false),
                prototypes: 3,
                centre,
                temperature: self.temperature,
            }),
        }
    }

    fn after_update(&self, state: &mut State, _: &Dataset, trace: &Trace) {
        let [student, prototypes, teacher, own] = &mut state.towers[..] else { return };
        follow(teacher, student, self.momentum);
        follow(own, prototypes, self.momentum);
        let rows = trace.taught.nrows();
        for k in (0..self.prototypes).filter(|_| self.centres && rows > 0) {
            let mean = (0..rows).map(|i| trace.taught[(i, k)]).sum::<f64>() / rows as f64;
            state.memory[0][k] = self.centre_momentum * state.memory[0][k] + (1.0 - self.centre_momentum) * mean;
        }
    }
}
