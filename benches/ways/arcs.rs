//! The triplet hinge over all triplets of points on the unit circle, squared chords, by arcs: O(N·P·log N) time for P positives per anchor,
//! O(N) memory, and no matrix of pairs (reference:  3, “Faster in 2-D?”).
//!
//! Seen from an anchor, chords grow with the angle on either side. So the negatives that violate D_an < t = D_ap + m form an arc around it,
//! and two binary searches among the negatives, sorted by angle, find its ends. For unit vectors Σ D_an = 2k − 2 z_a·Σ z_n over an arc of
//! k; the push on its members is added at one end of the arc and subtracted at the other. Comparisons compute D from differences, so the
//! counts are those of the definition; the sum is exact to rounding of 2, not of D.

use pushpull::learn::num::{Matrix, atan2};
use pushpull::learn::order;
use std::f64::consts::PI;

/// The result over all triplets.
#[derive(Clone, Debug)]
pub struct AllTriplets {
    /// Σ max(0, D_ap − D_an + m).
    pub sum: f64,
    /// The number of triplets.
    pub triplets: usize,
    /// The number of triplets above 0.
    pub active: usize,
    /// ∂sum/∂z: 2×N.
    pub gradient: Matrix,
}

/// All triplets of unit vectors (2×N) with these labels. Every vector is a different point.
pub fn all_triplets(z: &Matrix, labels: &[usize], margin: f64) -> AllTriplets {
    let mut all = AllTriplets { sum: 0.0, triplets: 0, active: 0, gradient: Matrix::zeros(2, labels.len()) };
    let angles: Vec<f64> = (0..labels.len()).map(|i| atan2(z[(1, i)], z[(0, i)])).collect();
    let around = order::ascending(angles.iter().copied());
    for class in 0..labels.iter().max().map_or(0, |last| last + 1) {
        let (own, others): (Vec<usize>, Vec<usize>) = around.iter().partition(|i| labels[**i] == class);
        Arcs::of(z, &angles, &others).add(z, &angles, &own, margin, &mut all);
    }
    all
}

/// The negatives of one class, sorted by angle and listed for two turns.
struct Arcs<'a> {
    others: &'a [usize],
    /// Their places, for two turns.
    places: Vec<[f64; 2]>,
    /// Their angles, those of the second turn with 2π added.
    angles: Vec<f64>,
    /// Σ z of the negatives before each, for two turns.
    sums: Vec<[f64; 2]>,
    /// Changes at the beginnings and ends of arcs: Σ of the anchors that push, and their number.
    pushes: Vec<[f64; 3]>,
}

impl<'a> Arcs<'a> {
    fn of(z: &Matrix, angles: &[f64], others: &'a [usize]) -> Self {
        let places: Vec<[f64; 2]> = others.iter().chain(others).map(|n| place(z, *n)).collect();
        let mut sums = vec![[0.0; 2]];
        for ([x, y], k) in places.iter().zip(0..) {
            let [before, below]: [f64; 2] = sums[k];
            sums.push([before + x, below + y]);
        }
        let turns = [0.0, 2.0 * PI];
        let angles = turns.iter().flat_map(|turn| others.iter().map(move |n| angles[*n] + turn)).collect();
        Self { others, places, angles, pushes: vec![[0.0; 3]; sums.len()], sums }
    }

    /// Adds the triplets whose anchors belong to this class.
    fn add(mut self, z: &Matrix, angles: &[f64], own: &[usize], margin: f64, all: &mut AllTriplets) {
        let q = self.others.len();
        for &a in own {
            // Counter-clockwise, chords grow up to half a turn and shrink from there.
            let from = place(z, a);
            let start = self.angles[..q].partition_point(|angle| *angle < angles[a]);
            let half = self.angles[start..start + q].partition_point(|angle| angle - angles[a] <= PI);
            let (ahead, behind) = self.places[start..start + q].split_at(half);
            for &p in own.iter().filter(|p| **p != a) {
                let limit = chord(from, place(z, p)) + margin;
                let within = |n: &[f64; 2]| limit - chord(from, *n) > 0.0;
                let next = ahead.partition_point(within);
                let last = behind.len() - behind.partition_point(|n| !within(n));
                let mut sum = [0.0; 2];
                for (begin, end) in [(start, start + next), (start + q - last, start + q)] {
                    for i in 0..2 {
                        sum[i] += self.sums[end][i] - self.sums[begin][i];
                        self.pushes[begin][i] += from[i];
                        self.pushes[end][i] -= from[i];
                    }
                    self.pushes[begin][2] += 1.0;
                    self.pushes[end][2] -= 1.0;
                }
                let k = (next + last) as f64;
                all.sum += k * limit - 2.0 * (k - from[0] * sum[0] - from[1] * sum[1]);
                all.active += next + last;
                for i in 0..2 {
                    all.gradient[(i, a)] += 2.0 * (sum[i] - k * z[(i, p)]);
                    all.gradient[(i, p)] += 2.0 * k * (z[(i, p)] - from[i]);
                }
            }
        }
        all.triplets += own.len() * own.len().saturating_sub(1) * q;
        let mut push = [0.0; 3];
        for (k, change) in self.pushes[..2 * q].iter().enumerate() {
            (0..3).for_each(|i| push[i] += change[i]);
            let n = self.others[k % q];
            for i in 0..2 {
                all.gradient[(i, n)] += 2.0 * (push[i] - push[2] * z[(i, n)]);
            }
        }
    }
}

fn place(z: &Matrix, i: usize) -> [f64; 2] {
    [z[(0, i)], z[(1, i)]]
}

/// The squared distance between two places.
fn chord(from: [f64; 2], to: [f64; 2]) -> f64 {
    let (x, y) = (from[0] - to[0], from[1] - to[1]);
    x * x + y * y
}
