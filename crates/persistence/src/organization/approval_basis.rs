use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::{Integer, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use prongsai_domain::approval_basis::ApprovalBasis;
use prongsai_domain::id::OrganizationId;
use uuid::Uuid;

use crate::rows::{known_kinds, loaded_number};
use crate::store::fixed;
use crate::{Store, StoreError};

/// The statement of [`Store::approval_bases`]; public so that a test looks at its plan. `$1` are the organizations, `$2` the
/// kinds of documents, both as the text of an array. A person has a role in an organization once.
pub const APPROVAL_BASES: &str = "\
    SELECT organization.id AS organization_id, held.*, shown.* \
    FROM unnest($1::uuid[]) AS organization (id) \
    CROSS JOIN LATERAL ( \
        SELECT count(*) FILTER (WHERE held.role = 'approver')::integer AS approvers, \
               count(*) FILTER (WHERE held.role = 'approver' AND held.confirmed_at IS NULL)::integer \
                   AS approvers_unconfirmed, \
               count(drafting.id) FILTER (WHERE held.role = 'approver')::integer AS approvers_who_draft, \
               count(*) FILTER (WHERE held.role = 'publisher')::integer AS publishers, \
               count(*) FILTER (WHERE held.role = 'publisher' AND held.confirmed_at IS NULL)::integer \
                   AS publishers_unconfirmed \
        FROM memberships held JOIN users ON users.id = held.user_id \
        LEFT JOIN memberships drafting ON drafting.user_id = held.user_id \
            AND drafting.organization_id = organization.id AND drafting.role = 'drafter' \
        WHERE held.organization_id = organization.id AND held.role IN ('approver', 'publisher') \
            AND users.is_active AND users.password_hash IS NOT NULL AND users.handed_over_by IS NULL \
    ) held \
    CROSS JOIN LATERAL ( \
        SELECT count(*)::integer AS public_documents, \
               count(DISTINCT approval.person_id)::integer AS approvers_of_public, \
               coalesce(sum(jsonb_array_length(approval.acknowledged)), 0)::integer AS acknowledged_warnings \
        FROM publications LEFT JOIN LATERAL ( \
            SELECT person_id, acknowledged FROM acts WHERE acts.document_id = publications.document_id \
                AND acts.edition = publications.edition AND act = 'approved' ORDER BY ordinal DESC LIMIT 1 \
        ) approval ON true \
        WHERE publications.organization_id = organization.id AND kind = ANY ($2::text[]) \
            AND is_current AND is_public AND withdrawn_at IS NULL \
    ) shown";

#[derive(QueryableByName)]
struct ApprovalBasisRow {
    #[diesel(sql_type = SqlUuid)]
    organization_id: Uuid,
    #[diesel(sql_type = Integer)]
    approvers: i32,
    #[diesel(sql_type = Integer)]
    approvers_unconfirmed: i32,
    #[diesel(sql_type = Integer)]
    approvers_who_draft: i32,
    #[diesel(sql_type = Integer)]
    publishers: i32,
    #[diesel(sql_type = Integer)]
    publishers_unconfirmed: i32,
    #[diesel(sql_type = Integer)]
    public_documents: i32,
    #[diesel(sql_type = Integer)]
    approvers_of_public: i32,
    #[diesel(sql_type = Integer)]
    acknowledged_warnings: i32,
}

impl TryFrom<ApprovalBasisRow> for ApprovalBasis {
    type Error = StoreError;

    fn try_from(row: ApprovalBasisRow) -> Result<Self, StoreError> {
        Ok(Self {
            approvers: loaded_number(row.approvers)?,
            approvers_unconfirmed: loaded_number(row.approvers_unconfirmed)?,
            approvers_who_draft: loaded_number(row.approvers_who_draft)?,
            publishers: loaded_number(row.publishers)?,
            publishers_unconfirmed: loaded_number(row.publishers_unconfirmed)?,
            public_documents: loaded_number(row.public_documents)?,
            approvers_of_public: loaded_number(row.approvers_of_public)?,
            acknowledged_warnings: loaded_number(row.acknowledged_warnings)?,
        })
    }
}

impl Store {
    /// How many people the approvals of these organizations rest on, in one statement.
    pub async fn approval_bases(
        &self,
        organizations: &[OrganizationId],
    ) -> Result<BTreeMap<OrganizationId, ApprovalBasis>, StoreError> {
        let ids: Vec<String> = organizations.iter().map(ToString::to_string).collect();
        let (ids, kinds) = (array(&ids), array(&known_kinds()));
        let rows: Vec<ApprovalBasisRow> = self
            .read(async |connection| {
                let statement = fixed(APPROVAL_BASES).text(ids.as_str()).text(kinds.as_str());
                statement.load(connection).await
            })
            .await?;
        rows.into_iter()
            .map(|row| Ok((OrganizationId::new(row.organization_id), row.try_into()?)))
            .collect()
    }
}

/// The text of an array. Ids and names of kinds have no character that needs quotes.
fn array<T: AsRef<str>>(items: &[T]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    format!("{{{}}}", items.join(","))
}
