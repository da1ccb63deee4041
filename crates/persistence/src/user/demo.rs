use diesel::QueryableByName;
use diesel::sql_types::{Array, Bool, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl as _;
use prongsai_domain::id::UserId;
use uuid::Uuid;

use crate::{Store, StoreError};

/// An account that the demo made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// The person.
    pub id: UserId,
    /// Whether the person may log in.
    pub is_active: bool,
    /// Whether the program itself was the last to activate or deactivate the account.
    pub is_changed_by_program: bool,
}

/// How the accounts of the demo are recognised, beside the audit trail.
#[derive(Clone, Copy, Debug)]
pub struct DemoMarks<'a> {
    /// The login names of all accounts.
    pub usernames: &'a [&'a str],
    /// The login name of the platform administrator, who is one of them.
    pub administrator: &'a str,
    /// The code of the first organization. No real organization has it.
    pub local_code: &'a str,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Bool)]
    is_active: bool,
    #[diesel(sql_type = Bool)]
    is_changed_by_program: bool,
}

impl Store {
    /// The accounts that the demo made in this database, by id. Real people with the same login names are not among them.
    pub async fn demo_accounts(&self, marks: DemoMarks<'_>) -> Result<Vec<DemoAccount>, StoreError> {
        let query = diesel::sql_query(include_str!("demo_accounts.sql"))
            .bind::<Array<Text>, _>(marks.usernames)
            .bind::<Text, _>(marks.administrator)
            .bind::<Text, _>(marks.local_code);
        let rows: Vec<Row> = self
            .read_long(async |connection| Ok(query.load(connection).await?))
            .await?;
        let account = |row: Row| DemoAccount {
            id: UserId::new(row.id),
            is_active: row.is_active,
            is_changed_by_program: row.is_changed_by_program,
        };
        Ok(rows.into_iter().map(account).collect())
    }
}
