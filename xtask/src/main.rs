//! Build, serve, test and bless.
fn main() {}
