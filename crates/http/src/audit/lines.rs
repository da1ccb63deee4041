use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use prongsai_application::{App, Context, audit};
use serde::Serialize;

use crate::Answer;
use crate::extract::Paging;
use crate::problem::Problem;

/// One JSON object in each line.
const NDJSON: &str = "application/x-ndjson";

/// Answers a page of rows as JSON or, if the client accepts it, as lines. Before that [`audit::read_trail`] stores a
/// security event, unless the page is empty.
///
/// # Errors
/// 500 if a row cannot be written, 503 if the event cannot be stored.
pub(super) async fn answer<T: Serialize>(
    app: &App,
    context: &Context,
    request: &HttpRequest,
    paging: &Paging,
    rows: Vec<T>,
    number: impl Fn(&T) -> i64,
) -> Answer {
    if !rows.is_empty() {
        audit::read_trail(app, context, paging.list()).await?;
    }
    if !wants_lines(request) {
        return paging.answer(rows, number, |row| row);
    }
    let (link, page) = paging.page(rows, number, |row| row)?;
    let mut body = String::new();
    for row in &page.items {
        body += &serde_json::to_string(row).map_err(|error| Problem::internal(error.to_string()))?;
        body.push('\n');
    }
    let mut response = HttpResponse::Ok();
    if let Some(link) = link {
        response.insert_header((header::LINK, link));
    }
    Ok(response.content_type(NDJSON).body(body))
}

fn wants_lines(request: &HttpRequest) -> bool {
    let accepted = request.headers().get(header::ACCEPT);
    accepted
        .and_then(|accepted| accepted.to_str().ok())
        .is_some_and(|accepted| accepted.contains(NDJSON))
}
