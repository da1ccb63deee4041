use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::RenderError;

/// The version of the frames and of the job. A test has the JSON of a job; whoever has to change that test increases this
/// number.
pub const PROTOCOL: u32 = 1;

/// The first frame of a renderer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// [`PROTOCOL`] of the renderer.
    pub protocol: u32,
    /// The version of the program. Server and renderer of different versions do not work together.
    pub version: String,
    /// How far the kernel keeps the renderer away from files and the network: `full`, `partial` or `none`.
    pub confinement: String,
    /// What the renderer is, or the reason why it ends at once.
    pub ready: Result<Identity, RenderError>,
}

/// What determines the bytes of a PDF in addition to the job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// A hash over the sources of the renderer, in hexadecimal.
    pub sources: String,
    /// The font files, by name.
    pub fonts: Vec<FontFile>,
}

/// A font file that was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FontFile {
    /// Its name without the folder.
    pub name: String,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
}

impl Identity {
    /// One hash over the sources and all font files: when it differs, PDFs may look different.
    pub fn sha256(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(&self.sources);
        for file in &self.fonts {
            hash.update(&file.sha256);
        }
        hex::encode(hash.finalize())
    }

    /// The fonts as they are recorded: file names, each with the beginning of its hash.
    pub fn font_record(&self) -> String {
        let files = self.fonts.iter().map(|file| {
            let hash: String = file.sha256.chars().take(16).collect();
            format!("{} {hash}", file.name)
        });
        files.collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_font_or_other_sources_are_another_identity() {
        let file = |name: &str, sha256: &str| FontFile {
            name: name.to_owned(),
            sha256: sha256.repeat(32),
        };
        let one = Identity {
            sources: "1".to_owned(),
            fonts: vec![file("a.otf", "aa"), file("b.otf", "bb")],
        };
        let mut others = [one.clone(), one.clone()];
        others[0].sources = "2".to_owned();
        others[1].fonts[1].sha256 = "cc".repeat(32);
        assert!(others.iter().all(|other| other.sha256() != one.sha256()));
        assert_eq!(one.font_record(), "a.otf aaaaaaaaaaaaaaaa, b.otf bbbbbbbbbbbbbbbb");
    }

    #[test]
    fn a_hello_is_read_as_it_was_written() {
        for ready in [
            Err(RenderError::NoThaiFont),
            Ok(Identity {
                sources: "s".to_owned(),
                fonts: Vec::new(),
            }),
        ] {
            let hello = Hello {
                protocol: PROTOCOL,
                version: "1".to_owned(),
                confinement: "full".to_owned(),
                ready,
            };
            let json = serde_json::to_vec(&hello).unwrap();
            assert_eq!(serde_json::from_slice::<Hello>(&json).unwrap(), hello);
        }
    }
}
