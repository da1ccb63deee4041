use std::time::Duration;

use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_persistence::VerificationRecord;
use prongsai_rendering::kind;

use super::formats::{Format, PageLinks, TableKind};
use super::indicators::indicators_of;
use super::issuer::IssuerSnapshot;
use super::live::LiveEdition;
use super::manuscript::{Manuscript, Work};
use super::record::render_only;
use super::renderer::for_public;
use super::renditions::RenderOutput;
use super::verification_record::{printed, verification_of_live};
use super::year::{PublicYear, YearRendition};
use crate::public;
use crate::{App, Error};

/// The pauses between two looks for a verification record; each is twice the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LAST_PAUSE: Duration = Duration::from_millis(320);

/// Finds a live edition that the public may see.
///
/// # Errors
/// As [`public::document`].
pub(super) async fn live(app: &App, kind: DocumentKind, id: DocumentId) -> Result<LiveEdition, Error> {
    let answer = public::document(app, kind, id).await?;
    LiveEdition::load(app, &answer.edition).await
}

/// Makes a rendition of a published document.
///
/// # Errors
/// [`Error::NotFound`] if it was never public; [`Error::Gone`] if it was withdrawn; otherwise the error of rendering.
pub async fn public_document(
    app: &App,
    kind: DocumentKind,
    id: DocumentId,
    format: Format,
) -> Result<RenderOutput, Error> {
    let live = live(app, kind, id).await?;
    let links = document_links(app, &live);
    let verification = verification_of_live(app, &live).await?;
    let manuscript = published(app, &live, &verification).await?;
    render_only(app, manuscript, format, links).await
}

/// Makes the poster of a published invitation, as PDF.
///
/// # Errors
/// As [`public_document`]; [`Error::NotFound`] for an announcement without a survey.
pub async fn public_poster(app: &App, id: DocumentId) -> Result<RenderOutput, Error> {
    let live = live(app, DocumentKind::Announcement, id).await?;
    let verification = verification_of_live(app, &live).await?;
    let mut manuscript = published(app, &live, &verification).await?;
    manuscript.work = manuscript.work.as_poster().ok_or(Error::NotFound)?;
    render_only(app, manuscript, Format::Pdf, PageLinks::default()).await
}

pub(super) async fn published(
    app: &App,
    live: &LiveEdition,
    verification: &VerificationRecord,
) -> Result<Manuscript, Error> {
    let issuer = IssuerSnapshot::from_stored(&verification.issuer, verification.logo.clone())?;
    Ok(Manuscript {
        indicators: indicators_of(app, &issuer).await?,
        fiscal_year: live.fiscal_year,
        place: for_public(live.organization_id),
        work: Work::of(live.document(&issuer)),
        verification: Some(printed(app, verification)),
        dated: live.published_at,
        issuer,
    })
}

/// Makes the plan or the year book of an organization's year from the published documents.
///
/// # Errors
/// [`Error::NotFound`] if there is nothing to show; otherwise the error of rendering.
pub async fn public_year_rendition(
    app: &App,
    organization: OrganizationId,
    fiscal_year: FiscalYear,
    rendition: YearRendition,
    format: Format,
) -> Result<RenderOutput, Error> {
    let year = recorded_year(app, organization, fiscal_year, rendition).await?;
    let manuscript = plan_or_year_book(app, &year, rendition).await?;
    render_only(
        app,
        manuscript,
        format,
        year_links(app, organization, fiscal_year, rendition),
    )
    .await
}

/// The year as it is public now. If the verification record of the rendition is missing, this waits for the job that makes
/// it after each publication, for less than a second, so that the code on the rendition can be verified.
async fn recorded_year(
    app: &App,
    organization: OrganizationId,
    fiscal_year: FiscalYear,
    rendition: YearRendition,
) -> Result<PublicYear, Error> {
    let mut pause = FIRST_PAUSE;
    loop {
        let year = PublicYear::load(app, organization, fiscal_year).await?;
        let is_settled = !year.has(rendition) || year.find_verification(app, rendition).await?.is_some();
        if is_settled || pause > LAST_PAUSE {
            return Ok(year);
        }
        tokio::time::sleep(pause).await;
        pause *= 2;
    }
}

