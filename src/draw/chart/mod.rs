//! Charts: how any plot over time is drawn, one file for each other chart, and the axes that all share.

pub mod axes;
pub mod beside;
pub mod curve;
pub mod distances;
pub mod growth;
pub mod matrix;
pub mod neighbours;
pub mod roc;
pub mod timeline;
