use prongsai_application::{LinkPlace, StoredLink};
use prongsai_domain::link_check::{LinkFault, LinkState};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An address that an organization shows the public.
#[derive(Serialize, ToSchema)]
pub(crate) struct LinkView {
    /// The id.
    id: Uuid,
    /// The address.
    #[schema(example = "https://www.example.go.th/ita/2566")]
    url: String,
    /// Where the last visit led: to a page (`alive`), to a page under another host for good (`moved`), to an answer that there is no
    /// page for everybody (`gone`), or nowhere (`unreachable`).
    #[schema(value_type = String, example = "gone", pattern = "^(alive|moved|gone|unreachable)$")]
    state: LinkState,
    /// The status of the answer, if there was one.
    #[schema(example = 404)]
    status: Option<u16>,
    /// Why the address leads nowhere: `dns`, `refused`, `timeout`, `tls`, `broken`, `too_many_redirects` or `blocked_address`.
    #[schema(
        value_type = Option<String>,
        pattern = "^(dns|refused|timeout|tls|broken|too_many_redirects|blocked_address)$"
    )]
    fault: Option<LinkFault>,
    /// The address of the page, if redirects lead to another one.
    final_url: Option<String>,
    /// When the last visit was, in UTC.
    #[schema(format = DateTime)]
    checked_at: String,
    /// Since when all visits have failed, in UTC; `null` if the last one did not fail.
    #[schema(format = DateTime)]
    failing_since: Option<String>,
    /// Whether visits of more than one day have failed: then the doctor reports it.
    is_dead: bool,
    /// Where it stood at the last visit.
    places: Vec<LinkPlaceView>,
}

/// A place where an address stands.
#[derive(Serialize, ToSchema)]
pub(crate) struct LinkPlaceView {
    /// What has it.
    #[schema(
        example = "result",
        pattern = "^(organization|channel|result|measure|report|announcement|complaint_statistics)$"
    )]
    kind: String,
    /// The id of what has it.
    id: Uuid,
    /// The place in its JSON.
    #[schema(example = "/evidence/0/url")]
    pointer: String,
}

impl From<StoredLink> for LinkView {
    fn from(stored: StoredLink) -> Self {
        let link = stored.link;
        Self {
            id: stored.id.get(),
            is_dead: link.dead_since().is_some(),
            url: link.url,
            state: link.outcome.state,
            status: link.outcome.status,
            fault: link.outcome.fault,
            final_url: link.outcome.final_url,
            checked_at: link.checked_at.to_string(),
            failing_since: link.failing_since.map(|since| since.to_string()),
            places: stored.places.into_iter().map(LinkPlaceView::from).collect(),
        }
    }
}

impl From<LinkPlace> for LinkPlaceView {
    fn from(place: LinkPlace) -> Self {
        Self {
            kind: place.kind,
            id: place.id,
            pointer: place.pointer,
        }
    }
}
