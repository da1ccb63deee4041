use prongsai_blobs::BlobId;
use prongsai_domain::id::FileId;
use prongsai_spool::Spool;

use super::read::find;
use crate::blob::load_spool;
use crate::{App, Context, Error};

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

/// The bytes of a version of a file, the newest without a number, for somebody who may read the drafts of its organization.
///
/// # Errors
/// [`Error::NotFound`], also without such a version or picture; [`Error::FileRemoved`] if the file was removed.
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
    located(part, (&version.name, &version.media_type), hashes)
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

/// Reads located bytes. They have the hash.
///
/// # Errors
/// [`Error::Unavailable`] if the store fails, [`Error::Internal`] if the bytes are lost.
pub async fn load(app: &App, file: &LocatedFile) -> Result<Spool, Error> {
    let id: BlobId = file
        .sha256
        .parse()
        .map_err(|_| Error::Internal(format!("{} is no name of a blob", file.sha256)))?;
    Ok(load_spool(app, id, u64::MAX).await?)
}
