use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;

use crate::schema::renderings;
use crate::{Store, StoreError, Transaction};

/// A file that was made from the content of a verification record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendering {
    /// The code of the verification record.
    pub code: String,
    /// The kind of rendition, e.g. `plan`, `report` or `poster`.
    pub rendition: String,
    /// The file format: `pdf`. Other formats are not recorded.
    pub format: String,
    /// SHA-256 of the file, in lower-case hexadecimal.
    pub sha256: String,
    /// The size in bytes.
    pub size: u64,
    /// The fonts with which it was made, as the renderer describes them.
    pub fonts: String,
    /// When it was first made, in UTC.
    pub made_at: Timestamp,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = renderings, check_for_backend(diesel::pg::Pg))]
struct RenderingRow {
    code: String,
    rendition: String,
    format: String,
    sha256: String,
    size: i64,
    fonts: String,
    made_at: jiff_diesel::Timestamp,
}

impl From<RenderingRow> for Rendering {
    fn from(row: RenderingRow) -> Self {
        Self {
            code: row.code,
            rendition: row.rendition,
            format: row.format,
            sha256: row.sha256,
            // The table accepts only sizes above 0.
            size: u64::try_from(row.size).unwrap_or_default(),
            fonts: row.fonts,
            made_at: row.made_at.to_jiff(),
        }
    }
}

impl Store {
    /// The files that were made from the content of a verification record, oldest first.
    pub async fn renderings_of(&self, code: &str) -> Result<Vec<Rendering>, StoreError> {
        let rows: Vec<RenderingRow> = self
            .read(async |connection| {
                renderings::table
                    .filter(renderings::code.eq(code))
                    .order_by((renderings::made_at, renderings::sha256))
                    .select(RenderingRow::as_select())
                    .load(connection)
                    .await
            })
            .await?;
        Ok(rows.into_iter().map(Rendering::from).collect())
    }
}

impl Transaction {
    /// Records a file. Does nothing when the same file is recorded already.
    pub async fn insert_rendering(&mut self, rendering: &Rendering) -> Result<(), StoreError> {
        let rendering = rendering.clone();
        diesel::insert_into(renderings::table)
            .values(RenderingRow {
                code: rendering.code,
                rendition: rendering.rendition,
                format: rendering.format,
                sha256: rendering.sha256,
                size: i64::try_from(rendering.size).unwrap_or(i64::MAX),
                fonts: rendering.fonts,
                made_at: rendering.made_at.into(),
            })
            .on_conflict_do_nothing()
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }
}
