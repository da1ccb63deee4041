//! The package of the acceptance tests; see `main.rs`.
