//! Hashes the sources that determine the bytes of a PDF, so that cached files of another version are not used.

#[path = "../application/build_sources.rs"]
mod sources;

fn main() -> std::io::Result<()> {
    let hash = sources::hash(&[
        "Cargo.lock",
        "crates/renderer/src",
        "crates/renderer/templates",
        "crates/rendering/src",
    ])?;
    println!("cargo:rustc-env=PRONGSAI_RENDERER_SOURCES={hash}");
    Ok(())
}
