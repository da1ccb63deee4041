use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use prongsai_application::qr::{self, ErrorCorrection, QrError, QrOptions, SIZE_MAX, SIZE_MIN};
use prongsai_application::{App, announcement};
use prongsai_domain::id::DocumentId;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::Answer;
use crate::extract::{Authenticated, Bounded, Filters, PathValue};
use crate::problem::{Bilingual, FieldError, Problem, ProblemCode};

/// The options for drawing a QR code.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct QrParams {
    /// Maximum width and height in pixels; 512 if absent. The picture has the largest size up to this in which every
    /// module is a whole number of pixels.
    #[param(value_type = Option<u32>, minimum = 64, maximum = 2048, default = 512)]
    size: Option<Bounded<64, 2048>>,
    /// The share of the code that may be damaged: `L` 7 %, `M` 15 % (the default), `Q` 25 %, `H` 30 %.
    #[param(value_type = Option<String>, pattern = "^[LMQH]$", default = "M")]
    error_correction: Option<QrLevel>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
enum QrLevel {
    L,
    M,
    Q,
    H,
}

impl From<QrParams> for QrOptions {
    fn from(params: QrParams) -> Self {
        // A size within the bounds always fits.
        let size = params.size.and_then(|size| u32::try_from(size.0).ok());
        Self {
            size: size.unwrap_or(Self::default().size),
            error_correction: match params.error_correction {
                Some(QrLevel::L) => ErrorCorrection::Low,
                None | Some(QrLevel::M) => ErrorCorrection::Medium,
                Some(QrLevel::Q) => ErrorCorrection::Quartile,
                Some(QrLevel::H) => ErrorCorrection::High,
            },
        }
    }
}

/// The picture format of a QR code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QrPicture {
    Svg,
    Png,
}

impl QrPicture {
    /// Answers with the QR code of a link.
    pub(crate) fn draw(self, link: &str, params: QrParams) -> Result<HttpResponse, Problem> {
        let options = QrOptions::from(params);
        let mut response = HttpResponse::Ok();
        match self {
            Self::Svg => Ok(response
                .content_type("image/svg+xml")
                .body(qr::svg(link, options).map_err(|error| refuse(&error))?)),
            Self::Png => Ok(response
                .content_type("image/png")
                .body(qr::png(link, options).map_err(|error| refuse(&error))?)),
        }
    }
}

fn refuse(error: &QrError) -> Problem {
    match error {
        // `Bounded` has the same limits and refuses before. This keeps the answer right if only one of them changes.
        QrError::Size(_) => {
            let message = Bilingual::new(
                format!("ขนาดเป็นจำนวนเต็ม {SIZE_MIN} ถึง {SIZE_MAX} พิกเซล"),
                format!("The size must be {SIZE_MIN} to {SIZE_MAX} pixels."),
            );
            Problem::new(ProblemCode::InvalidParameter).with_field_error(FieldError::in_parameter(
                "size",
                "out-of-range",
                message,
            ))
        }
        // The client cannot cause these: the link was checked when the announcement was written.
        QrError::TooLong | QrError::Picture(_) => Problem::internal(error.to_string()),
    }
}

/// Draws the QR code of an invitation's survey link, as SVG.
#[utoipa::path(tag = "announcements", params(QrParams),
    responses((status = 200, body = String, content_type = "image/svg+xml", description = "The QR code")))]
#[get("/{id}/qr.svg")]
pub(crate) async fn get_announcement_qr_svg(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<DocumentId>,
    Filters(params): Filters<QrParams>,
) -> Answer {
    QrPicture::Svg.draw(&announcement::survey_link(&app, &context, id).await?, params)
}

/// Draws the QR code of an invitation's survey link, as PNG.
#[utoipa::path(tag = "announcements", params(QrParams),
    responses((status = 200, body = Vec<u8>, content_type = "image/png", description = "The QR code")))]
#[get("/{id}/qr.png")]
pub(crate) async fn get_announcement_qr_png(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<DocumentId>,
    Filters(params): Filters<QrParams>,
) -> Answer {
    QrPicture::Png.draw(&announcement::survey_link(&app, &context, id).await?, params)
}
