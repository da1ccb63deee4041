//! Catalogues of assessment programmes: one per year, with all revisions.

mod origin;

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, SmallInt};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::Catalogue;
use prongsai_domain::document::Catalogues;
use prongsai_domain::id::UserId;
use uuid::Uuid;

pub(crate) use origin::CatalogueOrigin;

use crate::rows::{loaded_year, stored_year};
use crate::schema::catalogues;
use crate::store::fixed;
use crate::{Canonical, Store, StoreError, Transaction, from_canonical};

/// Identifies one revision of a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CatalogueEdition {
    /// The programme.
    pub programme: String,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// The revision, from 1.
    pub revision: i64,
}

/// Which catalogues of a programme there are. Catalogues are only added, so the number of all of them tells whether
/// this is still so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownCatalogues {
    /// The newest revision of each year's catalogue, by year.
    pub newest: Catalogues,
    /// The number of stored revisions of all years.
    pub stored: i64,
}

/// `$1` is the programme.
const KNOWN: &str = "
SELECT fiscal_year, max(revision) AS revision, count(*) AS number FROM catalogues WHERE programme = $1
GROUP BY fiscal_year ORDER BY fiscal_year";

#[derive(QueryableByName)]
struct KnownRow {
    #[diesel(sql_type = SmallInt)]
    fiscal_year: i16,
    #[diesel(sql_type = BigInt)]
    revision: i64,
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// A revision of a catalogue as it is stored: the bytes that are served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCatalogue {
    /// The revision.
    pub edition: CatalogueEdition,
    /// Canonical JSON.
    pub content: String,
    /// SHA-256 of the content, in hexadecimal.
    pub sha256: String,
    /// The person who put it in place; `None` for a catalogue that came with the program.
    pub replaced_by: Option<UserId>,
    /// Time of insertion, in UTC.
    pub created_at: Timestamp,
}

impl StoredCatalogue {
    /// The catalogue, parsed.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the content is not a catalogue.
    pub fn parse(&self) -> Result<Catalogue, StoreError> {
        from_canonical(&self.content)
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = catalogues, check_for_backend(Pg))]
struct CatalogueRow {
    programme: String,
    fiscal_year: i16,
    revision: i64,
    content: String,
    sha256: String,
    replaced_by: Option<Uuid>,
    created_at: jiff_diesel::Timestamp,
}

impl TryFrom<CatalogueRow> for StoredCatalogue {
    type Error = StoreError;

    fn try_from(row: CatalogueRow) -> Result<Self, StoreError> {
        Ok(Self {
            edition: CatalogueEdition {
                programme: row.programme,
                fiscal_year: loaded_year(row.fiscal_year)?,
                revision: row.revision,
            },
            content: row.content,
            sha256: row.sha256,
            replaced_by: row.replaced_by.map(UserId::new),
            created_at: row.created_at.to_jiff(),
        })
    }
}

impl Store {
    /// The newest revision of every catalogue, or of those of one programme, by programme and year.
    pub async fn catalogue_editions(&self, programme: Option<&str>) -> Result<Vec<CatalogueEdition>, StoreError> {
        let rows: Vec<(String, i16, i64)> = self
            .read(async |connection| {
                let mut query = catalogues::table
                    .select((catalogues::programme, catalogues::fiscal_year, catalogues::revision))
                    .distinct_on((catalogues::programme, catalogues::fiscal_year))
                    .order_by((
                        catalogues::programme,
                        catalogues::fiscal_year,
                        catalogues::revision.desc(),
                    ))
                    .into_boxed::<Pg>();
                if let Some(programme) = programme {
                    query = query.filter(catalogues::programme.eq(programme));
                }
                query.load(connection).await
            })
            .await?;
        rows.into_iter()
            .map(|(programme, year, revision)| {
                Ok(CatalogueEdition {
                    programme,
                    fiscal_year: loaded_year(year)?,
                    revision,
                })
            })
            .collect()
    }

    /// Which catalogues of a programme there are.
    pub async fn known_catalogues(&self, programme: &str) -> Result<KnownCatalogues, StoreError> {
        let rows: Vec<KnownRow> = self
            .read(async |connection| fixed(KNOWN).text(programme).load(connection).await)
            .await?;
        let stored = rows.iter().map(|row| row.number).sum();
        let newest = rows
            .into_iter()
            .map(|row| Ok((loaded_year(row.fiscal_year)?, row.revision)))
            .collect::<Result<_, StoreError>>()?;
        Ok(KnownCatalogues { newest, stored })
    }

