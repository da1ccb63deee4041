use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::Timestamp;
use prongsai_domain::analysis::Analysis;
use prongsai_domain::announcement::Announcement;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::IndicatorCode;
use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::id::DocumentId;
use prongsai_domain::kind::Listed as _;
use prongsai_domain::measure::Measure;
use prongsai_domain::report::FrozenYear;
use prongsai_persistence::Overrides;
use prongsai_renderer_pool::Place;
use prongsai_rendering::rendition::{
    ApprovedMeasure, Body, Issuer, Plan, Poster, PublicationStatus, Rendition, Signatures, SignedDocument,
    VerificationRecord, YearBook,
};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::issuer::IssuerSnapshot;
use crate::Error;

/// Everything that goes into a rendition. It owns its data, so that it can be sent to another thread and hashed.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Manuscript {
    pub(super) issuer: IssuerSnapshot,
    pub(super) fiscal_year: FiscalYear,
    pub(super) indicators: BTreeMap<IndicatorCode, String>,
    pub(super) work: Work,
    /// The printed verification; `None` for a draft.
    pub(super) verification: Option<PrintedVerification>,
    /// Whose turn its PDF takes. It does not change the rendition, so it is no part of the hash.
    #[serde(skip)]
    pub(super) place: Place,
    /// See [`Rendition::dated`]. The time of rendering would give every rendition a hash of its own.
    pub(super) dated: Timestamp,
}

/// The content of a rendition.
#[derive(Clone, Debug, Serialize)]
pub(super) enum Work {
    Plan(PlanWork),
    Document(Box<DocumentWork>),
    Poster(Box<PosterWork>),
    YearBook {
        plan: PlanWork,
        documents: Vec<DocumentWork>,
    },
}

/// The analysis and the measures of a year.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct PlanWork {
    pub(super) analysis: Option<Analysis>,
    /// The reason for which an author approved the report that shows the analysis.
    pub(super) analysis_override: Option<String>,
    pub(super) measures: Vec<MeasureWork>,
}

/// A measure, and the reason for an approval by an author.
#[derive(Clone, Debug, Serialize)]
pub(super) struct MeasureWork {
    pub(super) content: Measure,
    pub(super) override_reason: Option<String>,
}

/// The invitation of a poster, and the reason for an approval by an author.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PosterWork {
    pub(super) announcement: Announcement,
    override_reason: Option<String>,
}

/// A document with the parts that it refers to and its approval.
#[derive(Clone, Debug, Serialize)]
pub(super) struct DocumentWork {
    /// Part of the hash of a manuscript: the content is serialised without its kind.
    pub(super) kind: DocumentKind,
    pub(super) content: Content,
    pub(super) year: Option<FrozenYear>,
    pub(super) approver_position: Option<String>,
    pub(super) approved_at: Option<Timestamp>,
    pub(super) override_reason: Option<String>,
    /// The same for the measures of a report.
    pub(super) frozen_overrides: BTreeMap<DocumentId, String>,
}

/// The printed fields of a verification record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct PrintedVerification {
    pub(super) code: String,
    pub(super) url: String,
    pub(super) content_sha256: String,
}

impl Manuscript {
    /// The rendition that the renderers make.
    pub(super) fn rendition(&self) -> Rendition<'_> {
        Rendition {
            issuer: Issuer {
                name_th: &self.issuer.name_th,
                district_th: self.issuer.district_th.as_deref(),
                province_th: &self.issuer.province_th,
                website: self.issuer.website.as_deref(),
            },
            template: &self.issuer.template,
            fiscal_year: self.fiscal_year,
            indicators: &self.indicators,
            body: self.work.body(),
            status: self
                .verification
                .as_ref()
                .map_or(PublicationStatus::Draft, |verification| {
                    PublicationStatus::Published(VerificationRecord {
                        code: verification.code.clone(),
                        url: verification.url.clone(),
                        content_sha256: verification.content_sha256.clone(),
                    })
                }),
            dated: self.dated,
        }
    }

    /// A hash over the whole manuscript.
    pub(super) fn sha256(&self) -> Result<String, Error> {
        let json = serde_json::to_vec(self).map_err(|error| Error::Internal(error.to_string()))?;
        let mut hash = Sha256::new();
        hash.update(json);
        // The JSON does not contain the logo.
        if let Some(logo) = &self.issuer.template.logo_png {
            hash.update(Sha256::digest(logo));
        }
        Ok(hex::encode(hash.finalize()))
    }
}

impl Work {
    /// The content of the rendition of one document.
    pub(super) fn of(document: DocumentWork) -> Self {
        Self::Document(Box::new(document))
    }

    /// The poster of an invitation; `None` for other documents.
    pub(super) fn as_poster(&self) -> Option<Self> {
        let Self::Document(document) = self else { return None };
        let announcement = Announcement::in_content(&document.content)?;
        announcement.survey.as_ref()?;
        Some(Self::Poster(Box::new(PosterWork {
            announcement: announcement.clone(),
            override_reason: document.override_reason.clone(),
        })))
    }

    fn body(&self) -> Body<'_> {
        match self {
            Self::Plan(plan) => Body::Plan(plan.plan()),
            Self::Document(document) => Body::Document(document.signed()),
            Self::Poster(work) => Body::Poster(Poster {
                announcement: &work.announcement,
                override_reason: work.override_reason.as_deref(),
            }),
            Self::YearBook { plan, documents } => Body::YearBook(YearBook {
                plan: plan.plan(),
                documents: documents.iter().map(DocumentWork::signed).collect(),
            }),
        }
    }
}

impl PlanWork {
    pub(super) fn plan(&self) -> Plan<'_> {
        Plan {
            analysis: self.analysis.as_ref(),
            analysis_override: self.analysis_override.as_deref(),
            measures: self.measures.iter().map(MeasureWork::approved).collect(),
        }
    }
}

impl MeasureWork {
    fn approved(&self) -> ApprovedMeasure<'_> {
        ApprovedMeasure {
            content: &self.content,
            override_reason: self.override_reason.as_deref(),
        }
    }
}

impl DocumentWork {
    /// A document with the parts that it refers to, the approval from its issuer snapshot, and its overrides.
    pub(super) fn new(
        content: Content,
        year: Option<FrozenYear>,
        issuer: &IssuerSnapshot,
        overrides: Overrides,
    ) -> Self {
        Self {
            kind: content.kind(),
            content,
            year,
            approver_position: issuer.approver_position.clone(),
            approved_at: issuer.approved_at,
            override_reason: overrides.own,
            frozen_overrides: overrides.frozen,
        }
    }

    fn signed(&self) -> SignedDocument<'_> {
        SignedDocument {
            content: Cow::Borrowed(&self.content),
            year: self.year.as_ref(),
            frozen_overrides: Some(&self.frozen_overrides),
            signatures: Signatures {
                approver_position: self.approver_position.as_deref(),
                approved_at: self.approved_at,
                override_reason: self.override_reason.as_deref(),
            },
        }
    }
}
