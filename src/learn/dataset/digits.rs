//! Digits: handwritten 0 to 9 as pictures of 8 × 8 pixels, 50 of each: UCI's "Optical Recognition of Handwritten Digits".
//!
//! Source: E. Alpaydin & C. Kaynak 1998, <https://doi.org/10.24432/C50P49>, licence CC BY 4.0; a random 500 of the 1,797 images of the test
//! set that scikit-learn distributes. `data/make.py` writes `data/digits.bin`: 64 bytes per image, 0 (paper) to 16 (ink), row by row, digit
//! by digit. Pixels are standardised over the images taken; those that never change (corners) become 0.

use super::{Dataset, DatasetSpec, HELD_OUT, LABEL_NOISE, classes, in_turn, standardised, unseen};
use crate::learn::num::Matrix;
use crate::learn::random::{Rng, choose};
use crate::learn::spec::{Citation, Entry, ParamSpec, Params, prose};

/// The entry.
pub const SPEC: DatasetSpec = DatasetSpec {
    entry: Entry {
        id: "digits",
        name: "Digits",
        also_known_as: prose(&[]),
        gist: prose(
            "Handwritten digits, 8 × 8 pixels: 64 numbers for each picture, written by 13 people. A real data set (CC BY 4.0).",
        ),
        formula: prose(""),
        citation: prose(Citation {
            text: "Alpaydin & Kaynak 1998, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository",
            link: "https://doi.org/10.24432/C50P49",
        }),
        params: &[
            ParamSpec {
                help: prose("How many digits there are, from 0 upwards."),
                ..classes(DIGITS as f64, DIGITS as u32)
            },
            ParamSpec {
                help: prose("How many pictures there are of each digit, drawn from the 50 that the page has."),
                ..super::per_class(EACH as f64, EACH as u32)
            },
            LABEL_NOISE,
            HELD_OUT,
            unseen(DIGITS as u32),
        ],
    },
    words: "[handwritten digits]",
    pictures: true,
    build,
};

static PIXELS: &[u8] = include_bytes!("../../../data/digits.bin");
const DIGITS: usize = 10;
const EACH: usize = 50;
const SIDE: usize = 8;
/// The value of a black pixel.
const BLACK: f64 = 16.0;

fn build(params: &Params, rng: &mut Rng) -> Dataset {
    let (digits, each) = (params.count("classes"), params.count("per_class"));
    let images: Vec<&[u8]> = PIXELS.chunks_exact(SIDE * SIDE).collect();
    let mut ink = Matrix::zeros(SIDE * SIDE, digits * each);
    for digit in 0..digits {
        for (i, image) in choose(rng, EACH, each).into_iter().enumerate() {
            let pixels = images[digit * EACH + image].iter().map(|p| f64::from(*p) / BLACK);
            ink.column_mut(digit * each + i).iter_mut().zip(pixels).for_each(|(place, pixel)| *place = pixel);
        }
    }
    let names = (0..digits).map(|digit| digit.to_string()).collect();
    Dataset {
        picture: Some((SIDE, SIDE)),
        ink: ink.clone(),
        note: format!("{} of the 1,797 pictures of UCI's test set.", digits * each),
        ..Dataset::new(standardised(ink), in_turn(digits, each), names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::random::stream;

    fn all() -> Dataset {
        build(&Params::defaults(&SPEC.entry), &mut stream(0, "data", 0))
    }

    #[test]
    fn five_hundred_different_pictures() {
        let set = all();
        assert_eq!((set.len(), set.points.nrows(), set.classes()), (500, 64, 10));
        let mut images: Vec<&[u8]> = PIXELS.chunks_exact(64).collect();
        images.sort();
        images.dedup();
        assert_eq!(images.len(), 500, "every picture is there once");
        assert!(PIXELS.iter().all(|p| *p <= 16));
    }

    #[test]
    fn the_nearest_other_picture_mostly_shows_the_same_digit() {
        let set = all();
        let distance = |i: usize, j: usize| (set.ink.column(i) - set.ink.column(j)).norm_squared();
        let nearest = |i: usize| {
            (0..set.len()).filter(|j| *j != i).min_by(|a, b| distance(i, *a).total_cmp(&distance(i, *b))).unwrap()
        };
        let right = (0..set.len()).filter(|i| set.truth[nearest(*i)] == set.truth[*i]).count();
        assert!(right >= 470, "pictures and labels belong together: {right} of 500");
    }

    #[test]
    fn a_zero_is_a_ring_around_an_empty_middle_and_rows_run_downwards() {
        let set = all();
        let mean = |digit: usize, row: usize, column: usize| {
            (0..50).map(|i| set.ink[(8 * row + column, 50 * digit + i)]).sum::<f64>() / 50.0
        };
        let inside = mean(0, 3, 3).max(mean(0, 4, 3));
        assert!([mean(0, 3, 2), mean(0, 3, 5), mean(0, 1, 3), mean(0, 6, 3)].iter().all(|ring| *ring > inside + 0.3));
        // A seven has a bar at the top, and below it a stroke from right to left.
        let side = |row: usize| (0..8).map(|column| mean(7, row, column) * (column as f64 - 3.5)).sum::<f64>();
        assert!(side(2) > 0.5 && side(7) < -0.5, "{} {}", side(2), side(7));
    }

    #[test]
    fn a_smaller_share_of_pictures_depends_on_the_seed() {
        let few = Params::new([("classes", 3.0), ("per_class", 5.0), ("label_noise", 0.0)]);
        let of = |seed: u64| build(&few, &mut stream(seed, "data", 0));
        assert_eq!((of(1).len(), of(1).classes()), (15, 3));
        assert_eq!(of(1).ink, of(1).ink);
        assert_ne!(of(1).ink, of(2).ink);
    }
}
