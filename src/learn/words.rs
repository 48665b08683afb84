//! Numbers as people read them: few digits, and powers of ten only if needed.

/// Three significant digits: `0.201`, `12.3`, `8.3 × 10⁻⁵`.
pub fn say(value: f64) -> String {
    if !value.is_finite() {
        return "beyond all numbers".to_string();
    }
    let size = value.abs();
    if size != 0.0 && !(1e-3..1e5).contains(&size) {
        let text = format!("{value:.1e}");
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        return format!("{} × {}", mantissa.trim_end_matches(".0"), power(exponent.parse().unwrap_or(0)));
    }
    let decimals = match size {
        100.0.. => 0,
        10.0.. => 1,
        1.0.. => 2,
        _ => 3,
    };
    format!("{value:.decimals$}")
}

/// A power of ten: `10⁻⁵`.
pub fn power(exponent: i32) -> String {
    format!("10{}", exponent.to_string().chars().map(raised).collect::<String>())
}

/// A digit or sign of an exponent.
fn raised(digit: char) -> char {
    let place = "-0123456789".chars().position(|c| c == digit);
    place.and_then(|i| "⁻⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(i)).unwrap_or(digit)
}

/// With so many decimals, whatever its size.
pub fn fixed(value: f64, decimals: usize) -> String {
    format!("{value:.decimals$}")
}

/// A share as a percentage, with a decimal below ten.
pub fn percent(share: f64) -> String {
    let value = 100.0 * share;
    if value == 0.0 || value >= 10.0 { format!("{value:.0} %") } else { format!("{value:.1} %") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well_at_every_size() {
        let said: Vec<String> = [0.0, 0.20049, 1.0, 12.34, 1234.5, 8.3e-5, -2e6, 1e308, f64::NAN].map(say).into();
        assert_eq!(
            said,
            ["0.000", "0.200", "1.00", "12.3", "1234", "8.3 × 10⁻⁵", "-2 × 10⁶", "1 × 10³⁰⁸", "beyond all numbers"]
        );
        assert_eq!([0.0, 0.026, 0.5, 1.0].map(percent), ["0 %", "2.6 %", "50 %", "100 %"]);
    }
}
