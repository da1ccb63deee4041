//! Hashes the sources that determine the bytes of a PDF, so that cached files of another version are not used.

#[path = "../application/build_sources.rs"]
mod sources;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Not the domain: the outline of a job has all texts in their final wording.
    let paths = [
        "crates/renderer/src",
        "crates/renderer/templates",
        "crates/rendering/src",
    ];
    let hash = sources::hash(&paths, "prongsai-renderer")?;
    println!("cargo:rustc-env=PRONGSAI_RENDERER_SOURCES={hash}");
    Ok(())
}
