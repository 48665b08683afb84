//! The name that a sharer gives to a run: `title=Ada%E2%80%99s%20run`. In texts it is written with percent signs, as it may hold any sign.

use crate::session::TextError;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Its key.
pub const KEY: &str = "title";

/// The greatest length, in characters.
const LONGEST: usize = 80;

/// Reads a name.
///
/// # Errors
/// [`TextError`], if it is too long or holds control characters.
pub fn read(text: &str) -> Result<String, TextError> {
    let name = percent_decode_str(text).decode_utf8_lossy().trim().to_string();
    let fits = name.chars().count() <= LONGEST && !name.chars().any(char::is_control);
    let allowed = || format!("at most {LONGEST} characters, none of which is a control character");
    Some(name).filter(|_| fits).ok_or_else(|| TextError::new(KEY, text, allowed()))
}

/// A name as key and value, unless it is empty.
pub fn pair(name: &str) -> Option<(String, String)> {
    (!name.is_empty()).then(|| (KEY.to_string(), utf8_percent_encode(name, NON_ALPHANUMERIC).to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tell::Options;

    #[test]
    fn a_name_with_every_sign_comes_back_and_one_with_control_characters_is_refused() {
        let name = "Ada’s <b>run</b> & 100 % = α #1";
        let (key, value) = pair(name).unwrap();
        assert!(value.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'%'), "{value}");
        let (options, run) = Options::split(&format!("seed=9&{key}={value}")).unwrap();
        assert_eq!((&*options.title, &*run), (name, "seed=9"));
        for bad in ["a%0Ab", "%00", &"x".repeat(LONGEST + 1)] {
            assert_eq!(read(bad).unwrap_err().key, KEY, "{bad}");
        }
    }
}
