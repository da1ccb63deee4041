//! Hashes the sources that determine the bytes of a rendition, so that cached files of another version are not used.

#[path = "build_sources.rs"]
mod sources;

fn main() -> std::io::Result<()> {
    // The renderers take dates, digits, scores and names from the domain. The hash of a manuscript does not contain these
    // texts.
    let hash = sources::hash(&[
        "Cargo.lock",
        "crates/application/src/rendition/formats.rs",
        "crates/application/src/rendition/manuscript.rs",
        "crates/domain/src",
        "crates/renderer/src",
        "crates/renderer/templates",
        "crates/rendering/src",
    ])?;
    println!("cargo:rustc-env=PRONGSAI_RENDERER={hash}");
    Ok(())
}
