//! Words: a second way to see a point, beside its features: the number of its label as a seven-segment display shows it, with noise of its own.
//! Each segment is 1 if it is lit, else −1. With more than ten classes there are two digits; a leading 0 is dark.

use super::Dataset;
use crate::learn::num::Matrix;
use crate::learn::random::{normal, stream};

/// The lit segments of each digit: top, upper right, lower right, bottom, lower left, upper left, middle.
const SEGMENTS: [&str; 10] =
    ["1111110", "0110000", "1101101", "1111001", "0110011", "1011011", "1011111", "1110000", "1111111", "1111011"];

/// The standard deviation of the noise.
const NOISE: f64 = 0.3;

impl Dataset {
    /// The number of segments of a word.
    pub fn segments(&self) -> usize {
        if self.classes() > 10 { 14 } else { 7 }
    }

    /// The clean words of all classes, as columns: segments × C.
    pub fn clean_words(&self) -> Matrix {
        let dark = "0000000";
        let word = |class: usize| {
            let tens = if class < 10 { dark } else { SEGMENTS[class / 10 % 10] };
            let lit = SEGMENTS[class % 10].bytes().chain(tens.bytes());
            lit.map(|segment| if segment == b'1' { 1.0 } else { -1.0 }).take(self.segments())
        };
        Matrix::from_iterator(self.segments(), self.classes(), (0..self.classes()).flat_map(word))
    }

    /// The words of these points: segments × N. A point's word depends on the seed, the point and its given label alone.
    pub fn words(&self, seed: u64, points: &[usize]) -> Matrix {
        let mut words = self.clean_words().select_columns(&points.iter().map(|i| self.given[*i]).collect::<Vec<_>>());
        for (mut word, point) in words.column_iter_mut().zip(points) {
            let mut rng = stream(seed, "word", *point as u64);
            word.apply(|segment| *segment += NOISE * normal(&mut rng));
        }
        words
    }
}
