//! Numbers: laws of every entry of every list, and of what is computed from them.

#[path = "../common/mod.rs"]
mod common;

mod all_triplets;
mod chain_rule;
mod collapse;
mod cross_batch;
mod dimensions;
mod dino;
mod every;
mod figures_of_shape;
mod forces;
mod large_batches;
mod learned_numbers;
mod loss_exceptions;
mod misfits;
mod moco;
mod pair_selection;
mod predicted;
mod row_blocks;
mod scheme_shapes;
mod semi_hard;
mod simclr;
mod words;
