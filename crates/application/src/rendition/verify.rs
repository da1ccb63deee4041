use jiff::Timestamp;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_persistence::{Rendering, VerificationRecord, WithdrawnMeasure};
use prongsai_rendering::html::{self, VerificationPage, VerifiedState};
use prongsai_rendering::kind::POSTER;
use prongsai_rendering::rendition::Issuer;

use super::code::normalized_code;
use super::formats::link;
use super::issuer::IssuerSnapshot;
use super::public::year_downloads;
use super::year::{PublicYear, YearRendition};
use crate::public::withdrawn_measures;
use crate::{App, Error};

/// Replaces the title and the reason of a document that is for the organization's own staff.
const INTERNAL: &str = "เอกสารภายในหน่วยงาน";

/// The answer to a verification code.
#[derive(Clone, Debug)]
pub struct Verified {
    /// The code, as it is printed on the rendition.
    pub code: String,
    /// The name of a kind of document, `plan` or `yearbook`.
    pub kind: String,
    /// The document and the number of its edition; `None` for a plan or year book.
    pub edition: Option<(DocumentId, u32)>,
    /// Title or subject; `None` for an invitation that is for the organization's own staff.
    pub heading: Option<String>,
    /// The organization that published it.
    pub organization_id: OrganizationId,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// When it was published, in UTC.
    pub published_at: Timestamp,
    /// The reason for which an author approved it; `None` also if `heading` is.
    pub override_reason: Option<String>,
    /// Whether it is in force.
    pub state: VerifiedAs,
    /// The measures that it shows and that were withdrawn since.
    pub withdrawn_measures: Vec<WithdrawnMeasure>,
    /// The rendition that replaced it, if there is one.
    pub replacement: Option<Replacement>,
    /// SHA-256 of the content's canonical JSON.
    pub content_sha256: String,
    /// The PDF files that were made from it, oldest first.
    pub files: Vec<Rendering>,
    /// The files that can be read now: path and title.
    pub downloads: Vec<(String, String)>,
    issuer: IssuerSnapshot,
}

/// The state of a published rendition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VerifiedAs {
    /// It is public and in force.
    Live,
    /// A newer rendition replaced it, at this time in UTC if it is known.
    Superseded(Option<Timestamp>),
    /// It was withdrawn.
    Withdrawn {
        /// When it was withdrawn, in UTC.
        at: Timestamp,
        /// The public reason.
        reason: String,
    },
}

/// The rendition that replaced another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The number of its edition; `None` for a plan or year book.
    pub edition: Option<u32>,
    /// Its code; `None` if no rendition of it was made yet.
    pub code: Option<String>,
}

impl Verified {
    /// The organization's name, as it is printed on the rendition.
    pub fn organization_name(&self) -> &str {
        &self.issuer.name_th
    }
}

/// Finds the rendition with a code, which may be typed in any accepted form, and its present state.
///
/// # Errors
/// [`Error::NotFound`] if no published rendition has the code.
pub async fn verify(app: &App, typed: &str) -> Result<Verified, Error> {
    let code = normalized_code(typed).ok_or(Error::NotFound)?;
    let verification = app.store.find_verification(&code).await?.ok_or(Error::NotFound)?;
    let files = app.store.renderings_of(&code).await?;
    let standing = match (verification.edition, YearRendition::find(&verification.kind)) {
        (Some((document, number)), _) => of_edition(app, &verification, document, number).await?,
        (None, Some(rendition)) => of_year(app, &verification, rendition).await?,
        (None, None) => return Err(unknown_kind(&verification.kind)),
    };
    Ok(Verified {
        issuer: IssuerSnapshot::from_stored(&verification.issuer, None)?,
        heading: standing.may_be_named.then_some(verification.title),
        override_reason: standing.override_reason.filter(|_| standing.may_be_named),
        code: verification.code,
        kind: verification.kind,
        edition: verification.edition,
        organization_id: verification.organization_id,
        fiscal_year: verification.fiscal_year,
        published_at: verification.published_at,
        state: standing.state,
        withdrawn_measures: standing.withdrawn_measures,
        replacement: standing.replacement,
        content_sha256: verification.content_sha256,
        files,
        downloads: standing.downloads,
    })
}

/// The state of the verified edition today, and what may be shown of it.
struct EditionStatus {
    state: VerifiedAs,
    withdrawn_measures: Vec<WithdrawnMeasure>,
    replacement: Option<Replacement>,
    downloads: Vec<(String, String)>,
    override_reason: Option<String>,
    /// `false` for a document that is for the organization's own staff. It is verified without its title, which is
    /// printed on the rendition itself.
    may_be_named: bool,
}

fn unknown_kind(kind: &str) -> Error {
    Error::Internal(format!("{kind} is no kind of rendition"))
}

