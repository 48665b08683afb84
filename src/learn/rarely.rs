//! A function of its own for what is rarely done.
//!
//! A visitor waits for the functions that the opening page runs, and the others follow later (`xtask/src/split.rs`). What stands in a branch
//! of such a function would be waited for as well, because functions are split from each other and not in two.

/// Does the work, in a function apart.
#[cold]
#[inline(never)]
pub fn rarely<R>(work: impl FnOnce() -> R) -> R {
    work()
}
