use diesel::prelude::*;
use jiff_diesel::Timestamp;
use prongsai_domain::access::Place;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Act, Approval, Content, Document, DocumentKind, Edition, Reasoned};
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::{DivisionId, DocumentId, OrganizationId, UserId};
use uuid::Uuid;

use crate::schema::{documents, editions};
use crate::{Canonical, StoreError, from_canonical};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = documents)]
pub(super) struct DocumentRow {
    pub(super) id: Uuid,
    pub(super) kind: String,
    pub(super) organization_id: Uuid,
    pub(super) province_code: String,
    pub(super) fiscal_year: i16,
    pub(super) key: String,
    pub(super) revision: i64,
    pub(super) created_by: Uuid,
    pub(super) created_at: Timestamp,
}

/// The columns of an edition that belong to its life; the rest is identity and content.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = editions, treat_none_as_null = true)]
pub(super) struct EditionRow {
    pub(super) document_id: Uuid,
    pub(super) number: i32,
    pub(super) state: String,
    pub(super) content: String,
    pub(super) content_sha256: String,
    pub(super) kind: String,
    pub(super) organization_id: Uuid,
    pub(super) province_code: String,
    pub(super) fiscal_year: i16,
    pub(super) heading: String,
    pub(super) indicators: Vec<String>,
    pub(super) division_id: Option<Uuid>,
    pub(super) subkind: Option<String>,
    pub(super) drafters: Vec<Uuid>,
    pub(super) submitted_by: Option<Uuid>,
    pub(super) submitted_at: Option<Timestamp>,
    pub(super) returned_by: Option<Uuid>,
    pub(super) returned_at: Option<Timestamp>,
    pub(super) return_reason: Option<String>,
    pub(super) approved_by: Option<Uuid>,
    pub(super) approved_at: Option<Timestamp>,
    pub(super) override_reason: Option<String>,
    pub(super) published_by: Option<Uuid>,
    pub(super) published_at: Option<Timestamp>,
    pub(super) superseded_at: Option<Timestamp>,
    pub(super) withdrawn_by: Option<Uuid>,
    pub(super) withdrawn_at: Option<Timestamp>,
    pub(super) withdraw_reason: Option<String>,
    pub(super) created_at: Timestamp,
    pub(super) updated_at: Timestamp,
}

impl From<&Document> for DocumentRow {
    fn from(document: &Document) -> Self {
        Self {
            id: document.id.get(),
            kind: document.kind.as_str().to_owned(),
            organization_id: document.place.organization_id.get(),
            province_code: document.place.province_code.to_string(),
            fiscal_year: stored_year(document.fiscal_year),
            key: document.key.clone(),
            revision: document.revision,
            created_by: document.created_by.get(),
            created_at: document.created_at.into(),
        }
    }
}

impl TryFrom<DocumentRow> for Document {
    type Error = StoreError;

    fn try_from(row: DocumentRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: DocumentId::new(row.id),
            kind: row.kind.parse().map_err(corrupt)?,
            place: Place {
                organization_id: OrganizationId::new(row.organization_id),
                province_code: ProvinceCode::parse(&row.province_code).map_err(corrupt)?,
            },
            fiscal_year: loaded_year(row.fiscal_year)?,
            key: row.key,
            revision: row.revision,
            created_by: UserId::new(row.created_by),
            created_at: row.created_at.to_jiff(),
        })
    }
}

