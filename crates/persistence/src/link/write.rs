use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::RunQueryDsl;
use prongsai_domain::id::{LinkId, OrganizationId};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::read::StoredLink;
use crate::rows::as_json;
use crate::schema::link_checks;
use crate::{Store, StoreError};

impl Store {
    /// Stores what is now known about addresses of an organization. An address that is known keeps its id.
    pub async fn put_links(&self, organization: OrganizationId, links: &[StoredLink]) -> Result<(), StoreError> {
        let mut rows = Vec::with_capacity(links.len());
        for StoredLink { id, link, places } in links {
            let outcome = &link.outcome;
            rows.push((
                link_checks::id.eq(id.get()),
                link_checks::organization_id.eq(organization.get()),
                link_checks::url.eq(&link.url),
                link_checks::url_sha256.eq(hex::encode(Sha256::digest(&link.url))),
                link_checks::places.eq(as_json(places)?),
                link_checks::state.eq(outcome.state.as_str()),
                link_checks::status.eq(outcome.status.and_then(|status| i16::try_from(status).ok())),
                link_checks::fault.eq(outcome.fault.map(prongsai_domain::link_check::LinkFault::as_str)),
                link_checks::final_url.eq(&outcome.final_url),
                link_checks::failing_since.eq(link.failing_since.map(jiff_diesel::Timestamp::from)),
                link_checks::checked_at.eq(jiff_diesel::Timestamp::from(link.checked_at)),
            ));
        }
        if rows.is_empty() {
            return Ok(());
        }
        self.write_alone(async |connection| {
            diesel::insert_into(link_checks::table)
                .values(rows)
                .on_conflict((link_checks::organization_id, link_checks::url_sha256))
                .do_update()
                .set((
                    link_checks::places.eq(excluded(link_checks::places)),
                    link_checks::state.eq(excluded(link_checks::state)),
                    link_checks::status.eq(excluded(link_checks::status)),
                    link_checks::fault.eq(excluded(link_checks::fault)),
                    link_checks::final_url.eq(excluded(link_checks::final_url)),
                    link_checks::failing_since.eq(excluded(link_checks::failing_since)),
                    link_checks::checked_at.eq(excluded(link_checks::checked_at)),
                ))
                .execute(connection)
                .await?;
            Ok(())
        })
        .await
    }

    /// Forgets addresses that an organization has no more.
    pub async fn forget_links(&self, gone: &[LinkId]) -> Result<usize, StoreError> {
        let gone: Vec<Uuid> = gone.iter().map(|id| id.get()).collect();
        if gone.is_empty() {
            return Ok(0);
        }
        self.write_alone(async |connection| {
            let forgotten = diesel::delete(link_checks::table.filter(link_checks::id.eq_any(&gone)));
            Ok(forgotten.execute(connection).await?)
        })
        .await
    }
}
