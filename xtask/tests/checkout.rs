//! Which checkout the tools work on: the one that they are called in, whatever its name was when they were compiled.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder that looks like a checkout, and in which `sh test …` (the shell stands for cargo) writes down where it runs.
fn checkout(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("xtask/src")).unwrap();
    fs::write(folder.join("xtask/Cargo.toml"), "").unwrap();
    fs::write(folder.join("test"), "pwd > where\n").unwrap();
    folder
}

/// Where `cargo xtask bless` runs its tests, if it is called in this folder.
fn worked_in(folder: &Path) -> PathBuf {
    let mut bless = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let status = bless.arg("bless").current_dir(folder).env("CARGO", "sh").status().unwrap();
    assert!(status.success());
    let root = folder.ancestors().find(|above| above.join("where").is_file()).expect("it ran somewhere above");
    PathBuf::from(fs::read_to_string(root.join("where")).unwrap().trim_end())
}

#[test]
fn a_checkout_that_was_copied_or_renamed_is_the_one_that_is_worked_on() {
    let (one, other) = (checkout("one"), checkout("other"));
    assert_eq!(worked_in(&one), one.canonicalize().unwrap());
    assert_eq!(worked_in(&other), other.canonicalize().unwrap());
    assert_eq!(worked_in(&other.join("xtask/src")), other.canonicalize().unwrap(), "from further down");
    let renamed = one.with_file_name("renamed");
    let _ = fs::remove_dir_all(&renamed);
    fs::rename(&one, &renamed).unwrap();
    fs::remove_file(renamed.join("where")).unwrap();
    assert_eq!(worked_in(&renamed), renamed.canonicalize().unwrap());
}
