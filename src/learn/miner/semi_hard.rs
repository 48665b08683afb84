//! Semi-hard: negatives farther than the positive, but not by much. The default is FaceNet's definition, D_ap < D_an < D_ap + m (both
//! strict); the others are in `definition.rs`.

use super::definition::{DEFINITIONS, Definition, WORDS};
use super::{Geometry, MineInput, Miner, MinerSpec, margin};
use crate::learn::compare::Tuples;
use crate::learn::random::Rng;
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: MinerSpec = MinerSpec {
    entry: Entry {
        id: "semi-hard",
        name: "Semi-hard",
        also_known_as: prose(&[]),
        gist: prose(
            "The nearest negative that is farther away than the positive, but by less than the margin. Pairs without one are skipped.",
        ),
        formula: prose(r"n = \arg\min\,\{D_{an} : D_{ap} < D_{an} < D_{ap} + m\}"),
        citation: prose(Citation {
            text: "Schroff, Kalenichenko & Philbin 2015, FaceNet (§3.2)",
            link: "https://arxiv.org/abs/1503.03832",
        }),
        params: &[
            margin(
                "How much farther than the positive a negative may be and still count as semi-hard. It follows the margin of the loss until you set it.",
            ),
            ParamSpec {
                id: "definition",
                name: "as meant by",
                symbol: "",
                unit: "",
                min: 0.0,
                max: WORDS.len() as f64 - 1.0,
                default: 0.0,
                scale: Scale::Choice(&WORDS),
                follows: None,
                help: prose(
                    "Libraries differ in what they mean by semi-hard: whether the margin bounds the negative, and what is taken if no negative fits.",
                ),
            },
        ],
    },
    words: "the [semi-hard negative] for every anchor",
    geometry: Geometry::Order,
    build: |params| {
        Box::new(SemiHard { margin: params.get("margin"), definition: &DEFINITIONS[params.count("definition")] })
    },
};

struct SemiHard {
    margin: f64,
    definition: &'static Definition,
}

impl Miner for SemiHard {
    fn select(&self, input: &MineInput, rng: &mut Rng, tuples: &mut Tuples) {
        self.definition.select_all(input, self.margin, rng, tuples);
    }

    fn is_joint(&self) -> bool {
        self.definition.once
    }
}
