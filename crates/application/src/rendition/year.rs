use prongsai_domain::analysis::Analysis;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_domain::kind::Listed as _;
use prongsai_domain::measure::Measure;
use prongsai_domain::report::{FrozenYear, Report};
use prongsai_persistence::{Canonical, StoredLogo, VerificationRecord};
use prongsai_rendering::wording::{PLAN_TITLE, YEAR_BOOK_TITLE};
use serde::Serialize;

use super::issuer::{IssuerSnapshot, years_with};
use super::live::LiveEdition;
use super::manuscript::{MeasureWork, PlanWork, Work};
use super::verification_record::{foreseen, verification_of_live};
use crate::catalogue::NACC_ITA;
use crate::{App, Error};

/// The renditions of a whole year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearRendition {
    /// The analysis and the plan table.
    Plan,
    /// All documents in one file, with a table of contents.
    YearBook,
}

/// The published documents of an organization's year, by kind and in the order in which they were drafted.
pub(super) struct PublicYear {
    pub(super) organization: OrganizationId,
    pub(super) fiscal_year: FiscalYear,
    pub(super) documents: Vec<LiveEdition>,
}

/// An edition in a plan or year book.
#[derive(Serialize)]
struct Member<'a> {
    document_id: DocumentId,
    edition: u32,
    content_sha256: &'a str,
}

/// Everything that identifies a plan or year book. The hash of its canonical JSON is the hash of the rendition's
/// content.
#[derive(Serialize)]
struct Manifest<'a> {
    kind: &'static str,
    organization_id: OrganizationId,
    fiscal_year: u16,
    members: &'a [Member<'a>],
    /// The hash of the issuer snapshot: a change of the name, logo or template makes another rendition. The name in the
    /// JSON is part of the hashes of existing verification records, so it stays.
    #[serde(rename = "imprint_sha256")]
    issuer_sha256: &'a str,
    logo_sha256: Option<String>,
}

impl YearRendition {
    /// Every rendition of a year.
    pub(super) const ALL: [Self; 2] = [Self::Plan, Self::YearBook];

    /// The word used in addresses and in verification records.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::YearBook => "yearbook",
        }
    }

    /// The rendition with this word.
    pub(super) fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rendition| rendition.as_str() == word)
    }

    fn title(self, year: FiscalYear) -> String {
        let title = match self {
            Self::Plan => PLAN_TITLE,
            Self::YearBook => YEAR_BOOK_TITLE,
        };
        format!("{title} ประจำปีงบประมาณ พ.ศ. {}", year.get())
    }
}

impl PublicYear {
    /// Loads the documents that are public now.
    pub(super) async fn load(app: &App, organization: OrganizationId, fiscal_year: FiscalYear) -> Result<Self, Error> {
        let editions = app.store.public_editions_of_year(organization, fiscal_year).await?;
        let mut documents = Vec::with_capacity(editions.len());
        for edition in &editions {
            documents.push(LiveEdition::load(app, edition).await?);
        }
        Ok(Self {
            organization,
            fiscal_year,
            documents,
        })
    }

    pub(super) fn of_kind(&self, kind: DocumentKind) -> impl Iterator<Item = &LiveEdition> {
        self.documents.iter().filter(move |live| live.kind() == kind)
    }

    /// The report that was published last, among those that show parts of the year.
    pub(super) fn newest_report(&self) -> Option<(&Report, &FrozenYear, &LiveEdition)> {
        self.documents
            .iter()
            .filter_map(|live| Some((Report::in_content(&live.content)?, live.year.as_ref()?, live)))
            .max_by_key(|(_, _, live)| live.published_at)
    }

    /// The analysis that the newest report with an analysis shows. An analysis is public only in reports.
    fn analysis(&self) -> Option<(&Analysis, &LiveEdition)> {
        self.documents
            .iter()
            .filter_map(|live| Some((live.year.as_ref()?.analysis.as_ref()?, live)))
            .max_by_key(|(_, live)| live.published_at)
    }

    /// The editions in a rendition.
    fn parts(&self, rendition: YearRendition) -> Vec<&LiveEdition> {
        match rendition {
            YearRendition::YearBook => self.documents.iter().collect(),
            YearRendition::Plan => {
                let measures: Vec<&LiveEdition> = self.of_kind(DocumentKind::Measure).collect();
                if measures.is_empty() {
                    return measures;
                }
                measures
                    .into_iter()
                    .chain(self.analysis().map(|(_, live)| live))
                    .collect()
            }
        }
    }

    /// The members of a rendition as canonical JSON.
    pub(super) fn members(&self, rendition: YearRendition) -> Result<String, Error> {
        Ok(Canonical::of(&members(&self.parts(rendition)))?.text)
    }

