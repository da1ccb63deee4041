use std::fs::File;
use std::io;
use std::time::{Duration, Instant};

use actix_web::dev::Payload;
use actix_web::rt::time::timeout;
use actix_web::web::BytesMut;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;
use futures_util::{FutureExt as _, StreamExt as _};
use prongsai_application::file::{self, Received, UploadPlace};
use prongsai_application::{App, Context};
use prongsai_domain::id::{FileId, OrganizationId};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use utoipa::IntoParams;

use crate::extract::{
    Filters, PathValue, RequestDigest, ShortText, announced_length, app, append, authenticate, broken, claim_with,
};
use crate::problem::{Bilingual, FieldError, Problem, ProblemCode};

/// The largest file, in bytes: 100 MiB.
const FILE_MAX: usize = 104_857_600;
/// The time in which a file has to arrive: 100 MiB at 1.4 Mbit/s.
const MAX_TIME: Duration = Duration::from_mins(10);
/// The time in which the next bytes have to arrive.
const CHUNK_TIME: Duration = Duration::from_secs(20);
/// The least number of bytes a second that arrive on average, after the first seconds: a client that sends slowly does not keep a place.
const RATE_MIN: u64 = 16_384;
/// The number of bytes that are written to the temporary file at once.
const WRITTEN_AT_ONCE: usize = 262_144;

/// The name of an uploaded file, and what it shows.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct NewFile {
    /// The name of the file, with its extension.
    #[param(value_type = String, max_length = 500, example = "meeting.jpg")]
    name: ShortText<500>,
    /// What the file shows; its name if absent.
    #[param(value_type = Option<String>, max_length = 500, example = "ภาพการประชุมหมู่บ้าน")]
    title: Option<ShortText<500>>,
}

/// The name of another version of a file.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct NewVersion {
    /// The name of the file, with its extension.
    #[param(value_type = String, max_length = 500, example = "meeting.jpg")]
    name: ShortText<500>,
}

/// A request that uploads a new file: the right of the caller is checked first, and then the file is received.
pub(crate) struct FilePost {
    /// The caller, with the claim to an idempotency key if one was sent.
    pub(super) context: Context,
    pub(super) organization: OrganizationId,
    pub(super) title: Option<String>,
    pub(super) received: Received,
}

/// A request that uploads another version of a file, checked in the same order.
pub(crate) struct VersionPut {
    pub(super) context: Context,
    pub(super) id: FileId,
    pub(super) received: Received,
}

impl FromRequest for FilePost {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        async move {
            let app = app(&request)?;
            let mut context = authenticate(&request).await?;
            let PathValue(organization) = PathValue::<OrganizationId>::extract(&request).await?;
            let Filters(options) = Filters::<NewFile>::extract(&request).await?;
            let place = admitted(app, &context, organization, &request).await?;
            let mut digest = RequestDigest::new(&request);
            let received = receive(payload, options.name.0, Some(&mut digest), place).await?;
            context.idempotency = claim_with(&request, digest)?;
            Ok(Self {
                context,
                organization,
                title: options.title.map(|title| title.0),
                received,
            })
        }
        .boxed_local()
    }
}

impl FromRequest for VersionPut {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        async move {
            let app = app(&request)?;
            let context = authenticate(&request).await?;
            let PathValue(id) = PathValue::<FileId>::extract(&request).await?;
            let Filters(options) = Filters::<NewVersion>::extract(&request).await?;
            let known = file::find(app, &context, id).await?;
            let place = admitted(app, &context, known.organization_id, &request).await?;
            let received = receive(payload, options.name.0, None, place).await?;
            Ok(Self { context, id, received })
        }
        .boxed_local()
    }
}

/// Checks the right, the size and the quota, and takes a place, before any byte is read.
async fn admitted(
    app: &App,
    context: &Context,
    organization: OrganizationId,
    request: &HttpRequest,
) -> Result<UploadPlace, Problem> {
    let announced = announced_length(request).unwrap_or(1);
    if announced > FILE_MAX {
        return Err(too_large());
    }
    file::admit(app, context, organization, announced as u64).await?;
    Ok(app.services.inspector.begin_upload(context.user(), organization)?)
}

/// Receives a file into a temporary file without a name. The type that the client states does not count.
async fn receive(
    payload: Payload,
    name: String,
    digest: Option<&mut RequestDigest>,
    place: UploadPlace,
) -> Result<Received, Problem> {
    let collected = timeout(MAX_TIME, collect(payload, digest)).await;
    let (file, size, sha256) = collected.map_err(|_| Problem::new(ProblemCode::RequestTimeout))??;
    if size == 0 {
        return Err(empty());
    }
    Ok(Received {
        file,
        size,
        sha256,
        name,
        place,
    })
}

async fn collect(mut payload: Payload, mut digest: Option<&mut RequestDigest>) -> Result<(File, u64, String), Problem> {
    let mut file = tempfile::tempfile().map_err(|error| not_written(&error))?;
    let (mut length, mut hash) = (0, Sha256::new());
    let mut buffer = BytesMut::with_capacity(WRITTEN_AT_ONCE);
    let begun = Instant::now();
    loop {
        let next = timeout(CHUNK_TIME, payload.next()).await;
        let Some(chunk) = next.map_err(|_| Problem::new(ProblemCode::RequestTimeout))? else {
            break;
        };
        let chunk = chunk.map_err(|error| broken(&error))?;
        length += chunk.len();
        let seconds = begun.elapsed().as_secs();
        if seconds > CHUNK_TIME.as_secs() && (length as u64) / seconds < RATE_MIN {
            return Err(Problem::new(ProblemCode::RequestTimeout));
        }
        if length > FILE_MAX {
            return Err(too_large());
        }
        if let Some(digest) = &mut digest {
            digest.add(&chunk);
        }
        hash.update(&chunk);
        buffer.extend_from_slice(&chunk);
        if buffer.len() >= WRITTEN_AT_ONCE {
            file = append(Some(file), buffer.split())
                .await
                .map_err(|error| not_written(&error))?;
        }
    }
    file = append(Some(file), buffer).await.map_err(|error| not_written(&error))?;
    Ok((file, length as u64, hex::encode(hash.finalize())))
}

/// The disk of temporary files may be full for a while.
fn not_written(error: &io::Error) -> Problem {
    let why = format!("a file could not be written to a temporary file: {error}");
    Problem::new(ProblemCode::Unavailable).with_internal(why)
}

fn too_large() -> Problem {
    Problem::new(ProblemCode::BodyTooLarge)
        .explain(Bilingual::new("ไฟล์ใหญ่เกิน 100 MiB", "The file is larger than 100 MiB."))
}

fn empty() -> Problem {
    let message = Bilingual::new("ไม่มีเนื้อไฟล์ในคำขอ", "The request has no file in its body.");
    Problem::new(ProblemCode::InvalidInput).with_field_error(FieldError::at_pointer("", "file-is-empty", message))
}
