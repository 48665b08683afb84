//! The page's modules as few files. A browser finds a module's imports only once it has read the module, so that each depth of imports
//! costs a journey, and old servers answer six requests at a time: 75 modules of 1 kB took longer than the trainer that they wait for.
//!
//! ```text
//! load/first.js      alone: it has to run before anything is painted
//! load/boot.js       alone: it has to speak if nothing else arrives
//! page/page.js       everything that the page imports as it opens, or that two of the later files need
//! lesson/lesson.js   and others that are imported with `import()`: what they need and page.js does not hold
//! trainer/worker.js  everything that the worker imports, in a thread of its own
//! ```
//!
//! A module becomes a block of its file, and its exports an entry of `$modules`, which is what each file but the worker's exports:
//!
//! ```text
//! import { a, b as c } from './m.js';     const { a, b: c } = $modules['page/m.js'];
//! export function f() {}                  function f() {} … $modules['page/n.js'] = { f };
//! import('./late.js')                     import('./late.js').then(({ $modules }) => $modules['page/late.js'])
//! ```
//!
//! Only these forms are understood, each in a line of its own; everything else is an error, and so is a circle of imports.

use crate::Result;
use std::collections::{BTreeMap, BTreeSet};

const BOOT: &str = "load/boot.js";
/// No module: it runs before anything is painted.
const FIRST: &str = "load/first.js";
const PAGE: &str = "page/page.js";
const WORKER: &str = "trainer/worker.js";

/// The files by their paths, from the modules by theirs. An address that is no module's is left as it is.
pub fn bundle(texts: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>> {
    let mut modules = Modules::new();
    for (path, text) in texts {
        modules.insert(path, Module::read(path, text)?);
    }
    if let Some(missing) = [FIRST, BOOT].iter().find(|path| !modules.contains_key(**path)) {
        return Err(format!("there is no {missing}").into());
    }
    let late = late(&modules)?;
    let of_late = late.iter().map(|root| reach(&modules, [*root])).collect::<Result<Vec<_>>>()?;
    let often = |module: &&str| of_late.iter().filter(|found| found.contains(module)).count() > 1;
    let page = reach(&modules, [PAGE].into_iter().chain(of_late.iter().flatten().copied().filter(often)))?;
    let mut files = BTreeMap::from([(FIRST, vec![FIRST]), (BOOT, vec![BOOT]), (PAGE, page.clone())]);
    for (root, found) in late.into_iter().zip(of_late).filter(|(root, _)| !page.contains(root)) {
        files.insert(root, found.into_iter().filter(|module| !page.contains(module)).collect());
    }
    let homes = files.iter().flat_map(|(file, held)| held.iter().map(move |module| (*module, *file))).collect();
    files.insert(WORKER, reach(&modules, [WORKER])?);
    if let Some(idle) = modules.keys().find(|path| !files.values().flatten().any(|module| module == *path)) {
        return Err(format!("nothing imports {idle}").into());
    }
    let written = files.iter().map(|(file, held)| {
        let blocks: String = held.iter().map(|path| modules[path].block(path, &homes)).collect();
        let text = match *file {
            FIRST | BOOT => held.iter().map(|path| modules[path].body(path, &homes)).collect(),
            WORKER => format!("const $modules = {{}};\n{blocks}"),
            PAGE => format!("export const $modules = {{}};\n{blocks}"),
            _ => format!("import {{ $modules }} from '../{PAGE}';\n{blocks}export {{ $modules }};\n"),
        };
        (file.to_string(), text)
    });
    Ok(written.collect())
}

type Modules<'a> = BTreeMap<&'a str, Module>;

/// The modules that `import()` names, the page's and what those import in turn, but not the page itself.
fn late<'a>(modules: &Modules<'a>) -> Result<BTreeSet<&'a str>> {
    let mut late = BTreeSet::new();
    let mut next = reach(modules, [BOOT])?;
    while let Some(path) = next.pop() {
        for named in dynamic(path, &modules[path].text) {
            if let Some((root, _)) = modules.get_key_value(named.as_str())
                && late.insert(*root)
            {
                next.extend(reach(modules, [*root])?);
            }
        }
    }
    late.remove(PAGE);
    Ok(late)
}

