//! The first answer to a request with an `Idempotency-Key`, stored in the transaction of its effect.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::{Timestamp, ToSpan as _};
use prongsai_domain::id::UserId;

use crate::schema::idempotency_keys as keys;
use crate::{Recorded, StoreError, Transaction};

/// How long an answer is kept, in hours.
const KEPT_HOURS: i64 = 24;

/// The first answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredReply {
    /// HTTP status.
    pub status: u16,
    /// Headers, one `name: value` per line.
    pub headers: String,
    /// Body.
    pub body: String,
}

/// The result of a claim to a key.
#[derive(Debug)]
pub enum Claim {
    /// The key is new: carry the request out.
    Fresh,
    /// The same request was carried out before; this answer is sent again.
    Replay(Recorded<StoredReply>),
    /// The key was used for another request.
    OtherRequest,
}

impl Transaction {
    /// Claims a key for a request. A second request with the same key waits here until the first has finished.
    pub async fn claim(
        &mut self,
        user: UserId,
        key: &str,
        request_sha256: &str,
        now: Timestamp,
    ) -> Result<Claim, StoreError> {
        let oldest = now.saturating_sub(KEPT_HOURS.hours()).unwrap_or(Timestamp::MIN);
        diesel::delete(keys::table)
            .filter(keys::user_id.eq(user.get()))
            .filter(keys::key.eq(key))
            .filter(keys::created_at.lt(jiff_diesel::Timestamp::from(oldest)))
            .execute(self.connection())
            .await?;
        let inserted = diesel::insert_into(keys::table)
            .values((
                keys::user_id.eq(user.get()),
                keys::key.eq(key),
                keys::request_sha256.eq(request_sha256),
                keys::created_at.eq(jiff_diesel::Timestamp::from(now)),
            ))
            .on_conflict_do_nothing()
            // Another transaction may have inserted the key and not ended yet.
            .execute(self.waiting_connection())
            .await?;
        if inserted == 1 {
            return Ok(Claim::Fresh);
        }
        let (sha256, status, headers, body): (String, Option<i16>, Option<String>, Option<String>) = keys::table
            .find((user.get(), key))
            .select((keys::request_sha256, keys::status, keys::headers, keys::body))
            .first(self.connection())
            .await?;
        if sha256 != request_sha256 {
            return Ok(Claim::OtherRequest);
        }
        // A committed row has an answer: the transaction that claims the key also stores it.
        let status = status.and_then(|status| u16::try_from(status).ok()).unwrap_or(200);
        let reply = StoredReply {
            status,
            headers: headers.unwrap_or_default(),
            body: body.unwrap_or_default(),
        };
        Ok(Claim::Replay(Recorded::replayed(reply)))
    }

    /// Stores the answer to a request whose key was claimed in this transaction.
    pub async fn keep_reply(&mut self, user: UserId, key: &str, reply: &StoredReply) -> Result<(), StoreError> {
        diesel::update(keys::table.find((user.get(), key)))
            .set((
                keys::status.eq(i16::try_from(reply.status).unwrap_or(200)),
                keys::headers.eq(&reply.headers),
                keys::body.eq(&reply.body),
            ))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Deletes answers that are no longer kept; returns their number.
    pub async fn forget_old_replies(&mut self, now: Timestamp) -> Result<usize, StoreError> {
        let oldest = now.saturating_sub(KEPT_HOURS.hours()).unwrap_or(Timestamp::MIN);
        diesel::delete(keys::table)
            .filter(keys::created_at.lt(jiff_diesel::Timestamp::from(oldest)))
            .execute(self.connection())
            .await
            .map_err(StoreError::from)
    }
}
