use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use prongsai_domain::id::{FileId, OrganizationId, UserId};
use uuid::Uuid;

use super::{FileVersion, Removal, StoredFile};
use crate::rows::loaded_number;
use crate::schema::{file_versions, files};
use crate::store::fixed;
use crate::{Store, StoreError, Transaction, from_canonical};

#[derive(Queryable, Selectable)]
#[diesel(table_name = files, check_for_backend(diesel::pg::Pg))]
struct FileRow {
    id: Uuid,
    organization_id: Uuid,
    revision: i64,
    title: String,
    created_by: Uuid,
    created_at: jiff_diesel::Timestamp,
    updated_at: jiff_diesel::Timestamp,
    removed_by: Option<Uuid>,
    removed_at: Option<jiff_diesel::Timestamp>,
    removal_reason: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = file_versions, check_for_backend(diesel::pg::Pg))]
pub(super) struct VersionRow {
    file_id: Uuid,
    version: i32,
    name: String,
    media_type: String,
    size: i64,
    sha256: String,
    received_sha256: String,
    findings: String,
    thumbnail: Option<String>,
    uploaded_by: Uuid,
    uploaded_at: jiff_diesel::Timestamp,
}

impl Store {
    /// A file.
    pub async fn find_file(&self, id: FileId) -> Result<Option<StoredFile>, StoreError> {
        let found = self.read_page(async |connection| loaded(connection, Wanted::Ids(&[id])).await);
        Ok(with_versions(found.await?)?.pop())
    }

    /// The files of an organization by id, after one of them, at most `limit`.
    pub async fn files_of(
        &self,
        organization: OrganizationId,
        after: Option<FileId>,
        limit: i64,
    ) -> Result<Vec<StoredFile>, StoreError> {
        let wanted = Wanted::Page(organization, after, limit);
        let found = self.read_page(async |connection| loaded(connection, wanted).await);
        with_versions(found.await?)
    }
}

impl Store {
    /// The number of bytes that the files of an organization have in the blob store.
    pub async fn file_bytes_of(&self, organization: OrganizationId) -> Result<u64, StoreError> {
        let found: Bytes = self
            .read_page(async |connection| fixed(BYTES).uuid(organization.get()).get_result(connection).await)
            .await?;
        Ok(u64::try_from(found.bytes).unwrap_or_default())
    }
}

impl Transaction {
    /// Files with these ids, by id.
    pub async fn files(&mut self, ids: &[FileId]) -> Result<Vec<StoredFile>, StoreError> {
        with_versions(loaded(self.connection(), Wanted::Ids(ids)).await?)
    }

    /// A file, locked until the end of the transaction.
    pub async fn lock_file(&mut self, id: FileId) -> Result<Option<StoredFile>, StoreError> {
        let locked: Option<Uuid> = files::table
            .find(id.get())
            .select(files::id)
            .for_no_key_update()
            .first(self.waiting_connection())
            .await
            .optional()?;
        match locked {
            Some(_) => Ok(self.files(&[id]).await?.pop()),
            None => Ok(None),
        }
    }

    /// The number of bytes that the files of an organization have in the blob store.
    pub async fn file_bytes_of(&mut self, organization: OrganizationId) -> Result<u64, StoreError> {
        let found: Bytes = fixed(BYTES)
            .uuid(organization.get())
            .get_result(self.connection())
            .await?;
        Ok(u64::try_from(found.bytes).unwrap_or_default())
    }
}

const BYTES: &str = "SELECT coalesce(sum(stored.size), 0)::bigint AS bytes \
    FROM file_versions stored JOIN files ON files.id = stored.file_id \
    WHERE files.organization_id = $1 AND stored.blob IS NOT NULL";

#[derive(QueryableByName)]
struct Bytes {
    #[diesel(sql_type = BigInt)]
    bytes: i64,
}

#[derive(Clone, Copy)]
enum Wanted<'a> {
    Ids(&'a [FileId]),
    Page(OrganizationId, Option<FileId>, i64),
}

type Loaded = (Vec<FileRow>, Vec<VersionRow>);

async fn loaded(mut connection: &AsyncPgConnection, wanted: Wanted<'_>) -> QueryResult<Loaded> {
    let mut query = files::table
        .select(FileRow::as_select())
        .order_by(files::id)
        .into_boxed();
    match wanted {
        Wanted::Ids(ids) => {
            let ids: Vec<Uuid> = ids.iter().map(|id| id.get()).collect();
            query = query.filter(files::id.eq_any(ids));
        }
        Wanted::Page(organization, after, limit) => {
            query = query.filter(files::organization_id.eq(organization.get())).limit(limit);
            if let Some(after) = after {
                query = query.filter(files::id.gt(after.get()));
            }
        }
    }
    let found: Vec<FileRow> = query.load(&mut connection).await?;
    let ids: Vec<Uuid> = found.iter().map(|file| file.id).collect();
    let versions = file_versions::table
        .filter(file_versions::file_id.eq_any(ids))
        .order_by((file_versions::file_id, file_versions::version))
        .select(VersionRow::as_select())
        .load(&mut connection)
        .await?;
    Ok((found, versions))
}

fn with_versions((rows, versions): Loaded) -> Result<Vec<StoredFile>, StoreError> {
    let mut of_file: HashMap<Uuid, Vec<FileVersion>> = HashMap::new();
    for row in versions {
        of_file.entry(row.file_id).or_default().push(row.try_into()?);
    }
    let files = rows.into_iter().map(|row| {
        let removed = row.removed_by.zip(row.removed_at).zip(row.removal_reason);
        StoredFile {
            id: FileId::new(row.id),
            organization_id: OrganizationId::new(row.organization_id),
            revision: row.revision,
            title: row.title,
            created_by: UserId::new(row.created_by),
            created_at: row.created_at.to_jiff(),
            updated_at: row.updated_at.to_jiff(),
            removal: removed.map(|((by, at), reason)| Removal {
                by: UserId::new(by),
                at: at.to_jiff(),
                reason,
            }),
            versions: of_file.remove(&row.id).unwrap_or_default(),
        }
    });
    Ok(files.collect())
}

impl TryFrom<VersionRow> for FileVersion {
    type Error = StoreError;

    fn try_from(row: VersionRow) -> Result<Self, StoreError> {
        Ok(Self {
            number: loaded_number(row.version)?,
            name: row.name,
            media_type: row.media_type,
            size: u64::try_from(row.size).unwrap_or_default(),
            sha256: row.sha256,
            received_sha256: row.received_sha256,
            findings: from_canonical(&row.findings)?,
            thumbnail: row.thumbnail,
            uploaded_by: UserId::new(row.uploaded_by),
            uploaded_at: row.uploaded_at.to_jiff(),
        })
    }
}
