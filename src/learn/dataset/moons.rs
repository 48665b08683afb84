//! Moons: interlocking half circles of radius 1, alternately open downwards and upwards, each 1.2 to the right of the one before.
//!
//! With two classes this is nearly scikit-learn's `make_moons`, centred on the origin. Its step is 1, with which the first and the third
//! moon would touch.

use super::{DatasetSpec, HELD_OUT, LABEL_NOISE, along_curves, classes, per_class, spread, unseen};
use crate::learn::num::{cos, sin};
use crate::learn::spec::{Citation, Entry, prose};
use std::f64::consts::PI;

/// The entry.
pub const SPEC: DatasetSpec = DatasetSpec {
    entry: Entry {
        id: "moons",
        name: "Moons",
        also_known_as: prose(&[]),
        gist: prose(
            "Half circles that reach into one another. No straight line separates neighbours; a gentle bend does.",
        ),
        formula: prose(r"x = \big(a_c + \cos t,\; \pm(\sin t - \tfrac14)\big) + \sigma\varepsilon,\quad 0 < t < \pi"),
        citation: prose(Citation {
            text: "scikit-learn, make_moons (there for two classes)",
            link: "https://scikit-learn.org/stable/modules/generated/sklearn.datasets.make_moons.html",
        }),
        params: &[classes(2.0, 6), per_class(60.0, 5000), spread(0.1), LABEL_NOISE, HELD_OUT, unseen(6)],
    },
    words: "[{classes||# moon|# moons}]",
    pictures: false,
    build: |params, rng| {
        let middle = (params.get("classes") - 1.0) / 2.0;
        along_curves(params, rng, |class, share| {
            let side = if class % 2 == 0 { 1.0 } else { -1.0 };
            let centre = STEP * (class as f64 - middle);
            [centre + cos(PI * share), side * (sin(PI * share) - 0.25)]
        })
    },
};

/// The distance from one moon's centre to the next one's.
const STEP: f64 = 1.2;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::dataset::gap;
    use crate::learn::random::stream;
    use crate::learn::spec::Params;

    #[test]
    fn moons_interlock_without_touching_at_any_number() {
        for classes in 2..=6 {
            let params = Params::new([("classes", f64::from(classes)), ("per_class", 100.0), ("spread", 0.0)]);
            let set = (SPEC.build)(&params, &mut stream(0, "data", 0));
            let gap = gap(&set);
            assert!(gap > 0.35, "{classes} moons: {gap}");
            assert!(
                set.points[(0, 0)] > set.points[(0, 199)],
                "the first moon's right end is to the right of the second's left"
            );
            assert!(set.points.row(0).sum().abs() < 1e-9, "the chain's middle is the origin");
        }
    }
}
