use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{Array, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use prongsai_domain::document::{Document, Edition};
use prongsai_domain::id::{DocumentId, UserId};
use serde::Serialize;
use uuid::Uuid;

use crate::rows::{as_json, stored_number};
use crate::store::fixed;
use crate::{StoreError, Transaction};

/// `$1` are editions. The database computes the authors from the contents; see `edition_authors` in the schema.
const AUTHORS: &str = "
SELECT wanted.id, edition_authors(wanted.id, wanted.number) AS people
FROM json_to_recordset($1::json) AS wanted (id uuid, number integer)";

#[derive(Serialize)]
struct WantedEdition {
    id: Uuid,
    number: i32,
}

#[derive(QueryableByName)]
struct AuthorsRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Array<SqlUuid>)]
    people: Vec<Uuid>,
}

impl Transaction {
    /// Everybody who may not approve these editions, one of each document: who wrote in them, in what they are based on or
    /// in what they show, and who submitted them. In one statement.
    pub async fn authors_of(
        &mut self,
        editions: &[(&Document, &Edition)],
    ) -> Result<HashMap<DocumentId, Vec<UserId>>, StoreError> {
        let wanted: Vec<WantedEdition> = editions
            .iter()
            .map(|(document, edition)| WantedEdition {
                id: document.id.get(),
                number: stored_number(edition.number),
            })
            .collect();
        let rows: Vec<AuthorsRow> = fixed(AUTHORS).text(as_json(&wanted)?).load(self.connection()).await?;
        let people = |row: AuthorsRow| row.people.into_iter().map(UserId::new).collect();
        Ok(rows
            .into_iter()
            .map(|row| (DocumentId::new(row.id), people(row)))
            .collect())
    }
}
