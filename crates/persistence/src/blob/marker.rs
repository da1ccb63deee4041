use diesel::prelude::*;
use diesel::sql_types::{Bool, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{Store, StoreError};

/// Which blob store a database believes to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, QueryableByName)]
pub struct StoreMarker {
    /// The id that a file of the store has too.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// Whether the file was written.
    #[diesel(sql_type = Bool)]
    pub is_marked: bool,
}

impl Store {
    /// Which blob store this database believes to have.
    ///
    /// # Errors
    /// The database fails.
    pub async fn blob_store_marker(&self) -> Result<StoreMarker, StoreError> {
        let find = "SELECT id, is_marked FROM blob_store";
        self.read(async |connection| diesel::sql_query(find).get_result(connection).await)
            .await
    }

    /// Notes that the blob store has the file with the id.
    ///
    /// # Errors
    /// The database fails.
    pub async fn blob_store_is_marked(&self) -> Result<(), StoreError> {
        self.write_alone(async |connection| {
            diesel::sql_query("UPDATE blob_store SET is_marked = true")
                .execute(connection)
                .await?;
            Ok(())
        })
        .await
    }
}
