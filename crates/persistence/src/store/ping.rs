use diesel_async::RunQueryDsl as _;

use super::Store;
use crate::StoreError;

impl Store {
    /// Checks that the database answers.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when it does not answer.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.read(async |connection| diesel::sql_query("SELECT 1").execute(connection).await)
            .await
            .map(|_| ())
    }
}
