use std::fs::File;
use std::io::{self, Read as _, Seek as _, Write as _};

use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::rt::time::timeout;
use actix_web::web::{BytesMut, block};
use futures_util::StreamExt as _;
use prongsai_application::bundle::{ImportLimit, SpoolPlace};

use super::idempotency::RequestDigest;
use super::payload::{MAX_TIME, announced_length, broken, check_content_type};
use crate::problem::{Problem, ProblemCode};

/// The largest body that is kept in memory, in bytes: 256 KiB. A larger one is written to a temporary file, so that
/// slow clients and waiting imports hold no memory.
pub(crate) const IN_MEMORY_MAX: usize = 262_144;

/// A body that has arrived.
pub(crate) enum Spooled {
    /// A body of at most [`IN_MEMORY_MAX`] bytes.
    InMemory(Vec<u8>),
    /// A larger body, in a file without a name, and its place. Both end with this value.
    InFile(File, SpoolPlace),
}

impl Spooled {
    /// The bytes. Reading a file blocks the thread.
    ///
    /// # Errors
    /// The error of the file.
    pub(crate) fn into_bytes(self) -> io::Result<Vec<u8>> {
        match self {
            Self::InMemory(bytes) => Ok(bytes),
            Self::InFile(mut file, _place) => {
                file.rewind()?;
                let length = file.metadata()?.len();
                let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
                file.read_to_end(&mut bytes)?;
                Ok(bytes)
            }
        }
    }
}

/// Receives a body of one of the content types, of at most `limit` bytes, and adds it to the digest. A large one needs
/// one of `places`. `too_large` is the refusal of a larger one.
pub(crate) async fn receive(
    request: &HttpRequest,
    payload: Payload,
    types: &[&str],
    (limit, too_large): (usize, fn() -> Problem),
    digest: &mut RequestDigest,
    places: &ImportLimit,
) -> Result<Spooled, Problem> {
    if announced_length(request).is_some_and(|length| length > limit) {
        return Err(too_large());
    }
    let spooled = timeout(MAX_TIME, collect(payload, (limit, too_large), digest, places))
        .await
        .map_err(|_| Problem::new(ProblemCode::RequestTimeout))??;
    if !matches!(&spooled, Spooled::InMemory(bytes) if bytes.is_empty()) {
        check_content_type(request, types)?;
    }
    Ok(spooled)
}

async fn collect(
    mut payload: Payload,
    (limit, too_large): (usize, fn() -> Problem),
    digest: &mut RequestDigest,
    places: &ImportLimit,
) -> Result<Spooled, Problem> {
    let mut length = 0;
    let mut buffer = BytesMut::new();
    let mut spool: Option<(File, SpoolPlace)> = None;
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| broken(&error))?;
        length += chunk.len();
        if length > limit {
            return Err(too_large());
        }
        digest.add(&chunk);
        buffer.extend_from_slice(&chunk);
        if buffer.len() > IN_MEMORY_MAX {
            let (file, place) = match spool.take() {
                Some((file, place)) => (Some(file), place),
                None => (None, places.begin_spooling().await?),
            };
            spool = Some((
                append(file, buffer.split())
                    .await
                    .map_err(|error| not_written(&error))?,
                place,
            ));
        }
    }
    match spool {
        Some((file, place)) => Ok(Spooled::InFile(
            append(Some(file), buffer).await.map_err(|error| not_written(&error))?,
            place,
        )),
        None => Ok(Spooled::InMemory(buffer.to_vec())),
    }
}

/// Writes bytes to the end of the file, which is created if there is none. This is done on a thread that serves no
/// requests.
pub(crate) async fn append(file: Option<File>, bytes: BytesMut) -> io::Result<File> {
    let written = block(move || -> io::Result<File> {
        let mut file = match file {
            Some(file) => file,
            None => tempfile::tempfile()?,
        };
        file.write_all(&bytes)?;
        Ok(file)
    });
    written.await.map_err(io::Error::other)?
}

fn not_written(error: &io::Error) -> Problem {
    Problem::internal(format!("a body could not be written to a temporary file: {error}"))
}
