//! `cargo xtask build`: the page as a folder of static files.
//!
//! ```text
//! src/  ──cargo, wasm32, page─────► pushpull.wasm ──wasm-bindgen──► pkg/pushpull.js, pkg/pushpull_bg.wasm, and beside the site its types
//! lists ──formulas──────────────────────────────────────────────► pkg/formulas.js
//! lists ──texts─────────────────────────────────────────────────► pkg/texts.json
//! www/lessons/ ──lessons────────────────────────────────────────► pkg/lessons/*.json
//! www/  ──page, bundle──────────────────────────────────────────► ./
//! src/  ──opening───────────────────────────────────────────────► index.html: the first run, drawn and said
//! ```
//!
//! All of these lie in a folder that is named after their bytes: every address carries its build, so that two builds are never mixed.
//! Beside it lie index.html, which names it, and the service worker with its list (`manifest`).
//!
//! Paths of this machine are mapped away, so that two checkouts give the same bytes.

use crate::opening::Opening;
use crate::shell::{self, root, shown, target};
use crate::{Result, bundle, compile, formulas, lessons, manifest, page, texts};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use wasm_bindgen_cli_support::Bindgen;

/// The folder with the lessons in the sources.
const LESSONS: &str = "lessons";

/// The folder of a build for generated files.
const MADE: &str = "pkg";

/// The glue between WebAssembly and JavaScript.
const GLUE: &str = "pushpull.js";

/// wasm-bindgen's name for the module.
pub const MODULE: &str = "pushpull_bg.wasm";

/// Files with an address that is the same for every build: the page itself, the service worker, whose place is its scope, and the picture
/// that others keep the address of.
const ROOTS: [&str; 3] = [page::INDEX, manifest::WORKER, manifest::PREVIEW];

/// Builds the site and returns its folder. `extra`: a feature with exports that a served build lacks; such a site has its own folder.
pub fn build(extra: Option<&str>) -> Result<PathBuf> {
    build_at(extra, None)
}

/// The same for a page whose address is known.
pub fn build_at(extra: Option<&str>, at: Option<&str>) -> Result<PathBuf> {
    let site = target().join(extra.map_or("site".to_string(), |feature| format!("site-{feature}")));
    let bound = bound(&site);
    if !is_fresh(&bound) {
        let began = SystemTime::now();
        let module = compile::module(extra)?;
        bind(&module, &bound)?;
        fs::write(stamp(&bound), compile::sources(&module)?.join("\n"))?;
        fs::File::options().write(true).open(stamp(&bound))?.set_modified(began)?;
    }
    let www = root().join("www");
    let mut files = page::files(&www)?;
    if let Some(at) = at {
        page::preview_at(&mut files, at)?;
    }
    draw(&mut files)?;
    files.insert(format!("{MADE}/formulas.js"), formulas::module()?.into_bytes());
    let mut files = bundled(files)?;
    for (name, bytes) in shell::files(&bound)? {
        files.insert(format!("{MADE}/{name}"), bytes);
    }
    count(&mut files)?;
    files.insert(format!("{MADE}/texts.json"), texts::file().into_bytes());
    for (name, text) in lessons::files(&www.join(LESSONS))? {
        files.insert(format!("{MADE}/{LESSONS}/{name}"), text.into());
    }
    hold(&site, &manifest::with(placed(files)))?;
    Ok(site)
}

/// Where wasm-bindgen writes, beside the site: `SITE.bound`.
pub fn bound(site: &Path) -> PathBuf {
    site.with_extension("bound")
}

/// Writes the opening into the page, and the colours of its picture into the styles.
fn draw(files: &mut BTreeMap<String, Vec<u8>>) -> Result {
    let opening = Opening::new()?;
    files.entry(page::STYLES.into()).or_default().extend(opening.rules().as_bytes());
    let index = String::from_utf8(files.remove(page::INDEX).unwrap_or_default())?;
    files.insert(page::INDEX.into(), opening.written(&index)?.into_bytes());
    Ok(())
}

/// The modules as few files, beside the files that are no modules.
fn bundled(files: BTreeMap<String, Vec<u8>>) -> Result<BTreeMap<String, Vec<u8>>> {
    let is_module = |path: &String| path.ends_with(".js") && !ROOTS.contains(&path.as_str());
    let (modules, mut rest): (BTreeMap<_, _>, BTreeMap<_, _>) =
        files.into_iter().partition(|(path, _)| is_module(path));
    let modules =
        modules.into_iter().map(|(path, text)| Ok((path, String::from_utf8(text)?))).collect::<Result<_>>()?;
    rest.extend(bundle::bundle(&modules)?.into_iter().map(|(path, text)| (path, text.into_bytes())));
    Ok(rest)
}

