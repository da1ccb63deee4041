use diesel::dsl::{AsSelect, InnerJoin, Select};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::{MeasureTemplateId, OrganizationId, UserId};
use prongsai_domain::organization::Organization;
use prongsai_domain::template::OwnerScope;
use uuid::Uuid;

use super::{StoredTemplate, TemplateOwner};
use crate::content::ContentRow;
use crate::rows::corrupt;
use crate::schema::{contents, measure_templates, organizations};
use crate::{Store, StoreError, Transaction};

#[derive(Queryable, Selectable)]
#[diesel(table_name = measure_templates, check_for_backend(Pg))]
struct TemplateRow {
    id: Uuid,
    owner: String,
    province_code: Option<String>,
    organization_id: Option<Uuid>,
    revision: i64,
    updated_by: Option<Uuid>,
    updated_at: jiff_diesel::Timestamp,
}

type Row = (TemplateRow, ContentRow);
type Selected =
    Select<InnerJoin<measure_templates::table, contents::table>, (AsSelect<TemplateRow, Pg>, AsSelect<ContentRow, Pg>)>;

fn selected() -> Selected {
    measure_templates::table
        .inner_join(contents::table)
        .select((TemplateRow::as_select(), ContentRow::as_select()))
}

/// The templates that a reader sees. Everybody sees those of the platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateVisibility {
    /// All templates.
    All,
    /// Those of these organizations and of these provinces.
    Of {
        /// The organizations.
        organizations: Vec<OrganizationId>,
        /// The provinces.
        provinces: Vec<ProvinceCode>,
    },
}

impl TemplateVisibility {
    /// The templates that an organization can use.
    pub fn of_organization(organization: &Organization) -> Self {
        Self::Of {
            organizations: vec![organization.id],
            provinces: vec![organization.profile.province_code.clone()],
        }
    }
}

/// Limits a boxed query to the templates that a reader sees.
macro_rules! visible {
    ($query:expr, $visibility:expr) => {{
        let query = $query.filter(measure_templates::removed_at.is_null());
        match $visibility {
            TemplateVisibility::All => query,
            TemplateVisibility::Of {
                organizations,
                provinces,
            } => {
                let own: Vec<Option<Uuid>> = organizations.iter().map(|id| Some(id.get())).collect();
                let near: Vec<Option<String>> = provinces.iter().map(|code| Some(code.to_string())).collect();
                query.filter(
                    measure_templates::owner
                        .eq(OwnerScope::Platform.as_str())
                        .or(measure_templates::province_code.eq_any(near))
                        .or(measure_templates::organization_id.eq_any(own)),
                )
            }
        }
    }};
}

impl Store {
    /// The templates that a reader sees, by id, after one of them, at most `limit`.
    pub async fn measure_templates(
        &self,
        visibility: &TemplateVisibility,
        owner: Option<OwnerScope>,
        after: Option<MeasureTemplateId>,
        limit: i64,
    ) -> Result<Vec<StoredTemplate>, StoreError> {
        let rows: Vec<Row> = self
            .read_page(async |connection| {
                let mut query = visible!(selected().into_boxed::<Pg>(), visibility);
                if let Some(owner) = owner {
                    query = query.filter(measure_templates::owner.eq(owner.as_str()));
                }
                if let Some(after) = after {
                    query = query.filter(measure_templates::id.gt(after.get()));
                }
                query
                    .order_by(measure_templates::id)
                    .limit(limit)
                    .load(connection)
                    .await
            })
            .await?;
        rows.into_iter().map(StoredTemplate::try_from).collect()
    }

    /// A template that a reader sees.
    pub async fn find_measure_template(
        &self,
        id: MeasureTemplateId,
        visibility: &TemplateVisibility,
    ) -> Result<Option<StoredTemplate>, StoreError> {
        let row: Option<Row> = self
            .read(async |connection| {
                visible!(selected().into_boxed::<Pg>(), visibility)
                    .filter(measure_templates::id.eq(id.get()))
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        row.map(StoredTemplate::try_from).transpose()
    }
}

impl Store {
    /// The provinces of organizations.
    pub async fn provinces_of(&self, organizations: &[OrganizationId]) -> Result<Vec<ProvinceCode>, StoreError> {
        let ids: Vec<Uuid> = organizations.iter().map(|id| id.get()).collect();
        let codes: Vec<String> = self
            .read(async |connection| {
                organizations::table
                    .filter(organizations::id.eq_any(&ids))
                    .select(organizations::province_code)
                    .distinct()
                    .load(connection)
                    .await
            })
            .await?;
        codes
            .iter()
            .map(|code| ProvinceCode::parse(code).map_err(corrupt))
            .collect()
    }
}

impl Transaction {
    /// Locks a template.
    pub async fn lock_measure_template(&mut self, id: MeasureTemplateId) -> Result<Option<StoredTemplate>, StoreError> {
        let locked: Option<Uuid> = measure_templates::table
            .find(id.get())
            .filter(measure_templates::removed_at.is_null())
            .select(measure_templates::id)
            .for_no_key_update()
            .first(self.waiting_connection())
            .await
            .optional()?;
        // A statement of its own: the one that waited would join the contents as they were before its wait.
        let Some(id) = locked else { return Ok(None) };
        let row: Row = selected()
            .filter(measure_templates::id.eq(id))
            .first(self.connection())
            .await?;
        StoredTemplate::try_from(row).map(Some)
    }
}

fn scope(name: &str) -> Option<OwnerScope> {
    OwnerScope::ALL.into_iter().find(|scope| scope.as_str() == name)
}

impl TryFrom<Row> for StoredTemplate {
    type Error = StoreError;

    fn try_from((row, content): Row) -> Result<Self, StoreError> {
        let owner = match (scope(&row.owner), row.province_code, row.organization_id) {
            (Some(OwnerScope::Platform), _, _) => TemplateOwner::Platform,
            (Some(OwnerScope::Province), Some(code), _) => {
                TemplateOwner::Province(ProvinceCode::parse(&code).map_err(corrupt)?)
            }
            (Some(OwnerScope::Organization), _, Some(id)) => TemplateOwner::Organization(OrganizationId::new(id)),
            _ => return Err(corrupt("a template has no owner")),
        };
        Ok(Self {
            id: MeasureTemplateId::new(row.id),
            owner,
            revision: row.revision,
            content: content.decode()?,
            version: content.version()?,
            updated_by: row.updated_by.map(UserId::new),
            updated_at: row.updated_at.to_jiff(),
        })
    }
}
