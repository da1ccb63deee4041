use diesel_async::AsyncPgConnection;

use super::Store;
use super::lent::lend;
use super::repeat::Repeats;
use crate::StoreError;

impl Store {
    /// Runs a change that is no transaction of several statements on a connection of its own.
    ///
    /// # Errors
    /// As [`Self::read_long`].
    pub(crate) async fn write_alone<T>(
        &self,
        work: impl AsyncFnOnce(&mut AsyncPgConnection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        lend(&self.writer, work).await
    }

    /// Runs a change of one statement, which is a transaction of its own, on a connection of its own; `name` appears in
    /// traces. The statement writes the audit entry too. It is repeated as [`Store::write`] repeats a transaction.
    ///
    /// # Errors
    /// As [`Self::read_long`].
    #[tracing::instrument(skip_all, fields(transaction = name))]
    pub(crate) async fn write_at_once<T>(
        &self,
        name: &'static str,
        work: impl AsyncFn(&mut AsyncPgConnection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut repeats = Repeats::of(name);
        loop {
            match self.write_alone(&work).await {
                Err(error) if repeats.allow(&error) => repeats.wait().await,
                outcome => return outcome,
            }
        }
    }
}
