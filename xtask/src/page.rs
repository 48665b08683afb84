//! The page's own files as they are sent: without comments and indentation, which only readers of the source need, and with all styles in
//! one file, as similar texts compress better together.

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
