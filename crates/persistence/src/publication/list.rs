use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::{DocumentId, OrganizationId};
use uuid::Uuid;

use crate::rows::{loaded_number, loaded_year, stored_year};
use crate::schema::publications;
use crate::{Store, StoreError};

/// The filters of a public list.
#[derive(Clone, Debug, Default)]
pub struct PublicationFilter {
    /// Only documents of this organization.
    pub organization_id: Option<OrganizationId>,
    /// Only documents of this year.
    pub fiscal_year: Option<FiscalYear>,
    /// Only documents with this indicator.
    pub indicator: Option<String>,
    /// Only documents of this province.
    pub province_code: Option<ProvinceCode>,
    /// Only documents of this category, e.g. announcements of one kind.
    pub category: Option<String>,
}

/// A published document in a public list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicationSummary {
    /// Its id.
    pub id: DocumentId,
    /// Number of the live edition.
    pub edition: u32,
    /// The organization.
    pub organization_id: OrganizationId,
    /// The province.
    pub province_code: String,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// Title or subject.
    pub title: String,
    /// Codes of its indicators.
    pub indicators: Vec<String>,
    /// The category within the kind, e.g. that of an announcement.
    pub category: Option<String>,
    /// When the live edition was published, in UTC.
    pub published_at: Timestamp,
    /// The reason for which one of its authors approved the live edition.
    pub override_reason: Option<String>,
}

type SummaryRow = (
    Uuid,
    i32,
    Uuid,
    String,
    i16,
    String,
    Vec<String>,
    Option<String>,
    jiff_diesel::Timestamp,
    Option<String>,
);

impl Store {
    /// The public documents of a kind, oldest first, after `after`.
    pub async fn list_publications(
        &self,
        kind: DocumentKind,
        filter: &PublicationFilter,
        after: Option<DocumentId>,
        limit: i64,
    ) -> Result<Vec<PublicationSummary>, StoreError> {
        let rows = self
            .read_page(async |connection| {
                page(kind, filter, after, limit)
                    .select((
                        publications::document_id,
                        publications::edition,
                        publications::organization_id,
                        publications::province_code,
                        publications::fiscal_year,
                        publications::title,
                        publications::indicators,
                        publications::category,
                        publications::published_at,
                        publications::override_reason,
                    ))
                    .load::<SummaryRow>(connection)
                    .await
            })
            .await?;
        rows.into_iter().map(PublicationSummary::try_from).collect()
    }
}

/// A page of the publications that the public sees, oldest first.
fn page(
    kind: DocumentKind,
    filter: &PublicationFilter,
    after: Option<DocumentId>,
    limit: i64,
) -> publications::BoxedQuery<'static, Pg> {
    let mut query = publications::table
        .filter(publications::kind.eq(kind.as_str()))
        .filter(publications::is_current)
        .filter(publications::is_public)
        .filter(publications::withdrawn_at.is_null())
        .filter(publications::document_id.gt(after.map_or(Uuid::nil(), DocumentId::get)))
        .order_by(publications::document_id)
        .limit(limit)
        .into_boxed();
    if let Some(organization) = filter.organization_id {
        query = query.filter(publications::organization_id.eq(organization.get()));
    }
    if let Some(year) = filter.fiscal_year {
        query = query.filter(publications::fiscal_year.eq(stored_year(year)));
    }
    if let Some(indicator) = &filter.indicator {
        query = query.filter(publications::indicators.contains(vec![indicator.clone()]));
    }
    if let Some(province) = &filter.province_code {
        query = query.filter(publications::province_code.eq(province.to_string()));
    }
    if let Some(category) = &filter.category {
        query = query.filter(publications::category.eq(category.clone()));
    }
    query
}

/// The statement of [`Store::list_publications`]. Its parameters are, in order: the kind, the document to begin after,
/// the filter's organization, year, indicator, province and category, and the limit.
pub fn publication_list_statement(kind: DocumentKind, filter: &PublicationFilter) -> String {
    let text = diesel::debug_query::<Pg, _>(&page(kind, filter, None, 1)).to_string();
    match text.split_once(" -- binds") {
        Some((statement, _)) => statement.to_owned(),
        None => text,
    }
}

impl TryFrom<SummaryRow> for PublicationSummary {
    type Error = StoreError;

    fn try_from(row: SummaryRow) -> Result<Self, StoreError> {
        let (id, edition, organization_id, province_code, year, title, indicators, category, published_at, reason) =
            row;
        Ok(Self {
            id: DocumentId::new(id),
            edition: loaded_number(edition)?,
            organization_id: OrganizationId::new(organization_id),
            province_code,
            fiscal_year: loaded_year(year)?,
            title,
            indicators,
            category,
            published_at: published_at.to_jiff(),
            override_reason: reason,
        })
    }
}