/// These modules and all that they import, each after what it imports.
fn reach<'a>(modules: &Modules<'a>, roots: impl IntoIterator<Item = &'a str>) -> Result<Vec<&'a str>> {
    fn visit<'a>(modules: &Modules<'a>, path: &str, above: &mut Vec<String>, found: &mut Vec<&'a str>) -> Result {
        let from = above.last().cloned().unwrap_or_default();
        let (path, module) = modules.get_key_value(path).ok_or(format!("{from} imports {path}, which there is not"))?;
        if found.contains(path) {
            return Ok(());
        }
        if above.iter().any(|one| one == path) {
            return Err(format!("imports in a circle: {} → {path}", above.join(" → ")).into());
        }
        above.push((*path).to_string());
        module.imports.iter().try_for_each(|(_, from)| visit(modules, from, above, found))?;
        above.pop();
        found.push(path);
        Ok(())
    }
    let mut found = vec![];
    roots.into_iter().try_for_each(|root| visit(modules, root, &mut vec![], &mut found))?;
    Ok(found)
}

/// A module, without its imports and the word `export`.
struct Module {
    /// What is taken, as the left side of a declaration, and the path of the module that has it.
    imports: Vec<(String, String)>,
    /// The properties of the object that the module is to others.
    exports: Vec<String>,
    text: String,
}

impl Module {
    fn read(path: &str, text: &str) -> Result<Self> {
        let mut module = Self { imports: vec![], exports: vec![], text: String::new() };
        for line in text.lines() {
            let strange = || format!("{path}: the bundle does not understand: {line}");
            if let Some(rest) = line.strip_prefix("import ") {
                let (taken, from) = rest.trim_end_matches(';').split_once(" from ").ok_or_else(strange)?;
                let taken = match (taken.strip_prefix("* as "), taken.starts_with('{')) {
                    (Some(name), _) => name.to_string(),
                    (None, true) => taken.replace(" as ", ": "),
                    (None, false) => format!("{{ default: {taken} }}"),
                };
                module.imports.push((taken, resolved(path, from.trim_matches('\''))));
            } else if let Some(rest) = line.strip_prefix("export default ") {
                module.exports.push("default: $default".into());
                module.text.push_str(&format!("const $default = {rest}\n"));
            } else if let Some(rest) = line.strip_prefix("export ") {
                let mut words =
                    rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
                let named = words.find(|word| *word != "async" && *word != "function" && *word != "const");
                let known = ["const ", "function ", "async function "].iter().any(|start| rest.starts_with(start));
                module.exports.push(named.filter(|_| known).ok_or_else(strange)?.into());
                module.text.push_str(&format!("{rest}\n"));
            } else {
                module.text.push_str(&format!("{line}\n"));
            }
        }
        Ok(module)
    }

    /// The module as a block of a file.
    fn block(&self, path: &str, homes: &BTreeMap<&str, &str>) -> String {
        let imports = self.imports.iter().map(|(taken, from)| format!("const {taken} = $modules['{from}'];\n"));
        let (imports, exports) = (imports.collect::<String>(), self.exports.join(", "));
        format!("{{\n{imports}{}$modules['{path}'] = {{ {exports} }};\n}}\n", self.body(path, homes))
    }

    /// The module's own text, which imports late what other files hold.
    fn body(&self, path: &str, homes: &BTreeMap<&str, &str>) -> String {
        let mut parts = self.text.split(IMPORT);
        let first = parts.next().unwrap_or_default().to_string();
        parts.fold(first, |text, part| {
            let named = part.split_once("')").map(|(from, rest)| (resolved(path, from), rest));
            match named.as_ref().and_then(|(named, rest)| Some((named, rest, homes.get(named.as_str())?))) {
                Some((named, rest, file)) => {
                    format!("{text}import('../{file}').then(({{ $modules }}) => $modules['{named}']){rest}")
                }
                None => text + IMPORT + part,
            }
        })
    }
}

const IMPORT: &str = "import('";

/// The paths that a module imports with `import()`.
fn dynamic(path: &str, text: &str) -> BTreeSet<String> {
    let named = text.split(IMPORT).skip(1).filter_map(|rest| rest.split_once("')"));
    named.map(|(from, _)| resolved(path, from)).collect()
}

