//! No circles: no file needs another one that needs it in turn, be it through others. Only a folder's `mod.rs` may name what lies in it.

use super::files::{File, files};
use super::layers::resolved;
use super::{nothing, tokens};
use std::collections::{BTreeMap, BTreeSet};

/// The paths that each module names, from the root on.
type Named = BTreeMap<Vec<String>, Vec<Vec<String>>>;

fn module(file: &File) -> Vec<String> {
    let path = file.path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').map(String::from).collect()
}

fn named(files: &[File]) -> Named {
    let modules: BTreeSet<Vec<String>> = files.iter().map(module).collect();
    let from_root = |file: &File, path: Vec<String>| {
        let below: Vec<String> = module(file).into_iter().chain(path.first().cloned()).collect();
        if modules.contains(&below) { [module(file), path].concat() } else { resolved(file, &path) }
    };
    let paths = |file: &File| tokens::read(file).paths.into_iter().map(|(_, path)| from_root(file, path)).collect();
    files.iter().map(|file| (module(file), paths(file))).collect()
}

/// The module in which the item of a path is, however often it is passed on.
fn home(named: &Named, path: &[String]) -> Option<Vec<String>> {
    let (module, paths) = (1..=path.len()).rev().find_map(|n| named.get_key_value(&path[..n]))?;
    let passed_on =
        path.get(module.len()).and_then(|item| paths.iter().find(|p| p.len() > 1 && p.last() == Some(item)));
    match passed_on.filter(|p| p[..p.len() - 1] != module[..]) {
        Some(from) => home(named, from),
        None => Some(module.clone()),
    }
}

/// What needs what, as far as it lies on a circle or between two.
fn circles(files: &[File]) -> BTreeMap<Vec<String>, BTreeSet<Vec<String>>> {
    let named = named(files);
    let needs = |(module, paths): (&Vec<String>, &Vec<Vec<String>>)| {
        let homes = paths.iter().filter_map(|path| home(&named, path)).filter(|home| !home.starts_with(module));
        (module.clone(), homes.collect::<BTreeSet<_>>())
    };
    let mut left: BTreeMap<_, _> = named.iter().map(needs).collect();
    loop {
        let needed: BTreeSet<_> = left.values().flatten().cloned().collect();
        let ends: Vec<_> = left.iter().filter(|(m, needs)| needs.is_empty() || !needed.contains(*m)).collect();
        let Some(end) = ends.first().map(|(module, _)| (*module).clone()) else { return left };
        left.remove(&end);
        left.values_mut().for_each(|needs| _ = needs.remove(&end));
    }
}

#[test]
fn no_file_needs_one_that_needs_it() {
    let found = circles(&files("src", &["rs"]));
    let said = |(module, needs): (Vec<String>, BTreeSet<Vec<String>>)| {
        let needs: Vec<String> = needs.iter().map(|need| need.join("::")).collect();
        format!("{} needs {}", module.join("::"), needs.join(", "))
    };
    nothing(found.into_iter().map(said).collect());
}

#[test]
fn a_circle_is_found_through_names_that_are_passed_on_and_a_folder_may_name_what_is_in_it() {
    let file = |path: &str, text: &str| File { path: path.into(), text: text.into() };
    let mut all = vec![
        file("src/tell/mod.rs", "mod a; mod b; pub use a::A;"),
        file("src/tell/a.rs", "use super::b::B; pub struct A(B);"),
        file("src/tell/b.rs", "pub struct B;"),
    ];
    assert_eq!(circles(&all).len(), 0);
    all[2] = file("src/tell/b.rs", "pub struct B; fn f(_: crate::tell::A) {}");
    let found: Vec<_> = circles(&all).into_keys().map(|module| module.join("::")).collect();
    assert_eq!(found, ["tell::a", "tell::b"]);
}
