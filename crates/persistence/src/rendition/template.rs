use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::{OrganizationId, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::rows::corrupt;
use crate::schema::rendition_templates;
use crate::{Store, StoreError, StoredLogo, Transaction};

/// An organization's template for renditions. The default applies until the organization has one in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenditionTemplate {
    /// The number of changes. A proposal is one, and so is its acceptance.
    pub revision: i64,
    /// `arabic` or `thai`.
    pub numerals: String,
    /// Lines above the title.
    pub header_lines: Vec<String>,
    /// Posts of the signatories, for renditions that name none.
    pub signature_positions: Vec<String>,
    /// The emblem.
    pub logo: Option<StoredLogo>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = rendition_templates, check_for_backend(diesel::pg::Pg))]
pub(super) struct TemplateRow {
    revision: i64,
    numerals: String,
    header_lines: Vec<String>,
    signature_positions: Vec<String>,
    logo: Option<Vec<u8>>,
    logo_sha256: Option<String>,
}

impl From<TemplateRow> for RenditionTemplate {
    fn from(row: TemplateRow) -> Self {
        Self {
            revision: row.revision,
            numerals: row.numerals,
            header_lines: row.header_lines,
            signature_positions: row.signature_positions,
            logo: StoredLogo::of_row(row.logo, row.logo_sha256),
        }
    }
}

/// The word for Arabic numerals.
const ARABIC: &str = "arabic";

impl Default for RenditionTemplate {
    fn default() -> Self {
        Self {
            revision: 0,
            numerals: ARABIC.to_owned(),
            header_lines: Vec::new(),
            signature_positions: Vec::new(),
            logo: None,
        }
    }
}

/// A template that one person proposed. It is in force when another person accepts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedTemplate {
    /// The template. Its revision has no meaning.
    pub template: RenditionTemplate,
    /// The person who proposed it.
    pub by: UserId,
    /// When, in UTC.
    pub at: Timestamp,
}

/// The template of an organization that is in force, and the one that is proposed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateState {
    /// The template in force. Its revision counts proposals and acceptances.
    pub in_force: RenditionTemplate,
    /// The proposed template.
    pub proposed: Option<ProposedTemplate>,
}

/// The stored text of a proposal, without the logo.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProposalText {
    numerals: String,
    header_lines: Vec<String>,
    signature_positions: Vec<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = rendition_templates, check_for_backend(diesel::pg::Pg))]
struct StateRow {
    #[diesel(embed)]
    in_force: TemplateRow,
    proposal: Option<String>,
    proposed_logo: Option<Vec<u8>>,
    proposed_logo_sha256: Option<String>,
    proposed_by: Option<Uuid>,
    proposed_at: Option<jiff_diesel::Timestamp>,
}

impl TryFrom<StateRow> for TemplateState {
    type Error = StoreError;

    fn try_from(row: StateRow) -> Result<Self, StoreError> {
        let proposed = match (row.proposal, row.proposed_by, row.proposed_at) {
            (Some(text), Some(by), Some(at)) => {
                let text: ProposalText = serde_json::from_str(&text).map_err(corrupt)?;
                Some(ProposedTemplate {
                    template: RenditionTemplate {
                        revision: 0,
                        numerals: text.numerals,
                        header_lines: text.header_lines,
                        signature_positions: text.signature_positions,
                        logo: StoredLogo::of_row(row.proposed_logo, row.proposed_logo_sha256),
                    },
                    by: UserId::new(by),
                    at: at.to_jiff(),
                })
            }
            _ => None,
        };
        Ok(Self {
            in_force: row.in_force.into(),
            proposed,
        })
    }
}

impl Store {
    /// The templates of an organization; the default if it has set none.
    pub async fn rendition_template(&self, organization: OrganizationId) -> Result<TemplateState, StoreError> {
        let found = self
            .read(async |connection| {
                rendition_templates::table
                    .find(organization.get())
                    .select(StateRow::as_select())
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        found.map_or_else(|| Ok(TemplateState::default()), TryInto::try_into)
    }
}

impl Transaction {
    /// As [`Store::rendition_template`], locked if it exists. The caller locks the organization before: there may be no row yet.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn lock_rendition_template(&mut self, organization: OrganizationId) -> Result<TemplateState, StoreError> {
        let found: Option<StateRow> = rendition_templates::table
            .find(organization.get())
            .select(StateRow::as_select())
            .for_update()
            .first(self.waiting_connection())
            .await
            .optional()?;
        found.map_or_else(|| Ok(TemplateState::default()), TryInto::try_into)
    }

    /// Stores a proposed template, which replaces an earlier proposal. `revision` is the new revision.
    ///
    /// # Errors
    /// [`StoreError::Rule`] when the logo is too large.
    pub async fn propose_rendition_template(
        &mut self,
        organization: OrganizationId,
        revision: i64,
        proposed: &ProposedTemplate,
    ) -> Result<(), StoreError> {
        let ProposedTemplate { template, by, at } = proposed;
        let text = serde_json::to_string(&ProposalText {
            numerals: template.numerals.clone(),
            header_lines: template.header_lines.clone(),
            signature_positions: template.signature_positions.clone(),
        });
        let now = jiff_diesel::Timestamp::from(*at);
        let (logo, logo_sha256) = StoredLogo::columns(template.logo.as_ref());
        let changing = (
            rendition_templates::revision.eq(revision),
            rendition_templates::proposal.eq(text.map_err(corrupt)?),
            rendition_templates::proposed_logo.eq(logo),
            rendition_templates::proposed_logo_sha256.eq(logo_sha256),
            rendition_templates::proposed_by.eq(by.get()),
            rendition_templates::proposed_at.eq(now),
            rendition_templates::updated_at.eq(now),
        );
        diesel::insert_into(rendition_templates::table)
            .values((
                rendition_templates::organization_id.eq(organization.get()),
                rendition_templates::numerals.eq(ARABIC),
                rendition_templates::header_lines.eq(Vec::<String>::new()),
                rendition_templates::signature_positions.eq(Vec::<String>::new()),
                changing.clone(),
            ))
            .on_conflict(rendition_templates::organization_id)
            .do_update()
            .set(changing)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Puts the proposed template in force. `revision` is the new revision.
    pub async fn accept_rendition_template(
        &mut self,
        organization: OrganizationId,
        revision: i64,
        accepted: &ProposedTemplate,
        by: UserId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let template = &accepted.template;
        let (logo, logo_sha256) = StoredLogo::columns(template.logo.as_ref());
        diesel::update(rendition_templates::table.find(organization.get()))
            .set((
                rendition_templates::revision.eq(revision),
                rendition_templates::numerals.eq(&template.numerals),
                rendition_templates::header_lines.eq(&template.header_lines),
                rendition_templates::signature_positions.eq(&template.signature_positions),
                rendition_templates::logo.eq(logo),
                rendition_templates::logo_sha256.eq(logo_sha256),
                rendition_templates::author_id.eq(accepted.by.get()),
                rendition_templates::accepted_by.eq(by.get()),
                rendition_templates::proposal.eq(None::<String>),
                rendition_templates::proposed_logo.eq(None::<Vec<u8>>),
                rendition_templates::proposed_logo_sha256.eq(None::<String>),
                rendition_templates::proposed_by.eq(None::<Uuid>),
                rendition_templates::proposed_at.eq(None::<jiff_diesel::Timestamp>),
                rendition_templates::updated_at.eq(jiff_diesel::Timestamp::from(now)),
            ))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
