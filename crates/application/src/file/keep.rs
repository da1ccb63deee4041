use std::fs::File;
use std::io::{self, Read as _};

use bytes::Bytes;
use futures_util::stream;
use prongsai_domain::file::FileFindings;
use prongsai_evidence::Cleaned;
use prongsai_persistence::NewFileVersion;

use super::inspector::{Inspected, Received};
use super::name::served_name;
use crate::blob::{keep, keep_stream};
use crate::{App, Error};

/// The number of bytes that are read at once.
const CHUNK: usize = 256 * 1024;

/// Stores the bytes of a file that was inspected, and its small picture. The caller names them in a row within an hour.
///
/// # Errors
/// [`Error::Unavailable`] if the store or the database fails.
pub(super) async fn kept(app: &App, received: &Received, inspected: Inspected) -> Result<NewFileVersion, Error> {
    let Inspected { file, cleaned } = inspected;
    let findings = findings_of(&cleaned);
    let thumbnail = match cleaned.thumbnail {
        Some(picture) => Some(keep(app, Bytes::from(picture.bytes), picture.kind.media_type()).await?),
        None => None,
    };
    let media_type = cleaned.kind.media_type();
    let (sha256, size) = keep_stream(app, Box::pin(chunks(file)), media_type).await?;
    Ok(NewFileVersion {
        name: served_name(&received.name, cleaned.kind.extension()),
        media_type,
        size,
        sha256,
        received_sha256: received.sha256.clone(),
        findings,
        thumbnail,
    })
}

/// The bytes of a file from its beginning, read on threads that serve no requests.
fn chunks(file: File) -> impl futures_util::Stream<Item = io::Result<Bytes>> {
    stream::try_unfold(file, async |file| {
        let read = tokio::task::spawn_blocking(move || {
            let mut bytes = vec![0; CHUNK];
            let mut file = file;
            let length = file.read(&mut bytes)?;
            bytes.truncate(length);
            Ok::<_, io::Error>((bytes, file))
        });
        let (bytes, file) = read.await.map_err(io::Error::other)??;
        Ok((!bytes.is_empty()).then(|| (Bytes::from(bytes), file)))
    })
}

fn findings_of(cleaned: &Cleaned) -> FileFindings {
    let changed = cleaned.changes.iter().map(|change| change.code());
    let removed = cleaned.removed.iter().map(|part| part.code());
    FileFindings {
        pages: cleaned.facts.pages,
        width: cleaned.facts.width,
        height: cleaned.facts.height,
        sheets: cleaned.facts.sheets,
        signed: cleaned.signed,
        removed: removed.chain(changed).map(str::to_owned).collect(),
        noted: cleaned.doubts.iter().map(|doubt| doubt.code().to_owned()).collect(),
    }
}
