//! Metrics against brute force, ties and margins included.

use proptest::prelude::*;
use pushpull::learn::affinity;
use pushpull::learn::metric::Evaluation;
use pushpull::learn::num::Matrix;
use pushpull::learn::spec::find;

/// Recall@1, MAP@R and (active, all) triplets, each straight from its definition.
fn brute_force(points: &Matrix, labels: &[usize], margin: f64) -> (Option<f64>, Option<f64>, u64, u64) {
    let n = labels.len();
    let distance = |i: usize, j: usize| (points.column(i) - points.column(j)).norm_squared();
    let (mut recall, mut map, mut queries) = (0.0, 0.0, 0.0);
    let (mut active, mut all) = (0, 0);
    for a in 0..n {
        let mut others: Vec<usize> = (0..n).filter(|&j| j != a).collect();
        others.sort_by(|&i, &j| distance(a, i).total_cmp(&distance(a, j)).then(i.cmp(&j)));
        let same: Vec<bool> = others.iter().map(|&j| labels[j] == labels[a]).collect();
        let r = same.iter().filter(|s| **s).count();
        if r > 0 {
            queries += 1.0;
            recall += f64::from(u8::from(same[0]));
            let precision = |i: usize| same[..=i].iter().filter(|s| **s).count() as f64 / (i + 1) as f64;
            map += (0..r).filter(|&i| same[i]).map(precision).sum::<f64>() / r as f64;
        }
        for p in (0..n).filter(|&p| p != a && labels[p] == labels[a]) {
            for q in (0..n).filter(|&q| labels[q] != labels[a]) {
                all += 1;
                active += u64::from(distance(a, q) < distance(a, p) + margin);
            }
        }
    }
    let mean = |sum: f64| (queries > 0.0).then_some(sum / queries);
    (mean(recall), mean(map), active, all)
}

proptest! {
    #[test]
    fn retrieval_and_triplet_counts_equal_their_definitions(
        // A coarse grid makes many ties and coincident points.
        points in prop::collection::vec((-3_i8..4, -3_i8..4, 0_usize..4), 1..40),
        margin in prop::sample::select(vec![0.0, 0.25, 1.0, 2.0, 50.0]),
        scale in prop::sample::select(vec![1.0, 0.1, 1e-9]),
    ) {
        let labels: Vec<usize> = points.iter().map(|p| p.2).collect();
        let coordinates = points.iter().flat_map(|p| [f64::from(p.0) * scale, f64::from(p.1) * scale]);
        let embedding = Matrix::from_iterator(2, points.len(), coordinates);
        let margin = margin * scale * scale;
        let evaluation = Evaluation::new(&embedding, &labels, find(affinity::LIST, "squared-euclidean").unwrap(), margin);
        let ranks = evaluation.ranks();
        let (recall, map, active, all) = brute_force(&embedding, &labels, margin);
        prop_assert_eq!((ranks.recall_at_1, ranks.active, ranks.triplets), (recall, active, all));
        match (ranks.map_at_r, map) {
            (Some(fast), Some(slow)) => prop_assert!((fast - slow).abs() < 1e-12),
            (fast, slow) => prop_assert_eq!(fast, slow),
        }
    }
}
