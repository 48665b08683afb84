//! Percentiles by nearest rank: value ⌈p·n/100⌉ of n in ascending order. Without interpolation, so each is one of the values.

/// The percentiles shown: a median and two ranges around it.
pub const SHOWN: [usize; 5] = [5, 25, 50, 75, 95];

/// The percentiles of [`SHOWN`]; `None` for an empty list.
pub fn percentiles(mut values: Vec<f64>) -> Option<[f64; 5]> {
    if values.is_empty() {
        return None;
    }
    let n = values.len();
    let (mut from, mut found) = (0, [0.0; 5]);
    for (percent, place) in SHOWN.into_iter().zip(&mut found) {
        let rank = (percent * n).div_ceil(100) - 1;
        // Values below the previous percentile are already in place.
        *place = *values[from..].select_nth_unstable_by(rank - from, f64::total_cmp).1;
        from = rank;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_percentile_is_the_value_of_its_rank(values in proptest::collection::vec(-1e3..1e3, 1..60)) {
            let found = percentiles(values.clone()).unwrap();
            for (percent, value) in SHOWN.into_iter().zip(found) {
                let up_to = values.iter().filter(|v| **v <= value).count();
                let below = values.iter().filter(|v| **v < value).count();
                prop_assert!(100 * up_to >= percent * values.len() && 100 * below < percent * values.len());
            }
        }
    }

    #[test]
    fn nothing_has_no_percentile() {
        assert_eq!(percentiles(vec![]), None);
    }
}
