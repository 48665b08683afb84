//! Penguins: bill length and depth, flipper length and body mass of penguins of three species at Palmer Station, Antarctica.
//!
//! Source: K. B. Gorman and Palmer Station LTER; A. M. Horst, A. P. Hill & K. B. Gorman 2020, palmerpenguins,
//! <https://doi.org/10.5281/zenodo.3960218>, licence CC0. `data/make.py` writes `data/penguins.csv`: all 344 birds, with NA for missing
//! measurements. Birds that lack a measurement are left out; the set's note gives their number. Features are standardised over the birds
//! taken.

use super::{Dataset, DatasetSpec, HELD_OUT, LABEL_NOISE, standardised, unseen};
use crate::learn::num::Matrix;
use crate::learn::random::{Rng, choose};
use crate::learn::spec::{Citation, Entry, ParamSpec, Params, Scale, prose};

/// The entry.
pub const SPEC: DatasetSpec = DatasetSpec {
    entry: Entry {
        id: "penguins",
        name: "Penguins",
        also_known_as: prose(&[]),
        gist: prose(
            "Four measurements of birds of three species: the length and depth of the bill, the length of the flipper, and the weight. A real data set (CC0), and an unbalanced one.",
        ),
        formula: prose(""),
        citation: prose(Citation {
            text: "Gorman, Williams & Fraser 2014, Ecological Sexual Dimorphism and Environmental Variability within a Community of Antarctic Penguins; Horst, Hill & Gorman 2020, palmerpenguins",
            link: "https://doi.org/10.5281/zenodo.3960218",
        }),
        params: &[
            ParamSpec {
                name: "at most of each",
                help: prose(
                    "The most birds there may be of each species. All together there are 151 Adelie, 68 chinstrap and 123 gentoo penguins.",
                ),
                scale: Scale::Integer { from: 1, to: MOST, by: 5 },
                ..super::per_class(MOST as f64, MOST)
            },
            LABEL_NOISE,
            HELD_OUT,
            unseen(3),
        ],
    },
    words: "[measured penguins]",
    pictures: false,
    build,
};

static TABLE: &str = include_str!("../../../data/penguins.csv");
/// The number of complete records of the commonest species.
const MOST: u32 = 151;

fn build(params: &Params, rng: &mut Rng) -> Dataset {
    let mut species: Vec<(&str, Vec<Vec<f64>>)> = vec![];
    let mut birds = 0;
    for line in TABLE.lines().skip(1) {
        let mut fields = line.split(',');
        let name = fields.next().unwrap_or_default();
        if species.last().is_none_or(|(last, _)| *last != name) {
            species.push((name, vec![]));
        }
        // A field that is not a number is a missing measurement.
        if let (Ok(bird), Some((_, measured))) = (fields.map(str::parse).collect(), species.last_mut()) {
            measured.push(bird);
        }
        birds += 1;
    }
    let complete: usize = species.iter().map(|(_, measured)| measured.len()).sum();

    let (mut values, mut truth) = (vec![], vec![]);
    for (class, (_, measured)) in species.iter().enumerate() {
        for bird in choose(rng, measured.len(), params.count("per_class")) {
            values.extend_from_slice(&measured[bird]);
            truth.push(class);
        }
    }
    let points = Matrix::from_column_slice(values.len() / truth.len(), truth.len(), &values);
    let names = species.iter().map(|(name, _)| name.to_string()).collect();
    Dataset {
        note: format!("{} of the {birds} birds lack a measurement and are left out.", birds - complete),
        ..Dataset::new(standardised(points), truth, names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::random::stream;

    #[test]
    fn all_measured_birds_are_there_and_the_note_names_the_others() {
        let set = build(&Params::defaults(&SPEC.entry), &mut stream(0, "data", 0));
        let count = |name: &str| set.truth.iter().filter(|c| set.class_names[**c] == name).count();
        assert_eq!([count("Adelie"), count("Chinstrap"), count("Gentoo")], [151, 68, 123]);
        assert_eq!((set.len(), set.points.nrows()), (342, 4));
        assert_eq!(set.note, "2 of the 344 birds lack a measurement and are left out.");
    }

    #[test]
    fn the_rare_species_gives_all_it_has_when_more_is_asked() {
        let set = build(&Params::new([("per_class", 100.0), ("label_noise", 0.0)]), &mut stream(0, "data", 0));
        assert_eq!(set.len(), 100 + 68 + 100);
    }

    #[test]
    fn gentoos_are_heavy_and_chinstraps_have_long_bills_for_their_weight() {
        let set = build(&Params::defaults(&SPEC.entry), &mut stream(0, "data", 0));
        let mean = |name: &str, feature: usize| {
            let own: Vec<usize> = (0..set.len()).filter(|i| set.class_names[set.truth[*i]] == name).collect();
            own.iter().map(|i| set.points[(feature, *i)]).sum::<f64>() / own.len() as f64
        };
        assert!(mean("Gentoo", 3) > 1.0 && mean("Adelie", 3) < 0.0 && mean("Chinstrap", 3) < 0.0);
        assert!(mean("Chinstrap", 0) > 0.5 && mean("Adelie", 0) < -0.5);
    }
}
