//! Numbers as people type them: with a decimal comma, full-width digits, thin spaces between thousands, a true minus.
//!
//! Where only one number can be meant, it is written as the strict parser reads it. Everything else (`1,000` may be one or a thousand)
//! stays as it was typed, and the strict parser says what is allowed.

use super::text_error::TextError;
use crate::learn::words::exact;

/// The zeros of the digits on people's keyboards: ASCII, full-width, Arabic, Persian, Devanagari.
const ZEROS: [char; 5] = ['0', '０', '٠', '۰', '०'];

/// Calls `act` with the number that a text means; if there is none, or `act` refuses it, with the text as typed, so that the error names
/// that.
///
/// # Errors
/// Those of `act`.
pub fn with<T>(text: &str, mut act: impl FnMut(&str) -> Result<T, TextError>) -> Result<T, TextError> {
    number(text).and_then(|number| act(&number).ok()).map_or_else(|| act(text.trim()), Ok)
}

/// The number that a text means, as the strict parser reads it; `None`, if there is none, or more than one.
pub fn number(text: &str) -> Option<String> {
    let text: String = text.trim().chars().map(plain).collect();
    let (sign, text) = text.strip_prefix('-').map_or(("", text.strip_prefix('+').unwrap_or(&text)), |rest| ("-", rest));
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let exponent: i32 = exponent.parse().ok()?;
    let (whole, decimals) = match decimal_mark(mantissa)? {
        Some(place) => (&mantissa[..place], &mantissa[place + 1..]),
        None => (mantissa, ""),
    };
    let digits = ungrouped(whole)?;
    let fits = decimals.bytes().all(|c| c.is_ascii_digit()) && !(digits.is_empty() && decimals.is_empty());
    let value: f64 = format!("{sign}{digits}.{decimals}e{exponent}").parse().ok().filter(|_| fits)?;
    let is_whole = value.fract() == 0.0 && value.abs() < 1e15;
    // Without the sign of a zero.
    value.is_finite().then(|| if is_whole { (value + 0.0).to_string() } else { exact(value) })
}

/// A character as ASCII has it, if it has a counterpart there; a space for what stands between thousands.
fn plain(c: char) -> char {
    let digit = ZEROS.iter().find_map(|zero| (c as u32).checked_sub(*zero as u32).filter(|digit| *digit < 10));
    match (c, digit.and_then(|digit| char::from_digit(digit, 10))) {
        (_, Some(digit)) => digit,
        ('−' | '－' | '–', _) => '-',
        ('＋', _) => '+',
        ('，' | '٫', _) => ',',
        ('．' | '。', _) => '.',
        ('E' | 'ｅ' | 'Ｅ', _) => 'e',
        ('\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’', _) => ' ',
        _ => c,
    }
}

/// The place of the decimal mark, if there is one; `None`, if the text can be read in two ways.
fn decimal_mark(text: &str) -> Option<Option<usize>> {
    let marks: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| [',', '.'].contains(c)).collect();
    let Some(&(place, last)) = marks.last() else { return Some(None) };
    let often = marks.iter().filter(|(_, mark)| *mark == last).count() > 1;
    // `1,000,000`: marks of thousands.
    if often {
        return Some(None);
    }
    let thousand = last == ','
        && marks.len() == 1
        && !text.starts_with('0')
        && (1..=3).contains(&place)
        && text.len() == place + 4;
    (!thousand).then_some(Some(place))
}

/// Digits without the marks of their thousands, which are all alike; `None`, if they are anything else.
fn ungrouped(text: &str) -> Option<String> {
    let mark = text.chars().find(|c| !c.is_ascii_digit());
    let groups: Vec<&str> = mark.map_or_else(|| vec![text], |mark| text.split(mark).collect());
    let digits = groups.iter().all(|group| group.bytes().all(|c| c.is_ascii_digit()));
    let thousands =
        groups.len() == 1 || ((1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3));
    let known = mark.is_none_or(|mark| [' ', ',', '.'].contains(&mark));
    (digits && thousands && known).then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_is_understood_as_people_type_it() {
        let all = [
            ("0,5", 0.5),
            (" 0.5 ", 0.5),
            (".5", 0.5),
            ("5.", 5.0),
            ("1e-3", 1e-3),
            ("1E−3", 1e-3),
            ("1,5e2", 150.0),
            ("０．５", 0.5),
            ("１２", 12.0),
            ("۱۲", 12.0),
            ("٠٫٥", 0.5),
            ("−2", -2.0),
            ("+2", 2.0),
            ("-0", 0.0),
            ("007", 7.0),
            ("1 000", 1000.0),
            ("1\u{2009}000", 1000.0),
            ("12\u{202f}345,5", 12345.5),
            ("1,234.5", 1234.5),
            ("1.234,5", 1234.5),
            ("1,000,000", 1e6),
            ("0,125", 0.125),
            ("1,25", 1.25),
            ("1,0000", 1.0),
            ("4294967295", 4294967295.0),
        ];
        for (text, value) in all {
            assert_eq!(number(text).and_then(|number| number.parse().ok()), Some(value), "{text}");
        }
        assert_eq!(number("1e3").as_deref(), Some("1000"), "whole numbers are read by those who know no exponents");
    }

    #[test]
    fn what_can_be_read_in_two_ways_or_in_none_stays_as_it_is() {
        for text in [
            "",
            "1,000",
            "12,345",
            "hard",
            "1 5",
            "1.2.3",
            "1,23,456",
            "1,234 567",
            "1e",
            "e5",
            "--1",
            "1e1,5",
            ".",
            "0x10",
            "NaN",
            "1e999",
            "½",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
        let refused = |text: &str| Err::<(), _>(TextError::new("step", text, ""));
        assert_eq!(with(" 1,5 ", refused).unwrap_err().given, "1,5", "an error names what was typed");
    }

    proptest! {
        #[test]
        fn what_the_page_shows_is_understood_as_it_is_and_nothing_else_panics(value in -1e9..1e9f64, text in ".{0,12}") {
            prop_assert_eq!(number(&value.to_string()).and_then(|number| number.parse().ok()), Some(value));
            prop_assert!(number(&text).is_none_or(|number| number.parse::<f64>().is_ok_and(f64::is_finite)));
        }
    }
}
