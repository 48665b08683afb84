//! What these tests open and look at.

use pushpull::session::Session;
use pushpull::tell::Options;

pub fn session(text: &str) -> Session {
    Session::open(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Options set by key.
pub fn options(given: &[(&str, &str)]) -> Options {
    let mut options = Options::default();
    given.iter().for_each(|(key, value)| options.set(key, value).unwrap());
    options
}
