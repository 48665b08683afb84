//! What lesson 13 says about distances in few and in many dimensions, without any training.

use pushpull::learn::num::{pow, sin};
use pushpull::learn::random::{normal, stream};

/// The mean, over many draws of 25 points of one Gaussian cloud, of the least squared distance from the first point to the others, in units
/// of the average squared distance of two points.
fn nearest_of_24(dimensions: usize) -> f64 {
    let draws = 500;
    let mut rng = stream(1, "dimensions", 0);
    let mut point = || (0..dimensions).map(|_| normal(&mut rng)).collect::<Vec<_>>();
    let mut total = 0.0;
    for _ in 0..draws {
        let first = point();
        let squared = (0..24).map(|_| first.iter().zip(point()).map(|(a, b)| (a - b) * (a - b)).sum::<f64>());
        total += squared.fold(f64::INFINITY, f64::min) / (2 * dimensions) as f64;
    }
    total / draws as f64
}

#[test]
fn the_nearest_of_many_stands_out_in_few_dimensions_only() {
    let (plane, many) = (nearest_of_24(2), nearest_of_24(128));
    assert!(plane < 0.1, "{plane} is not less than a tenth");
    assert!((0.77..0.83).contains(&many), "{many} is not about four fifths");
}

#[test]
fn so_many_classes_have_room_on_a_circle() {
    // Classes at equal angles: the chord of neighbours is 2 sin(π / n).
    let chord = |classes: u32| 2.0 * sin(std::f64::consts::PI / f64::from(classes));
    let room = |margin: f64, power: f64| (2..100).filter(|n| pow(chord(*n), power) > margin - 1e-9).max().unwrap();
    assert_eq!([0.2, 0.5, 1.0].map(|margin| room(margin, 2.0)), [13, 8, 6], "squared distance");
    assert_eq!([0.2, 0.5, 1.0].map(|margin| room(margin, 1.0)), [31, 12, 6], "plain distance");
}
