//! `cargo xtask build`: the page as a folder of static files.
//!
//! ```text
//! src/  ──cargo, wasm32, page─────► pushpull.wasm ──wasm-bindgen──► pkg/pushpull.js, pkg/pushpull_bg.wasm, and beside the site its types
//! lists ──formulas──────────────────────────────────────────────► pkg/formulas.js
//! lists ──texts─────────────────────────────────────────────────► pkg/texts.json
//! www/lessons/ ──lessons────────────────────────────────────────► pkg/lessons/*.json
//! www/  ──page──────────────────────────────────────────────────► ./
//! all of these ──manifest───────────────────────────────────────► pkg/files.js
//! ```
//!
//! Paths of this machine are mapped away, so that two checkouts give the same bytes.

use crate::shell::{self, root, shown, target};
use crate::{Result, compile, formulas, lessons, manifest, page, texts};
use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// The folder with the lessons, in the sources and in the site.
const LESSONS: &str = "lessons";

/// The folder of the site for generated files.
const MADE: &str = "pkg";

/// The glue between WebAssembly and JavaScript.
const GLUE: &str = "pushpull.js";

/// wasm-bindgen's name for the module.
pub const MODULE: &str = "pushpull_bg.wasm";

/// Builds the site and returns its folder. `extra`: a feature with exports that a served build lacks; such a site has its own folder.
pub fn build(extra: Option<&str>) -> Result<PathBuf> {
    let site = target().join(extra.map_or("site".to_string(), |feature| format!("site-{feature}")));
    let module = compile::module(extra)?;
    let made = site.join(MADE);
    bind(&module, &made)?;
    write(&made.join("formulas.js"), formulas::module()?.as_bytes())?;
    write(&made.join("texts.json"), texts::file().as_bytes())?;
    hold(&made.join(LESSONS), &lessons::files(&root().join("www").join(LESSONS))?, None)?;
    hold(&site, &page::files(&root().join("www"))?, Some(MADE))?;
    write(&site.join(manifest::PLACE), manifest::script(&site)?.as_bytes())?;
    Ok(site)
}

/// Makes a folder contain exactly these files, by their paths from it, apart from the folder `besides`.
fn hold(folder: &Path, files: &BTreeMap<String, impl AsRef<[u8]>>, besides: Option<&str>) -> Result {
    fs::create_dir_all(folder)?;
    let beside = |path: &str| besides.is_some_and(|besides| path.starts_with(&format!("{besides}/")));
    for path in shell::files(folder)?.into_keys().filter(|path| !files.contains_key(path) && !beside(path)) {
        fs::remove_file(folder.join(path))?;
    }
    files.iter().try_for_each(|(path, bytes)| write(&folder.join(path), bytes.as_ref()))
}

/// Runs wasm-bindgen, unless this very module was bound before.
fn bind(module: &Path, package: &Path) -> Result {
    let bytes = fs::read(module)?;
    let mut hasher = DefaultHasher::new();
    (&bytes, [include_str!("build.rs"), include_str!("page.rs")]).hash(&mut hasher);
    let stamp = format!("{:016x}", hasher.finish());
    // Outside the site, which contains only what is served.
    let stamp_file = package.parent().unwrap_or(package).with_extension("stamp");
    let bound = package.join(MODULE).exists();
    if bound && fs::read_to_string(&stamp_file).is_ok_and(|before| before == stamp) {
        return Ok(());
    }
    if package.exists() {
        fs::remove_dir_all(package)?;
    }
    Bindgen::new()
        .input_bytes("pushpull", bytes)
        .web(true)?
        .typescript(true)
        // As a library its default is true, and then `init()` does not know where the module is.
        .omit_default_module_path(false)
        // Recovery after a panic: a new instance without a new page.
        .reset_state_function(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(package)?;
    let glue = package.join(GLUE);
    write(&glue, page::packed(&fs::read_to_string(&glue)?)?.as_bytes())?;
    declare(package)?;
    fs::write(stamp_file, stamp)?;
    Ok(())
}

/// Moves what TypeScript has to know of the glue out of the package, which is served: to `SITE.types/pkg`.
fn declare(package: &Path) -> Result {
    let types = package.parent().unwrap_or(package).with_extension("types").join(MADE);
    fs::create_dir_all(&types)?;
    for path in shell::files(package)?.into_keys().filter(|path| path.ends_with(".d.ts")) {
        fs::rename(package.join(&path), types.join(&path))?;
    }
    write(&types.join("formulas.d.ts"), formulas::TYPES.as_bytes())
}

/// Writes a file unless it holds these bytes already.
fn write(path: &Path, bytes: &[u8]) -> Result {
    if fs::read(path).is_ok_and(|before| before == bytes) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    Ok(fs::write(path, bytes).map_err(|e| format!("{}: {e}", shown(path)))?)
}
