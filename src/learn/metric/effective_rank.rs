//! Effective rank: how many directions an embedding really uses (Roy & Vetterli 2007).
//!
//! erank = exp(−Σ pₖ ln pₖ) with pₖ = σₖ / Σσ, where σ are the singular values of the centred embedding (d×N). It is 1 for points on a line
//! and at most min(d, N − 1). Of two dimensions a picture shows everything, so the figure begins with three. Points that coincide have none.

use super::{FEWEST, MetricSpec, On};
use crate::learn::num::{Matrix, entropy, exp};
use crate::learn::principal::variances;
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: MetricSpec = MetricSpec {
    entry: Entry {
        id: "effective_rank",
        name: "effective rank",
        also_known_as: prose(&[]),
        gist: prose("How many of its directions the embedding really uses. 1 means that all points lie on a line."),
        formula: prose(r"\exp\Big(-\sum_k p_k \ln p_k\Big),\quad p_k = \frac{\sigma_k}{\sum_l \sigma_l}"),
        citation: prose(Citation {
            text: "Roy & Vetterli 2007, The Effective Rank: A Measure of Effective Dimensionality",
            link: "https://ieeexplore.ieee.org/document/7098875",
        }),
        params: &[],
    },
    on: On::Special,
    share: false,
    value: |e| (e.embedding.nrows() >= FEWEST).then(|| effective_rank(&e.embedding))?,
};

/// What is less than this share of the sum is rounding.
const LEAST: f64 = 1e-9;

/// The effective rank of points (d×N); `None` where they coincide or are no numbers.
pub fn effective_rank(points: &Matrix) -> Option<f64> {
    let values: Vec<f64> = variances(points)?.iter().map(|v| v.max(0.0).sqrt()).collect();
    let sum: f64 = values.iter().sum();
    let shares = values.iter().map(|v| v / sum).filter(|share| *share > LEAST);
    Some(exp(entropy(shares)))
}