    /// The issuer snapshot and the verification record of a rendition of the documents that are public now. Before the job
    /// `verification.year` has made the record, it is the one that the job is going to make.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is nothing to show.
    pub(super) async fn verification_record(
        &self,
        app: &App,
        rendition: YearRendition,
    ) -> Result<(IssuerSnapshot, VerificationRecord), Error> {
        let (issuer, verification) = self.new_record(app, rendition).await?;
        let found = app
            .store
            .verification_of_year(
                self.organization,
                self.fiscal_year,
                rendition.as_str(),
                &verification.content_sha256,
            )
            .await?;
        let verification = match found {
            Some(found) => found,
            None => foreseen(app, verification).await?,
        };
        Ok((issuer, verification))
    }

    /// The issuer snapshot, and a record without a code.
    pub(super) async fn new_record(
        &self,
        app: &App,
        rendition: YearRendition,
    ) -> Result<(IssuerSnapshot, VerificationRecord), Error> {
        let parts = self.parts(rendition);
        let published_at = parts.iter().map(|live| live.published_at).max();
        let issuer = self.issuer(app).await?;
        let verification = VerificationRecord {
            code: String::new(),
            kind: rendition.as_str().to_owned(),
            edition: None,
            organization_id: self.organization,
            fiscal_year: self.fiscal_year,
            title: rendition.title(self.fiscal_year),
            content_sha256: self.manifest(rendition, &issuer)?,
            members: Some(self.members(rendition)?),
            issuer: Canonical::of(&issuer)?.text,
            logo: issuer.logo.clone(),
            published_at: published_at.ok_or(Error::NotFound)?,
            is_internal: false,
            withdrawn: None,
        };
        Ok((issuer, verification))
    }

    /// Whether a rendition shows anything.
    pub(super) fn has(&self, rendition: YearRendition) -> bool {
        !self.parts(rendition).is_empty()
    }

    /// The verification record of a rendition of the documents that are public now, if that rendition was made.
    pub(super) async fn find_verification(
        &self,
        app: &App,
        rendition: YearRendition,
    ) -> Result<Option<VerificationRecord>, Error> {
        if self.parts(rendition).is_empty() {
            return Ok(None);
        }
        let content_sha256 = self.manifest(rendition, &self.issuer(app).await?)?;
        let (organization, year) = (self.organization, self.fiscal_year);
        Ok(app
            .store
            .verification_of_year(organization, year, rendition.as_str(), &content_sha256)
            .await?)
    }

    /// The present issuer snapshot of the organization.
    pub(super) async fn issuer(&self, app: &App) -> Result<IssuerSnapshot, Error> {
        let letterhead = app
            .store
            .letterhead(self.organization, NACC_ITA)
            .await?
            .ok_or(Error::NotFound)?;
        let years = years_with(self.fiscal_year, self.analysis().map(|(analysis, _)| analysis));
        Ok(IssuerSnapshot::of(letterhead, &years))
    }

    fn manifest(&self, rendition: YearRendition, issuer: &IssuerSnapshot) -> Result<String, Error> {
        let parts = self.parts(rendition);
        let manifest = Manifest {
            kind: rendition.as_str(),
            organization_id: self.organization,
            fiscal_year: self.fiscal_year.get(),
            members: &members(&parts),
            issuer_sha256: &Canonical::of(issuer)?.sha256,
            logo_sha256: issuer.logo.as_ref().map(StoredLogo::sha256),
        };
        Ok(Canonical::of(&manifest)?.sha256)
    }

    fn plan(&self) -> PlanWork {
        let analysis = self.analysis();
        let measures = self.of_kind(DocumentKind::Measure).filter_map(|live| {
            Some(MeasureWork {
                content: Measure::in_content(&live.content)?.clone(),
                override_reason: live.overrides.own.clone(),
            })
        });
        PlanWork {
            analysis: analysis.map(|(analysis, _)| analysis.clone()),
            analysis_override: analysis.and_then(|(_, report)| report.overrides.own.clone()),
            measures: measures.collect(),
        }
    }

    /// The content of a rendition.
    pub(super) async fn work(&self, app: &App, rendition: YearRendition) -> Result<Work, Error> {
        let plan = self.plan();
        if rendition == YearRendition::Plan {
            return Ok(Work::Plan(plan));
        }
        let mut documents = Vec::new();
        let own = self.issuer(app).await?;
        for live in in_year_book().flat_map(|kind| self.of_kind(kind)) {
            // An announcement names its signatory; the other documents are signed by their approvers.
            let document = if live.kind() == DocumentKind::Announcement {
                live.document(&own)
            } else {
                let issuer = IssuerSnapshot::from_stored(&verification_of_live(app, live).await?.issuer, None)?;
                live.document(&issuer)
            };
            documents.push(document);
        }
        Ok(Work::YearBook { plan, documents })
    }
}

/// The kinds that a year book shows after its plan, which contains the measures.
pub(super) fn in_year_book() -> impl Iterator<Item = DocumentKind> {
    DocumentKind::ALL
        .into_iter()
        .filter(|kind| *kind != DocumentKind::Measure)
}

fn members<'a>(parts: &[&'a LiveEdition]) -> Vec<Member<'a>> {
    parts
        .iter()
        .map(|live| Member {
            document_id: live.id,
            edition: live.edition,
            content_sha256: &live.content_sha256,
        })
        .collect()
}
