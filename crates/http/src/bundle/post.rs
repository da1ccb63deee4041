use actix_web::dev::Payload;
use actix_web::web::block;
use actix_web::{FromRequest, HttpRequest};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use prongsai_application::Context;
use prongsai_application::bundle::{self, BundleText, LargeImport};
use prongsai_domain::id::OrganizationId;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::extract::{
    Filters, IN_MEMORY_MAX, JSON, RequestDigest, Spooled, app, authenticate, claim_with, receive, refused,
};
use crate::problem::{Bilingual, FieldError, Problem, ProblemCode};

/// The largest bundle, in bytes: 32 MiB. The command line has the same limit, `FILE_MAX` in
/// `crates/server/src/cli/import.rs`.
const BUNDLE_MAX: usize = 33_554_432;

/// The options of an import.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportOptions {
    /// The organization of the bundle. It is required for a bundle of more than 256 KiB, because the right to import is
    /// checked before the bundle is read. A bundle of another organization is refused.
    #[param(value_type = Option<Uuid>)]
    organization_id: Option<OrganizationId>,
    /// Whether this is a dry run: the answer tells what would change, and everything is rolled back. `false` if absent.
    #[param(example = true)]
    dry_run: Option<bool>,
    /// Whether divisions are added that the organization does not have. Without it they are refused with
    /// `unknown-division`. `false` if absent.
    #[param(example = false)]
    create_divisions: Option<bool>,
}

/// A request to import a bundle: the right of the caller is checked first, and then the bundle is received.
pub(crate) struct ImportPost {
    /// The caller, with the claim to an idempotency key if one was sent.
    pub(super) context: Context,
    /// The bundle.
    pub(super) bundle: BundleText,
    /// The options.
    pub(super) options: bundle::ImportOptions,
    /// The turn of a large bundle. It lasts until the import has ended.
    pub(super) turn: Option<LargeImport>,
}

impl FromRequest for ImportPost {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        async move { admitted(&request, payload).await }.boxed_local()
    }
}

async fn admitted(request: &HttpRequest, payload: Payload) -> Result<ImportPost, Problem> {
    let app = app(request)?;
    let mut context = authenticate(request).await?;
    let Filters(options) = Filters::<ImportOptions>::extract(request).await?;
    bundle::admit(app, &context, options.organization_id).await?;
    let limit: (usize, fn() -> Problem) = match options.organization_id {
        Some(_) => (BUNDLE_MAX, too_large),
        None => (IN_MEMORY_MAX, too_large_without_organization),
    };
    let mut digest = RequestDigest::new(request);
    let spooled = receive(request, payload, JSON, limit, &mut digest, &app.services.import_limit).await?;
    context.idempotency = claim_with(request, digest)?;
    let turn = match &spooled {
        Spooled::InMemory(_) => None,
        Spooled::InFile(..) => Some(app.services.import_limit.begin_large().await?),
    };
    // The thread goes on when the client goes away, so it holds the turn.
    let parsing = block(move || (spooled.into_bytes().map(|bytes| BundleText::read(bytes.into())), turn)).await;
    let (parsed, turn) = parsing.map_err(|error| Problem::internal(error.to_string()))?;
    let parsed = parsed.map_err(|error| Problem::internal(format!("a body could not be read back: {error}")))?;
    Ok(ImportPost {
        context,
        bundle: parsed.map_err(refused)?,
        options: bundle::ImportOptions {
            organization_id: options.organization_id,
            dry_run: options.dry_run.unwrap_or(false),
            create_divisions: options.create_divisions.unwrap_or(false),
        },
        turn,
    })
}

fn too_large() -> Problem {
    Problem::new(ProblemCode::BodyTooLarge).explain(Bilingual::new(
        "เนื้อหาคำขอใหญ่เกิน 32 MiB",
        "The body is larger than 32 MiB.",
    ))
}

fn too_large_without_organization() -> Problem {
    let message = Bilingual::new(
        "ชุดข้อมูลที่ใหญ่เกิน 256 KiB ต้องระบุหน่วยงาน",
        "A bundle of more than 256 KiB needs the organization.",
    );
    Problem::new(ProblemCode::BodyTooLarge)
        .explain(Bilingual::new(
            "เนื้อหาคำขอใหญ่เกิน 256 KiB ระบุหน่วยงานด้วย organization_id เพื่อส่งได้ถึง 32 MiB",
            "The body is larger than 256 KiB. Name the organization with organization_id to send up to 32 MiB.",
        ))
        .with_field_error(FieldError::in_parameter("organization_id", "required", message))
}
