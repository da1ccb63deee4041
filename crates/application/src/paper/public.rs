use prongsai_domain::announcement::Announcement;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_domain::kind::Listed as _;
use prongsai_domain::report::FrozenYear;
use prongsai_persistence::Proof;

use super::formats::{Format, PageLinks, TableKind};
use super::imprint::Imprint;
use super::live::LiveEdition;
use super::manuscript::{Manuscript, Work};
use super::print::Printed;
use super::prove::{printed, proof_of_live};
use super::record::print;
use super::signatories::{indicators_of, signed};
use super::year::{PublicYear, YearPaper};
use crate::public;
use crate::{App, Error};

/// A live edition, as the public may see it.
///
/// # Errors
/// As [`public::document`].
pub(super) async fn live(app: &App, kind: DocumentKind, id: DocumentId) -> Result<LiveEdition, Error> {
    let answer = public::document(app, kind, id).await?;
    LiveEdition::load(app, &answer.edition).await
}

/// A published document as a paper.
///
/// # Errors
/// [`Error::NotFound`] when it is not, and was not, public; [`Error::Gone`] when it was withdrawn; what making it says.
pub async fn public_document(app: &App, kind: DocumentKind, id: DocumentId, format: Format) -> Result<Printed, Error> {
    let live = live(app, kind, id).await?;
    let links = document_links(app, &live);
    let proof = proof_of_live(app, &live).await?;
    let manuscript = published(app, &live, &proof).await?;
    print(app, manuscript, format, links).await
}

/// The poster of a published invitation, as PDF.
///
/// # Errors
/// As [`public_document`]; [`Error::NotFound`] for an announcement without a survey.
pub async fn public_poster(app: &App, id: DocumentId) -> Result<Printed, Error> {
    let live = live(app, DocumentKind::Announcement, id).await?;
    let proof = proof_of_live(app, &live).await?;
    let mut manuscript = published(app, &live, &proof).await?;
    manuscript.work = manuscript.work.as_poster().ok_or(Error::NotFound)?;
    print(app, manuscript, Format::Pdf, PageLinks::default()).await
}

async fn published(app: &App, live: &LiveEdition, proof: &Proof) -> Result<Manuscript, Error> {
    let imprint = Imprint::kept(&proof.imprint, proof.logo.clone())?;
    Ok(Manuscript {
        indicators: indicators_of(app, &imprint).await?,
        fiscal_year: live.fiscal_year,
        work: Work::of(live.content.clone(), live.year.clone(), &imprint),
        proof: Some(printed(app, proof)),
        dated: live.published_at,
        imprint,
    })
}

/// The plan or the year book of what is public of an office's year.
///
/// # Errors
/// [`Error::NotFound`] when there is nothing to show; what making it says.
pub async fn public_year_paper(
    app: &App,
    organization: OrganizationId,
    fiscal_year: FiscalYear,
    paper: YearPaper,
    format: Format,
) -> Result<Printed, Error> {
    let year = PublicYear::load(app, organization, fiscal_year).await?;
    let (imprint, proof) = year.prove(app, paper).await?;
    let manuscript = Manuscript {
        indicators: indicators_of(app, &imprint).await?,
        fiscal_year,
        work: year.work(app, paper).await?,
        proof: Some(printed(app, &proof)),
        dated: proof.published_at,
        imprint,
    };
    print(
        app,
        manuscript,
        format,
        year_links(app, organization, fiscal_year, paper),
    )
    .await
}

/// A table of what is public of an office's year, as CSV: the plan, or the results that its newest report shows.
///
/// # Errors
/// [`Error::NotFound`] when there is nothing to show.
pub async fn public_year_table(
    app: &App,
    organization: OrganizationId,
    fiscal_year: FiscalYear,
    table: TableKind,
) -> Result<Printed, Error> {
    let year = PublicYear::load(app, organization, fiscal_year).await?;
    let (imprint, proof) = year.prove(app, YearPaper::Plan).await?;
    let work = match table {
        TableKind::Plan => year.work(app, YearPaper::Plan).await?,
        TableKind::Results => {
            let (report, shown, _) = year.newest_report().ok_or(Error::NotFound)?;
            Work::of(report.clone().into(), Some(shown.clone()), &imprint)
        }
    };
    let manuscript = Manuscript {
        indicators: indicators_of(app, &imprint).await?,
        fiscal_year,
        work,
        proof: Some(printed(app, &proof)),
        dated: proof.published_at,
        imprint,
    };
    print(app, manuscript, Format::YearCsv(table), PageLinks::default()).await
}

/// The files of a published document: address and title.
pub(super) fn downloads_of(live: &LiveEdition) -> Vec<(String, String)> {
    let address = format!("/public/v1/{}/{}", live.kind().plural(), live.id);
    let mut downloads = vec![
        (format!("{address}.pdf"), "PDF".to_owned()),
        (format!("{address}.docx"), "Word (DOCX)".to_owned()),
    ];
    if let Content::Announcement(announcement) = &live.content
        && announcement.survey.is_some()
    {
        downloads.push((format!("{address}/poster.pdf"), "โปสเตอร์ QR Code (PDF)".to_owned()));
    }
    downloads
}

fn document_links(app: &App, live: &LiveEdition) -> PageLinks {
    let address = format!("/public/v1/{}/{}.html", live.kind().plural(), live.id);
    PageLinks {
        canonical: Some(format!("{}{address}", app.services.papers.public_url())),
        downloads: downloads_of(live),
        home: Some(home(live.organization_id, live.fiscal_year)),
    }
}

/// The files of a year: address and title.
pub(super) fn year_downloads(
    organization: OrganizationId,
    fiscal_year: FiscalYear,
    paper: YearPaper,
) -> Vec<(String, String)> {
    let year = format!(
        "/public/v1/organizations/{organization}/fiscal-years/{}",
        fiscal_year.get()
    );
    let word = paper.as_str();
    let mut downloads = vec![
        (format!("{year}/{word}.pdf"), "PDF".to_owned()),
        (format!("{year}/{word}.docx"), "Word (DOCX)".to_owned()),
    ];
    if paper == YearPaper::Plan {
        downloads.push((format!("{year}/plan.csv"), "ตาราง (CSV)".to_owned()));
    }
    downloads
}

fn year_links(app: &App, organization: OrganizationId, fiscal_year: FiscalYear, paper: YearPaper) -> PageLinks {
    let base = app.services.papers.public_url();
    let (year, word) = (fiscal_year.get(), paper.as_str());
    PageLinks {
        canonical: Some(format!(
            "{base}/public/v1/organizations/{organization}/fiscal-years/{year}/{word}.html"
        )),
        downloads: year_downloads(organization, fiscal_year, paper),
        home: Some(home(organization, fiscal_year)),
    }
}

fn home(organization: OrganizationId, fiscal_year: FiscalYear) -> (String, String) {
    (
        format!("/public/{organization}/{}", fiscal_year.get()),
        "หน้าเผยแพร่ข้อมูลของหน่วยงาน".to_owned(),
    )
}

impl Work {
    /// The paper of a document of its own.
    pub(super) fn of(content: Content, year: Option<FrozenYear>, imprint: &Imprint) -> Self {
        Self::Document(Box::new(signed(content, year, imprint)))
    }

    /// An invitation as its poster; nothing for what invites to no survey.
    pub(super) fn as_poster(&self) -> Option<Self> {
        let Self::Document(document) = self else { return None };
        let announcement = Announcement::in_content(&document.content)?;
        announcement.survey.as_ref()?;
        Some(Self::Poster(Box::new(announcement.clone())))
    }
}
