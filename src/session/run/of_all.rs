//! What several figures of one step read of all points.

use crate::learn::compare::Relations;
use crate::learn::look::worth::Worth;
use crate::learn::num::Matrix;
use std::cell::OnceCell;

/// Each part is computed on first use, and kept for its step.
#[derive(Clone, Default)]
pub(in crate::session) struct OfAll {
    pub(super) worth: OnceCell<Worth>,
    pub(super) taught: OnceCell<Option<Relations>>,
    pub(super) copied: OnceCell<Option<Matrix>>,
}
