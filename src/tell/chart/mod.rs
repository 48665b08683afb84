//! Charts: what each says.

pub mod active;
pub mod alignment;
pub mod distances;
pub mod gap;
pub mod gradient;
pub mod loss;
pub mod matrix;
pub mod neighbours;
mod over_time;
pub mod pairs;
pub mod percentiles;
pub mod plot;
pub mod rank;
pub mod retrieval;
pub mod roc;
pub mod scale;
pub mod teacher;
pub mod timeline;
pub mod zones;
