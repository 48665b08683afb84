//! Sorting by numbers, in one place: every instance of the generic sort adds five kilobytes of WebAssembly.

/// Sorts pairs by number, then by place. NaNs come first or last, depending on their sign.
pub fn sort(pairs: &mut [(f64, usize)]) {
    pairs.sort_unstable_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
}

/// The indices of numbers in ascending order; equal numbers keep their order.
pub fn ascending(numbers: impl IntoIterator<Item = f64>) -> Vec<usize> {
    let mut pairs: Vec<(f64, usize)> = numbers.into_iter().zip(0..).collect();
    sort(&mut pairs);
    pairs.into_iter().map(|(_, place)| place).collect()
}

/// Sorts a list by a number of each item, ascending; equal items keep their order.
pub fn sort_by_number<T: Clone>(list: &mut [T], number: impl Fn(&T) -> f64) {
    let order = ascending(list.iter().map(number));
    let before = list.to_vec();
    for (place, from) in list.iter_mut().zip(order) {
        *place = before[from].clone();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_numbers_stay_in_order() {
        assert_eq!(ascending([2.0, 1.0, 2.0, -0.0, 0.0, f64::INFINITY, f64::NAN]), [3, 4, 1, 0, 2, 5, 6]);
        let mut words = ["bb", "a", "ab", "c", ""];
        sort_by_number(&mut words, |word| word.len() as f64);
        assert_eq!(words, ["", "a", "c", "bb", "ab"]);
    }
}
