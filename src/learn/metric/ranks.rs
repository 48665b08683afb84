//! Retrieval ranks of a whole embedding, and counts of its triplets.
//!
//! Retrieval excludes the query and breaks ties by index; an anchor without a positive is no query. Per anchor, the distances of the
//! positives are sorted, and each negative finds through a bucket index which positives it precedes: O(N²) expected time.

use super::TripletCounts;
use super::triplets::Counter;
use crate::learn::buckets::Buckets;
use crate::learn::compare::{Relation, Relations};
use crate::learn::pair_matrix::PairMatrix;

/// Figures from the sorted rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranks {
    /// The share of queries whose nearest other point is a positive.
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
        let (mut queries, mut hits, mut precision) = (0_u32, 0_u32, 0.0);
        let (mut index, mut before) = (Buckets::default(), vec![]);
        for a in 0..relations.rows() {
            let row = distances.row(a);
            index.build(relations.of(a, Relation::Positive).map(|p| (row[p], p)));
            let (positives, places) = (index.sorted(), index.places());
            let r = positives.len();
            if r == 0 {
                continue;
            }
            before.clear();
            before.resize(r + 1, 0_u64);
            let mut of_anchor = counter.anchor(&index);
            for n in relations.of(a, Relation::Negative) {
                let mut place = of_anchor.add(row[n]);
                if positives.get(place).is_some_and(|(d, _)| *d == row[n]) {
                    let tied = &positives[place..places.up_to(row[n])];
                    place += tied.partition_point(|(_, p)| *p < n);
                }
                before[place] += 1;
            }
            counts += of_anchor.counts;
            let (mut nearer, mut sum) = (0, 0.0);
            for (k, before) in before[..r].iter().enumerate() {
                nearer += before;
                let rank = k as u64 + 1 + nearer;
                if rank <= r as u64 {
                    sum += (k + 1) as f64 / rank as f64;
                }
            }
            queries += 1;
            hits += u32::from(before[0] == 0);
            precision += sum / r as f64;
        }
        let mean = |sum: f64| (queries > 0).then(|| sum / f64::from(queries));
        Self { recall_at_1: mean(f64::from(hits)), map_at_r: mean(precision), counts }
    }
}
