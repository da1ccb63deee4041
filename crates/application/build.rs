//! Hashes the sources that determine the bytes of a rendition, so that cached files of another version are not used.

#[path = "build_sources.rs"]
mod sources;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The renderers take dates, digits, scores and names from the domain. The hash of a manuscript does not contain these
    // texts.
    let paths = [
        "crates/application/src/rendition/formats.rs",
        "crates/application/src/rendition/manuscript.rs",
        "crates/domain/src",
        "crates/renderer/src",
        "crates/renderer/templates",
        "crates/rendering/src",
    ];
    let hash = sources::hash(&paths, "prongsai-renderer")?;
    println!("cargo:rustc-env=PRONGSAI_RENDERER={hash}");
    Ok(())
}
