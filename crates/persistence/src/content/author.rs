use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::{ContentId, UserId};
use uuid::Uuid;

use crate::schema::{contents, users};
use crate::{StoreError, Transaction};

/// Who wrote a content, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorship {
    /// The person with the present display name; `None` if the system derived the content from another one.
    pub by: Option<(UserId, String)>,
    /// When it was written, in UTC.
    pub at: Timestamp,
}

type Row = (Uuid, jiff_diesel::Timestamp, Option<(Uuid, String)>);

impl Transaction {
    /// Who wrote each of these contents, and when.
    pub async fn authors_of_contents(
        &mut self,
        ids: &[ContentId],
    ) -> Result<HashMap<ContentId, Authorship>, StoreError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let ids: Vec<Uuid> = ids.iter().map(|id| id.get()).collect();
        let rows: Vec<Row> = contents::table
            .left_join(users::table.on(contents::author_id.eq(users::id.nullable())))
            .filter(contents::id.eq_any(ids))
            .select((
                contents::id,
                contents::created_at,
                (users::id, users::display_name).nullable(),
            ))
            .load(self.connection())
            .await?;
        let authorship = rows.into_iter().map(|(id, at, by)| {
            let by = by.map(|(id, name)| (UserId::new(id), name));
            (ContentId::new(id), Authorship { by, at: at.to_jiff() })
        });
        Ok(authorship.collect())
    }
}
