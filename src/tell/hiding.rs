//! Hiding: a run whose settings and verdict are not shown, so that somebody can say what is wrong with it from the pictures alone.
//!
//! `view.hide=on` beside a run hides it. In a link the run itself is hidden too: `view.hide=` is followed by the run's text in base64url, so
//! that nobody reads it by chance. It is a cover and no lock.

use crate::session::TextError;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

/// The word after `view.`.
pub const WORD: &str = "hide";

/// The start of its pair of key and value.
const PAIR: &str = "view.hide=";

fn refused(value: &str) -> TextError {
    TextError::new(
        "view.hide",
        value,
        "one of on, off; in a link without settings it is the covered run, with no setting beside it",
    )
}

/// Reads the word alone.
///
/// # Errors
/// [`TextError`], if it is neither on nor off.
pub fn read(value: &str) -> Result<bool, TextError> {
    match value {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err(refused(value)),
    }
}

/// The text with a covered run opened and `view.hide=on` beside it; a text without one as it is.
///
/// # Errors
/// [`TextError`], if what is covered is no run's text, or has other settings beside it.
pub fn opened(text: &str) -> Result<String, TextError> {
    let covered = text.split('&').find_map(|pair| pair.strip_prefix(PAIR)).filter(|value| read(value).is_err());
    let Some(value) = covered else { return Ok(text.to_string()) };
    let run = BASE64_URL_SAFE_NO_PAD.decode(value).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let run = run.filter(|run| run.split('&').all(|pair| !pair.starts_with("view."))).ok_or_else(|| refused(value))?;
    let mut pairs: Vec<&str> = text.split('&').filter(|pair| !pair.starts_with(PAIR)).collect();
    if pairs.iter().any(|pair| !pair.starts_with("view.")) {
        return Err(refused(value));
    }
    pairs.extend(["view.hide=on", &run]);
    Ok(pairs.join("&"))
}

/// The pair that covers a run's text.
pub fn closed(run: &str) -> String {
    format!("{PAIR}{}", BASE64_URL_SAFE_NO_PAD.encode(run))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Session;
    use crate::tell::Options;

    /// Opens a text and writes it again, as the page does.
    fn again(text: &str) -> (bool, String) {
        let (options, run) = Options::split(text).unwrap();
        let session = Session::open(&run).unwrap();
        (options.hides, options.joined(&session.text()))
    }

    #[test]
    fn a_hidden_run_comes_back_from_its_link_and_the_link_shows_no_setting() {
        let run = "loss.margin=0.5&seed=9&10@optimizer.lr=0.2&step=30";
        let (hides, link) = again(&format!("{run}&view.forces=on&view.hide=on"));
        assert!(hides && link.starts_with("view.hide=") && link.ends_with("&view.forces=on"), "{link}");
        assert!(!link.contains("margin") && !link.contains("seed"), "{link}");
        assert_eq!(again(&link), (true, link.clone()));
        let (options, opened) = Options::split(&link).unwrap();
        assert!(options.hides);
        assert_eq!(Session::open(&opened).unwrap().text(), Session::open(run).unwrap().text());
    }

    #[test]
    fn what_hides_nothing_or_says_more_than_it_hides_is_refused() {
        let covered = closed("seed=9");
        let more = format!("{covered}&seed=8");
        let inner = closed("seed=9&view.forces=on");
        for text in ["view.hide=yes", "view.hide=%%", &more, &inner, "seed=9&view.hide=on&view.hide=off"] {
            let error = Options::split(text).map(|(options, _)| options.hides).unwrap_err();
            assert_eq!(error.key, "view.hide", "{text}: {error}");
        }
        let error = Options::split("view.anchor=3&view.hide=on").map(|_| ()).unwrap_err();
        assert_eq!(error.key, "view.anchor", "whoever looks at a point sees its label");
        assert_eq!(again("seed=9&view.hide=off"), (false, "seed=9".to_string()));
    }
}
