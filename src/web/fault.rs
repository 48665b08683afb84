//! Faults on purpose, for the browser tests of recovery. Never in a served build.

use std::hint::black_box;
use wasm_bindgen::prelude::wasm_bindgen;

/// `panic`, `stack` or `memory`.
#[wasm_bindgen]
pub fn fault(kind: &str) {
    match kind {
        "stack" => {
            black_box(dig(1));
        }
        "memory" => {
            // Three times 2 GB do not fit into 4.
            black_box([0; 3].map(|_| Vec::<u8>::with_capacity(isize::MAX as usize)));
        }
        _ => panic!("a fault that was asked for"),
    }
}

/// Never returns: each call keeps its frame on the stack.
#[allow(unconditional_recursion, reason = "this is the fault")]
fn dig(depth: u64) -> u64 {
    let frame = black_box([depth; 64]);
    dig(depth + 1) + frame[0]
}
