//! Spirals: arms that leave a common centre at equal angles and wind `turns` times round it, from radius 0.1 to 1.5.

use super::{DatasetSpec, HELD_OUT, LABEL_NOISE, along_curves, classes, per_class, spread, unseen};
use crate::learn::num::{cos, sin};
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};
use std::f64::consts::TAU;

/// The entry.
pub const SPEC: DatasetSpec = DatasetSpec {
    entry: Entry {
        id: "spirals",
        name: "Spirals",
        also_known_as: prose(&[]),
        gist: prose(
            "Arms winding round each other. The classes do not overlap, but it takes a strongly bent map to tell them apart.",
        ),
        formula: prose(
            r"x = r\,(\cos\varphi, \sin\varphi) + \sigma\varepsilon,\quad r = \tfrac{1 + 14s}{10},\ \varphi = 2\pi\big(\tfrac{c}{C} + T s\big),\ 0 < s < 1",
        ),
        citation: prose(Citation {
            text: "Lang & Witbrock 1988, Learning to Tell Two Spirals Apart (there two arms of three turns)",
            link: "",
        }),
        params: &[
            classes(3.0, 8),
            per_class(40.0, 5000),
            spread(0.03),
            ParamSpec {
                id: "turns",
                name: "turns",
                symbol: "T",
                unit: "turns",
                min: 0.0,
                max: 5.0,
                default: 0.75,
                scale: Scale::Linear { from: 0.0, to: 2.0, by: 0.25 },
                follows: None,
                help: prose("How far each arm winds round the centre. More turns bring the arms closer together."),
            },
            LABEL_NOISE,
            HELD_OUT,
            unseen(8),
        ],
    },
    words: "[{classes||# spiral|# spirals}]",
    pictures: false,
    build: |params, rng| {
        let (classes, turns) = (params.get("classes"), params.get("turns"));
        along_curves(params, rng, |class, share| {
            let angle = TAU * (class as f64 / classes + turns * share);
            let radius = 0.1 + 1.4 * share;
            [radius * cos(angle), radius * sin(angle)]
        })
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::dataset::gap;
    use crate::learn::random::stream;
    use crate::learn::spec::Params;

    #[test]
    fn arms_of_different_classes_keep_their_distance() {
        let mut params = Params::defaults(&SPEC.entry);
        for (spread, least) in [(0.0, 0.15), (0.03, 0.05)] {
            params =
                Params::new(SPEC.entry.params.iter().map(|p| (p.id, params.get(p.id))).chain([("spread", spread)]));
            let set = (SPEC.build)(&params, &mut stream(0, "data", 0));
            let gap = gap(&set);
            assert!(gap > least, "spread {spread}: {gap}");
        }
    }
}
