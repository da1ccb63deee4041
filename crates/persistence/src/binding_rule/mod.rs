//! The binding rules of organizations and provinces. The database refuses a release by one person.

use diesel::dsl::{AsSelect, Select};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::binding_rule::{BindingRule, BindingScope, ProposedRelease};
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::{OrganizationId, UserId};
use uuid::Uuid;

use crate::rows::corrupt;
use crate::schema::binding_rules;
use crate::{Store, StoreError, Transaction};

#[derive(Queryable, Selectable)]
#[diesel(table_name = binding_rules, check_for_backend(Pg))]
struct BindingRuleRow {
    organization_id: Option<Uuid>,
    province_code: Option<String>,
    rule: String,
    bound_by: Uuid,
    bound_at: jiff_diesel::Timestamp,
    release_proposed_by: Option<Uuid>,
    release_proposed_at: Option<jiff_diesel::Timestamp>,
}

impl TryFrom<BindingRuleRow> for BindingRule {
    type Error = StoreError;

    fn try_from(row: BindingRuleRow) -> Result<Self, StoreError> {
        let scope = match (row.organization_id, row.province_code) {
            (Some(id), None) => BindingScope::Organization(OrganizationId::new(id)),
            (None, Some(code)) => BindingScope::Province(ProvinceCode::parse(&code).map_err(corrupt)?),
            _ => return Err(corrupt("a binding rule has not one scope")),
        };
        let proposed = row.release_proposed_by.zip(row.release_proposed_at);
        Ok(Self {
            scope,
            rule: row.rule,
            bound_by: UserId::new(row.bound_by),
            bound_at: row.bound_at.to_jiff(),
            release: proposed.map(|(by, at)| ProposedRelease {
                by: UserId::new(by),
                at: at.to_jiff(),
            }),
        })
    }
}

type InForce = diesel::helper_types::Filter<
    Select<binding_rules::table, AsSelect<BindingRuleRow, Pg>>,
    diesel::helper_types::IsNull<binding_rules::released_at>,
>;

fn in_force() -> InForce {
    binding_rules::table
        .select(BindingRuleRow::as_select())
        .filter(binding_rules::released_at.is_null())
}

/// The rules in force in one scope.
macro_rules! of_scope {
    ($scope:expr) => {{
        let (organization, province) = columns($scope);
        in_force().filter(
            binding_rules::organization_id
                .is_not_distinct_from(organization)
                .and(binding_rules::province_code.is_not_distinct_from(province)),
        )
    }};
}

/// The rules in force for an organization of a province.
macro_rules! for_organization {
    ($organization:expr, $province:expr) => {
        in_force().filter(
            binding_rules::organization_id
                .eq($organization.get())
                .or(binding_rules::province_code.eq($province.as_str())),
        )
    };
}

/// The row of a rule that is in force, to update it.
macro_rules! row_of {
    ($rule:expr) => {{
        let (organization, province) = columns(&$rule.scope);
        diesel::update(binding_rules::table)
            .filter(binding_rules::released_at.is_null())
            .filter(binding_rules::rule.eq(&$rule.rule))
            .filter(binding_rules::organization_id.is_not_distinct_from(organization))
            .filter(binding_rules::province_code.is_not_distinct_from(province))
    }};
}

/// The values of the columns of a scope.
fn columns(scope: &BindingScope) -> (Option<Uuid>, Option<String>) {
    match scope {
        BindingScope::Organization(id) => (Some(id.get()), None),
        BindingScope::Province(code) => (None, Some(code.to_string())),
    }
}

fn loaded(rows: Vec<BindingRuleRow>) -> Result<Vec<BindingRule>, StoreError> {
    rows.into_iter().map(BindingRule::try_from).collect()
}

impl Store {
    /// The rules that are binding in a scope, by code.
    pub async fn binding_rules_of(&self, scope: &BindingScope) -> Result<Vec<BindingRule>, StoreError> {
        loaded(
            self.read(async |connection| of_scope!(scope).order_by(binding_rules::rule).load(connection).await)
                .await?,
        )
    }

    /// The rules that are binding for an organization of a province: its own, then those of the province.
    pub async fn binding_rules_for(
        &self,
        organization: OrganizationId,
        province: &ProvinceCode,
    ) -> Result<Vec<BindingRule>, StoreError> {
        loaded(
            self.read(async |connection| {
                for_organization!(organization, province)
                    .order_by((binding_rules::province_code.asc().nulls_first(), binding_rules::rule))
                    .load(connection)
                    .await
            })
            .await?,
        )
    }
}

impl Transaction {
    /// As [`Store::binding_rules_for`].
    pub async fn binding_rules_for(
        &mut self,
        organization: OrganizationId,
        province: &ProvinceCode,
    ) -> Result<Vec<BindingRule>, StoreError> {
        let rows = for_organization!(organization, province)
            .load(self.connection())
            .await?;
        loaded(rows)
    }

    /// A rule that is binding in a scope, locked until the end of the transaction.
    pub async fn lock_binding_rule(
        &mut self,
        scope: &BindingScope,
        rule: &str,
    ) -> Result<Option<BindingRule>, StoreError> {
        let row: Option<BindingRuleRow> = of_scope!(scope)
            .filter(binding_rules::rule.eq(rule))
            .for_update()
            .first(self.waiting_connection())
            .await
            .optional()?;
        row.map(BindingRule::try_from).transpose()
    }

    /// Binds a rule.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when it is binding in this scope.
    pub async fn insert_binding_rule(&mut self, id: Uuid, rule: &BindingRule) -> Result<(), StoreError> {
        let (organization, province) = columns(&rule.scope);
        diesel::insert_into(binding_rules::table)
            .values((
                binding_rules::id.eq(id),
                binding_rules::organization_id.eq(organization),
                binding_rules::province_code.eq(province),
                binding_rules::rule.eq(&rule.rule),
                binding_rules::bound_by.eq(rule.bound_by.get()),
                binding_rules::bound_at.eq(jiff_diesel::Timestamp::from(rule.bound_at)),
            ))
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }

    /// Stores the proposal to release a binding rule, or that there is none.
    pub async fn update_release(&mut self, rule: &BindingRule) -> Result<(), StoreError> {
        row_of!(rule)
            .set((
                binding_rules::release_proposed_by.eq(rule.release.map(|one| one.by.get())),
                binding_rules::release_proposed_at.eq(rule.release.map(|one| jiff_diesel::Timestamp::from(one.at))),
            ))
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }

    /// Releases a binding rule. Another person proposed the release.
    pub async fn release_binding_rule(
        &mut self,
        rule: &BindingRule,
        by: UserId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        row_of!(rule)
            .set((
                binding_rules::released_by.eq(by.get()),
                binding_rules::released_at.eq(jiff_diesel::Timestamp::from(now)),
            ))
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }
}
