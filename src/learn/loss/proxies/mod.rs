//! Losses that compare points with learned proxies, one per class.

pub mod arcface;
pub mod center_loss;
pub mod cosface;
pub mod normalized_softmax;
pub mod proxy_anchor;
pub mod proxy_nca;
mod shared;
