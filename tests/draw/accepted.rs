//! Pictures as they were accepted: the light one is a file, and the dark one is the same picture in other colours.

use crate::common::golden;
use pushpull::draw::Style;

/// Those that are a file in dark, too: one of dots and lines, and one whose cells are joined where their mixed colours are the same.
const DARK: [&str; 2] = ["start-embedding", "matrix-distances"];

/// Compares a picture with the file of this name in `tests/pictures`.
pub fn accepted(name: &str, picture: impl Fn(&Style) -> String) {
    let [light, dark] = [Style::light(), Style::dark()].map(|style| picture(&style));
    golden(&format!("tests/pictures/{name}-light.svg"), &light);
    if DARK.contains(&name) {
        return golden(&format!("tests/pictures/{name}-dark.svg"), &dark);
    }
    assert_ne!(light, dark, "{name} is the same in light and dark");
    assert_eq!(colourless(&light), colourless(&dark), "{name} differs in light and dark by more than its colours");
}

/// A picture in which every colour, `#` and six digits, is the same.
fn colourless(svg: &str) -> String {
    let mut parts = svg.split('#');
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |text, part| text + "#" + part.get(6..).unwrap_or_default())
}