async fn of_edition(
    app: &App,
    verification: &VerificationRecord,
    document: DocumentId,
    number: u32,
) -> Result<EditionStatus, Error> {
    let last = app.store.publication_status(document).await?.ok_or(Error::NotFound)?;
    // A later edition may be for other readers than this one.
    let is_public = app.store.is_public_edition(document, number).await?;
    let replacement = (last.edition > number && last.withdrawal.is_none()).then(|| Replacement {
        edition: Some(last.edition),
        code: last.code.clone().filter(|_| last.is_public),
    });
    let withdrawal = match &verification.withdrawn {
        // A record that was made while the edition was being withdrawn does not name the withdrawal.
        None => app.store.withdrawal_of_edition(document, number).await?,
        known => known.clone(),
    };
    let state = match withdrawal {
        Some((at, reason)) => VerifiedAs::Withdrawn {
            at,
            // The reason is public only if the edition was.
            reason: if is_public { reason } else { INTERNAL.to_owned() },
        },
        None if last.edition > number => {
            let next = app.store.next_publication(document, number).await?;
            VerifiedAs::Superseded(Some(next.unwrap_or(last.published_at)))
        }
        None => VerifiedAs::Live,
    };
    let kind: DocumentKind = verification
        .kind
        .parse()
        .map_err(|_| unknown_kind(&verification.kind))?;
    let address = format!("/public/v1/{}/{document}", kind.plural());
    let downloads = if state == VerifiedAs::Live && is_public {
        vec![
            (format!("{address}.html"), "อ่านบนเว็บ".to_owned()),
            (format!("{address}.pdf"), "PDF".to_owned()),
        ]
    } else {
        Vec::new()
    };
    let mut withdrawn_measures = withdrawn_measures(app, kind, document).await?;
    withdrawn_measures.retain(|measure| measure.edition == number && is_public);
    Ok(EditionStatus {
        state,
        withdrawn_measures,
        replacement,
        downloads,
        override_reason: app.store.overrides_of(document, number).await?.own,
        may_be_named: is_public,
    })
}

async fn of_year(
    app: &App,
    verification: &VerificationRecord,
    rendition: YearRendition,
) -> Result<EditionStatus, Error> {
    let year = PublicYear::load(app, verification.organization_id, verification.fiscal_year).await?;
    if verification.members.as_ref() == Some(&year.members(rendition)?) {
        return Ok(EditionStatus {
            state: VerifiedAs::Live,
            withdrawn_measures: Vec::new(),
            replacement: None,
            downloads: year_downloads(verification.organization_id, verification.fiscal_year, rendition),
            override_reason: None,
            may_be_named: true,
        });
    }
    let successor = year.find_verification(app, rendition).await?;
    let since = successor
        .as_ref()
        .map(|verification| verification.published_at)
        .filter(|at| *at > verification.published_at);
    Ok(EditionStatus {
        state: VerifiedAs::Superseded(since),
        withdrawn_measures: Vec::new(),
        replacement: Some(Replacement {
            edition: None,
            code: successor.map(|verification| verification.code),
        }),
        downloads: Vec::new(),
        override_reason: None,
        may_be_named: true,
    })
}

/// Renders the answer as a page for people.
pub fn verification_page(verified: &Verified) -> String {
    let issuer = &verified.issuer;
    let successor = verified
        .replacement
        .as_ref()
        .and_then(|replacement| replacement.code.as_ref())
        .map(|code| format!("/public/v1/verify/{code}.html"));
    html::verification(&VerificationPage {
        issuer: Issuer {
            name_th: &issuer.name_th,
            district_th: issuer.district_th.as_deref(),
            province_th: &issuer.province_th,
            website: issuer.website.as_deref(),
        },
        numerals: issuer.template.numerals,
        code: &verified.code,
        title: verified.heading.as_deref().unwrap_or(INTERNAL),
        edition: verified.edition.map(|(_, number)| number),
        published_at: verified.published_at,
        state: match &verified.state {
            VerifiedAs::Live => VerifiedState::Live,
            VerifiedAs::Superseded(at) => VerifiedState::Superseded {
                at: *at,
                successor: successor.as_deref(),
            },
            VerifiedAs::Withdrawn { at, reason } => VerifiedState::Withdrawn { at: *at, reason },
        },
        override_reason: verified.override_reason.as_deref(),
        withdrawn_measures: verified
            .withdrawn_measures
            .iter()
            .map(|one| html::WithdrawnMeasure {
                title: &one.title,
                at: one.at,
                override_reason: one.override_reason.as_deref(),
            })
            .collect(),
        content_sha256: &verified.content_sha256,
        // A file that was made with other fonts or by an earlier version of the program is genuine too.
        pdf_files: verified
            .files
            .iter()
            .map(|file| html::PdfFile {
                sha256: &file.sha256,
                is_poster: file.rendition == POSTER,
            })
            .collect(),
        downloads: verified.downloads.iter().map(link).collect(),
    })
}
