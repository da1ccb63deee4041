//! Carries the acceptance tests of the workspace; see `main.rs`.
