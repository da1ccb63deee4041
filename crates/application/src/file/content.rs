use std::sync::Arc;

use prongsai_blobs::OpenBlob;
use prongsai_domain::id::FileId;

use super::read::find;
use crate::audit::downloaded_file;
use crate::{App, Context, Error, blob};

/// Which bytes of a version are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The file.
    Whole,
    /// The small picture.
    Thumbnail,
}

/// Bytes of a version that the caller may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocatedFile {
    /// The name under which the file is saved.
    pub name: String,
    /// The media type; `None` for a small picture, whose first bytes tell whether it is a PNG or a JPEG.
    pub media_type: Option<String>,
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub sha256: String,
}

/// The bytes of a version of a file, the newest without a number, for somebody who may read the drafts of its organization. A
/// download of the file is a security event.
///
/// # Errors
/// [`Error::NotFound`], also without such a version or picture; [`Error::FileRemoved`] if the file was removed;
/// [`Error::Unavailable`] if the event cannot be stored.
pub async fn of_member(
    app: &App,
    context: &Context,
    id: FileId,
    version: Option<u32>,
    part: Part,
) -> Result<LocatedFile, Error> {
    let file = find(app, context, id).await?;
    let version = file.version(version).ok_or(Error::NotFound)?;
    if let Some(removal) = &file.removal {
        return Err(Error::FileRemoved {
            at: removal.at,
            reason: removal.reason.clone(),
        });
    }
    let hashes = (&version.sha256, version.thumbnail.as_ref());
    let located = located(part, (&version.name, &version.media_type), hashes)?;
    if part == Part::Whole {
        downloaded_file(app, context, (file.organization_id, id), &located.sha256).await?;
    }
    Ok(located)
}

/// The bytes of a version of a file that something public shows.
///
/// # Errors
/// [`Error::NotFound`] for every other file, [`Error::FileRemoved`] if the file was removed.
pub async fn of_public(app: &App, id: FileId, version: u32, part: Part) -> Result<LocatedFile, Error> {
    let file = app.store.public_file(id, version).await?.ok_or(Error::NotFound)?;
    if let Some((at, reason)) = file.removal {
        return Err(Error::FileRemoved { at, reason });
    }
    let hashes = (&file.sha256, file.thumbnail.as_ref());
    located(part, (&file.name, &file.media_type), hashes)
}

fn located(
    part: Part,
    (name, media_type): (&str, &str),
    (sha256, thumbnail): (&String, Option<&String>),
) -> Result<LocatedFile, Error> {
    let wanted = match part {
        Part::Whole => Some(sha256),
        Part::Thumbnail => thumbnail,
    };
    Ok(LocatedFile {
        name: name.to_owned(),
        media_type: (part == Part::Whole).then(|| media_type.to_owned()),
        sha256: wanted.ok_or(Error::NotFound)?.clone(),
    })
}

/// Opens located bytes. They have the hash.
///
/// # Errors
/// [`Error::Unavailable`] if the store fails, [`Error::Internal`] if the bytes are lost.
pub async fn open(app: &App, file: &LocatedFile) -> Result<OpenBlob, Error> {
    Ok(blob::open(app, &file.sha256).await?)
}

/// The maximum size of a small picture, in bytes. Those that are made are much smaller.
const THUMBNAIL_MAX: u64 = 2 * 1024 * 1024;

/// Reads a located small picture.
///
/// # Errors
/// As [`open`].
pub async fn thumbnail(app: &App, file: &LocatedFile) -> Result<Arc<Vec<u8>>, Error> {
    blob::load_small(app, &file.sha256, THUMBNAIL_MAX).await
}
