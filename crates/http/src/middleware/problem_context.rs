use actix_web::dev::ServiceRequest;
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, Uri};
use prongsai_application::rendition::Format;

use crate::problem::{Language, ProblemForm};
use crate::rendition::RequestedForm;

/// The facts about the request that the answer to a refusal needs; copied because the request itself is passed on.
pub(super) struct ProblemContext {
    uri: Uri,
    language: Option<HeaderValue>,
    /// The lines of `Accept`, if the answer may be a page.
    accepted: Option<Vec<HeaderValue>>,
}

impl ProblemContext {
    pub(super) fn of(request: &ServiceRequest) -> Self {
        let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
        let accepted = (is_read && may_be_page(request.path())).then(|| {
            let lines = request.headers().get_all(header::ACCEPT);
            lines.cloned().collect()
        });
        Self {
            uri: request.uri().clone(),
            language: request.headers().get(header::ACCEPT_LANGUAGE).cloned(),
            accepted,
        }
    }

    /// The path of the request.
    pub(super) fn path(&self) -> &str {
        self.uri.path()
    }

    /// The form of the answer to a refusal.
    pub(super) fn form(&self) -> ProblemForm<'_> {
        let accepted = self.accepted.as_ref();
        ProblemForm {
            language: Language::preferred(self.language.as_ref().and_then(|value| value.to_str().ok())),
            instance: self.path(),
            is_page: accepted
                .is_some_and(|lines| RequestedForm::preferred(lines.iter()) == RequestedForm::Rendition(Format::Html)),
            vary: HeaderValue::from_static(match accepted {
                Some(_) => "accept, accept-language",
                None => "accept-language",
            }),
        }
    }
}

/// Whether people may open a path in a browser. The API is for programs, also when a browser sends their requests.
fn may_be_page(path: &str) -> bool {
    !path.starts_with("/api/")
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    #[test]
    fn a_browser_gets_a_page_outside_of_the_api() {
        for (method, path, accept, is_page, vary) in [
            (Method::GET, "/public/x", Some(BROWSER), true, "accept, accept-language"),
            (Method::HEAD, "/nowhere", Some(BROWSER), true, "accept, accept-language"),
            (Method::GET, "/public/x", Some("*/*"), false, "accept, accept-language"),
            (
                Method::GET,
                "/public/x",
                Some("application/json, text/html"),
                false,
                "accept, accept-language",
            ),
            (Method::GET, "/public/x", None, false, "accept, accept-language"),
            (Method::POST, "/public/x", Some(BROWSER), false, "accept-language"),
            (Method::GET, "/api/v1/me", Some(BROWSER), false, "accept-language"),
        ] {
            let mut request = TestRequest::default().method(method.clone()).uri(path);
            if let Some(accept) = accept {
                request = request.insert_header(("accept", accept));
            }
            let context = ProblemContext::of(&request.to_srv_request());
            let form = context.form();
            assert_eq!(
                (form.is_page, form.vary.to_str().unwrap()),
                (is_page, vary),
                "{method} {path} {accept:?}"
            );
        }
    }
}
