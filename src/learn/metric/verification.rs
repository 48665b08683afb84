//! Verification: do two points belong to one class? A pair is accepted if its distance is at most a threshold.
//!
//! FAR(t) = |{different, D ≤ t}| / |different| is the accepted share of pairs across classes; TAR(t) = |{same, D ≤ t}| / |same| that of
//! pairs within a class. The ROC consists of (FAR, TAR) for every threshold that makes a difference: one below all distances, then every
//! distance. Equal distances are accepted together, so a tie is one straight segment of the ROC, and nothing depends on the order of pairs.
//!
//! * AUC = P(D_same < D_different) + ½ P(=), by ranks (Hanley & McNeil 1982).
//! * EER: FAR = 1 − TAR, on the straight line between two points of the ROC. At collapse the ROC is one line, and the EER is ½.
//! * TAR@FAR = x: the greatest TAR of a threshold with FAR ≤ x; without interpolation, so the rate can be attained. This is FaceNet's VAL
//!   (Schroff, Kalenichenko & Philbin 2015). With fewer than 1/x pairs across classes it would be that of a threshold that accepts none of
//!   them.

use crate::learn::order::sort_by_number;

/// The rates at one threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// The greatest accepted distance.
    pub threshold: f64,
    /// The number of accepted pairs within a class.
    pub same: usize,
    /// The number of accepted pairs across classes.
    pub different: usize,
    /// The accepted share of pairs across classes.
    pub far: f64,
    /// The accepted share of pairs within a class.
    pub tar: f64,
}

/// All pairs, sorted by distance.
#[derive(Clone, Debug)]
pub struct Verification {
    same: Vec<f64>,
    different: Vec<f64>,
}

impl Verification {
    /// From the distances within classes and across classes; `None`, if either list is empty or a distance is NaN.
    pub fn of(same: &[f64], different: &[f64]) -> Option<Self> {
        let usable = |values: &[f64]| !values.is_empty() && !values.iter().any(|d| d.is_nan());
        if !usable(same) || !usable(different) {
            return None;
        }
        let sorted = |values: &[f64]| {
            let mut values = values.to_vec();
            sort_by_number(&mut values, |d| *d);
            values
        };
        Some(Self { same: sorted(same), different: sorted(different) })
    }

    /// The numbers of pairs within and across classes.
    pub fn pairs(&self) -> [usize; 2] {
        [self.same.len(), self.different.len()]
    }

    /// The least and the greatest distance.
    pub fn ends(&self) -> [f64; 2] {
        let last = |values: &[f64]| values[values.len() - 1];
        [self.same[0].min(self.different[0]), last(&self.same).max(last(&self.different))]
    }

    /// The rates at a threshold.
    pub fn at(&self, threshold: f64) -> Rates {
        let up_to = |values: &[f64]| values.partition_point(|d| *d <= threshold);
        self.rates(threshold, up_to(&self.same), up_to(&self.different))
    }

    fn rates(&self, threshold: f64, same: usize, different: usize) -> Rates {
        let share = |part: usize, values: &[f64]| part as f64 / values.len() as f64;
        Rates { threshold, same, different, far: share(different, &self.different), tar: share(same, &self.same) }
    }

    /// The ROC, from no accepted pair to all of them, with ascending thresholds.
    pub fn roc(&self) -> impl Iterator<Item = Rates> + '_ {
        let (mut same, mut different) = (0, 0);
        let next = move || {
            let threshold = match (self.same.get(same), self.different.get(different)) {
                (Some(s), Some(d)) => s.min(*d),
                (Some(one), None) | (None, Some(one)) => *one,
                (None, None) => return None,
            };
            same += self.same[same..].iter().take_while(|d| **d <= threshold).count();
            different += self.different[different..].iter().take_while(|d| **d <= threshold).count();
            Some(self.rates(threshold, same, different))
        };
        std::iter::once(self.rates(f64::NEG_INFINITY, 0, 0)).chain(std::iter::from_fn(next))
    }

    /// The area under the ROC.
    pub fn auc(&self) -> f64 {
        // Twice the number of correctly ordered pairs of pairs, ties counting one half: whole numbers, so nothing is rounded.
        let (mut nearer, mut as_near, mut twice) = (0, 0, 0_u64);
        for d in &self.different {
            nearer += self.same[nearer..].iter().take_while(|s| *s < d).count();
            as_near = as_near.max(nearer);
            as_near += self.same[as_near..].iter().take_while(|s| *s <= d).count();
            twice += (nearer + as_near) as u64;
        }
        twice as f64 / (2 * self.same.len() as u64 * self.different.len() as u64) as f64
    }

    /// The points of the ROC before and after it crosses FAR = 1 − TAR.
    fn crossing(&self) -> [Rates; 2] {
        let mut before = self.rates(f64::NEG_INFINITY, 0, 0);
        for rates in self.roc() {
            if rates.far >= 1.0 - rates.tar {
                return [before, rates];
            }
            before = rates;
        }
        [before; 2]
    }

    /// The equal error rate.
    pub fn eer(&self) -> f64 {
        let [before, after] = self.crossing();
        let [below, above] = [before, after].map(|rates| rates.far - (1.0 - rates.tar));
        before.far - below / (above - below) * (after.far - before.far)
    }

    /// The least threshold at which the accepted share across classes is not below the refused share within classes: the default position
    /// for a reader.
    pub fn balanced(&self) -> Rates {
        self.crossing()[1]
    }

    /// The greatest threshold that accepts at most this share of the pairs across classes.
    pub fn at_far(&self, far: f64) -> Rates {
        let allowed = self.roc().take_while(|rates| rates.far <= far).last();
        allowed.unwrap_or_else(|| self.rates(f64::NEG_INFINITY, 0, 0))
    }

    /// The accepted share of pairs within a class at that threshold; `None`, if there are too few pairs across classes.
    pub fn tar_at_far(&self, far: f64) -> Option<f64> {
        (far * self.different.len() as f64 >= 1.0).then(|| self.at_far(far).tar)
    }
}
