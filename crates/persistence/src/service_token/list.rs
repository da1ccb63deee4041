use diesel::dsl::not;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::{OrganizationId, ServiceTokenId, UserId};
use prongsai_domain::service_token::ServiceToken;

use super::rows::TokenRow;
use crate::schema::{service_tokens, users};
use crate::{Store, StoreError};

/// The tokens that are wanted.
#[derive(Clone, Copy, Debug)]
pub struct ServiceTokenFilter {
    /// Only those of this person.
    pub user: Option<UserId>,
    /// Only those of this organization.
    pub organization: Option<OrganizationId>,
    /// Only this one.
    pub id: Option<ServiceTokenId>,
    /// Only valid ones, or only others; all when absent.
    pub is_valid: Option<bool>,
    /// The present, in UTC.
    pub now: Timestamp,
    /// Only tokens before this one; ids sort by creation.
    pub before: Option<ServiceTokenId>,
    /// The largest number of tokens.
    pub limit: i64,
}

impl Store {
    /// The tokens that match a filter, newest first, each with the name of its person.
    pub async fn service_tokens(&self, filter: &ServiceTokenFilter) -> Result<Vec<(ServiceToken, String)>, StoreError> {
        let now = jiff_diesel::Timestamp::from(filter.now);
        let rows: Vec<(TokenRow, String)> = self
            .read(async |connection| {
                let is_valid = service_tokens::revoked_at
                    .is_null()
                    .and(service_tokens::expires_at.gt(now));
                let mut query = service_tokens::table
                    .inner_join(users::table)
                    .select((TokenRow::as_select(), users::display_name))
                    .into_boxed::<Pg>();
                if let Some(user) = filter.user {
                    query = query.filter(service_tokens::user_id.eq(user.get()));
                }
                if let Some(organization) = filter.organization {
                    query = query.filter(service_tokens::organization_id.eq(organization.get()));
                }
                if let Some(id) = filter.id {
                    query = query.filter(service_tokens::id.eq(id.get()));
                }
                match filter.is_valid {
                    Some(true) => query = query.filter(is_valid),
                    Some(false) => query = query.filter(not(is_valid)),
                    None => {}
                }
                if let Some(before) = filter.before {
                    query = query.filter(service_tokens::id.lt(before.get()));
                }
                query
                    .order_by(service_tokens::id.desc())
                    .limit(filter.limit)
                    .load(connection)
                    .await
            })
            .await?;
        let token = |(row, name): (TokenRow, String)| (ServiceToken::from(row), name);
        Ok(rows.into_iter().map(token).collect())
    }
}
