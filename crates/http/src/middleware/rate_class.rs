use actix_web::http::Method;
use prongsai_application::rate_limit::RateClass;

/// The endings of renditions that take long to make.
const EXPENSIVE_ENDINGS: [&str; 2] = [".pdf", ".docx"];

/// Whether requests to a path are never limited: an operator needs their answers most when many requests come.
pub(super) fn is_exempt(path: &str) -> bool {
    path.starts_with("/health/") || path == "/metrics"
}

/// Whether requests to a path are those of a person who is not yet known.
pub(super) fn is_sign_in(path: &str) -> bool {
    path.starts_with("/api/v1/auth/")
}

/// The class of a request. `accept` is the value of the header.
pub(super) fn class_of(method: &Method, path: &str, accept: Option<&[u8]>, is_of_person: bool) -> RateClass {
    if is_sign_in(path) {
        return RateClass::SignIn;
    }
    let is_read = matches!(*method, Method::GET | Method::HEAD);
    if is_expensive(is_read, path, accept) {
        return RateClass::Expensive;
    }
    match (is_of_person, is_read) {
        (false, _) => RateClass::Public,
        (true, true) => RateClass::Read,
        (true, false) => RateClass::Write,
    }
}

fn is_expensive(is_read: bool, path: &str, accept: Option<&[u8]>) -> bool {
    if !is_read {
        return path == "/api/v1/imports" || path.ends_with("/scores/imports") || is_upload(path);
    }
    let is_of_whole_year = path.contains("/fiscal-years/") || path.ends_with("/export") || path.ends_with("/doctor");
    let is_slow_file = EXPENSIVE_ENDINGS.iter().any(|ending| path.ends_with(ending));
    // A public document is answered as a file if `Accept` asks for it.
    is_of_whole_year || is_slow_file || (path.starts_with("/public/v1/") && accept.is_some_and(asks_for_file))
}

fn is_upload(path: &str) -> bool {
    (path.starts_with("/api/v1/organizations/") && path.ends_with("/files"))
        || (path.starts_with("/api/v1/files/") && path.ends_with("/content"))
}

/// Whether a header asks for a PDF or DOCX. `rendition::RequestedForm` reads it exactly; here a mistake only changes the
/// limit.
fn asks_for_file(accept: &[u8]) -> bool {
    ["pdf", "officedocument"].iter().any(|name| {
        accept
            .windows(name.len())
            .any(|part| part.eq_ignore_ascii_case(name.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openapi::document;

    #[test]
    fn requests_are_counted_by_what_they_cost() {
        let of = |method: Method, path: &str, is_of_person| class_of(&method, path, None, is_of_person);
        for (method, path, is_of_person, expected) in [
            (Method::GET, "/", false, RateClass::Public),
            (Method::GET, "/docs/index.html", false, RateClass::Public),
            (Method::GET, "/public/v1/measures/1", false, RateClass::Public),
            (Method::GET, "/public/v1/measures/1.csv", false, RateClass::Public),
            (Method::GET, "/public/v1/measures/1.pdf", false, RateClass::Expensive),
            (Method::GET, "/api/v1/measures/1", true, RateClass::Read),
            (Method::GET, "/api/v1/measures/1.docx", true, RateClass::Expensive),
            (
                Method::GET,
                "/api/v1/organizations/1/fiscal-years/2566/yearbook.html",
                true,
                RateClass::Expensive,
            ),
            (
                Method::POST,
                "/api/v1/organizations/1/fiscal-years/2566/measures/submit",
                true,
                RateClass::Write,
            ),
            (
                Method::GET,
                "/api/v1/organizations/1/export",
                true,
                RateClass::Expensive,
            ),
            (Method::POST, "/api/v1/imports", true, RateClass::Expensive),
            (Method::POST, "/api/v1/imports", false, RateClass::Expensive),
            (Method::POST, "/api/v1/measures", true, RateClass::Write),
            (Method::POST, "/api/v1/measures", false, RateClass::Public),
            (Method::DELETE, "/api/v1/measures/1", true, RateClass::Write),
            (Method::POST, "/api/v1/auth/login", false, RateClass::SignIn),
        ] {
            assert_eq!(of(method.clone(), path, is_of_person), expected, "{method} {path}");
        }
    }

    #[test]
    fn a_file_is_expensive_however_it_is_requested() {
        let of = |accept: &'static str| class_of(&Method::GET, "/public/v1/measures/1", Some(accept.as_bytes()), false);
        for accept in [
            "application/pdf",
            "text/html, Application/PDF;q=0.5",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ] {
            assert_eq!(of(accept), RateClass::Expensive, "{accept}");
        }
        for accept in [
            "*/*",
            "application/json",
            "text/html,application/xhtml+xml,*/*;q=0.8",
            "pd",
        ] {
            assert_eq!(of(accept), RateClass::Public, "{accept}");
        }
    }

    #[test]
    fn every_operation_for_operators_is_exempt_and_no_other() {
        for path in document().paths.paths.keys() {
            let expected = path.starts_with("/health") || path == "/metrics";
            assert_eq!(is_exempt(path), expected, "{path}");
        }
    }
}