impl EditionRow {
    pub(super) fn of(document: &Document, edition: &Edition) -> Result<Self, StoreError> {
        let Canonical { text, sha256 } = Canonical::of(&edition.content)?;
        let place = &document.place;
        let (submitted_by, submitted_at) = split(edition.submitted);
        let (returned_by, returned_at) = split(edition.returned.as_ref().map(|returned| returned.act));
        let (approved_by, approved_at) = split(edition.approved.as_ref().map(|approved| approved.act));
        let (published_by, published_at) = split(edition.published);
        let (withdrawn_by, withdrawn_at) = split(edition.withdrawn.as_ref().map(|withdrawn| withdrawn.act));
        Ok(Self {
            document_id: document.id.get(),
            number: i32::try_from(edition.number).map_err(corrupt)?,
            state: edition.state.as_str().to_owned(),
            content: text,
            content_sha256: sha256,
            kind: document.kind.as_str().to_owned(),
            organization_id: place.organization_id.get(),
            province_code: place.province_code.to_string(),
            fiscal_year: stored_year(document.fiscal_year),
            heading: edition.content.heading().to_owned(),
            indicators: edition.content.indicators().iter().map(ToString::to_string).collect(),
            division_id: edition.content.division_id().map(DivisionId::get),
            subkind: edition.content.subkind().map(str::to_owned),
            drafters: edition.drafters.iter().map(|user| user.get()).collect(),
            submitted_by,
            submitted_at,
            returned_by,
            returned_at,
            return_reason: edition.returned.as_ref().map(|returned| returned.reason.clone()),
            approved_by,
            approved_at,
            override_reason: edition
                .approved
                .as_ref()
                .and_then(|approved| approved.override_reason.clone()),
            published_by,
            published_at,
            superseded_at: edition.superseded_at.map(Timestamp::from),
            withdrawn_by,
            withdrawn_at,
            withdraw_reason: edition.withdrawn.as_ref().map(|withdrawn| withdrawn.reason.clone()),
            created_at: edition.created_at.into(),
            updated_at: edition.updated_at.into(),
        })
    }
}

impl TryFrom<EditionRow> for Edition {
    type Error = StoreError;

    fn try_from(row: EditionRow) -> Result<Self, StoreError> {
        let kind: DocumentKind = row.kind.parse().map_err(corrupt)?;
        Ok(Self {
            number: u32::try_from(row.number).map_err(corrupt)?,
            state: row.state.parse().map_err(corrupt)?,
            content: content_from_text(kind, &row.content)?,
            drafters: row.drafters.into_iter().map(UserId::new).collect(),
            submitted: act(row.submitted_by, row.submitted_at),
            returned: reasoned(act(row.returned_by, row.returned_at), row.return_reason),
            approved: act(row.approved_by, row.approved_at).map(|act| Approval {
                act,
                override_reason: row.override_reason,
            }),
            published: act(row.published_by, row.published_at),
            superseded_at: row.superseded_at.map(Timestamp::to_jiff),
            withdrawn: reasoned(act(row.withdrawn_by, row.withdrawn_at), row.withdraw_reason),
            created_at: row.created_at.to_jiff(),
            updated_at: row.updated_at.to_jiff(),
        })
    }
}

fn content_from_text(kind: DocumentKind, text: &str) -> Result<Content, StoreError> {
    Ok(match kind {
        DocumentKind::Measure => Content::Measure(Box::new(from_canonical(text)?)),
        DocumentKind::Report => Content::Report(Box::new(from_canonical(text)?)),
        DocumentKind::Announcement => Content::Announcement(Box::new(from_canonical(text)?)),
    })
}

/// The number of an edition as it is stored; no document has so many that it would not fit.
pub(crate) fn stored_number(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// A fiscal year as it is stored: the B.E. number, which fits for the next thirty thousand years.
pub(crate) fn stored_year(year: FiscalYear) -> i16 {
    i16::try_from(year.get()).unwrap_or(i16::MAX)
}

pub(crate) fn loaded_year(stored: i16) -> Result<FiscalYear, StoreError> {
    u16::try_from(stored)
        .ok()
        .and_then(|year| FiscalYear::new(year).ok())
        .ok_or_else(|| StoreError::Corrupt(format!("{stored} is no fiscal year")))
}

pub(super) fn corrupt(error: impl std::fmt::Display) -> StoreError {
    StoreError::Corrupt(error.to_string())
}

fn split(act: Option<Act>) -> (Option<Uuid>, Option<Timestamp>) {
    (act.map(|act| act.by.get()), act.map(|act| act.at.into()))
}

fn act(by: Option<Uuid>, at: Option<Timestamp>) -> Option<Act> {
    Some(Act {
        by: UserId::new(by?),
        at: at?.to_jiff(),
    })
}

fn reasoned(act: Option<Act>, reason: Option<String>) -> Option<Reasoned> {
    Some(Reasoned {
        act: act?,
        reason: reason?,
    })
}
