use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::file::FileFindings;
use prongsai_domain::id::{FileId, OrganizationId, UserId};

use super::Removal;
use crate::rows::stored_number;
use crate::schema::{file_versions, files};
use crate::{Canonical, StoreError, Transaction};

/// A version that a file gets. Its bytes are in the blob store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFileVersion {
    /// The name under which it is served.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its size, in bytes.
    pub size: u64,
    /// SHA-256 of the bytes that are served.
    pub sha256: String,
    /// SHA-256 of the bytes that were sent.
    pub received_sha256: String,
    /// What is known of it.
    pub findings: FileFindings,
    /// SHA-256 of its small picture.
    pub thumbnail: Option<String>,
}

impl Transaction {
    /// Adds a file without versions. [`Self::insert_file_version`] adds the first one.
    pub async fn insert_file(
        &mut self,
        (id, organization): (FileId, OrganizationId),
        title: &str,
        (by, now): (UserId, Timestamp),
    ) -> Result<(), StoreError> {
        let now = jiff_diesel::Timestamp::from(now);
        diesel::insert_into(files::table)
            .values((
                files::id.eq(id.get()),
                files::organization_id.eq(organization.get()),
                files::revision.eq(1),
                files::title.eq(title),
                files::created_by.eq(by.get()),
                files::created_at.eq(now),
                files::updated_at.eq(now),
            ))
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }

    /// Adds a version to a file that was locked or inserted before.
    pub async fn insert_file_version(
        &mut self,
        file: FileId,
        number: u32,
        new: &NewFileVersion,
        (by, now): (UserId, Timestamp),
    ) -> Result<(), StoreError> {
        diesel::insert_into(file_versions::table)
            .values((
                file_versions::file_id.eq(file.get()),
                file_versions::version.eq(stored_number(number)),
                file_versions::name.eq(&new.name),
                file_versions::media_type.eq(new.media_type),
                file_versions::size.eq(i64::try_from(new.size).unwrap_or(i64::MAX)),
                file_versions::sha256.eq(&new.sha256),
                file_versions::received_sha256.eq(&new.received_sha256),
                file_versions::findings.eq(Canonical::of(&new.findings)?.text),
                file_versions::blob.eq(Some(&new.sha256)),
                file_versions::thumbnail.eq(new.thumbnail.as_deref()),
                file_versions::uploaded_by.eq(by.get()),
                file_versions::uploaded_at.eq(jiff_diesel::Timestamp::from(now)),
            ))
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }

    /// Raises the revision of a file, and changes its title.
    pub async fn update_file(&mut self, id: FileId, title: &str, now: Timestamp) -> Result<(), StoreError> {
        diesel::update(files::table.find(id.get()))
            .set((
                files::revision.eq(files::revision + 1),
                files::title.eq(title),
                files::updated_at.eq(jiff_diesel::Timestamp::from(now)),
            ))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Makes a file a tombstone: its versions keep their hashes, and nothing names their bytes any more.
    pub async fn remove_file(&mut self, id: FileId, removal: &Removal) -> Result<(), StoreError> {
        let at = jiff_diesel::Timestamp::from(removal.at);
        diesel::update(files::table.find(id.get()))
            .set((
                files::revision.eq(files::revision + 1),
                files::updated_at.eq(at),
                files::removed_by.eq(removal.by.get()),
                files::removed_at.eq(at),
                files::removal_reason.eq(&removal.reason),
            ))
            .execute(self.connection())
            .await?;
        diesel::update(file_versions::table.filter(file_versions::file_id.eq(id.get())))
            .set((
                file_versions::blob.eq(None::<String>),
                file_versions::thumbnail.eq(None::<String>),
            ))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Deletes a file with its versions.
    ///
    /// # Errors
    /// [`StoreError::Rule`] when a content names one of them.
    pub async fn delete_file(&mut self, id: FileId) -> Result<(), StoreError> {
        diesel::delete(files::table.find(id.get()))
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }
}
