//! What jobs make after a publication, so that readers wait for nothing and write nothing.

use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::id::OrganizationId;
use prongsai_persistence::{JobLease, NewJob, Transaction};

use super::formats::{Format, PageLinks};
use super::live::LiveEdition;
use super::public::{document_links, plan_or_year_book, published, year_links};
use super::record::{render_and_store, render_only};
use super::renditions::RENDERER;
use super::verification_record::{missing_of_live, record_all, verification_of_live};
use super::year::{PublicYear, YearRendition};
use crate::job::finish_within;
use crate::{App, Error};

/// The number of editions whose records are made in one transaction.
const EDITIONS_AT_ONCE: i64 = 50;
/// The number of documents whose files are made before those of other organizations have their turn.
const DOCUMENTS_AT_ONCE: u32 = 20;

/// Makes the verification records of the public editions that have none.
///
/// # Errors
/// The database fails.
pub(crate) async fn record_editions(app: &App) -> Result<(), Error> {
    loop {
        let editions = app.store.public_editions_without_record(EDITIONS_AT_ONCE).await?;
        if editions.is_empty() {
            return Ok(());
        }
        let mut missing = Vec::with_capacity(editions.len());
        for edition in &editions {
            let live = LiveEdition::load(app, edition).await?;
            missing.push(missing_of_live(app, &live).await?);
        }
        record_all(app, &missing, async |_: &mut Transaction| Ok(())).await?;
    }
}

/// Makes the verification records of the plan and the year book as they are public now, unless they exist. Finishes the job,
/// and inserts those that follow, in the same transaction.
///
/// # Errors
/// The database fails, or the lease was lost.
pub(crate) async fn record_year(
    app: &App,
    organization: OrganizationId,
    fiscal_year: FiscalYear,
    lease: JobLease,
    followers: &[NewJob],
) -> Result<(), Error> {
    let year = PublicYear::load(app, organization, fiscal_year).await?;
    let mut missing = Vec::new();
    for rendition in YearRendition::ALL.into_iter().filter(|rendition| year.has(*rendition)) {
        if year.find_verification(app, rendition).await?.is_none() {
            missing.push(year.new_record(app, rendition).await?.1);
        }
    }
    if missing.is_empty() {
        app.store.finish_job_with(lease, followers).await?;
        return Ok(());
    }
    let finish = async |transaction: &mut Transaction| -> Result<(), Error> {
        for follower in followers {
            transaction.enqueue(follower).await?;
        }
        finish_within(transaction, lease).await
    };
    record_all(app, &missing, finish).await
}

/// Makes, records and stores the PDFs of the public documents of a year that have none, the newest first, up to a number. Returns
/// whether that were all.
///
/// # Errors
/// The error of the first file that cannot be made now. A document that is too large for a file is left out.
pub(crate) async fn render_documents(
    app: &App,
    organization: OrganizationId,
    fiscal_year: FiscalYear,
) -> Result<bool, Error> {
    let mut made = 0;
    let missing = app
        .store
        .public_editions_without_pdf(organization, fiscal_year, RENDERER);
    for edition in missing.await? {
        if made == DOCUMENTS_AT_ONCE {
            return Ok(false);
        }
        let live = LiveEdition::load(app, &edition).await?;
        match render_document(app, &live).await {
            Err(Error::RenditionTooLarge { message_en, .. }) => {
                tracing::warn!(document = %live.id, message_en, "a document is too large for a file");
            }
            // A document that is too large does not count. Otherwise many of them would fill each run, and the job would never end.
            outcome => outcome.map(|()| made += 1)?,
        }
    }
    Ok(true)
}

async fn render_document(app: &App, live: &LiveEdition) -> Result<(), Error> {
    let verification = verification_of_live(app, live).await?;
    let has_poster = matches!(&live.content, Content::Announcement(announcement) if announcement.survey.is_some());
    // The document is stored last: what is stored has its poster too.
    if live.kind() == DocumentKind::Announcement && has_poster {
        let mut manuscript = published(app, live, &verification).await?;
        manuscript.work = manuscript.work.as_poster().ok_or(Error::NotFound)?;
        render_and_store(app, manuscript, PageLinks::default()).await?;
    }
    let manuscript = published(app, live, &verification).await?;
    render_and_store(app, manuscript, document_links(app, live)).await
}

/// Makes the files of the plan and the year book as they are public now, and records and stores the PDFs.
///
/// # Errors
/// The error of the first file that cannot be made now. One that would be too large is left out.
pub(crate) async fn render_year(app: &App, organization: OrganizationId, fiscal_year: FiscalYear) -> Result<(), Error> {
    let year = PublicYear::load(app, organization, fiscal_year).await?;
    for rendition in YearRendition::ALL.into_iter().filter(|rendition| year.has(*rendition)) {
        match render_year_rendition(app, &year, rendition).await {
            Err(Error::RenditionTooLarge { message_en, .. }) => {
                let rendition = rendition.as_str();
                tracing::warn!(%organization, rendition, message_en, "a rendition is too large for a file");
            }
            outcome => outcome?,
        }
    }
    Ok(())
}

async fn render_year_rendition(app: &App, year: &PublicYear, rendition: YearRendition) -> Result<(), Error> {
    let links = || year_links(app, year.organization, year.fiscal_year, rendition);
    let (_, verification) = year.verification_record(app, rendition).await?;
    if app.store.has_stored_rendition(&verification.code, RENDERER).await? {
        return Ok(());
    }
    // The PDF is stored last: what is stored has its other files too.
    for format in [Format::Html, Format::Docx] {
        let manuscript = plan_or_year_book(app, year, rendition).await?;
        render_only(app, manuscript, format, links()).await?;
    }
    let manuscript = plan_or_year_book(app, year, rendition).await?;
    render_and_store(app, manuscript, links()).await
}
