//! `cargo xtask build`: the page as a folder of static files.
//!
//! ```text
//! src/  ──cargo, wasm32, page─────► pushpull.wasm ──wasm-bindgen──► pkg/pushpull.js, and a module
//! that module, xtask/first.txt ──split──────────────────────────► pkg/pushpull_bg.wasm, pkg/rest.wasm
//! lists ──formulas──────────────────────────────────────────────► pkg/formulas.js
//! www/lessons/ ──lessons────────────────────────────────────────► pkg/lessons/*.json
//! www/  ──page──────────────────────────────────────────────────► ./
//! all of these ──manifest───────────────────────────────────────► pkg/files.js
//! ```
//!
//! Paths of this machine are mapped away, so that two checkouts give the same bytes.

use crate::shell::{root, shown, target};
use crate::split::split;
use crate::{Result, blobs, first, formulas, lessons, manifest, page};
use pushpull::session::PRESETS;
use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;
use xtask_start::compile;

/// The folder of the sources and of the site that holds the lessons.
const LESSONS: &str = "lessons";

/// The folder of the site that holds what is made from other things than the page's own files.
const MADE: &str = "pkg";

/// What joins WebAssembly to JavaScript.
const GLUE: &str = "pushpull.js";

/// The module, as wasm-bindgen calls it.
pub const MODULE: &str = "pushpull_bg.wasm";

/// What the opening page does without.
pub const REST: &str = "rest.wasm";

/// Files that the module holds, and that the opening page does without.
const LATE_DATA: [&str; 2] = ["data/digits.bin", "data/penguins.csv"];

/// A text of so many bytes is found by its bytes, and is worth a place of its own.
const LONG: usize = 16;

/// Builds the site and returns its folder. `extra`: a feature with exports that a served build lacks; such a site has a folder of its own.
pub fn build(extra: Option<&str>) -> Result<PathBuf> {
    let site = target().join(extra.map_or("site".to_string(), |feature| format!("site-{feature}")));
    let list = first::list()?;
    let list = first::names(&list);
    let mut blobs = vec![blobs::powers_of_five()];
    for path in LATE_DATA {
        blobs.push(fs::read(root().join(path))?.into());
    }
    // The module holds these with its lists, and nothing on the page reads them.
    let claims = PRESETS.iter().flat_map(|preset| preset.claims).map(|claim| claim.expect);
    let texts = formulas::texts().chain(claims).filter(|text| text.len() >= LONG);
    blobs.extend(texts.map(|text| text.as_bytes().to_vec().into()));
    fill(&site, extra, &mut |whole| {
        let halves = split(whole, &blobs, |symbol| list.contains(first::plain(symbol).as_str()))?;
        Ok(vec![(MODULE, halves.first), (REST, halves.rest)])
    })?;
    Ok(site)
}

/// Builds a site that tells which functions were entered; returns its folder and the functions' names.
pub fn build_watched() -> Result<(PathBuf, Vec<String>)> {
    let site = target().join("site-watched");
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    let mut names = vec![];
    fill(&site, None, &mut |whole| {
        let (module, all) = first::watched(whole)?;
        names = all;
        Ok(vec![(MODULE, module)])
    })?;
    Ok((site, names))
}

/// Makes of the whole module, in which functions have names, the files that are loaded.
type Finish<'a> = &'a mut dyn FnMut(&[u8]) -> Result<Vec<(&'static str, Vec<u8>)>>;

fn fill(site: &Path, extra: Option<&str>, finish: Finish) -> Result {
    let module = compile::module(extra)?;
    let made = site.join(MADE);
    bind(&module, &made, finish)?;
    write(&made.join("formulas.js"), formulas::module()?.as_bytes())?;
    hold(&made.join(LESSONS), &lessons::files(&root().join("www").join(LESSONS))?, None)?;
    hold(site, &page::files(&root().join("www"))?, Some(MADE))?;
    write(&site.join(manifest::PLACE), manifest::script(site)?.as_bytes())
}

/// Makes a folder hold these files and nothing else but what is named in `besides`.
fn hold(folder: &Path, files: &BTreeMap<String, impl AsRef<[u8]>>, besides: Option<&str>) -> Result {
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let stays = |name: &str| files.contains_key(name) || besides == Some(name);
        if !entry.file_name().to_str().is_some_and(stays) {
            if entry.file_type()?.is_dir() { fs::remove_dir_all(entry.path())? } else { fs::remove_file(entry.path())? }
        }
    }
    files.iter().try_for_each(|(name, bytes)| write(&folder.join(name), bytes.as_ref()))
}

/// Runs wasm-bindgen and what makes its module ready, unless this very module was bound before.
fn bind(module: &Path, package: &Path, finish: Finish) -> Result {
    let bytes = fs::read(module)?;
    let mut hasher = DefaultHasher::new();
    let makers =
        [include_str!("build.rs"), include_str!("page.rs"), include_str!("split.rs"), include_str!("first.rs")];
    (&bytes, makers, include_str!("blobs.rs"), first::list()?).hash(&mut hasher);
    let stamp = format!("{:016x}", hasher.finish());
    // Beside the site, which holds nothing that is not served.
    let stamp_file = package.parent().unwrap_or(package).with_extension("stamp");
    let bound = package.join(MODULE).exists();
    if bound && fs::read_to_string(&stamp_file).is_ok_and(|before| before == stamp) {
        return Ok(());
    }
    if package.exists() {
        fs::remove_dir_all(package)?;
    }
    let mut output = Bindgen::new()
        .input_bytes("pushpull", bytes)
        .web(true)?
        .typescript(false)
        // As a library the default is true, and then `init()` does not know where the module is.
        .omit_default_module_path(false)
        // The way back after a panic: a new instance without a new page.
        .reset_state_function(true)
        // Names are what the list of what is needed first consists of; the files that are served have none.
        .demangle(false)
        .remove_producers_section(true)
        .generate_output()?;
    let whole = output.wasm_mut().emit_wasm();
    output.emit(package)?;
    for (name, bytes) in finish(&whole)? {
        write(&package.join(name), &bytes)?;
    }
    let glue = package.join(GLUE);
    write(&glue, page::packed(&fs::read_to_string(&glue)?)?.as_bytes())?;
    fs::write(stamp_file, stamp)?;
    Ok(())
}

/// Writes a file unless it holds these bytes already.
fn write(path: &Path, bytes: &[u8]) -> Result {
    if fs::read(path).is_ok_and(|before| before == bytes) {
        return Ok(());
    }
    Ok(fs::write(path, bytes).map_err(|e| format!("{}: {e}", shown(path)))?)
}
