//! Named random streams: `(seed, purpose, step)` → generator.
//!
//! Nothing is carried from step to step: the batch of step 400 is known without step 399, and another data set does not shift the initial
//! weights. ChaCha8 and the integer sampling of `rand` give the same numbers on every target. Normal numbers are made here with `libm`,
//! because those of `rand_distr` may use the standard library's `ln`.

use super::num::{cos, ln};
use rand::{RngExt, SeedableRng};

/// The generator behind every stream.
pub type Rng = rand_chacha::ChaCha8Rng;

/// FNV-1a: a hash that is the same everywhere and for ever (the standard hasher promises neither). Takes bytes, as it is defined, or longer
/// words at the same speed per word.
pub fn hash(words: impl Iterator<Item = impl Into<u64>>) -> u64 {
    words.fold(0xcbf2_9ce4_8422_2325, |hash, word| (hash ^ word.into()).wrapping_mul(0x100_0000_01b3))
}

/// The generator for one purpose at one step. `purpose` is a short name such as `"batch"`.
pub fn stream(seed: u64, purpose: &str, step: u64) -> Rng {
    let name = hash(purpose.bytes());
    let mut key = [0; 32];
    for (part, word) in key.chunks_exact_mut(8).zip([seed, name, step, 0]) {
        part.copy_from_slice(&word.to_le_bytes());
    }
    Rng::from_seed(key)
}

/// A whole number in `0..n`; `n` must not be 0.
pub fn below(rng: &mut Rng, n: usize) -> usize {
    rng.random_range(0..n as u32) as usize
}

/// A number in `[0, 1)`.
pub fn uniform(rng: &mut Rng) -> f64 {
    rng.random::<f64>()
}

/// A standard normal number (Box & Muller 1958, cosine branch).
pub fn normal(rng: &mut Rng) -> f64 {
    let radius = (-2.0 * ln(1.0 - uniform(rng))).sqrt();
    radius * cos(std::f64::consts::TAU * uniform(rng))
}

/// `k` distinct numbers of `0..n` in random order, by a partial Fisher–Yates shuffle; all of them when `k ≥ n`.
pub fn choose(rng: &mut Rng, n: usize, k: usize) -> Vec<usize> {
    let mut all: Vec<usize> = (0..n).collect();
    let k = k.min(n);
    for i in 0..k {
        let j = i + below(rng, n - i);
        all.swap(i, j);
    }
    all.truncate(k);
    all
}
