use std::fmt;
use std::str::FromStr;

use object_store::path::Path;

/// The name of a blob: the SHA-256 of its bytes. Its text is lower-case hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobId([u8; 32]);

impl BlobId {
    /// The name of bytes with this SHA-256.
    pub const fn new(sha256: [u8; 32]) -> Self {
        Self(sha256)
    }

    /// Where the blob is in the store. The first two digits are a folder, so that no folder has too many files.
    pub(crate) fn address(self) -> Path {
        let text = self.to_string();
        let first: String = text.chars().take(2).collect();
        Path::from_iter(["sha256", first.as_str(), text.as_str()])
    }
}

impl fmt::Display for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlobId({self})")
    }
}

/// The text is no SHA-256 in lower-case hexadecimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a SHA-256 has 64 digits in lower-case hexadecimal")]
pub struct NotAnId;

impl FromStr for BlobId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let mut sha256 = [0; 32];
        hex::decode_to_slice(text, &mut sha256).map_err(|_| NotAnId)?;
        let id = Self(sha256);
        // Upper case would be a second name of the same blob.
        if id.to_string() == text { Ok(id) } else { Err(NotAnId) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blob_has_one_name_and_one_address() {
        let text = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let id: BlobId = text.parse().unwrap();
        assert_eq!(id.to_string(), text);
        assert_eq!(id.address().as_ref(), format!("sha256/e3/{text}"));
        for wrong in ["", "e3", &text.to_uppercase(), &format!("{text}0"), "../../etc/passwd"] {
            assert_eq!(wrong.parse::<BlobId>(), Err(NotAnId), "{wrong}");
        }
    }
}
