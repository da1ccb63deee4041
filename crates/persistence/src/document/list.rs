use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::access::Jurisdiction;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::{DivisionId, DocumentId, OrganizationId};
use prongsai_domain::workflow::State;
use uuid::Uuid;

use super::visibility::{Visibility, shown_first};
use crate::rows::{corrupt, loaded_number, loaded_year, stored_year};
use crate::{Store, StoreError};

/// The filters of a list of documents.
#[derive(Clone, Debug, Default)]
pub struct DocumentFilter {
    /// Only documents of this organization.
    pub organization_id: Option<OrganizationId>,
    /// Only documents of this year.
    pub fiscal_year: Option<FiscalYear>,
    /// Only documents whose shown edition is in this state.
    pub state: Option<State>,
    /// Only documents with this indicator.
    pub indicator: Option<String>,
    /// Only documents for which this division is responsible.
    pub division_id: Option<DivisionId>,
    /// Only documents of this province.
    pub province_code: Option<ProvinceCode>,
    /// Only documents of this category, e.g. announcements of one kind.
    pub category: Option<String>,
}

/// A document in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSummary {
    /// Its id.
    pub id: DocumentId,
    /// Its organization and province.
    pub jurisdiction: Jurisdiction,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// The key of the document in bundles.
    pub key: String,
    /// The revision.
    pub revision: i64,
    /// Number of the edition that is shown.
    pub edition: u32,
    /// State of that edition.
    pub state: State,
    /// Title or subject.
    pub title: String,
    /// Codes of its indicators.
    pub indicators: Vec<String>,
    /// The responsible division.
    pub division_id: Option<DivisionId>,
    /// The category within the kind, e.g. that of an announcement.
    pub category: Option<String>,
    /// When the shown edition last changed, in UTC.
    pub updated_at: Timestamp,
}

#[derive(QueryableByName)]
struct SummaryRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    organization_id: Uuid,
    #[diesel(sql_type = Text)]
    province_code: String,
    #[diesel(sql_type = SmallInt)]
    fiscal_year: i16,
    #[diesel(sql_type = Text)]
    key: String,
    #[diesel(sql_type = BigInt)]
    revision: i64,
    #[diesel(sql_type = Integer)]
    number: i32,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Array<Text>)]
    indicators: Vec<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    division_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    category: Option<String>,
    #[diesel(sql_type = Timestamptz)]
    updated_at: jiff_diesel::Timestamp,
}

impl Store {
    /// The documents of a kind that this reader may see, oldest first, after `after`.
    pub async fn list_documents(
        &self,
        kind: DocumentKind,
        filter: &DocumentFilter,
        visibility: &Visibility,
        after: Option<DocumentId>,
        limit: i64,
    ) -> Result<Vec<DocumentSummary>, StoreError> {
        let sql = document_list_statement(filter, visibility);
        let list = diesel::sql_query(sql)
            .bind::<Bool, _>(visibility.everything)
            .bind::<Array<SqlUuid>, _>(&visibility.organizations)
            .bind::<Array<Text>, _>(&visibility.provinces)
            .bind::<Text, _>(kind.as_str())
            .bind::<Nullable<SqlUuid>, _>(after.map(DocumentId::get))
            .bind::<Nullable<SqlUuid>, _>(filter.organization_id.map(OrganizationId::get))
            .bind::<Nullable<SmallInt>, _>(filter.fiscal_year.map(stored_year))
            .bind::<Nullable<Text>, _>(filter.state.map(State::as_str))
            .bind::<Nullable<Text>, _>(filter.indicator.as_deref())
            .bind::<Nullable<SqlUuid>, _>(filter.division_id.map(DivisionId::get))
            .bind::<Nullable<Text>, _>(filter.province_code.as_ref().map(ProvinceCode::to_string))
            .bind::<Nullable<Text>, _>(filter.category.as_deref())
            .bind::<BigInt, _>(limit);
        let rows = self
            .read_long(async |connection| Ok(list.load::<SummaryRow>(connection).await?))
            .await?;
        rows.into_iter().map(DocumentSummary::try_from).collect()
    }
}

/// The statement of [`Store::list_documents`]. Its parameters are, in order: the three values of the visibility, the
/// kind, the document to begin after, the filter's organization, year, state, indicator, division, province and
/// category, and the limit. A parameter of an absent filter is NULL.
///
/// The shown edition decides whether a document is in the list. The conditions on its state, indicators and division
/// are also stated for any edition of the document, because an index can answer that form. The category has no index.
pub fn document_list_statement(filter: &DocumentFilter, visibility: &Visibility) -> String {
    let among_editions = [
        (filter.state.is_some(), "state = $8"),
        (filter.indicator.is_some(), "indicators @> ARRAY[$9]"),
        (filter.division_id.is_some(), "division_id = $10"),
    ];
    let narrowed: Vec<String> = among_editions
        .into_iter()
        .filter(|(is_given, _)| *is_given)
        .map(|(_, condition)| format!("AND d.id IN (SELECT document_id FROM editions WHERE {condition}) "))
        .collect();
    let narrowed = narrowed.concat();
    format!(
        "SELECT d.id, d.organization_id, d.province_code, d.fiscal_year, d.key, d.revision, e.number, e.state, \
                e.title, e.indicators, e.division_id, e.category, e.updated_at \
         FROM documents d CROSS JOIN LATERAL ( \
            SELECT number, state, title, indicators, division_id, category, updated_at FROM editions \
            WHERE document_id = d.id \
              AND is_visible($1, $2, $3, d.organization_id, d.province_code, state) \
            ORDER BY {shown_first} LIMIT 1) e \
         WHERE d.kind = $4 AND ($5::uuid IS NULL OR d.id > $5) \
           AND {visible} {narrowed}\
           AND ($6::uuid IS NULL OR d.organization_id = $6) \
           AND ($7::smallint IS NULL OR d.fiscal_year = $7) \
           AND ($8::text IS NULL OR e.state = $8) \
           AND ($9::text IS NULL OR $9 = ANY(e.indicators)) \
           AND ($10::uuid IS NULL OR e.division_id = $10) \
           AND ($11::text IS NULL OR d.province_code = $11) \
           AND ($12::text IS NULL OR e.category = $12) \
         ORDER BY d.id LIMIT $13",
        shown_first = shown_first!(),
        visible = visible_documents(visibility),
    )
}

/// The condition on documents that follows from the visibility. It contains only the necessary parts, so that an index
/// can be used.
const fn visible_documents(visibility: &Visibility) -> &'static str {
    match (
        visibility.everything,
        visibility.organizations.is_empty(),
        visibility.provinces.is_empty(),
    ) {
        (true, ..) => "true",
        (false, _, true) => "d.organization_id = ANY($2)",
        (false, true, false) => "d.province_code = ANY($3)",
        (false, false, false) => "(d.organization_id = ANY($2) OR d.province_code = ANY($3))",
    }
}

impl TryFrom<SummaryRow> for DocumentSummary {
    type Error = StoreError;

    fn try_from(row: SummaryRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: DocumentId::new(row.id),
            jurisdiction: Jurisdiction {
                organization_id: OrganizationId::new(row.organization_id),
                province_code: ProvinceCode::parse(&row.province_code).map_err(corrupt)?,
            },
            fiscal_year: loaded_year(row.fiscal_year)?,
            key: row.key,
            revision: row.revision,
            edition: loaded_number(row.number)?,
            state: row.state.parse().map_err(corrupt)?,
            title: row.title,
            indicators: row.indicators,
            division_id: row.division_id.map(DivisionId::new),
            category: row.category,
            updated_at: row.updated_at.to_jiff(),
        })
    }
}
