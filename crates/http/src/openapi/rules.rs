use prongsai_domain::document::DocumentKind;
use utoipa::openapi::path::{HttpMethod, Operation, ParameterIn, PathItem};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{OpenApi, RefOr, Required, ResponseBuilder};

use super::{bodies, parameters, problems};
use crate::extract::header_parameter;
use crate::health::METRICS_PATH;
use crate::{kind, security_txt};

/// The operations below `/api` that need no token. All others below `/api` need one; those elsewhere need none.
pub const ANONYMOUS: &[&str] = &["get_openapi", "log_in", "activate_account", "refresh_session"];

/// Completes the document by the rules for all operations: path parameters, security, the idempotency key of a POST,
/// and the possible problems.
pub(super) fn complete(document: &mut OpenApi) {
    add_tags_of_kinds(document);
    problems::add_responses(document.components.get_or_insert_default());
    let schemas = document.components.clone().unwrap_or_default().schemas;
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations_mut(item) {
            if method == HttpMethod::Post {
                bodies::relax(operation, &schemas);
            }
            complete_operation(path, &method, operation);
        }
    }
}

/// Adds the tags of the kinds of documents, before that of the results.
fn add_tags_of_kinds(document: &mut OpenApi) {
    let tags = document.tags.get_or_insert_default();
    let place = tags.iter().position(|tag| tag.name == "results").unwrap_or(tags.len());
    let of_kinds = kind::TAGS
        .iter()
        .map(|(name, description)| TagBuilder::new().name(*name).description(Some(*description)).build());
    tags.splice(place..place, of_kinds);
}

/// Every operation of a path, with its method.
pub(super) fn operations_mut(item: &mut PathItem) -> impl Iterator<Item = (HttpMethod, &mut Operation)> {
    [
        (HttpMethod::Get, item.get.as_mut()),
        (HttpMethod::Post, item.post.as_mut()),
        (HttpMethod::Put, item.put.as_mut()),
        (HttpMethod::Patch, item.patch.as_mut()),
        (HttpMethod::Delete, item.delete.as_mut()),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.map(|operation| (method, operation)))
}

fn complete_operation(path: &str, method: &HttpMethod, operation: &mut Operation) {
    parameters::add_path_parameters(path, operation);
    let id = operation.operation_id.as_deref().unwrap_or_default();
    let is_secured = path.starts_with("/api/") && !ANONYMOUS.contains(&id);
    operation.security = Some(if is_secured {
        vec![SecurityRequirement::new("bearer", Vec::<String>::new())]
    } else {
        Vec::new()
    });
    if is_secured && *method == HttpMethod::Post {
        add_idempotency_key(operation);
    }
    for status in statuses(path, method, operation, is_secured) {
        let response = RefOr::Ref(problems::reference(status));
        operation
            .responses
            .responses
            .entry(status.to_string())
            .or_insert(response);
    }
    if parameters::has(operation, "If-None-Match", &ParameterIn::Header) && *method == HttpMethod::Get {
        let known = ResponseBuilder::new()
            .description("The client already has the current version.")
            .build();
        operation
            .responses
            .responses
            .entry("304".to_owned())
            .or_insert(RefOr::T(known));
    }
}

fn add_idempotency_key(operation: &mut Operation) {
    let parameter = header_parameter(
        "Idempotency-Key",
        Required::False,
        "1 to 128 visible ASCII characters. A repeated request with the same key is answered with the first answer, and \
         `Idempotency-Replayed: true`, for 24 hours.",
        "2f1c9a30-5d1e-4d57-9a6a-7f7a1c2b3d4e",
    );
    parameters::add(operation, parameter);
}

/// The statuses of the problems that an operation may return.
fn statuses(path: &str, method: &HttpMethod, operation: &Operation, is_secured: bool) -> Vec<u16> {
    let changes = *method != HttpMethod::Get;
    let has_body = operation.request_body.is_some();
    let has_header = |name| parameters::has(operation, name, &ParameterIn::Header);
    let has_segment = path.contains('{');
    let is_bulk = *method == HttpMethod::Post && path.contains("/fiscal-years/");
    let of_public_document = below_public_document(path);
    // The list of editions stays when the document is withdrawn.
    let may_be_withdrawn = of_public_document.is_some_and(|rest| rest != "/editions");
    // Only a PDF may be too large. A public document is answered as one if `Accept` asks for it.
    let may_be_pdf =
        of_public_document == Some("") || path.rsplit_once('.').is_some_and(|(_, extension)| extension == "pdf");
    let depends_on_settings = [METRICS_PATH, security_txt::PATH].contains(&path);
    // An operator needs these most when many requests come.
    let is_limited = !path.starts_with("/health/") && path != METRICS_PATH;
    let rules: [(bool, &[u16]); 13] = [
        (true, &[400, 500, 503]),
        (is_secured, &[401, 403]),
        (has_segment || is_secured, &[404]),
        (depends_on_settings, &[404]),
        (is_secured && changes, &[409]),
        (has_body, &[408, 413, 415, 422]),
        // The idempotency key may have been used for another request.
        (*method == HttpMethod::Post, &[422]),
        (has_header("If-Match"), &[412, 428]),
        // The body says what was read, in the place of `If-Match`.
        (is_bulk, &[412, 428]),
        (may_be_withdrawn, &[410]),
        (may_be_pdf, &[422]),
        (path.starts_with("/api/v1/auth/"), &[401]),
        (is_limited, &[429]),
    ];
    rules
        .into_iter()
        .filter(|(applies, _)| *applies)
        .flat_map(|(_, statuses)| statuses.iter().copied())
        .collect()
}

/// What follows the id in the path of a public document; `None` for other paths.
fn below_public_document(path: &str) -> Option<&str> {
    let (plural, rest) = path.strip_prefix("/public/v1/")?.split_once("/{id}")?;
    let is_kind = DocumentKind::ALL.iter().any(|kind| kind.plural() == plural);
    is_kind.then_some(rest)
}
