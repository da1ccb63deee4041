use sha2::{Digest as _, Sha256};

/// Where the bytes of a logo are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoredLogo {
    /// In the row that names it, as before 0.3: a PNG.
    Row(Vec<u8>),
    /// In the blob store, under this SHA-256.
    Blob(String),
}

impl StoredLogo {
    /// The logo of a row with both columns, of which one has a value at most.
    pub(crate) fn of_row(bytes: Option<Vec<u8>>, sha256: Option<String>) -> Option<Self> {
        sha256.map(Self::Blob).or(bytes.map(Self::Row))
    }

    /// The columns of the bytes and of the SHA-256.
    pub(crate) fn columns(logo: Option<&Self>) -> (Option<&[u8]>, Option<&str>) {
        match logo {
            None => (None, None),
            Some(Self::Row(bytes)) => (Some(bytes), None),
            Some(Self::Blob(sha256)) => (None, Some(sha256)),
        }
    }

    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub fn sha256(&self) -> String {
        match self {
            Self::Row(bytes) => hex::encode(Sha256::digest(bytes)),
            Self::Blob(sha256) => sha256.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logo_has_one_hash_wherever_it_is() {
        let row = StoredLogo::Row(b"png".to_vec());
        let blob = StoredLogo::Blob(row.sha256());
        assert_eq!(row.sha256(), blob.sha256());
        for logo in [None, Some(row), Some(blob)] {
            let (bytes, sha256) = StoredLogo::columns(logo.as_ref());
            let (bytes, sha256) = (bytes.map(<[u8]>::to_vec), sha256.map(str::to_owned));
            assert_eq!(StoredLogo::of_row(bytes, sha256), logo);
        }
    }
}
