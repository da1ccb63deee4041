use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::schema::{address_keys, addresses};
use crate::{Store, StoreError};

/// The key of the digests of one month. While it is kept, an address that is suspected can be compared with a digest.
/// Once it is deleted, nothing leads from a digest back to an address.
#[derive(Clone)]
pub struct AddressKey {
    /// The first day of the month, in UTC.
    pub month: Date,
    /// 32 random bytes.
    pub key: Vec<u8>,
}

impl Store {
    /// The key of the month that begins on this day. The first caller creates it.
    pub async fn address_key(&self, month: Date) -> Result<AddressKey, StoreError> {
        let mut random = [0; 32];
        getrandom::fill(&mut random).map_err(|error| StoreError::Unavailable(format!("no random bytes: {error}")))?;
        let day = jiff_diesel::Date::from(month);
        self.write_alone(async |connection| {
            let find = || address_keys::table.find(day).select(address_keys::key);
            if let Some(key) = find().first(connection).await.optional()? {
                return Ok(AddressKey { month, key });
            }
            diesel::insert_into(address_keys::table)
                .values((address_keys::month.eq(day), address_keys::key.eq(random.to_vec())))
                .on_conflict_do_nothing()
                .execute(connection)
                .await?;
            // Another server may have been faster.
            let key = find().first(connection).await?;
            Ok(AddressKey { month, key })
        })
        .await
    }

    /// Keeps an address under its digest.
    pub async fn keep_address(&self, digest: &str, month: Date, address: &str) -> Result<(), StoreError> {
        self.write_alone(async |connection| {
            diesel::insert_into(addresses::table)
                .values((
                    addresses::digest.eq(digest),
                    addresses::month.eq(jiff_diesel::Date::from(month)),
                    addresses::address.eq(address),
                ))
                .on_conflict_do_nothing()
                .execute(connection)
                .await?;
            Ok(())
        })
        .await
    }

    /// Deletes the addresses and keys of months that ended before this moment; returns the number of months. The database
    /// refuses it for months that ended less than 90 days ago.
    pub async fn forget_addresses_before(&self, moment: Timestamp) -> Result<usize, StoreError> {
        let first = moment.to_zoned(jiff::tz::TimeZone::UTC).date().first_of_month();
        self.write_alone(async |connection| {
            // The addresses of a month are deleted with its key (`ON DELETE CASCADE`).
            let ended = address_keys::table.filter(address_keys::month.lt(jiff_diesel::Date::from(first)));
            Ok(diesel::delete(ended).execute(connection).await?)
        })
        .await
    }
}
