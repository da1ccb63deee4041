use diesel::QueryableByName;
use diesel::sql_types::Uuid as SqlUuid;
use diesel_async::RunQueryDsl;
use prongsai_domain::id::OrganizationId;
use uuid::Uuid;

use crate::{Store, StoreError};

/// Those that have waited longest come first. A part of all organizations is taken at a time, so that a day has room for each of
/// them, and the visits are spread over it. The clock is that of the database.
const BEGIN: &str = "
INSERT INTO link_rounds (organization_id, begun_at)
SELECT organization.id, now()
FROM organizations organization LEFT JOIN link_rounds round ON round.organization_id = organization.id
WHERE organization.merged_into IS NULL AND (round.begun_at IS NULL OR round.begun_at < now() - interval '23 hours 30 minutes')
ORDER BY round.begun_at NULLS FIRST, organization.id
LIMIT (SELECT ceil(count(*) / 20.0) FROM organizations)
ON CONFLICT (organization_id) DO UPDATE SET begun_at = excluded.begun_at
RETURNING organization_id";

#[derive(QueryableByName)]
struct Begun {
    #[diesel(sql_type = SqlUuid)]
    organization_id: Uuid,
}

impl Store {
    /// Begins the daily round of the organizations whose links are due: at most a twentieth of all at a time. Called once an hour,
    /// it returns each organization once a day.
    pub async fn begin_link_rounds(&self) -> Result<Vec<OrganizationId>, StoreError> {
        let begun: Vec<Begun> = self
            .write_alone(async |connection| Ok(diesel::sql_query(BEGIN).load(connection).await?))
            .await?;
        Ok(begun
            .into_iter()
            .map(|row| OrganizationId::new(row.organization_id))
            .collect())
    }
}