pub(super) async fn plan_or_year_book(
    app: &App,
    year: &PublicYear,
    rendition: YearRendition,
) -> Result<Manuscript, Error> {
    let (issuer, verification) = year.verification_record(app, rendition).await?;
    Ok(Manuscript {
        indicators: indicators_of(app, &issuer).await?,
        fiscal_year: year.fiscal_year,
        place: for_public(year.organization),
        work: year.work(app, rendition).await?,
        verification: Some(printed(app, &verification)),
        dated: verification.published_at,
        issuer,
    })
}

/// Makes a public table of an organization's year, as CSV: the plan, or the results that the newest published report
/// shows.
///
/// # Errors
/// [`Error::NotFound`] if there is nothing to show.
pub async fn public_year_table(
    app: &App,
    organization: OrganizationId,
    fiscal_year: FiscalYear,
    table: TableKind,
) -> Result<RenderOutput, Error> {
    let year = recorded_year(app, organization, fiscal_year, YearRendition::Plan).await?;
    let manuscript = match table {
        TableKind::Plan => plan_or_year_book(app, &year, YearRendition::Plan).await?,
        // The report stays public when its measures are withdrawn, so this asks nothing about the plan.
        TableKind::Results => {
            let (_, _, report) = year.newest_report().ok_or(Error::NotFound)?;
            published(app, report, &verification_of_live(app, report).await?).await?
        }
    };
    render_only(app, manuscript, Format::YearCsv(table), PageLinks::default()).await
}

/// The files of a published document: address and title.
pub(super) fn downloads_of(live: &LiveEdition) -> Vec<(String, String)> {
    let address = format!("/public/v1/{}/{}", live.kind().plural(), live.id);
    let mut downloads = vec![
        (format!("{address}.pdf"), "PDF".to_owned()),
        (format!("{address}.docx"), "Word (DOCX)".to_owned()),
    ];
    if kind::has_sheet(live.kind()) {
        downloads.push((format!("{address}.csv"), "ตาราง (CSV)".to_owned()));
    }
    if let Content::Announcement(announcement) = &live.content
        && announcement.survey.is_some()
    {
        downloads.push((format!("{address}/poster.pdf"), "โปสเตอร์ QR Code (PDF)".to_owned()));
    }
    downloads
}

pub(super) fn document_links(app: &App, live: &LiveEdition) -> PageLinks {
    let address = format!("/public/v1/{}/{}.html", live.kind().plural(), live.id);
    PageLinks {
        canonical: Some(format!("{}{address}", app.services.renditions.public_url())),
        downloads: downloads_of(live),
        home: Some(home(live.organization_id, live.fiscal_year)),
    }
}

/// The files of a year: address and title.
pub(super) fn year_downloads(
    organization: OrganizationId,
    fiscal_year: FiscalYear,
    rendition: YearRendition,
) -> Vec<(String, String)> {
    let year = format!(
        "/public/v1/organizations/{organization}/fiscal-years/{}",
        fiscal_year.get()
    );
    let word = rendition.as_str();
    let mut downloads = vec![
        (format!("{year}/{word}.pdf"), "PDF".to_owned()),
        (format!("{year}/{word}.docx"), "Word (DOCX)".to_owned()),
    ];
    if rendition == YearRendition::Plan {
        downloads.push((format!("{year}/plan.csv"), "ตาราง (CSV)".to_owned()));
    }
    downloads
}

pub(super) fn year_links(
    app: &App,
    organization: OrganizationId,
    fiscal_year: FiscalYear,
    rendition: YearRendition,
) -> PageLinks {
    let base = app.services.renditions.public_url();
    let (year, word) = (fiscal_year.get(), rendition.as_str());
    PageLinks {
        canonical: Some(format!(
            "{base}/public/v1/organizations/{organization}/fiscal-years/{year}/{word}.html"
        )),
        downloads: year_downloads(organization, fiscal_year, rendition),
        home: Some(home(organization, fiscal_year)),
    }
}

fn home(organization: OrganizationId, fiscal_year: FiscalYear) -> (String, String) {
    (
        format!("/public/{organization}/{}", fiscal_year.get()),
        "หน้าเผยแพร่ข้อมูลของหน่วยงาน".to_owned(),
    )
}
