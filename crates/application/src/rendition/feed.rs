use prongsai_domain::id::OrganizationId;
use prongsai_persistence::LatestPublication;
use prongsai_rendering::atom::{self, Entry, Feed};
use prongsai_rendering::kind;

use crate::{App, Error};

/// The maximum number of documents in a feed.
const ENTRIES: i64 = 50;

/// The latest publications of an organization as an Atom feed (RFC 4287).
///
/// # Errors
/// [`Error::NotFound`] if the organization does not exist.
pub async fn feed(app: &App, organization: OrganizationId) -> Result<String, Error> {
    let latest = app
        .store
        .latest_publications(organization, ENTRIES)
        .await?
        .ok_or(Error::NotFound)?;
    let site = format!("{}/public/{organization}", app.services.renditions.public_url());
    let names: Vec<Names> = latest
        .documents
        .iter()
        .map(|document| Names::of(app, document))
        .collect();
    let entries = latest.documents.iter().zip(&names);
    let feed = Feed {
        id: &format!("urn:uuid:{organization}"),
        issuer: &latest.name_th,
        self_href: &format!("{site}/feed.atom"),
        page_href: &format!("{site}/"),
        entries: entries.map(|(document, names)| names.entry(document)).collect(),
        since: latest.since,
    };
    atom::feed(&feed).map_err(|error| Error::Internal(error.to_string()))
}

/// The strings that an entry borrows.
struct Names {
    id: String,
    page: String,
    pdf: String,
}

impl Names {
    fn of(app: &App, document: &LatestPublication) -> Self {
        let base = app.services.renditions.public_url();
        let address = format!("{base}/public/v1/{}/{}", document.kind.plural(), document.id);
        Self {
            id: format!("urn:uuid:{}", document.id),
            page: format!("{address}.html"),
            pdf: format!("{address}.pdf"),
        }
    }

    fn entry<'a>(&'a self, document: &'a LatestPublication) -> Entry<'a> {
        Entry {
            id: &self.id,
            title: &document.title,
            kind: kind::section_title(document.kind),
            published: document.first_published_at,
            updated: document.published_at,
            href: &self.page,
            pdf_href: Some(&self.pdf),
            override_reason: document.override_reason.as_deref(),
        }
    }
}
