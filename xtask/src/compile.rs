//! The module of the page before wasm-bindgen binds it: the library, compiled for WebAssembly.

use crate::Result;
use crate::shell::{cargo, program, read, root, run, target};
use std::fs;
use std::path::{Path, PathBuf};

const TRIPLE: &str = "wasm32-unknown-unknown";

/// How the module is compiled: see Cargo.toml.
const PROFILE: &str = "page";

/// What else the bound module depends on.
const HOW: [&str; 7] = [
    "Cargo.lock",
    "Cargo.toml",
    "rust-toolchain.toml",
    "src/learn/Cargo.toml",
    "xtask/src/build.rs",
    "xtask/src/compile.rs",
    "xtask/src/page.rs",
];

/// Rust's standard library for WebAssembly: rust-toolchain.toml asks for it, and only a toolchain without rustup can lack it.
fn add_target() -> Result {
    let folder = read(program("rustc", &["--print", "target-libdir", "--target", TRIPLE]))?;
    if Path::new(&folder).exists() {
        return Ok(());
    }
    run(program("rustup", &["target", "add", TRIPLE]))
        .map_err(|e| format!("Rust's target {TRIPLE} is missing and could not be added: {e}").into())
}

/// Compiles the library and returns the module that wasm-bindgen has yet to bind. As one kind of library only: cargo leaves link-time
/// optimisation out, without a word, where it has to make another kind beside it.
pub fn module(extra: Option<&str>) -> Result<PathBuf> {
    add_target()?;
    let mut command = cargo(&["rustc", "--lib", "--package", "pushpull", "--target", TRIPLE]);
    command.args(["--profile", PROFILE, "--crate-type", "cdylib"]);
    command.env("CARGO_ENCODED_RUSTFLAGS", flags()?.join("\u{1f}")).env("CARGO_TARGET_DIR", target());
    if let Some(feature) = extra {
        command.args(["--features", feature]);
    }
    run(command)?;
    Ok(target().join(TRIPLE).join(PROFILE).join("pushpull.wasm"))
}

/// The files that a module was made of, as the compiler lists them, and those that say how.
pub fn sources(module: &Path) -> Result<Vec<String>> {
    let list = fs::read_to_string(module.with_extension("d"))?;
    let (_, named) = list.trim_end().split_once(": ").ok_or("the compiler lists no sources")?;
    // A space in a path follows a backslash.
    let named = named.replace("\\ ", "\0");
    let how = HOW.iter().map(|file| root().join(file).display().to_string());
    Ok(named.split(' ').map(|path| path.replace('\0', " ")).chain(how).collect())
}

/// Panic messages carry file names: without these flags the bytes would tell where they were compiled.
fn flags() -> Result<Vec<String>> {
    let sysroot = read(program("rustc", &["--print", "sysroot"]))?;
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let cargo_home = std::env::var_os("CARGO_HOME").map_or(home.join(".cargo"), PathBuf::from);
    let places = [(root(), "/src"), (cargo_home, "/cargo"), (PathBuf::from(sysroot), "/rust")];
    Ok(places.iter().map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display())).collect())
}
