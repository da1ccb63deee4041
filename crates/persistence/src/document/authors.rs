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
SELECT wanted.id, edition_authors(wanted.id, wanted.number) AS people,
    ARRAY(SELECT person_id FROM letterhead_authors author JOIN documents document USING (organization_id)
          WHERE document.id = wanted.id) AS of_letterhead
FROM json_to_recordset($1::json) AS wanted (id uuid, number integer)";

/// Everybody who may not approve an edition.
#[derive(Clone, Debug, Default)]
pub struct Authors {
    /// Who wrote in the edition, in what it is based on or in what it shows, and who submitted it.
    pub people: Vec<UserId>,
    /// Who changed what an approval would show of the organization, until somebody else has approved it.
    pub of_letterhead: Vec<UserId>,
}

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
    #[diesel(sql_type = Array<SqlUuid>)]
    of_letterhead: Vec<Uuid>,
}

impl Transaction {
    /// Everybody who may not approve these editions, in one statement. Each edition is of another document.
    pub async fn authors_of(
        &mut self,
        editions: &[(&Document, &Edition)],
    ) -> Result<HashMap<DocumentId, Authors>, StoreError> {
        let wanted: Vec<WantedEdition> = editions
            .iter()
            .map(|(document, edition)| WantedEdition {
                id: document.id.get(),
                number: stored_number(edition.number),
            })
            .collect();
        let rows: Vec<AuthorsRow> = fixed(AUTHORS).text(as_json(&wanted)?).load(self.connection()).await?;
        let people = |ids: Vec<Uuid>| ids.into_iter().map(UserId::new).collect();
        Ok(rows
            .into_iter()
            .map(|row| {
                let authors = Authors {
                    people: people(row.people),
                    of_letterhead: people(row.of_letterhead),
                };
                (DocumentId::new(row.id), authors)
            })
            .collect())
    }
}
