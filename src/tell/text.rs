//! Numbers as texts of a picture.

use crate::learn::num::log10;
use crate::learn::words::say;

/// A number with at most three significant digits and no idle zeros: 0.2, 17, 0.0005, 10⁻⁷.
pub fn short(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() {
        return "–".to_string();
    }
    if size == 0.0 {
        return "0".to_string();
    }
    if !(1e-4..99_999.5).contains(&size) {
        let said = say(value).replace('-', "−");
        return said.strip_prefix("1 × ").map_or(said.clone(), String::from);
    }
    let decimals = (2 - log10(size).floor() as i32).clamp(0, 6) as usize;
    let text = format!("{value:.decimals$}").replace('-', "−");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_string() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let cases: [(f64, &str); 10] = [
            (0.0, "0"),
            (0.2, "0.2"),
            (std::f64::consts::LN_2, "0.693"),
            (17.0, "17"),
            (1234.5, "1234"),
            (-0.5, "−0.5"),
            (0.000_5, "0.0005"),
            (1e-7, "10⁻⁷"),
            (-1.5e300, "−1.5 × 10³⁰⁰"),
            (f64::NAN, "–"),
        ];
        for (value, text) in cases {
            assert_eq!(short(value), text);
        }
    }
}
