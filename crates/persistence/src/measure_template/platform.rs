//! The templates that come with the program.

use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::ContentId;
use prongsai_domain::template::MeasureTemplate;
use sha2::{Digest as _, Sha256};
use uuid::{Builder, Uuid};

use super::TemplateOwner;
use crate::content::{NewContent, Stored as _};
use crate::store::fixed;
use crate::{Store, StoreError, Transaction};

/// Every template that the platform has or had, the last changed one last, with the hashes of all its versions. A key may
/// occur several times, because a template that is removed stays as a row.
const PLATFORM_TEMPLATES: &str = "
SELECT template.id, template.key, template.updated_by IS NULL AND template.removed_at IS NULL AS is_untouched,
       (SELECT array_agg(content.sha256) FROM contents content WHERE content.subject_id = template.id) AS hashes
FROM measure_templates template WHERE template.owner = 'platform' ORDER BY template.updated_at, template.id";

/// Excludes others that load the templates.
const LOCK: &str = "SELECT pg_advisory_xact_lock(hashtext('measure templates'))";

#[derive(QueryableByName)]
pub(crate) struct PlatformTemplate {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    key: String,
    /// Whether it is as the program brought it.
    #[diesel(sql_type = Bool)]
    is_untouched: bool,
    #[diesel(sql_type = Array<Text>)]
    hashes: Vec<String>,
}

/// The templates of the program that a database does not have, or has in an earlier version that nobody changed. A
/// template that an administrator changed or removed stays so.
pub(crate) fn missing_templates<'a>(
    present: &[PlatformTemplate],
    shipped: &'a [MeasureTemplate],
) -> Result<Vec<(&'a MeasureTemplate, Option<Uuid>)>, StoreError> {
    let mut missing = Vec::new();
    for template in shipped {
        // The last row with the key decides.
        let known = present.iter().rev().find(|known| known.key == template.key);
        match known {
            None => missing.push((template, None)),
            Some(known) if known.is_untouched && !known.hashes.contains(&template.encode()?.canonical.sha256) => {
                missing.push((template, Some(known.id)));
            }
            Some(_) => {}
        }
    }
    Ok(missing)
}

impl Store {
    /// Every template that the platform has or had.
    pub(crate) async fn platform_templates(&self) -> Result<Vec<PlatformTemplate>, StoreError> {
        self.read(async |connection| fixed(PLATFORM_TEMPLATES).load(connection).await)
            .await
    }
}

impl Transaction {
    /// Adds the templates of the program that are missing, and returns their keys.
    pub(crate) async fn add_platform_templates(
        &mut self,
        shipped: &[MeasureTemplate],
        now: Timestamp,
    ) -> Result<Vec<String>, StoreError> {
        fixed(LOCK).execute(self.waiting_connection()).await?;
        let present: Vec<PlatformTemplate> = fixed(PLATFORM_TEMPLATES).load(self.connection()).await?;
        let mut keys = Vec::new();
        for (template, id) in missing_templates(&present, shipped)? {
            let encoded = template.encode()?;
            let new = NewContent {
                id: ContentId::new(id_of(&["content", &template.key, &encoded.canonical.sha256])),
                subject: id.unwrap_or_else(|| id_of(&["template", &template.key])),
                encoded,
                author: None,
                quoted: Vec::new(),
                base: None,
                at: now,
            };
            match id {
                Some(_) => self.update_measure_template(None, new).await?,
                None => {
                    self.insert_measure_template(&TemplateOwner::Platform, &template.key, None, new)
                        .await?
                }
            };
            keys.push(template.key.clone());
        }
        Ok(keys)
    }
}

/// An id that is computed from the name of what has it, so it is the same in every database.
fn id_of(parts: &[&str]) -> Uuid {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(b"\n");
    }
    let mut bytes = [0; 16];
    for (byte, hashed) in bytes.iter_mut().zip(hasher.finalize()) {
        *byte = hashed;
    }
    Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_template_arrives_once_and_never_over_that_of_a_person() {
        let fixture = include_str!("../content/fixtures/measure_template-1.json");
        let template: MeasureTemplate = serde_json::from_str(fixture).unwrap();
        let sha256 = template.encode().unwrap().canonical.sha256;
        let shipped = vec![template];
        let present = |is_untouched, hashes: &[&str]| PlatformTemplate {
            id: id_of(&["x"]),
            key: "queue".to_owned(),
            is_untouched,
            hashes: hashes.iter().map(|&hash| hash.to_owned()).collect(),
        };
        let missing = |present: &[PlatformTemplate]| missing_templates(present, &shipped).unwrap().len();
        assert_eq!(missing(&[]), 1);
        assert_eq!(missing(&[present(true, &["old"])]), 1);
        assert_eq!(missing(&[present(true, &["old", &sha256])]), 0);
        assert_eq!(missing(&[present(false, &["old"])]), 0);
        assert_eq!(missing(&[present(false, &["old"]), present(true, &[&sha256])]), 0);
    }
}
