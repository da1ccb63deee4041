use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::document::ContentVersion;
use prongsai_domain::id::{MeasureTemplateId, UserId};

use super::TemplateOwner;
use crate::content::NewContent;
use crate::schema::measure_templates;
use crate::{StoreError, Transaction};

impl Transaction {
    /// Adds a template; `by` wrote it, or it came with the program.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when the owner has a template with this key.
    pub async fn insert_measure_template(
        &mut self,
        owner: &TemplateOwner,
        key: &str,
        by: Option<UserId>,
        new: NewContent,
    ) -> Result<ContentVersion, StoreError> {
        let (id, at) = (new.subject, jiff_diesel::Timestamp::from(new.at));
        let (province, organization) = match owner {
            TemplateOwner::Platform => (None, None),
            TemplateOwner::Province(code) => (Some(code.as_str()), None),
            TemplateOwner::Organization(id) => (None, Some(id.get())),
        };
        let version = self.insert_content(new).await?;
        diesel::insert_into(measure_templates::table)
            .values((
                measure_templates::id.eq(id),
                measure_templates::owner.eq(owner.scope().as_str()),
                measure_templates::province_code.eq(province),
                measure_templates::organization_id.eq(organization),
                measure_templates::key.eq(key),
                measure_templates::revision.eq(1),
                measure_templates::content_id.eq(version.id.get()),
                measure_templates::updated_by.eq(by.map(UserId::get)),
                measure_templates::updated_at.eq(at),
            ))
            .execute(self.waiting_connection())
            .await?;
        Ok(version)
    }

    /// Replaces a template that was locked before.
    pub async fn update_measure_template(
        &mut self,
        by: Option<UserId>,
        new: NewContent,
    ) -> Result<ContentVersion, StoreError> {
        let (id, at) = (new.subject, jiff_diesel::Timestamp::from(new.at));
        let version = self.insert_content(new).await?;
        diesel::update(measure_templates::table.find(id))
            .set((
                measure_templates::revision.eq(measure_templates::revision + 1),
                measure_templates::content_id.eq(version.id.get()),
                measure_templates::updated_by.eq(by.map(UserId::get)),
                measure_templates::updated_at.eq(at),
            ))
            .execute(self.connection())
            .await?;
        Ok(version)
    }

    /// Removes a template that was locked before. Its row and its contents stay.
    pub async fn remove_measure_template(
        &mut self,
        id: MeasureTemplateId,
        by: UserId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        diesel::update(measure_templates::table.find(id.get()))
            .set((
                measure_templates::removed_at.eq(jiff_diesel::Timestamp::from(now)),
                measure_templates::updated_by.eq(by.get()),
            ))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Locks the templates of an owner, as a whole, until the end of the transaction. Waits for others who hold the same lock to
    /// add a template.
    pub async fn lock_templates_of(&mut self, owner: &TemplateOwner) -> Result<(), StoreError> {
        let library = format!("measure templates {owner:?}");
        diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
            .bind::<Text, _>(library)
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }

    /// The number of templates of an owner.
    pub async fn count_measure_templates(&mut self, owner: &TemplateOwner) -> Result<i64, StoreError> {
        let mut query = measure_templates::table
            .filter(measure_templates::removed_at.is_null())
            .filter(measure_templates::owner.eq(owner.scope().as_str()))
            .into_boxed::<diesel::pg::Pg>();
        match owner {
            TemplateOwner::Platform => {}
            TemplateOwner::Province(code) => {
                query = query.filter(measure_templates::province_code.eq(code.as_str().to_owned()));
            }
            TemplateOwner::Organization(id) => query = query.filter(measure_templates::organization_id.eq(id.get())),
        }
        Ok(query.count().get_result(self.connection()).await?)
    }
}
