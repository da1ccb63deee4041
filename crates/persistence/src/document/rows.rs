use diesel::prelude::*;
use jiff_diesel::Timestamp;
use prongsai_domain::access::Jurisdiction;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Catalogues, ChangeNote, ContentVersion, Document, DocumentKind, Edition};
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::{ContentId, DivisionId, DocumentId, OrganizationId, UserId};
use serde::Serialize;
use uuid::Uuid;

use super::acts::ActRow;
use crate::content::read_document;
use crate::rows::{corrupt, loaded_number, loaded_year, stored_number, stored_year};
use crate::schema::{documents, edition_details};
use crate::{Canonical, StoreError, from_canonical};

#[derive(Queryable, Selectable, Serialize)]
#[diesel(table_name = documents)]
pub(crate) struct DocumentRow {
    id: Uuid,
    kind: String,
    organization_id: Uuid,
    province_code: String,
    programme: String,
    fiscal_year: i16,
    key: String,
    revision: i64,
    created_by: Uuid,
    #[serde(serialize_with = "as_text")]
    created_at: Timestamp,
}

/// An edition in the view `edition_details`.
#[derive(Queryable, Selectable)]
#[diesel(table_name = edition_details)]
pub(crate) struct EditionRow {
    number: i32,
    state: String,
    kind: String,
    drafters: Vec<Uuid>,
    catalogues: Option<String>,
    created_at: Timestamp,
    updated_at: Timestamp,
    content_id: Uuid,
    version: i32,
    schema_version: i16,
    body: String,
    sha256: String,
    contributors: Vec<Uuid>,
    base_id: Option<Uuid>,
    acts: String,
    change_kind: Option<String>,
    change_note: Option<String>,
}

/// A row of `editions` to insert or to update: the state of the edition, and the values of its content that lists and
/// filters need.
#[derive(Serialize)]
pub(super) struct NewEditionRow {
    document_id: Uuid,
    number: i32,
    state: &'static str,
    content_id: Uuid,
    title: String,
    indicators: Vec<String>,
    division_id: Option<Uuid>,
    category: Option<&'static str>,
    drafters: Vec<Uuid>,
    catalogues: Option<String>,
    change_kind: Option<&'static str>,
    change_note: Option<String>,
    created_at: jiff::Timestamp,
    updated_at: jiff::Timestamp,
}

fn as_text<S: serde::Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    at.to_jiff().serialize(serializer)
}

impl From<&Document> for DocumentRow {
    fn from(document: &Document) -> Self {
        Self {
            id: document.id.get(),
            kind: document.kind.as_str().to_owned(),
            organization_id: document.jurisdiction.organization_id.get(),
            province_code: document.jurisdiction.province_code.to_string(),
            programme: document.programme.clone(),
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
            jurisdiction: Jurisdiction {
                organization_id: OrganizationId::new(row.organization_id),
                province_code: ProvinceCode::parse(&row.province_code).map_err(corrupt)?,
            },
            programme: row.programme,
            fiscal_year: loaded_year(row.fiscal_year)?,
            key: row.key,
            revision: row.revision,
            created_by: UserId::new(row.created_by),
            created_at: row.created_at.to_jiff(),
        })
    }
}

impl NewEditionRow {
    pub(super) fn of(document: DocumentId, edition: &Edition) -> Result<Self, StoreError> {
        let facets = edition.content.facets();
        Ok(Self {
            document_id: document.get(),
            number: stored_number(edition.number),
            state: edition.state.as_str(),
            content_id: edition.version.id.get(),
            title: edition.content.title().into_owned(),
            indicators: facets.indicators.iter().map(ToString::to_string).collect(),
            division_id: facets.division_id.map(DivisionId::get),
            category: facets.category,
            drafters: edition.drafters.iter().map(|user| user.get()).collect(),
            catalogues: edition.catalogues.as_ref().map(catalogues_text).transpose()?,
            change_kind: edition.change.as_ref().map(|change| change.kind.as_str()),
            change_note: edition.change.as_ref().map(|change| change.text.clone()),
            created_at: edition.created_at,
            updated_at: edition.updated_at,
        })
    }
}

/// The note of a correction from its two columns, which are NULL together.
pub(crate) fn change_note(kind: Option<String>, text: Option<String>) -> Result<Option<ChangeNote>, StoreError> {
    kind.zip(text)
        .map(|(kind, text)| {
            let kind = kind.parse().map_err(corrupt)?;
            Ok(ChangeNote { kind, text })
        })
        .transpose()
}

fn catalogues_text(catalogues: &Catalogues) -> Result<String, StoreError> {
    let pairs: Vec<(u16, i64)> = catalogues
        .iter()
        .map(|(year, revision)| (year.get(), *revision))
        .collect();
    Ok(Canonical::of(&pairs)?.text)
}

fn catalogues_of(text: &str) -> Result<Catalogues, StoreError> {
    from_canonical::<Vec<(u16, i64)>>(text)?
        .into_iter()
        .map(|(year, revision)| Ok((FiscalYear::new(year).map_err(corrupt)?, revision)))
        .collect()
}

impl TryFrom<EditionRow> for Edition {
    type Error = StoreError;

    fn try_from(row: EditionRow) -> Result<Self, StoreError> {
        let kind: DocumentKind = row.kind.parse().map_err(corrupt)?;
        let acts: Vec<ActRow> = from_canonical(&row.acts)?;
        Ok(Self {
            number: loaded_number(row.number)?,
            state: row.state.parse().map_err(corrupt)?,
            content: read_document(kind, row.schema_version, &row.body)?,
            version: ContentVersion {
                id: ContentId::new(row.content_id),
                number: loaded_number(row.version)?,
                sha256: row.sha256,
                contributors: row.contributors.into_iter().map(UserId::new).collect(),
                base: row.base_id.map(ContentId::new),
            },
            drafters: row.drafters.into_iter().map(UserId::new).collect(),
            letterhead_authors: Vec::new(),
            acts: acts.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?,
            catalogues: row.catalogues.as_deref().map(catalogues_of).transpose()?,
            change: change_note(row.change_kind, row.change_note)?,
            created_at: row.created_at.to_jiff(),
            updated_at: row.updated_at.to_jiff(),
        })
    }
}
