use diesel::prelude::*;
use diesel::sql_types::{Text, Timestamptz};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;

use crate::{Store, StoreError};

/// The condition on `kind` is that of the index `security_events_logins`.
const LOGIN_ADDRESSES: &str = "\
    SELECT DISTINCT event.address FROM users JOIN security_events event ON event.person_id = users.id \
    WHERE users.username = $1 AND event.kind = 'login' AND event.at >= $2 AND event.address IS NOT NULL";

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    address: String,
}

impl Store {
    /// The addresses from which the person with this login name has logged in since a moment, as text. Empty when nobody
    /// has the name. They are those of the security events, so they are kept no longer than these.
    pub async fn login_addresses(&self, username: &str, since: Timestamp) -> Result<Vec<String>, StoreError> {
        let rows: Vec<Row> = self
            .read(async |connection| {
                diesel::sql_query(LOGIN_ADDRESSES)
                    .bind::<Text, _>(username)
                    .bind::<Timestamptz, _>(jiff_diesel::Timestamp::from(since))
                    .load(connection)
                    .await
            })
            .await?;
        Ok(rows.into_iter().map(|row| row.address).collect())
    }
}
