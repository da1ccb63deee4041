//! The public pages of an organization, which show the published documents of a year. They need no scripts.

use std::collections::BTreeMap;

use prongsai_domain::calendar::{BuddhistDate, FiscalYear};
use prongsai_domain::channel::Channel;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_domain::progress;
use prongsai_domain::report::FrozenMeasure;
use prongsai_rendering::html::Link;
use prongsai_rendering::html::site::{self, Progress, SiteDocument, SitePage};
use prongsai_rendering::rendition::Issuer;

use super::formats::link;
use super::issuer::IssuerSnapshot;
use super::live::LiveEdition;
use super::picture::with_picture;
use super::public::{downloads_of, year_downloads};
use super::year::{PublicYear, YearRendition};
use crate::channel::in_public_order;
use crate::organization::{PublicOrganization, find_public};
use crate::{App, Error};

/// The page of an organization: its newest year with a published document, or the present year.
///
/// # Errors
/// [`Error::NotFound`] if the organization does not exist.
pub async fn organization_page(app: &App, organization_id: OrganizationId) -> Result<String, Error> {
    let years = app.store.public_years(organization_id).await?;
    let year = years.first().copied().unwrap_or(today(app)?.fiscal_year());
    page(
        app,
        organization_id,
        year,
        &years,
        &format!("/public/{organization_id}/"),
    )
    .await
}

/// The page of an organization's year.
///
/// # Errors
/// [`Error::NotFound`] if the organization does not exist, or has no published document in the year.
pub async fn year_page(app: &App, organization_id: OrganizationId, year: FiscalYear) -> Result<String, Error> {
    let years = app.store.public_years(organization_id).await?;
    if !years.contains(&year) {
        return Err(Error::NotFound);
    }
    page(
        app,
        organization_id,
        year,
        &years,
        &format!("/public/{organization_id}/{}", year.get()),
    )
    .await
}

/// The present day in Thailand.
fn today(app: &App) -> Result<BuddhistDate, Error> {
    BuddhistDate::in_thailand(app.services.clock.now()).map_err(|error| Error::Internal(error.to_string()))
}

async fn page(
    app: &App,
    organization_id: OrganizationId,
    fiscal_year: FiscalYear,
    years: &[FiscalYear],
    path: &str,
) -> Result<String, Error> {
    let shown = find_public(app, organization_id).await?;
    let year = PublicYear::load(app, organization_id, fiscal_year).await?;
    let parts = Parts {
        merged_into: organization_links(app, shown.organization.merged_into.as_slice())
            .await?
            .pop(),
        predecessors: organization_links(app, &shown.organization.profile.predecessors).await?,
        issuer: with_picture(app, year.issuer(app).await?).await?,
        today: today(app)?,
        canonical: format!("{}{path}", app.services.renditions.public_url()),
        feed: format!("/public/{organization_id}/feed.atom"),
        channels: in_public_order(app, organization_id).await?,
        plan: plan_links(&year),
        other_years: years
            .iter()
            .filter(|other| **other != fiscal_year)
            .map(|other| {
                let number = other.get();
                (
                    format!("/public/{organization_id}/{number}"),
                    format!("ปีงบประมาณ พ.ศ. {number}"),
                )
            })
            .collect(),
        files: year.documents.iter().map(|live| (live.id, Files::of(live))).collect(),
        shown,
    };
    Ok(site::overview(&parts.page(&year)))
}

/// Links to the pages of organizations.
async fn organization_links(app: &App, ids: &[OrganizationId]) -> Result<Vec<(String, String)>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let names = app.store.organization_names(ids).await?;
    let links = names.into_iter().map(|(id, name)| (format!("/public/{id}"), name));
    Ok(links.collect())
}

/// Links to the plan in its formats and to the year book, if a measure is published.
fn plan_links(year: &PublicYear) -> Vec<(String, String)> {
    if year.of_kind(DocumentKind::Measure).next().is_none() {
        return Vec::new();
    }
    let address = |word: &str, extension: &str| {
        format!(
            "/public/v1/organizations/{}/fiscal-years/{}/{word}.{extension}",
            year.organization,
            year.fiscal_year.get()
        )
    };
    let mut links = vec![(address("plan", "html"), "แผนมาตรการ (อ่านบนเว็บ)".to_owned())];
    let titled = |(address, title): (String, String)| (address, format!("แผนมาตรการ {title}"));
    links.extend(
        year_downloads(year.organization, year.fiscal_year, YearRendition::Plan)
            .into_iter()
            .map(titled),
    );
    links.push((address("yearbook", "pdf"), "สมุดรายปี PDF".to_owned()));
    links
}

