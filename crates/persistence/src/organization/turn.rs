use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use prongsai_domain::geography::{OrganizationKind, ProvinceCode};
use prongsai_domain::text::fold;

use crate::{StoreError, Transaction};

impl Transaction {
    /// Takes an advisory lock on the kind and name of an organization, which need not exist yet, until the end of the
    /// transaction. Waits while another transaction holds it. Take it before any other lock.
    ///
    /// Without it, two transactions that add the same things at once could deadlock at the unique indexes. It locks no
    /// row, so it only delays transactions that take the same lock.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the wait is too long.
    pub async fn lock_identity(
        &mut self,
        kind: OrganizationKind,
        province: &ProvinceCode,
        name: &str,
    ) -> Result<(), StoreError> {
        let identity = format!("organization {} {province} {}", kind.as_str(), fold(name));
        diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
            .bind::<Text, _>(identity)
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }
}
