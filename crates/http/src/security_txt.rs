//! `/.well-known/security.txt`: where to report a weakness of the server (RFC 9116).

use actix_web::http::Uri;
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use prongsai_application::App;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::extract::IfNoneMatch;
use crate::options::ServerOptions;
use crate::problem::Problem;
use crate::{Answer, fallback, present};

/// The path of the file.
pub(crate) const PATH: &str = "/.well-known/security.txt";
/// For how long an answer is valid, in months from the beginning of the month in which it is given. RFC 9116 recommends less
/// than a year.
const VALID_MONTHS: i32 = 6;

/// What the file says, without the date.
pub(crate) struct SecurityTxt {
    contacts: Vec<String>,
    /// The address of the file for the public.
    canonical: Option<String>,
}

impl SecurityTxt {
    /// The file of a server with these options; it has none without a contact.
    pub(crate) fn of(options: &ServerOptions) -> Option<Self> {
        let contacts = options.security_contacts.clone();
        (!contacts.is_empty()).then(|| Self {
            contacts,
            canonical: options.public_url.as_deref().and_then(canonical),
        })
    }

    fn at(&self, now: Timestamp) -> Result<String, jiff::Error> {
        let mut lines: Vec<String> = self
            .contacts
            .iter()
            .map(|contact| format!("Contact: {contact}"))
            .collect();
        lines.push(format!("Expires: {}", expires(now)?));
        lines.push("Preferred-Languages: th, en".to_owned());
        lines.extend(self.canonical.iter().map(|address| format!("Canonical: {address}")));
        Ok(lines.join("\n") + "\n")
    }
}

/// The address of the file on the host of the public address. RFC 9116 wants `https`, and the file at the root.
fn canonical(public_url: &str) -> Option<String> {
    let url: Uri = public_url.parse().ok()?;
    let is_https = url.scheme_str() == Some("https");
    is_https.then(|| url.authority().map(|host| format!("https://{host}{PATH}")))?
}

/// The beginning of a month (UTC): the file is the same for a month, so that caches keep it.
fn expires(now: Timestamp) -> Result<Timestamp, jiff::Error> {
    let month = now.to_zoned(TimeZone::UTC).date().first_of_month();
    let end = month.checked_add(VALID_MONTHS.months())?;
    Ok(end.to_zoned(TimeZone::UTC)?.timestamp())
}

/// Tells where to report a weakness of the server (RFC 9116).
///
/// Without `PRONGSAI_SECURITY_CONTACT` the answer is 404.
#[utoipa::path(tag = "system", params(IfNoneMatch),
    responses((status = 200, body = String, content_type = "text/plain", description = "The file")))]
#[get("/.well-known/security.txt")]
pub(crate) async fn get_security_txt(app: Data<App>, file: Data<Option<SecurityTxt>>, known: IfNoneMatch) -> Answer {
    let file = file.get_ref().as_ref().ok_or_else(fallback::unknown_path)?;
    let text = file.at(app.services.clock.now());
    let text = text.map_err(|error| Problem::internal(error.to_string()))?;
    let response = HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(text);
    present::cacheable(&known, response)
}

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(get_security_txt);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(public_url: Option<&str>) -> SecurityTxt {
        let contacts = ["mailto:security@example.go.th", "tel:+66-4200-0000"];
        SecurityTxt::of(&ServerOptions {
            public_url: public_url.map(str::to_owned),
            security_contacts: contacts.map(str::to_owned).to_vec(),
            ..ServerOptions::default()
        })
        .unwrap()
    }

    #[test]
    fn the_file_has_the_fields_of_rfc_9116() {
        let now = "2026-11-28T15:00:00Z".parse().unwrap();
        assert_eq!(
            file(Some("https://ita.example.go.th")).at(now).unwrap(),
            "Contact: mailto:security@example.go.th\nContact: tel:+66-4200-0000\nExpires: 2027-05-01T00:00:00Z\n\
             Preferred-Languages: th, en\nCanonical: https://ita.example.go.th/.well-known/security.txt\n"
        );
        assert!(SecurityTxt::of(&ServerOptions::default()).is_none());
    }

    #[test]
    fn only_an_https_address_is_canonical_and_the_file_is_at_its_root() {
        let under_a_path = canonical("https://ita.example.go.th:8443/prongsai").unwrap();
        assert_eq!(under_a_path, "https://ita.example.go.th:8443/.well-known/security.txt");
        for other in [None, Some("http://ita.example.go.th")] {
            let text = file(other).at(Timestamp::UNIX_EPOCH).unwrap();
            assert!(!text.contains("Canonical"), "{text}");
        }
    }

    #[test]
    fn the_date_changes_once_a_month_and_is_five_to_six_months_ahead() {
        for (now, end) in [
            ("2026-11-01T00:00:00Z", "2027-05-01T00:00:00Z"),
            ("2026-11-30T23:59:59Z", "2027-05-01T00:00:00Z"),
            ("2026-12-01T00:00:00Z", "2027-06-01T00:00:00Z"),
            ("2028-02-29T12:00:00Z", "2028-08-01T00:00:00Z"),
        ] {
            let end: Timestamp = end.parse().unwrap();
            assert_eq!(expires(now.parse().unwrap()).unwrap(), end, "{now}");
        }
    }
}