    /// A revision of a catalogue as it is stored; the newest when `revision` is `None`.
    pub async fn stored_catalogue(
        &self,
        programme: &str,
        year: FiscalYear,
        revision: Option<i64>,
    ) -> Result<Option<StoredCatalogue>, StoreError> {
        let row: Option<CatalogueRow> = self
            .read(async |connection| {
                let mut query = catalogues::table
                    .select(CatalogueRow::as_select())
                    .filter(catalogues::programme.eq(programme))
                    .filter(catalogues::fiscal_year.eq(stored_year(year)))
                    .into_boxed::<Pg>();
                if let Some(revision) = revision {
                    query = query.filter(catalogues::revision.eq(revision));
                }
                query
                    .order_by(catalogues::revision.desc())
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        row.map(StoredCatalogue::try_from).transpose()
    }
}

impl Transaction {
    /// The newest revision of a year's catalogue; `None` when the year has no catalogue. No other transaction can add a
    /// revision until the end of this one.
    pub async fn lock_catalogue(&mut self, programme: &str, year: FiscalYear) -> Result<Option<i64>, StoreError> {
        // There may be no row to lock yet, so an advisory lock on programme and year is used.
        diesel::sql_query("SELECT pg_advisory_xact_lock(hashtext('catalogue ' || $1), $2)")
            .bind::<diesel::sql_types::Text, _>(programme)
            .bind::<diesel::sql_types::Integer, _>(i32::from(stored_year(year)))
            .execute(self.waiting_connection())
            .await?;
        Ok(catalogues::table
            .filter(catalogues::programme.eq(programme))
            .filter(catalogues::fiscal_year.eq(stored_year(year)))
            .select(diesel::dsl::max(catalogues::revision))
            .first(self.connection())
            .await?)
    }

    /// Adds a revision of a catalogue.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when the revision exists.
    pub async fn insert_catalogue(
        &mut self,
        catalogue: &Catalogue,
        revision: i64,
        by: Option<UserId>,
        now: Timestamp,
    ) -> Result<StoredCatalogue, StoreError> {
        let Canonical { text, sha256 } = Canonical::of(catalogue)?;
        diesel::insert_into(catalogues::table)
            .values((
                catalogues::programme.eq(catalogue.programme.as_str()),
                catalogues::fiscal_year.eq(stored_year(catalogue.fiscal_year)),
                catalogues::revision.eq(revision),
                catalogues::content.eq(&text),
                catalogues::sha256.eq(&sha256),
                catalogues::replaced_by.eq(by.map(UserId::get)),
                catalogues::created_at.eq(jiff_diesel::Timestamp::from(now)),
            ))
            .execute(self.connection())
            .await?;
        let edition = CatalogueEdition {
            programme: catalogue.programme.to_string(),
            fiscal_year: catalogue.fiscal_year,
            revision,
        };
        Ok(StoredCatalogue {
            edition,
            content: text,
            sha256,
            replaced_by: by,
            created_at: now,
        })
    }
}

/// The newest revision of each year's catalogue of a programme, by year.
pub(crate) async fn catalogue_revisions(
    connection: &mut AsyncPgConnection,
    programme: &str,
) -> Result<Catalogues, StoreError> {
    let revisions: Vec<(i16, Option<i64>)> = catalogues::table
        .filter(catalogues::programme.eq(programme))
        .group_by(catalogues::fiscal_year)
        .order_by(catalogues::fiscal_year)
        .select((catalogues::fiscal_year, diesel::dsl::max(catalogues::revision)))
        .load(connection)
        .await?;
    revisions
        .into_iter()
        .filter_map(|(year, revision)| revision.map(|revision| (year, revision)))
        .map(|(year, revision)| Ok((loaded_year(year)?, revision)))
        .collect()
}

impl Transaction {
    /// The newest revision of each year's catalogue of a programme, by year.
    pub async fn catalogue_revisions(&mut self, programme: &str) -> Result<Catalogues, StoreError> {
        catalogue_revisions(self.connection(), programme).await
    }
}
