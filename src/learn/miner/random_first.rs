//! Random first (warm-up): random triplets for the first k steps, then another miner.
//!
//! On separable data this prevents the collapse that hard mining causes early; with overlapping classes or wrong labels it only delays it.

use super::{Geometry, MineInput, Miner, MinerSpec, batch_hard, hard, margin, random, semi_hard};
use crate::learn::compare::Tuples;
use crate::learn::random::Rng;
use crate::learn::spec::{Citation, Entry, ParamSpec, Params, Scale, prose};

/// The entry.
pub const SPEC: MinerSpec = MinerSpec {
    entry: Entry {
        id: "random-first",
        name: "Random first",
        also_known_as: prose(&["warm-up", "curriculum"]),
        gist: prose(
            "Random triplets first, hard ones later. If the classes can be separated, hard triplets collapse less often after such a start. If one label in five is wrong, the collapse only comes later.",
        ),
        formula: prose(""),
        citation: prose(Citation {
            text: "Schroff, Kalenichenko & Philbin 2015, FaceNet (§3.2: collapse through hard negatives early on)",
            link: "https://arxiv.org/abs/1503.03832",
        }),
        params: &[
            ParamSpec {
                id: "steps",
                name: "for",
                symbol: "k",
                unit: "steps",
                min: 0.0,
                max: 1e6,
                default: 200.0,
                scale: Scale::Integer { from: 0, to: 2000, by: 50 },
                follows: None,
                help: prose("How many steps are made with random triplets."),
            },
            ParamSpec {
                id: "then",
                name: "then",
                symbol: "",
                unit: "",
                min: 0.0,
                max: WORDS.len() as f64 - 1.0,
                default: 0.0,
                scale: Scale::Choice(&WORDS),
                follows: None,
                help: prose("The miner after that, with its own defaults."),
            },
            margin("The margin of semi-hard mining, if that comes after. Follows the loss's margin until you set it."),
        ],
    },
    words: "[random triplets until step {steps} and then {then|the hardest|batch-hard|semi-hard} ones] for every anchor",
    geometry: Geometry::Order,
    build: |params| {
        let start = &random::SPEC;
        let then = THEN[params.count("then")];
        let with_margin = |id: &'static str, default| (id, if id == "margin" { params.get("margin") } else { default });
        let values = then.entry.params.iter().map(|p| with_margin(p.id, p.default));
        Box::new(RandomFirst {
            steps: params.get("steps") as u64,
            first: (start.build)(&Params::defaults(&start.entry)),
            then: (then.build)(&Params::new(values)),
        })
    },
};

/// The miners that can follow.
const THEN: [&MinerSpec; 3] = [&hard::SPEC, &batch_hard::SPEC, &semi_hard::SPEC];

const WORDS: [&str; 3] = [THEN[0].entry.id, THEN[1].entry.id, THEN[2].entry.id];

struct RandomFirst {
    steps: u64,
    first: Box<dyn Miner>,
    then: Box<dyn Miner>,
}

impl Miner for RandomFirst {
    fn select(&self, input: &MineInput, rng: &mut Rng, tuples: &mut Tuples) {
        let miner = if input.step < self.steps { &self.first } else { &self.then };
        miner.select(input, rng, tuples);
    }

    fn is_joint(&self) -> bool {
        true
    }
}
