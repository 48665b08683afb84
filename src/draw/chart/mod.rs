//! Charts: one file per chart, the axes that they share, and how a plot over time is drawn.

pub mod active;
pub mod alignment;
pub mod axes;
pub mod beside;
pub mod curve;
pub mod distances;
pub mod gradient;
pub mod growth;
pub mod loss;
pub mod matrix;
pub mod neighbours;
pub mod percentiles;
pub mod plot;
pub mod retrieval;
pub mod roc;
pub mod scale;
pub mod zones;
