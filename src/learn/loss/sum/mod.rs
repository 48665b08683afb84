//! Ways to sum a loss: over tuples, rows and whole classes, visiting single tuples only where counting does not suffice.

pub mod group;
pub mod hinge;
pub mod low_rank;
pub mod margin_softmax;
pub mod over_tuples;
pub mod reach;
pub mod softmax;
pub mod softplus_side;
pub mod softplus_sum;
pub mod softplus_tables;
pub mod terms;
pub mod whole_class;
pub mod workspace;
