//! The entries' TeX formulas as MathML, in a form from which a page without `innerHTML` can build elements.
//!
//! `pkg/formulas.js` is an ES module: `export default { "loss.triplet": ["math", {"display": "block"}, child, …], … }`, where a child is
//! another such array or a text. No TeX or MathML parser reaches the browser.

use crate::Result;
use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
use pushpull::learn::spec::Entry;
use pushpull::learn::{metric, miner};
use pushpull::session::ROOMS;
use roxmltree::{Document, Node};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// What TypeScript has to know of the ES module.
pub const TYPES: &str = "import type { Tree } from './pushpull.js';\ndeclare const formulas: Record<string, Tree>;\nexport default formulas;\n";

/// The text of the ES module.
pub fn module() -> Result<String> {
    let mut out = String::from("export default {\n");
    for (room, entries) in rooms() {
        for entry in entries.iter().filter(|e| !e.formula.is_empty()) {
            let key = format!("{room}.{}", entry.id);
            let node = math(*entry.formula, MathDisplay::Block).map_err(|e| format!("the formula of {key}: {e}"))?;
            writeln!(out, "  {}: {node},", json!(key))?;
        }
    }
    out.push_str("};\n");
    Ok(out)
}

/// A TeX formula as nested arrays.
pub fn math(tex: &str, display: MathDisplay) -> Result<Value> {
    let mathml = convert(tex, display).map_err(|e| format!("{tex}: {e}"))?;
    Ok(nested(Document::parse(&mathml)?.root_element()))
}

/// A TeX formula as MathML that the page's policy allows.
pub fn markup(tex: &str) -> Result<String> {
    let mathml = convert(tex, MathDisplay::Block)?;
    let mut parts = mathml.split(" style=\"");
    let first = parts.next().unwrap_or_default().to_string();
    Ok(parts.fold(first, |text, part| text + part.split_once('"').map_or("", |(_, rest)| rest)))
}

/// Everything with a formula: the entries of the rooms, the metrics, and the definitions of semi-hard.
fn rooms() -> Vec<(&'static str, Vec<&'static Entry>)> {
    let rooms = ROOMS.iter().map(|room| (room.key, room.entries()));
    let metrics = metric::LIST.iter().map(|spec| &spec.entry).collect();
    let definitions = miner::DEFINITIONS.iter().map(|definition| &definition.entry).collect();
    rooms.chain([("metric", metrics), ("definition", definitions)]).collect()
}

fn convert(tex: &str, display: MathDisplay) -> Result<String> {
    let converter = LatexToMathML::new(MathCoreConfig::default()).map_err(|(e, ..)| e.to_string())?;
    let result = converter.convert_with_local_state(tex, display).map_err(|e| e.to_string())?;
    Ok(result.mathml)
}

/// An element as `["name", {attributes}, children…]`. A `style` would be refused by the page's content security policy.
fn nested(element: Node) -> Value {
    let attributes = element.attributes().filter(|a| a.name() != "style");
    let attributes: Map<String, Value> = attributes.map(|a| (a.name().to_string(), json!(a.value()))).collect();
    let children = element.children().filter_map(|child| match child.is_element() {
        true => Some(nested(child)),
        false => child.text().map(|text| json!(text)),
    });
    let head = [json!(element.tag_name().name()), Value::Object(attributes)];
    Value::Array(head.into_iter().chain(children).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_nested_arrays_without_styles() {
        let document =
            Document::parse(r#"<math display="block" style="color:red"><mi>"x"</mi><mspace width="1em"/></math>"#)
                .unwrap();
        let expected = json!(["math", {"display": "block"}, ["mi", {}, "\"x\""], ["mspace", {"width": "1em"}]]);
        assert_eq!(nested(document.root_element()), expected);
    }

    #[test]
    fn every_formula_of_the_lists_is_in_the_module() {
        let module = module().unwrap();
        let keys = rooms().into_iter().flat_map(|(room, entries)| {
            entries
                .into_iter()
                .filter(|e| !e.formula.is_empty())
                .map(move |e| format!("  \"{room}.{}\": [\"math\",", e.id))
        });
        for key in keys {
            assert!(module.contains(&key), "{key}");
        }
    }

    #[test]
    fn a_wrong_formula_is_an_error_that_says_why() {
        assert!(math(r"\frac{a", MathDisplay::Block).unwrap_err().to_string().contains("Expected"));
        assert!(math(r"\unheardof", MathDisplay::Inline).unwrap_err().to_string().contains("unheardof"));
    }
}