/// The address of a document's page, and its files.
struct Files {
    href: String,
    downloads: Vec<(String, String)>,
}

impl Files {
    fn of(live: &LiveEdition) -> Self {
        Self {
            href: format!("/public/v1/{}/{}.html", live.kind().plural(), live.id),
            downloads: downloads_of(live),
        }
    }

    fn links(&self) -> Vec<Link<'_>> {
        self.downloads.iter().map(link).collect()
    }
}

/// The data that a page borrows.
struct Parts {
    shown: PublicOrganization,
    channels: Vec<Channel>,
    issuer: IssuerSnapshot,
    today: BuddhistDate,
    canonical: String,
    feed: String,
    plan: Vec<(String, String)>,
    merged_into: Option<(String, String)>,
    predecessors: Vec<(String, String)>,
    other_years: Vec<(String, String)>,
    files: BTreeMap<DocumentId, Files>,
}

impl Parts {
    fn page<'a>(&'a self, year: &'a PublicYear) -> SitePage<'a> {
        let profile = &self.shown.organization.profile;
        SitePage {
            issuer: Issuer {
                name_th: &self.issuer.name_th,
                district_th: self.issuer.district_th.as_deref(),
                province_th: &self.issuer.province_th,
                website: self.issuer.website.as_deref(),
            },
            emblem_png: self.issuer.template.logo_png.as_deref(),
            numerals: self.issuer.template.numerals,
            fiscal_year: year.fiscal_year,
            today: self.today,
            plan: self.plan.iter().map(link).collect(),
            documents: self.documents(year),
            channels: self.channels.iter().map(|channel| &channel.content).collect(),
            whistle_blowing: &profile.whistle_blowing,
            contact: &profile.contact,
            approval_basis: self.shown.approval_basis,
            merged_into: self.merged_into.as_ref().map(link),
            predecessors: self.predecessors.iter().map(link).collect(),
            other_years: self.other_years.iter().map(link).collect(),
            canonical: Some(&self.canonical),
            feed: Some(&self.feed),
        }
    }

    fn files(&self, live: &LiveEdition) -> (&str, Vec<Link<'_>>) {
        self.files
            .get(&live.id)
            .map_or(("", Vec::new()), |files| (&files.href, files.links()))
    }

    /// The measures in order, each with its progress from the newest published report; then the other documents, newest
    /// first.
    fn documents<'a>(&'a self, year: &'a PublicYear) -> Vec<SiteDocument<'a>> {
        let frozen = year.newest_report().map(|(_, frozen, _)| frozen);
        let measures = year.of_kind(DocumentKind::Measure);
        let others = newest_first(year)
            .into_iter()
            .filter(|live| live.kind() != DocumentKind::Measure);
        let shown = measures.chain(others).map(|live| {
            let reported = frozen.and_then(|frozen| frozen.measures.iter().find(|one| one.id == live.id));
            let (href, downloads) = self.files(live);
            SiteDocument {
                content: &live.content,
                href,
                published_at: live.published_at,
                override_reason: live.overrides.own.as_deref(),
                downloads,
                progress: reported.map(|one| progress(one, year.fiscal_year)).unwrap_or_default(),
            }
        });
        shown.collect()
    }
}

fn newest_first(year: &PublicYear) -> Vec<&LiveEdition> {
    let mut documents: Vec<&LiveEdition> = year.documents.iter().collect();
    documents.sort_by_key(|live| std::cmp::Reverse((live.published_at, live.id)));
    documents
}

/// The progress of a measure in a report. With activities it is computed. Otherwise it is what the results state: they are in the
/// order in which they were entered, and the last one that states a value is used.
fn progress(measure: &FrozenMeasure, fiscal_year: FiscalYear) -> Progress {
    let results = || measure.results.iter().rev().map(|result| &result.content);
    let computed = (!measure.activities.is_empty()).then(|| {
        let activities = measure.activities.iter().map(|activity| &activity.content);
        let results = measure.results.iter().map(|result| &result.content);
        let progress = progress::Progress::of(&measure.content, fiscal_year, activities, results);
        progress.percent_on(fiscal_year.last_day())
    });
    Progress {
        percent: computed.or_else(|| results().find_map(|result| result.progress_percent)),
        status: results().find_map(|result| result.status),
        results: u64::try_from(measure.results.len()).unwrap_or_default(),
    }
}
