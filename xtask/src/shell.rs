//! Running other programs, and where things are.

use crate::Result;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What tells the root of a checkout from every other folder.
const SIGN: &str = "xtask/Cargo.toml";

/// The root of the checkout that we are called in, wherever we were compiled: a checkout may be renamed or copied with its `target`.
pub fn root() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    here.ancestors().find(|above| above.join(SIGN).is_file()).unwrap_or(&here).to_path_buf()
}

/// Where everything that is built goes.
pub fn target() -> PathBuf {
    root().join("target")
}

/// Every file below a folder, by its path from there with `/`.
pub fn files(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![(folder.to_path_buf(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|e| format!("{}: {e}", shown(&folder)))? {
            let entry = entry?;
            let name = entry.file_name().into_string().map_err(|name| format!("{name:?} is no plain file name"))?;
            let path = format!("{prefix}{name}");
            if entry.file_type()?.is_dir() {
                folders.push((entry.path(), format!("{path}/")));
            } else {
                found.insert(path, fs::read(entry.path())?);
            }
        }
    }
    Ok(found)
}

/// A path as a person at the root would type it.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// The cargo that started us.
pub fn cargo(words: &[&str]) -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), words);
    // The outer cargo describes this package to us; the inner one has to find out for itself.
    command.env_remove("CARGO_MANIFEST_DIR");
    command
}

/// Any program, started at the root.
pub fn program(name: impl AsRef<std::ffi::OsStr>, words: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(words).current_dir(root());
    command
}

/// Runs to the end; failure is an error that names the command.
pub fn run(mut command: Command) -> Result {
    let status = command.status().map_err(|e| format!("could not start {}: {e}", typed(&command)))?;
    if status.success() { Ok(()) } else { Err(format!("{} failed ({status})", typed(&command)).into()) }
}

/// Runs to the end and returns what it wrote, without the last line's end.
pub fn read(mut command: Command) -> Result<String> {
    let output = command.output().map_err(|e| format!("could not start {}: {e}", typed(&command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(format!("{} failed ({})\n{said}", typed(&command), output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim_end().to_string())
}

fn typed(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    let line = words.map(|w| w.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ");
    if line.chars().count() > 100 { line.chars().take(99).chain(['…']).collect() } else { line }
}

/// Where a program is on PATH.
pub fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let endings = if cfg!(windows) { &["exe", "cmd"][..] } else { &[""] };
    std::env::split_paths(&path)
        .flat_map(|folder| endings.iter().map(move |ending| folder.join(name).with_extension(ending)))
        .find(|file| file.is_file())
}
