use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::Organization;
use prongsai_domain::text::fold;

use crate::schema::{documents, editions, organizations};
use crate::{StoreError, Transaction};

impl Transaction {
    /// Merges a duplicate into the organization that goes on. The duplicate gives up its identity and its local code, because the
    /// unique indexes leave out rows with `merged_into`; `kept` may then state them. Nothing else of either changes.
    ///
    /// # Errors
    /// [`StoreError::Rule`] when one of them was merged before, [`StoreError::Unique`] when a third organization has the identity
    /// or the local code of `kept`.
    pub async fn merge_organization(
        &mut self,
        duplicate: OrganizationId,
        kept: &Organization,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let now = jiff_diesel::Timestamp::from(now);
        diesel::update(organizations::table.find(duplicate.get()))
            .set((
                organizations::merged_into.eq(kept.id.get()),
                organizations::revision.eq(organizations::revision + 1),
                organizations::updated_at.eq(now),
            ))
            .execute(self.connection())
            .await?;
        let predecessors: Vec<_> = kept.profile.predecessors.iter().map(|id| id.get()).collect();
        diesel::update(organizations::table.find(kept.id.get()))
            .set((
                // The key may be out of date: `refold` does not change it while the duplicate has the new one.
                organizations::name_folded.eq(fold(&kept.profile.name_th)),
                organizations::local_code.eq(kept.profile.local_code.as_ref().map(ToString::to_string)),
                organizations::predecessors.eq(predecessors),
                organizations::revision.eq(kept.revision),
                organizations::updated_at.eq(now),
            ))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// The number of documents of an organization that have an edition in work.
    pub async fn count_documents_in_work(&mut self, organization: OrganizationId) -> Result<u64, StoreError> {
        let in_work = ["draft", "returned", "submitted", "approved"];
        let count: i64 = editions::table
            .inner_join(documents::table.on(documents::id.eq(editions::document_id)))
            .filter(documents::organization_id.eq(organization.get()))
            .filter(editions::state.eq_any(in_work))
            .count()
            .get_result(self.connection())
            .await?;
        Ok(u64::try_from(count).unwrap_or_default())
    }
}
