use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::block;
use actix_web::{FromRequest, HttpRequest};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use prongsai_application::Context;
use prongsai_application::score::{self, ScoreImport, ScoreTable};
use prongsai_domain::id::OrganizationId;
use prongsai_sheet::{SheetError, Table, read_csv, read_xlsx};

use super::programme::TableOptions;
use crate::extract::{Filters, PathValue, RequestDigest, app, authenticate, claim_with, receive};
use crate::problem::{Bilingual, FieldError, Problem, ProblemCode};

/// The largest file, in bytes: 4 MiB.
const FILE_MAX: usize = 4_194_304;
/// The media type of CSV.
pub(super) const CSV: &str = "text/csv";
/// The media type of XLSX.
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A request to import a table of scores: the right of the caller is checked first, and then the file is received.
pub(crate) struct TablePost {
    /// The caller, with the claim to an idempotency key if one was sent.
    pub(super) context: Context,
    /// The import.
    pub(super) import: ScoreImport,
}

impl FromRequest for TablePost {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        async move { admitted(&request, payload).await }.boxed_local()
    }
}

async fn admitted(request: &HttpRequest, payload: Payload) -> Result<TablePost, Problem> {
    let app = app(request)?;
    let mut context = authenticate(request).await?;
    let PathValue(organization) = PathValue::<OrganizationId>::extract(request).await?;
    let Filters(options) = Filters::<TableOptions>::extract(request).await?;
    score::admit(app, &context, organization).await?;
    let mut digest = RequestDigest::new(request);
    let limit: (usize, fn() -> Problem) = (FILE_MAX, too_large);
    let spooled = receive(
        request,
        payload,
        &[CSV, XLSX],
        limit,
        &mut digest,
        &app.services.import_limit,
    )
    .await?;
    context.idempotency = claim_with(request, digest)?;
    // A small file may need much memory when it is unpacked.
    let turn = Some(app.services.import_limit.begin_large().await?);
    let is_xlsx = is_xlsx(request);
    let sheet = options.sheet.as_ref().map(|sheet| sheet.0.clone());
    // The thread goes on when the client goes away, so it holds the turn.
    let reading = block(move || {
        let table = spooled.into_bytes().map(|bytes| {
            if is_xlsx {
                read_xlsx(&bytes, sheet.as_deref())
            } else {
                read_csv(&bytes)
            }
        });
        (table, turn)
    });
    let (read, turn) = reading.await.map_err(|error| Problem::internal(error.to_string()))?;
    let read = read.map_err(|error| Problem::internal(format!("a body could not be read back: {error}")))?;
    let Table {
        rows,
        sheet,
        other_sheets,
        ..
    } = read.map_err(|error| refused(&error))?;
    Ok(TablePost {
        context,
        import: ScoreImport {
            organization,
            programme: options.programme().to_owned(),
            fiscal_year: options.fiscal_year,
            dry_run: options.dry_run.unwrap_or(false),
            table: ScoreTable {
                rows,
                sheet,
                other_sheets,
            },
            turn,
        },
    })
}

fn is_xlsx(request: &HttpRequest) -> bool {
    let written = request.headers().get(header::CONTENT_TYPE);
    let written = written.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = written.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case(XLSX)
}

fn refused(error: &SheetError) -> Problem {
    let message = Bilingual::new(error.message_th(), error.to_string());
    let field_error = match error {
        SheetError::UnknownSheet { .. } => FieldError::in_parameter("sheet", error.code(), message.clone()),
        _ => FieldError::at_pointer("", error.code(), message.clone()),
    };
    Problem::new(ProblemCode::InvalidInput)
        .explain(message)
        .with_field_error(field_error.suggesting(error.suggestion()))
}

fn too_large() -> Problem {
    Problem::new(ProblemCode::BodyTooLarge).explain(Bilingual::new("ไฟล์ใหญ่เกิน 4 MiB", "The file is larger than 4 MiB."))
}
