//! Retrieval ranks of a whole embedding, and counts of its triplets.
//!
//! Retrieval excludes the query; an anchor without a positive is no query. Per anchor, the distances of the positives are sorted, and each
//! negative finds through a bucket index which positives it precedes or ties with: O(N²) expected time.
//!
//! References at one distance have no order: a figure is its mean over all orders of them. If t references tie, h of them positives, behind n
//! nearer ones with H positives, the expected precision at place j among them, where it is a positive, is
//! (h/t) (H + 1 + (j − 1)(h − 1)/(t − 1)) / (n + j) (McSherry & Najork 2008, Computing Information Retrieval Performance Measures Efficiently
//! in the Presence of Tied Scores).

use super::TripletCounts;
use super::triplets::Counter;
use crate::learn::buckets::Buckets;
use crate::learn::compare::{Relation, Relations};
use crate::learn::pair_matrix::PairMatrix;

/// Figures from the sorted rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranks {
    /// The share of queries whose nearest other point is a positive; of several nearest ones, their share.
    pub recall_at_1: Option<f64>,
    /// Mean average precision at R (Musgrave et al. 2020).
    pub map_at_r: Option<f64>,
    /// The numbers of hard, semi-hard and easy triplets.
    pub counts: TripletCounts,
}

impl Ranks {
    /// Ranks and counts of every row against every reference, from distances and relations (both N×M).
    pub fn of(distances: &PairMatrix, relations: &Relations, margin: f64) -> Self {
        let (mut counter, mut counts) = (Counter::new(margin), TripletCounts::default());
        let (mut queries, mut hits, mut precision) = (0_u32, 0.0, 0.0);
        let (mut index, mut strangers) = (Buckets::default(), vec![]);
        for a in 0..relations.rows() {
            let row = distances.row(a);
            index.build(relations.of(a, Relation::Positive).map(|p| (row[p], p)));
            let positives = index.sorted();
            let r = positives.len();
            if r == 0 {
                continue;
            }
            strangers.clear();
            strangers.resize(r + 1, Strangers::default());
            let mut of_anchor = counter.anchor(&index);
            for n in relations.of(a, Relation::Negative) {
                let place = of_anchor.add(row[n]);
                let tied = positives.get(place).is_some_and(|(d, _)| *d == row[n]);
                let Strangers { nearer, level } = &mut strangers[place];
                *(if tied { level } else { nearer }) += 1;
            }
            counts += of_anchor.counts;
            queries += 1;
            let [hit, sum] = mean_over_orders(positives, &strangers);
            hits += hit;
            precision += sum / r as f64;
        }
        let mean = |sum: f64| (queries > 0).then(|| sum / f64::from(queries));
        Self { recall_at_1: mean(hits), map_at_r: mean(precision), counts }
    }
}

/// The negatives between a positive and the one before it, and those as far away as it; of tied positives the first has them all.
#[derive(Clone, Default)]
struct Strangers {
    nearer: usize,
    level: usize,
}

/// How often the nearest reference is a positive, and the expected sum of the precisions at the positives among the first R.
fn mean_over_orders(positives: &[(f64, usize)], strangers: &[Strangers]) -> [f64; 2] {
    let (r, mut k, mut before) = (positives.len(), 0, 0);
    let (mut hit, mut sum) = (0.0, 0.0);
    while k < r {
        let same = positives[k..].iter().take_while(|(d, _)| *d == positives[k].0).count().max(1);
        let Strangers { nearer, level } = strangers[k];
        before += nearer;
        if before + k >= r {
            break;
        }
        if same + level == 1 {
            hit += if before + k == 0 { 1.0 } else { 0.0 };
            sum += (k + 1) as f64 / (before + k + 1) as f64;
            k += 1;
            continue;
        }
        let tied = same + level;
        let share = same as f64 / tied as f64;
        // How many of the tied ones before a positive are positives, for each that is before it.
        let density = (same - 1) as f64 / (tied - 1).max(1) as f64;
        if before + k == 0 {
            hit = share;
        }
        sum += (0..tied.min(r - before - k))
            .map(|j| share * ((k + 1) as f64 + j as f64 * density) / (before + k + j + 1) as f64)
            .sum::<f64>();
        before += level;
        k += same;
    }
    [hit, sum]
}
