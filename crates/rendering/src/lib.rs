//! Turns published content into pictures.
//!
//! Everything here is a function of its input: no clock, no files, no network.

pub mod qr;
