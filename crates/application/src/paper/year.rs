use prongsai_domain::analysis::Analysis;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_domain::kind::Listed as _;
use prongsai_domain::measure::Measure;
use prongsai_domain::report::{FrozenYear, Report};
use prongsai_persistence::{Canonical, Proof};
use prongsai_rendering::wording::{PLAN_TITLE, YEAR_BOOK_TITLE};
use serde::Serialize;

use super::imprint::Imprint;
use super::live::LiveEdition;
use super::manuscript::{PlanWork, Work};
use super::prove::{proof_of_live, prove_later};
use super::signatories::signed;
use crate::catalogue::NACC_ITA;
use crate::{App, Error};

/// Which paper of a whole year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearPaper {
    /// The analysis and the plan table.
    Plan,
    /// Everything in one file, with contents.
    YearBook,
}

/// What is public of an office's year, by kind and in the order in which it was drafted.
pub(super) struct PublicYear {
    pub(super) organization: OrganizationId,
    pub(super) fiscal_year: FiscalYear,
    pub(super) documents: Vec<LiveEdition>,
}

/// An edition that a plan or year book is made of.
#[derive(Serialize)]
struct Member<'a> {
    document_id: DocumentId,
    edition: u32,
    content_sha256: &'a str,
}

/// Everything that makes a plan or year book what it is; its hash is that of the paper's content.
#[derive(Serialize)]
struct Manifest<'a> {
    kind: &'static str,
    organization_id: OrganizationId,
    fiscal_year: u16,
    members: &'a [Member<'a>],
    /// What stands on it beside the editions: another name, logo or template makes it another paper.
    imprint_sha256: &'a str,
    logo_sha256: Option<String>,
}

impl YearPaper {
    /// The word for it in addresses, and in the record.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::YearBook => "yearbook",
        }
    }

    /// The paper with this word.
    pub(super) fn find(word: &str) -> Option<Self> {
        [Self::Plan, Self::YearBook]
            .into_iter()
            .find(|paper| paper.as_str() == word)
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
    /// Reads what is public now.
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

    /// The report that was published last and shows results.
    pub(super) fn newest_report(&self) -> Option<(&Report, &FrozenYear, &LiveEdition)> {
        self.documents
            .iter()
            .filter_map(|live| Some((Report::in_content(&live.content)?, live.year.as_ref()?, live)))
            .max_by_key(|(_, _, live)| live.published_at)
    }

    /// The analysis, as the newest report that has one froze it: it is public nowhere else.
    fn analysis(&self) -> Option<(&Analysis, &LiveEdition)> {
        self.documents
            .iter()
            .filter_map(|live| Some((live.year.as_ref()?.analysis.as_ref()?, live)))
            .max_by_key(|(_, live)| live.published_at)
    }

    /// The editions that a paper is made of.
    fn parts(&self, paper: YearPaper) -> Vec<&LiveEdition> {
        match paper {
            YearPaper::YearBook => self.documents.iter().collect(),
            YearPaper::Plan => {
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

    /// The members of a paper as canonical JSON.
    pub(super) fn members(&self, paper: YearPaper) -> Result<String, Error> {
        Ok(Canonical::of(&members(&self.parts(paper)))?.text)
    }

    /// The imprint and proof of a paper of what is public now.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is nothing to put on it.
    pub(super) async fn prove(&self, app: &App, paper: YearPaper) -> Result<(Imprint, Proof), Error> {
        let parts = self.parts(paper);
        let published_at = parts
            .iter()
            .map(|live| live.published_at)
            .max()
            .ok_or(Error::NotFound)?;
        let imprint = self.imprint(app).await?;
        let content_sha256 = self.manifest(paper, &imprint)?;
        let find = || {
            app.store
                .proof_of_year(self.organization, self.fiscal_year, paper.as_str(), &content_sha256)
        };
        if let Some(proof) = find().await? {
            return Ok((imprint, proof));
        }
        let proof = Proof {
            code: String::new(),
            kind: paper.as_str().to_owned(),
            edition: None,
            organization_id: self.organization,
            fiscal_year: self.fiscal_year,
            title: paper.title(self.fiscal_year),
            content_sha256: content_sha256.clone(),
            members: Some(self.members(paper)?),
            imprint: Canonical::of(&imprint)?.text,
            logo: imprint.template.logo_png.clone(),
            published_at,
            is_internal: false,
            withdrawn: None,
        };
        prove_later(app, proof).await?;
        let proof = find()
            .await?
            .ok_or_else(|| Error::Internal("a proof is gone".to_owned()))?;
        Ok((imprint, proof))
    }

    /// The proof of a paper of what is public now, if somebody had that paper made.
    pub(super) async fn find_proof(&self, app: &App, paper: YearPaper) -> Result<Option<Proof>, Error> {
        if self.parts(paper).is_empty() {
            return Ok(None);
        }
        let content_sha256 = self.manifest(paper, &self.imprint(app).await?)?;
        let (organization, year) = (self.organization, self.fiscal_year);
        Ok(app
            .store
            .proof_of_year(organization, year, paper.as_str(), &content_sha256)
            .await?)
    }

    /// The present imprint of the office.
    pub(super) async fn imprint(&self, app: &App) -> Result<Imprint, Error> {
        let letterhead = app
            .store
            .letterhead(self.organization, NACC_ITA)
            .await?
            .ok_or(Error::NotFound)?;
        let assessed = self.analysis().map(|(analysis, _)| analysis.assessed_fiscal_year);
        let years: Vec<FiscalYear> = [self.fiscal_year].into_iter().chain(assessed).collect();
        Ok(Imprint::of(letterhead, &years))
    }

    fn manifest(&self, paper: YearPaper, imprint: &Imprint) -> Result<String, Error> {
        let parts = self.parts(paper);
        let logo = imprint.template.logo_png.as_deref();
        let manifest = Manifest {
            kind: paper.as_str(),
            organization_id: self.organization,
            fiscal_year: self.fiscal_year.get(),
            members: &members(&parts),
            imprint_sha256: &Canonical::of(imprint)?.sha256,
            logo_sha256: logo.map(super::record::sha256),
        };
        Ok(Canonical::of(&manifest)?.sha256)
    }

    /// What a paper says.
    pub(super) async fn work(&self, app: &App, paper: YearPaper) -> Result<Work, Error> {
        let plan = PlanWork {
            analysis: self.analysis().map(|(analysis, _)| analysis.clone()),
            measures: self
                .of_kind(DocumentKind::Measure)
                .filter_map(|live| Measure::in_content(&live.content).cloned())
                .collect(),
        };
        if paper == YearPaper::Plan {
            return Ok(Work::Plan(plan));
        }
        let mut documents = Vec::new();
        let own = self.imprint(app).await?;
        for live in in_year_book().flat_map(|kind| self.of_kind(kind)) {
            // An announcement names who signs it; the others are signed by who approved them.
            let signed_document = if live.kind() == DocumentKind::Announcement {
                signed(live.content.clone(), live.year.clone(), &own)
            } else {
                let imprint = Imprint::kept(&proof_of_live(app, live).await?.imprint, None)?;
                signed(live.content.clone(), live.year.clone(), &imprint)
            };
            documents.push(signed_document);
        }
        Ok(Work::YearBook { plan, documents })
    }
}

/// The kinds that a year book shows after its plan, which has the measures.
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