/// Tells the page how many bytes of the module there are to wait for.
fn count(files: &mut BTreeMap<String, Vec<u8>>) -> Result {
    let module = format!("{MADE}/{MODULE}");
    let bytes = files.get(&module).ok_or("there is no module")?.len();
    let index = String::from_utf8(files.remove(page::INDEX).unwrap_or_default())?;
    let (named, counted) = (format!("href=\"{module}\""), format!("href=\"{module}\" data-bytes=\"{bytes}\""));
    if !index.contains(&named) {
        return Err(format!("{} does not name {module}", page::INDEX).into());
    }
    files.insert(page::INDEX.into(), index.replace(&named, &counted).into_bytes());
    Ok(())
}

/// The files by their places in the site: below a folder named after them all, which index.html names.
fn placed(files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let mut hasher = Sha256::new();
    for (path, bytes) in &files {
        hasher.update(format!("{path} {}\n", bytes.len()));
        hasher.update(bytes);
    }
    let digest: String = hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let (roots, files): (BTreeMap<_, _>, BTreeMap<_, _>) =
        files.into_iter().partition(|(path, _)| ROOTS.contains(&path.as_str()));
    let named = |text: String, path: &String| text.replace(&format!("=\"{path}\""), &format!("=\"{digest}/{path}\""));
    let renamed = |bytes| match String::from_utf8(bytes) {
        Ok(text) => files.keys().fold(text, named).into_bytes(),
        Err(no_text) => no_text.into_bytes(),
    };
    let mut placed: BTreeMap<_, _> = roots.into_iter().map(|(path, bytes)| (path, renamed(bytes))).collect();
    placed.extend(files.into_iter().map(|(path, bytes)| (format!("{digest}/{path}"), bytes)));
    placed
}

/// Makes a folder contain exactly these files, by their paths from it. What names others comes last, and what nothing names any more is
/// removed after that.
fn hold(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result {
    let (last, first): (Vec<_>, Vec<_>) = files.iter().partition(|(path, _)| !path.contains('/'));
    first.into_iter().chain(last).try_for_each(|(path, bytes)| write(&folder.join(path), bytes))?;
    for path in shell::files(folder)?.into_keys().filter(|path| !files.contains_key(path)) {
        fs::remove_file(folder.join(&path))?;
        // Folders that are empty now, up to the site.
        folder
            .join(path)
            .ancestors()
            .skip(1)
            .take_while(|above| *above != folder)
            .all(|above| fs::remove_dir(above).is_ok());
    }
    Ok(())
}

/// The list of what a bound module was made of, as old as the moment before it was compiled.
fn stamp(package: &Path) -> PathBuf {
    package.with_extension("stamp")
}

/// Whether nothing that was bound here is younger than the list of it. Cargo itself compiles again whenever it was asked for other features
/// before.
fn is_fresh(package: &Path) -> bool {
    let time = |path: &Path| path.metadata().and_then(|file| file.modified()).ok();
    let older = |source: &str| time(Path::new(source)).is_some_and(|then| Some(then) < time(&stamp(package)));
    package.join(MODULE).exists() && fs::read_to_string(stamp(package)).is_ok_and(|list| list.lines().all(older))
}

/// Runs wasm-bindgen.
fn bind(module: &Path, package: &Path) -> Result {
    if package.exists() {
        fs::remove_dir_all(package)?;
    }
    Bindgen::new()
        .input_path(module)
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
    declare(package)
}

/// Moves what TypeScript has to know of the glue out of the package, which is served: to `SITE.types/pkg`.
fn declare(package: &Path) -> Result {
    let types = package.with_extension("types").join(MADE);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_lie_below_their_build_and_what_others_keep_the_address_of_does_not() {
        let page = b"<link href=\"page.css\"><meta content=\"preview.png\">".to_vec();
        let (styles, picture) = (b"p { color: red }".to_vec(), vec![0xff, 0xfe]);
        let files = [(page::INDEX, page), (page::STYLES, styles), (manifest::PREVIEW, picture.clone())];
        let site = manifest::with(placed(files.into_iter().map(|(path, bytes)| (path.to_string(), bytes)).collect()));
        let styles = site.keys().find(|path| path.ends_with(page::STYLES)).unwrap();
        let index = str::from_utf8(&site[page::INDEX]).unwrap();
        assert!(styles.contains('/') && index.contains(&format!("\"{styles}\"")), "{index}");
        assert!(index.contains("\"preview.png\"") && site[manifest::PREVIEW] == picture);
        let kept = str::from_utf8(&site["files.js"]).unwrap();
        assert!(
            kept.contains(styles) && !kept.contains(manifest::PREVIEW),
            "a visit needs no picture for others: {kept}"
        );
    }
}
