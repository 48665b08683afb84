//! Which functions the opening page needs: a list of names, `first.txt`, and how it is made. They are watched at work.
//!
//! `cargo xtask first` builds a site in which each function leaves a mark when it is entered, lets `tests/browser/first.js` open the page and
//! play its first example, and writes the names of those that did. A function that the list does not know comes with the rest, a name
//! that no function has is passed over: an old list costs time and nothing else.

use crate::serve::in_background;
use crate::shell::{program, read, root, target};
use crate::test::{chromium, install};
use crate::{Result, build};
use rustc_demangle::demangle;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use walrus::ir::{Const, GlobalSet, Instr, InstrLocId, Value};
use walrus::{ConstExpr, FunctionKind, Module, ValType};

/// How a watched module calls the mark of a function; `tests/browser/first.js` knows it too.
const MARK: &str = "entered ";

/// Types in types make names of thousands of letters: what is longer than this ends in a hash.
const LONG: usize = 160;

/// Writes the list anew.
pub fn renew() -> Result {
    let chromium = chromium().ok_or("no Chromium on PATH; install it or set CHROMIUM to its path")?;
    let (_, names) = build::build_watched()?;
    install("tests/browser")?;
    let host = in_background(&target())?;
    let mut command = program("node", &["tests/browser/first.js"]);
    command.env("CHROMIUM", chromium).env("SITE_WATCHED", format!("http://{host}/site-watched/"));
    let entered: Vec<usize> = serde_json::from_str(&read(command)?)?;
    let list: BTreeSet<_> = entered.iter().filter_map(|number| names.get(*number)).collect();
    fs::write(place(), list.iter().map(|name| format!("{name}\n")).collect::<String>())?;
    println!("{} of {} functions are needed first", entered.len(), names.len());
    Ok(())
}

fn place() -> PathBuf {
    root().join("xtask/first.txt")
}

/// The list as it is now.
pub fn list() -> Result<String> {
    Ok(fs::read_to_string(place())?)
}

/// The names on a list.
pub fn names(list: &str) -> BTreeSet<&str> {
    list.lines().collect()
}

/// The name of a function as it stands on the list: without what the compiler adds to tell one build from another.
pub fn plain(symbol: &str) -> String {
    let name = format!("{:#}", demangle(symbol));
    // Copies are numbered, and the numbers change with whatever else there is.
    let name = match name.rsplit_once('.') {
        Some((name, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => name.to_string(),
        _ => name,
    };
    if name.chars().count() <= LONG {
        return name;
    }
    let hash: String = Sha256::digest(&name).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("{}… {hash}", name.chars().take(LONG - 20).collect::<String>())
}

/// The module with a mark for each function, an exported number that is 1 from the first call on; and all names, in the order of the marks.
pub fn watched(bytes: &[u8]) -> Result<(Vec<u8>, Vec<String>)> {
    let mut module = Module::from_buffer(bytes)?;
    let mut names = vec![];
    for function in module.funcs.iter_mut() {
        let (Some(name), FunctionKind::Local(local)) = (&function.name, &mut function.kind) else { continue };
        let mark = module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
        module.exports.add(&format!("{MARK}{}", names.len()), mark);
        names.push(plain(name));
        let entered: [Instr; 2] = [Const { value: Value::I32(1) }.into(), GlobalSet { global: mark }.into()];
        let entry = local.entry_block();
        local.block_mut(entry).instrs.splice(0..0, entered.map(|instr| (instr, InstrLocId::default())));
    }
    Ok((module.emit_wasm(), names))
}
