//! The triplet hinge over all positives and negatives of an anchor, without visiting single triplets.
//!
//! With thresholds t_p = D_ap + m, computed once and sorted, a negative at z violates exactly the positives with t_p > z. So Σ max(0, t_p −
//! z_n) = Σ_p c_p t_p − Σ_n k_n z_n, where c_p counts the negatives below t_p and k_n the thresholds above z_n. The counts are the pair
//! weights, and Σ_p c_p = Σ_n k_n holds exactly. A bucket index finds each place in expected constant time: O(P + Q) for an anchor with P
//! positives and Q negatives, O(N²) for a batch (with sorting, O(N² log N)).

use crate::learn::buckets::{Buckets, Places};
use crate::learn::loss::{LossInput, LossOutput};

/// With fewer triplets per anchor the plain double loop is as fast.
const FEW: usize = 64;

/// The number of negatives looked up at a time, few enough to stay in the nearest cache.
const CHUNK: usize = 128;

/// The sum, counts and weights of the hinge over all mined triplets.
///
/// Clears the weights of each row just before writing them, while the row is in the cache.
pub(in crate::loss) fn over_runs(input: &LossInput, margin: f64, out: &mut LossOutput, counting: &mut Counting) {
    let (rows, mut clear) = (out.weights.nrows(), 0);
    for (a, positives, negatives) in input.tuples.runs() {
        out.weights.clear_rows(clear..a + 1);
        clear = clear.max(a + 1);
        let row = input.affinities.row(a);
        if positives.len() > 1 && positives.len() * negatives.len() >= FEW {
            counting.count(a, row, positives, negatives, margin, out);
            continue;
        }
        for &p in positives {
            let threshold = row[p] + margin;
            let weights = out.weights.row_mut(a);
            let mut active = 0;
            for &n in negatives {
                let value = threshold - row[n];
                if value > 0.0 {
                    out.sum += value;
                    weights[n] -= 1.0;
                    active += 1;
                }
            }
            weights[p] += f64::from(active);
            out.terms += negatives.len();
            out.active += active as usize;
        }
    }
    out.weights.clear_rows(clear..rows);
}

/// Memory reused for every anchor.
#[derive(Default)]
pub(in crate::loss) struct Counting {
    thresholds: Buckets,
    /// For each threshold, the number of negatives for which it is the first one above.
    first: Vec<u32>,
}

impl Counting {
    fn count(
        &mut self,
        anchor: usize,
        row: &[f64],
        positives: &[usize],
        negatives: &[usize],
        margin: f64,
        out: &mut LossOutput,
    ) {
        self.thresholds.build(positives.iter().map(|p| (row[*p] + margin, *p)));
        let sorted = self.thresholds.sorted();
        let Some(&(base, _)) = sorted.first() else { return };
        self.first.clear();
        self.first.resize(sorted.len() + 1, 0);
        let weights = out.weights.row_mut(anchor);
        // Everything is summed relative to a common base: differences of large numbers would lose digits.
        let mut sum = -push(self.thresholds.places(), base, row, negatives, &mut self.first, weights);
        let mut below = 0;
        for (&(t, p), first) in sorted.iter().zip(&self.first) {
            below += first;
            weights[p] += f64::from(below);
            sum += f64::from(below) * (t - base);
            out.active += below as usize;
        }
        out.sum += sum;
        out.terms += sorted.len() * negatives.len();
    }
}

/// Finds the place of each negative among the thresholds, weighs it by the number above it, and returns Σ_n k_n (z_n − base).
///
/// Not inlined, so that its loop has all registers.
#[inline(never)]
fn push(
    thresholds: Places,
    base: f64,
    row: &[f64],
    negatives: &[usize],
    first: &mut [u32],
    weights: &mut [f64],
) -> f64 {
    let (weights, count) = (&mut weights[..row.len()], first.len() as u32 - 1);
    let mut sum = 0.0;
    let mut found = [(0.0, 0); CHUNK];
    for chunk in negatives.chunks(CHUNK) {
        thresholds.up_to_each(chunk.iter().map(|n| row[*n]), &mut found[..chunk.len()]);
        for (n, (z, k)) in chunk.iter().zip(&found) {
            let above = f64::from(count - k);
            first[*k as usize] += 1;
            weights[*n] -= above;
            sum += above * (z - base);
        }
    }
    sum
}
