//! Checkerboard: a board of 4 × 4 cells with side 0.75; the cell in column i and row j belongs to class (i + j) mod C.
//!
//! Each class fills its cells in turn, with points uniform within the cell. Two classes give the draughts board (XOR, four times over).

use super::{Dataset, DatasetSpec, HELD_OUT, LABEL_NOISE, classes, in_turn, per_class, plain_names, spread, unseen};
use crate::learn::num::Matrix;
use crate::learn::random::{Rng, normal, uniform};
use crate::learn::spec::{Entry, FOLKLORE, Params, prose};

/// The entry.
pub const SPEC: DatasetSpec = DatasetSpec {
    entry: Entry {
        id: "checkerboard",
        name: "Checkerboard",
        also_known_as: prose(&[]),
        gist: prose(
            "The squares of a board take turns. Every class is in many places at once, and the embedding has to bring these together.",
        ),
        formula: prose(r"y = (i + j) \bmod C"),
        citation: FOLKLORE,
        params: &[classes(2.0, 4), per_class(80.0, 5000), spread(0.0), LABEL_NOISE, HELD_OUT, unseen(4)],
    },
    words: "a [checkerboard of {classes||# class|# classes}]",
    pictures: false,
    build,
};

/// Cells along one side of the board.
const CELLS: usize = 4;
/// The length of a cell's side.
const SIDE: f64 = 0.75;

fn build(params: &Params, rng: &mut Rng) -> Dataset {
    let (classes, each, spread) = (params.count("classes"), params.count("per_class"), params.get("spread"));
    let mut points = Matrix::zeros(2, classes * each);
    let mut cells = vec![];
    for (i, mut point) in points.column_iter_mut().enumerate() {
        let own = (0..CELLS * CELLS).filter(|cell| (cell % CELLS + cell / CELLS) % classes == i / each);
        let own: Vec<usize> = own.collect();
        let cell = own[i % each % own.len()];
        cells.push(cell);
        for (coordinate, index) in [cell % CELLS, cell / CELLS].into_iter().enumerate() {
            let place = index as f64 + uniform(rng) - CELLS as f64 / 2.0;
            point[coordinate] = SIDE * place + spread * normal(rng);
        }
    }
    Dataset { subclasses: cells, ..Dataset::new(points, in_turn(classes, each), plain_names(classes)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::random::stream;

    #[test]
    fn every_point_lies_in_a_cell_of_its_class_and_every_cell_has_points() {
        for classes in 1..=CELLS {
            let params = Params::new([("classes", classes as f64), ("per_class", 80.0), ("spread", 0.0)]);
            let set = build(&params, &mut stream(3, "data", 0));
            let mut seen = [0; CELLS * CELLS];
            for (point, class) in set.points.column_iter().zip(&set.truth) {
                let index = |x: f64| (x / SIDE + CELLS as f64 / 2.0).floor() as usize;
                let (i, j) = (index(point[0]), index(point[1]));
                assert_eq!((i + j) % classes, *class);
                seen[j * CELLS + i] += 1;
            }
            assert!(seen.iter().all(|count| *count > 0), "{classes} classes: {seen:?}");
        }
    }
}
