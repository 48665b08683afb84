//! Hubness: whether a few points are among the nearest neighbours of very many (Radovanović, Nanopoulos & Ivanović 2010).
//!
//! Nₖ(x) is how often x is among the k nearest others of a point, k = 10. Hubness is the skewness E[(Nₖ − μ)³] / σ³ over all points: 0 if
//! often and seldom named points balance, and the greater, the more a few hubs are named by all. Where several points are equally far and
//! not all of them fit among the k, each counts for an equal part: the mean over all orders of tied points.

use super::{FEWEST, MetricSpec, On};
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: MetricSpec = MetricSpec {
    entry: Entry {
        id: "hubness",
        name: "hubness",
        also_known_as: prose(&[]),
        gist: prose(
            "How unevenly points occur among the ten nearest of others: about 0 if all occur equally often, large if a few hubs are near a great many.",
        ),
        formula: prose(r"\frac{E[(N_{10} - \mu)^3]}{\sigma^3}"),
        citation: prose(Citation {
            text: "Radovanović, Nanopoulos & Ivanović 2010, Hubs in Space",
            link: "https://jmlr.org/papers/v11/radovanovic10a.html",
        }),
        params: &[],
    },
    on: On::Special,
    share: false,
    value: |e| (e.embedding.nrows() >= FEWEST).then(|| hubness(e.distances(), |row| e.point(row)))?,
};

/// The number of neighbours, as in the paper.
const NEIGHBOURS: usize = 10;
/// What deviates less from the mean is rounding.
const LEAST: f64 = 1e-6;

/// The hubness from distances (rows×N), where `point` is the reference that a row is itself; `None` with no more than k + 1 points, or if all
/// are named equally often.
fn hubness(distances: &PairMatrix, point: impl Fn(usize) -> usize) -> Option<f64> {
    let n = distances.ncols();
    if n <= NEIGHBOURS + 1 {
        return None;
    }
    let (mut named, mut others) = (vec![0.0; n], Vec::with_capacity(n));
    for row in 0..distances.nrows() {
        let (of, own) = (distances.row(row), point(row));
        others.clear();
        others.extend((0..n).filter(|j| *j != own).map(|j| of[j]));
        let last = *others.select_nth_unstable_by(NEIGHBOURS - 1, f64::total_cmp).1;
        let nearer = others.iter().filter(|d| **d < last).count();
        let tied = others.iter().filter(|d| **d == last).count();
        let part = (NEIGHBOURS - nearer) as f64 / tied as f64;
        for j in (0..n).filter(|j| *j != own && of[*j] <= last) {
            named[j] += if of[j] < last { 1.0 } else { part };
        }
    }
    let mean = (distances.nrows() * NEIGHBOURS) as f64 / n as f64;
    let mean_of = |f: fn(f64) -> f64| named.iter().map(|x| f(x - mean)).sum::<f64>() / n as f64;
    let deviation = mean_of(|x| x * x).sqrt();
    (deviation > LEAST).then(|| mean_of(|x| x * x * x) / (deviation * deviation * deviation))
}
