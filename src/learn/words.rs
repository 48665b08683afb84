//! Numbers as a person reads them: few digits, powers of ten only where they are needed. Every number that is shown takes one of these forms.

use super::num::{log10, pow};

/// Three significant digits: `0.201`, `12.3`, `8.3 × 10⁻⁵`.
pub fn say(value: f64) -> String {
    if !value.is_finite() {
        return "beyond all numbers".to_string();
    }
    let size = value.abs();
    if size != 0.0 && !(1e-3..1e5).contains(&size) {
        let text = format!("{value:.1e}");
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        return format!("{} × {}", minus(mantissa.trim_end_matches(".0")), power(exponent.parse().unwrap_or(0)));
    }
    let decimals = match size {
        100.0.. => 0,
        10.0.. => 1,
        1.0.. => 2,
        _ => 3,
    };
    fixed(value, decimals)
}

/// At most three significant digits and no idle zeros, as in a picture: `0.2`, `17`, `0.0005`, `10⁻⁷`, `−0.5`.
pub fn short(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() {
        return "–".to_string();
    }
    if size == 0.0 {
        return "0".to_string();
    }
    let said = if (1e-4..99_999.5).contains(&size) {
        minus(&trimmed(value, (2 - log10(size).floor() as i32).clamp(0, 6) as usize))
    } else {
        say(value)
    };
    said.strip_prefix("1 × ").map_or(said.clone(), String::from)
}

/// With so many decimals, whatever its size.
pub fn fixed(value: f64, decimals: usize) -> String {
    minus(&digits(value, decimals))
}

/// The same for a machine, which reads a hyphen as the sign.
pub fn digits(value: f64, decimals: usize) -> String {
    format!("{value:.decimals$}")
}

/// The text of a number with the sign that people read: `−0.5` for `-0.5`, and none before a zero.
pub fn minus(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(zero) if zero.chars().all(|c| "0.".contains(c)) => zero.to_string(),
        Some(size) => format!("−{size}"),
        None => text.to_string(),
    }
}

/// For a machine, with at most so many decimals, and no idle zeros.
pub fn trimmed(value: f64, decimals: usize) -> String {
    let text = digits(value, decimals);
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_string() } else { text.to_string() }
}

/// Whole where it is, as counts are; else as [`say`] does.
pub fn whole(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 { fixed(value, 0) } else { say(value) }
}

/// A count within a sentence: in words up to twelve.
pub fn counted(n: usize) -> String {
    let words =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    words.get(n).map_or_else(|| n.to_string(), |word| (*word).to_string())
}

/// A count that may be large: `9999`, `12 k`, `1.5 M`.
pub fn count(value: f64) -> String {
    match value {
        1e6.. => format!("{} M", fixed(value / 1e6, 1)),
        1e4.. => format!("{} k", fixed(value / 1e3, 0)),
        _ => fixed(value, 0),
    }
}

/// A number that was typed: as short as it was.
pub fn typed(value: f64) -> String {
    let short = value.to_string();
    if short.len() <= 7 { minus(&short) } else { say(value) }
}

/// The shortest text that reads back as the same bits.
pub fn exact(value: f64) -> String {
    if value != 0.0 && !(1e-4..1e7).contains(&value.abs()) { format!("{value:e}") } else { value.to_string() }
}

/// A share as a percentage, with a decimal below ten and near all: only all is 100 %, and only nothing 0 %.
pub fn percent(share: f64) -> String {
    let value = 100.0 * share;
    let said = match value {
        ..=0.0 => fixed(value, 0),
        ..0.001 => "less than 0.001".to_string(),
        ..0.05 => say(value),
        ..10.0 => fixed(value, 1),
        99.5..100.0 => fixed((10.0 * value).floor() / 10.0, 1),
        _ => fixed(value, 0),
    };
    format!("{said} %")
}

/// A power of ten: `10⁻⁵`.
pub fn power(exponent: i32) -> String {
    format!("10{}", exponent.to_string().chars().map(raised).collect::<String>())
}

/// How many decimals tell multiples of a step apart: 2 for 0.05; at most 12.
pub fn decimals(step: f64) -> usize {
    let apart = |decimals: &usize| {
        let whole = step * pow(10.0, *decimals as f64);
        whole.round() >= 1.0 && (whole - whole.round()).abs() < 1e-6 * whole
    };
    (0..12).find(apart).unwrap_or(12)
}

/// A digit or sign of an exponent.
fn raised(digit: char) -> char {
    let place = "-0123456789".chars().position(|c| c == digit);
    place.and_then(|i| "⁻⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(i)).unwrap_or(digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well_at_every_size() {
        let said: Vec<String> = [0.0, 0.20049, 1.0, 12.34, 1234.5, 8.3e-5, -2e6, 1e308, f64::NAN].map(say).into();
        assert_eq!(
            said,
            ["0.000", "0.200", "1.00", "12.3", "1234", "8.3 × 10⁻⁵", "−2 × 10⁶", "1 × 10³⁰⁸", "beyond all numbers"]
        );
        let shares = [0.0, 4e-6, 0.026, 0.5, 0.994, 0.997, 0.99999, 1.0].map(percent);
        assert_eq!(shares, ["0 %", "less than 0.001 %", "2.6 %", "50 %", "99 %", "99.7 %", "99.9 %", "100 %"]);
        assert_eq!([0.0, 12.0, 12.5, 1e16].map(whole), ["0", "12", "12.5", "1 × 10¹⁶"]);
        assert_eq!([3.0, 9999.0, 12_345.0, 1.54e6].map(count), ["3", "9999", "12 k", "1.5 M"]);
        assert_eq!([1, 12, 13].map(counted), ["one", "twelve", "13"]);
        assert_eq!([0.5, 0.05, 1.0 / 3.0].map(typed), ["0.5", "0.05", "0.333"]);
    }

    #[test]
    fn a_sign_is_a_minus_and_nothing_has_none() {
        let forms = [say, short, whole, typed, count, percent, |x| fixed(x, 1)];
        for form in forms {
            let [some, few, none] = [-12.5, -2e6, -0.0].map(form);
            assert!(!some.contains('-') && !few.contains('-') && some.starts_with('−'), "{some} {few}");
            assert_eq!(none, form(0.0));
        }
        assert_eq!([fixed(-0.04, 1), say(-0.5), digits(-0.5, 1)], ["0.0", "−0.500", "-0.5"]);
        assert_eq!([percent(-0.5), percent(-0.0)], ["−50 %", "0 %"]);
    }

    #[test]
    fn numbers_are_short_in_pictures() {
        let given = [0.0, 0.2, std::f64::consts::LN_2, 17.0, 1234.5, -0.5, 0.000_5, 1e-7, -1.5e300, f64::NAN];
        let said = given.map(short);
        assert_eq!(said, ["0", "0.2", "0.693", "17", "1234", "−0.5", "0.0005", "10⁻⁷", "−1.5 × 10³⁰⁰", "–"]);
    }

    #[test]
    fn a_step_has_as_many_decimals_as_it_needs_and_idle_zeros_are_left_out() {
        assert_eq!([1.0, 20.0, 0.5, 0.05, 0.0125, 2e-7, 3.0 * 0.1, 0.0].map(decimals), [0, 0, 1, 2, 4, 7, 1, 12]);
        assert_eq!([(0.5, 3), (2.0, 2), (-0.001, 2), (100.0, 0)].map(|(x, d)| trimmed(x, d)), ["0.5", "2", "0", "100"]);
    }
}
