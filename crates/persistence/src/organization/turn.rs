use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use prongsai_domain::geography::{OrganizationKind, ProvinceCode};
use prongsai_domain::text::fold;

use crate::{StoreError, Transaction};

impl Transaction {
    /// Waits until no other transaction has the turn of the office of this kind and name, which need not exist yet, and
    /// keeps the turn until the end. Two who add the same things at once would else wait for each other at the unique
    /// indexes, in a circle. It is no lock of a row, so it is in nobody's way but that of others who ask for it; it is
    /// to be asked for first.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when one has to wait too long.
    pub async fn lock_identity(
        &mut self,
        kind: OrganizationKind,
        province: &ProvinceCode,
        name: &str,
    ) -> Result<(), StoreError> {
        let office = format!("organization {} {province} {}", kind.as_str(), fold(name));
        diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
            .bind::<Text, _>(office)
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