/// The path that a relative address in a module means. Every module lies in a folder of the page's.
fn resolved(path: &str, from: &str) -> String {
    let folder = path.split_once('/').map_or("", |(folder, _)| folder);
    from.strip_prefix("./").map_or(from.trim_start_matches("../").to_string(), |name| format!("{folder}/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundled(modules: &[(&str, &str)]) -> Result<BTreeMap<String, String>> {
        bundle(&modules.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect())
    }

    const BASE: [(&str, &str); 5] = [
        (FIRST, "{ now(); }\n"),
        (BOOT, "const { open } = await import('../page/page.js');\n"),
        (
            PAGE,
            "import { both } from '../a/both.js';\nexport async function open() {\nawait import('../a/late.js');\n}\n",
        ),
        (WORKER, "import * as all from '../a/both.js';\nall.both();\n"),
        ("a/both.js", "export const both = 1;\n"),
    ];

    #[test]
    fn modules_become_blocks_in_the_order_of_their_imports_and_late_ones_files() {
        let late = (
            "a/late.js",
            "import { both as one } from './both.js';\nimport own from './own.js';\nexport const x = own + one;\n",
        );
        let files = bundled(&[&BASE[..], &[late, ("a/own.js", "export default 2;\n")]].concat()).unwrap();
        assert_eq!(files.keys().collect::<Vec<_>>(), ["a/late.js", BOOT, FIRST, PAGE, WORKER]);
        assert_eq!(
            files[BOOT],
            "const { open } = await import('../page/page.js').then(({ $modules }) => $modules['page/page.js']);\n"
        );
        assert_eq!(
            files[PAGE],
            "export const $modules = {};\n{\nconst both = 1;\n$modules['a/both.js'] = { both };\n}\n{\nconst { both } = $modules['a/both.js'];\n\
             async function open() {\nawait import('../a/late.js').then(({ $modules }) => $modules['a/late.js']);\n}\n$modules['page/page.js'] = { open };\n}\n"
        );
        assert_eq!(
            files["a/late.js"],
            "import { $modules } from '../page/page.js';\n{\nconst $default = 2;\n$modules['a/own.js'] = { default: $default };\n}\n\
             {\nconst { both: one } = $modules['a/both.js'];\nconst { default: own } = $modules['a/own.js'];\nconst x = own + one;\n\
             $modules['a/late.js'] = { x };\n}\nexport { $modules };\n"
        );
        assert!(
            files[WORKER].starts_with("const $modules = {};\n{\nconst both = 1;"),
            "a thread of its own has its own copy"
        );
    }

    #[test]
    fn what_two_late_files_need_is_in_the_page() {
        let more =
            [("a/late.js", "import './x.js';"), ("a/late.js", "import { x } from './x.js';\nimport('./more.js');\n")];
        let rest = [more[1], ("a/more.js", "import { x } from './x.js';\n"), ("a/x.js", "export const x = 1;\n")];
        let files = bundled(&[&BASE[..], &rest].concat()).unwrap();
        assert!(files[PAGE].contains("$modules['a/x.js'] = { x };"));
        assert!(!files["a/late.js"].contains("const x = 1"));
        let strange = bundled(&[&BASE[..], &more[..1]].concat()).unwrap_err().to_string();
        assert!(strange.contains("does not understand: import './x.js'"), "{strange}");
    }

    #[test]
    fn what_cannot_be_bundled_is_an_error_that_says_why() {
        let with = |path, text| {
            bundled(&[&BASE[..], &[("a/late.js", "import { b } from './b.js';\n"), (path, text)]].concat())
                .unwrap_err()
                .to_string()
        };
        assert!(with("a/b.js", "import { x } from './late.js';\n").contains("circle: a/late.js → a/b.js → a/late.js"));
        assert!(with("a/b.js", "export let b = 1;\n").contains("a/b.js: the bundle does not understand: export let"));
        assert!(with("a/c.js", "").contains("a/late.js imports a/b.js"));
        assert!(
            bundled(&[&BASE[..], &[("a/late.js", ""), ("a/idle.js", "")]].concat())
                .unwrap_err()
                .to_string()
                .contains("nothing imports a/idle.js")
        );
    }
}
