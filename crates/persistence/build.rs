//! Tells cargo that the embedded migrations are part of this crate's input.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
