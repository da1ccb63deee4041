//! The first answer to a request with an `Idempotency-Key`, stored in the transaction of its effect.

use std::fmt::Display;
use std::io::{self, Read as _, Write as _};

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures_util::future::join;
use jiff::{Timestamp, ToSpan as _};
use prongsai_domain::id::UserId;
use prongsai_spool::{Spool, SpoolReader, SpoolWriter};

use crate::rows::corrupt;
use crate::schema::{idempotency_keys as keys, idempotency_parts as parts};
use crate::store::cached;
use crate::{Recorded, StoreError, Transaction};

/// How long an answer is kept, in hours.
const KEPT_HOURS: i64 = 24;
/// The size of the parts in which a body is stored that is not in memory, in bytes.
const PART: usize = 1_048_576;

/// The first answer.
#[derive(Clone, Debug)]
pub struct StoredReply {
    /// HTTP status.
    pub status: u16,
    /// Headers, one `name: value` per line.
    pub headers: String,
    /// Body.
    pub body: Spool,
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

fn next_part(mut reader: SpoolReader) -> io::Result<(Vec<u8>, SpoolReader)> {
    let mut part = Vec::with_capacity(PART);
    reader.by_ref().take(PART as u64).read_to_end(&mut part)?;
    Ok((part, reader))
}

/// Reads or writes a temporary file on a thread that serves no requests.
async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T, StoreError> {
    let failed = |error: &dyn Display| StoreError::Unavailable(format!("a temporary file cannot be used: {error}"));
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| failed(&error))?
        .map_err(|error| failed(&error))
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
        let forget = diesel::delete(keys::table)
            .filter(keys::user_id.eq(user.get()))
            .filter(keys::key.eq(key))
            .filter(keys::created_at.lt(jiff_diesel::Timestamp::from(oldest)));
        let insert = diesel::insert_into(keys::table)
            .values((
                keys::user_id.eq(user.get()),
                keys::key.eq(key),
                keys::request_sha256.eq(request_sha256),
                keys::created_at.eq(jiff_diesel::Timestamp::from(now)),
            ))
            .on_conflict_do_nothing();
        // Another transaction may have inserted the key and not ended yet. Both statements are sent at once, in this order.
        let connection: &AsyncPgConnection = self.waiting_connection();
        let (mut first, mut second) = (connection, connection);
        let (forgotten, inserted) = join(forget.execute(&mut first), insert.execute(&mut second)).await;
        forgotten?;
        if inserted? == 1 {
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
        let body = match body {
            Some(body) => body.into_bytes().into(),
            None => self.kept_parts(user, key).await?,
        };
        let reply = StoredReply {
            status,
            headers: headers.unwrap_or_default(),
            body,
        };
        Ok(Claim::Replay(Recorded::replayed(reply)))
    }

    /// Stores the answer to a request whose key was claimed in this transaction.
    pub async fn keep_reply(&mut self, user: UserId, key: &str, reply: &StoredReply) -> Result<(), StoreError> {
        let body = reply.body.in_memory().map(str::from_utf8);
        let keep = diesel::update(keys::table.find((user.get(), key))).set((
            keys::status.eq(i16::try_from(reply.status).unwrap_or(200)),
            keys::headers.eq(&reply.headers),
            keys::body.eq(body.transpose().map_err(corrupt)?),
        ));
        cached(keep).execute(self.connection()).await?;
        if body.is_none() {
            self.keep_parts(user, key, &reply.body).await?;
        }
        Ok(())
    }

    /// Stores a body that is not in memory, in parts.
    async fn keep_parts(&mut self, user: UserId, key: &str, body: &Spool) -> Result<(), StoreError> {
        let mut reader = body.reader();
        for number in 0_i32.. {
            let (part, rest) = off_thread(move || next_part(reader)).await?;
            reader = rest;
            if part.is_empty() {
                break;
            }
            diesel::insert_into(parts::table)
                .values((
                    parts::user_id.eq(user.get()),
                    parts::key.eq(key),
                    parts::number.eq(number),
                    parts::body.eq(part),
                ))
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }

    /// A body that was stored in parts.
    async fn kept_parts(&mut self, user: UserId, key: &str) -> Result<Spool, StoreError> {
        let mut body = SpoolWriter::new(PART);
        for number in 0_i32.. {
            let part: Option<Vec<u8>> = parts::table
                .find((user.get(), key, number))
                .select(parts::body)
                .first(self.connection())
                .await
                .optional()?;
            let Some(part) = part else { break };
            body = off_thread(move || body.write_all(&part).map(|()| body)).await?;
        }
        off_thread(move || body.finish()).await
    }

    /// Deletes answers that are no longer kept, and with them their parts (`ON DELETE CASCADE`); returns the number of answers.
    pub async fn forget_old_replies(&mut self, now: Timestamp) -> Result<usize, StoreError> {
        let oldest = now.saturating_sub(KEPT_HOURS.hours()).unwrap_or(Timestamp::MIN);
        diesel::delete(keys::table)
            .filter(keys::created_at.lt(jiff_diesel::Timestamp::from(oldest)))
            .execute(self.connection())
            .await
            .map_err(StoreError::from)
    }
}
