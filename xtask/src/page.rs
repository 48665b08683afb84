//! The page's own files as they are sent: without comments and indentation, which only readers of the source need, and with all styles in
//! one file, as similar texts compress better together.

use crate::manifest::PREVIEW;
use crate::{Result, shell};
use std::collections::BTreeMap;
use std::path::Path;

/// The page itself.
pub const INDEX: &str = "index.html";

/// The file with all styles, in the order in which the page names them.
pub const STYLES: &str = "page.css";

/// The files sent as they are, by their paths from the folder: all but those from which something is made.
pub fn files(www: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = shell::files(www)?;
    files.retain(|path, _| !path.ends_with(".toml"));
    for (name, bytes) in &mut files {
        if [".html", ".css", ".js"].iter().any(|ending| name.ends_with(ending)) {
            *bytes = packed(str::from_utf8(bytes)?).map_err(|e| format!("{name}: {e}"))?.into_bytes();
        }
    }
    join_styles(&mut files)?;
    Ok(files)
}

/// Gives the picture that others show beside a link its whole address: those who fetch pages for that do not agree on what a relative one is
/// relative to. Without `--at` it stays relative, as every other address of the page, which can lie anywhere.
pub fn preview_at(files: &mut BTreeMap<String, Vec<u8>>, at: &str) -> Result {
    let at = at.strip_suffix('/').unwrap_or(at);
    if !at.starts_with("http") || at.contains(['"', '<', '>', '&']) {
        return Err(
            format!("--at {at}: the address of the page is wanted, such as https://example.org/pushpull").into()
        );
    }
    let page = String::from_utf8(files.remove(INDEX).unwrap_or_default())?;
    let page = page.replace(&format!("content=\"{PREVIEW}\""), &format!("content=\"{at}/{PREVIEW}\""));
    files.insert(INDEX.into(), page.into_bytes());
    Ok(())
}

/// The text without comment lines, blank lines and indentation.
pub fn packed(text: &str) -> Result<String> {
    let mut out = String::new();
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        let opens = line.starts_with("/*") && line.find("*/").is_none_or(|end| end + 2 == line.len());
        if inside || opens {
            inside = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            if line.matches('`').count() % 2 == 1 {
                return Err(format!("a text in backquotes goes on in another line: {line}").into());
            }
            out.push_str(&untyped(line));
            out.push('\n');
        }
    }
    Ok(out)
}

/// A line without the types that stand in it: they are for those who check the sources.
fn untyped(line: &str) -> String {
    let mut parts = line.split("/** @type ");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |line, rest| line + rest.split_once("*/").map_or(rest, |(_, code)| code.trim_start()))
}

/// Joins the styles that the page names into one file.
fn join_styles(files: &mut BTreeMap<String, Vec<u8>>) -> Result {
    let link = |name: &str| format!("<link rel=\"stylesheet\" href=\"{name}\">\n");
    let mut page = String::from_utf8(files.remove(INDEX).ok_or(format!("there is no {INDEX}"))?)?;
    let mut named: Vec<_> = files.keys().filter_map(|name| Some((page.find(&link(name))?, name.clone()))).collect();
    named.sort();
    let mut styles = vec![];
    for (_, name) in &named {
        styles.extend(files.remove(name).unwrap_or_default());
        let new = if styles.is_empty() || *name != named[0].1 { String::new() } else { link(STYLES) };
        page = page.replace(&link(name), &new);
    }
    files.insert(STYLES.into(), styles);
    files.insert(INDEX.into(), page.into_bytes());
    match files.keys().find(|name| name.ends_with(".css") && *name != STYLES) {
        Some(name) => Err(format!("{INDEX} does not name {name}").into()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_stay_at_home() {
        let text = "// What it is.\n\n/**\n * More.\n */\nfunction f() {\n  // Why.\n  const a = /** @type {A} */ (b); // kept\n}\n/* one line */\n";
        assert_eq!(packed(text).unwrap(), "function f() {\nconst a = (b); // kept\n}\n");
        assert!(packed("const text = `one\n  two`;").unwrap_err().to_string().contains("backquotes"));
    }

    #[test]
    fn a_page_whose_address_is_known_names_its_preview_whole() {
        let page = b"<meta content=\"preview.png\">".to_vec();
        let mut files = [(INDEX.to_string(), page)].into();
        assert!(preview_at(&mut files, "example").is_err());
        preview_at(&mut files, "https://example.org/pushpull/").unwrap();
        assert_eq!(files[INDEX], b"<meta content=\"https://example.org/pushpull/preview.png\">");
    }

    #[test]
    fn styles_are_joined_in_the_order_of_the_page() {
        let page = "<link rel=\"stylesheet\" href=\"b.css\">\n<link rel=\"stylesheet\" href=\"a.css\">\n<body>\n";
        let all = [("index.html", page), ("a.css", "a{}\n"), ("b.css", "b{}\n")];
        let mut files = all.map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())).into();
        join_styles(&mut files).unwrap();
        assert_eq!(files[STYLES], b"b{}\na{}\n");
        assert_eq!(files[INDEX], b"<link rel=\"stylesheet\" href=\"page.css\">\n<body>\n");
        files.insert("c.css".into(), vec![]);
        assert!(join_styles(&mut files).unwrap_err().to_string().contains("c.css"));
    }
}
