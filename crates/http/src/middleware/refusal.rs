use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpMessage as _, HttpRequest};
use prongsai_application::{App, audit};
use prongsai_domain::document::DocumentKind;
use uuid::Uuid;

use super::request_facts::{RequestFacts, origin};
use crate::problem::Problem;

/// Stores a refusal of a known person as a security event. If that fails, the person is refused anyway.
pub(super) async fn note(request: &HttpRequest, problem: &Problem) {
    if problem.code().status() != StatusCode::FORBIDDEN {
        return;
    }
    let facts = request.extensions().get::<RequestFacts>().cloned();
    let (Some(facts), Some(app)) = (facts, request.app_data::<Data<App>>()) else {
        return;
    };
    let Some(caller) = facts.caller().cloned() else { return };
    let refusal = audit::Refusal {
        person: caller.person,
        service_token: caller.service_token,
        request_id: facts.id,
        origin: origin(request),
        method: facts.method.to_string(),
        path: request.path().to_owned(),
        subject: subject_of(request.path()),
        code: problem.code().as_str(),
    };
    if let Err(error) = audit::refused(app, refusal).await {
        tracing::error!(%error, "a refusal could not be stored");
    }
}

/// The kind and the id of what a path names: a document, an organization, one of its divisions or channels, or a person. What belongs to
/// one of them and has an id of its own, such as a result, is named by the document, as in the audit trail.
fn subject_of(path: &str) -> Option<(&'static str, Uuid)> {
    let mut segments = path.strip_prefix("/api/v1/")?.split('/');
    let (collection, named) = (segments.next()?, segments.next()?);
    match (collection, segments.next(), segments.next()) {
        ("organizations", Some("divisions"), Some(division)) => Some(("division", id(division)?)),
        ("organizations", Some("channels"), Some(channel)) => Some(("channel", id(channel)?)),
        ("organizations", ..) => Some(("organization", id(named)?)),
        ("users", ..) => Some(("user", id(named)?)),
        _ => {
            let kind = DocumentKind::ALL.into_iter().find(|kind| kind.plural() == collection)?;
            Some((kind.as_str(), id(named)?))
        }
    }
}

/// The id in a segment, which may have the ending of a rendition.
fn id(segment: &str) -> Option<Uuid> {
    segment.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70";
    const OTHER: &str = "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f71";

    #[test]
    fn a_path_names_a_subject_or_none() {
        let of = |path: String| subject_of(&path).map(|(kind, id)| format!("{kind} {id}"));
        for kind in DocumentKind::ALL {
            let named = Some(format!("{kind} {ID}"));
            for rest in ["", "/approve", ".pdf", "/editions/2"] {
                assert_eq!(of(format!("/api/v1/{}/{ID}{rest}", kind.plural())), named, "{rest}");
            }
        }
        for (path, subject) in [
            (format!("measures/{ID}/results/{OTHER}"), Some("measure")),
            (format!("organizations/{ID}"), Some("organization")),
            (format!("organizations/{ID}/divisions"), Some("organization")),
            (
                format!("organizations/{ID}/fiscal-years/2566/measures/approve"),
                Some("organization"),
            ),
            (format!("organizations/{OTHER}/divisions/{ID}"), Some("division")),
            (format!("organizations/{OTHER}/channels/{ID}"), Some("channel")),
            (format!("users/{ID}/memberships/{OTHER}"), Some("user")),
            ("users".to_owned(), None),
            ("measures/7/approve".to_owned(), None),
            (format!("catalogues/nacc-ita/{ID}"), None),
            ("audit".to_owned(), None),
        ] {
            let named = subject.map(|kind| format!("{kind} {ID}"));
            assert_eq!(of(format!("/api/v1/{path}")), named, "{path}");
        }
        assert_eq!(of(format!("/public/v1/measures/{ID}")), None);
    }
}
