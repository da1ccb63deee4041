//! The reference data of the program: provinces, districts, the catalogues of the ITA and templates of measures.

use jiff::Timestamp;
use prongsai_domain::audit::AuditAction;
use prongsai_domain::catalogue::Catalogue;
use prongsai_domain::geography::{District, Province};
use prongsai_domain::template::MeasureTemplate;
use serde::de::DeserializeOwned;

use crate::catalogue::CatalogueOrigin;
use crate::measure_template::missing_templates;
use crate::{AuditEntry, Canonical, Recorded, Store, StoreError, Transaction};

const PROVINCES: &str = include_str!("../../../reference/provinces.json");
const TEMPLATES: &str = include_str!("../../../reference/measure-templates.json");
const DISTRICTS: &str = include_str!("../../../reference/districts.json");

/// Programme of these catalogues.
const PROGRAMME: &str = "nacc-ita";
/// Each catalogue with its fiscal year (B.E.).
const CATALOGUES: [(u16, &str); 6] = [
    (2564, include_str!("../../../reference/catalogues/nacc-ita-2564.json")),
    (2565, include_str!("../../../reference/catalogues/nacc-ita-2565.json")),
    (2566, include_str!("../../../reference/catalogues/nacc-ita-2566.json")),
    (2567, include_str!("../../../reference/catalogues/nacc-ita-2567.json")),
    (2568, include_str!("../../../reference/catalogues/nacc-ita-2568.json")),
    (2569, include_str!("../../../reference/catalogues/nacc-ita-2569.json")),
];

/// What [`load_reference`] changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReferenceChanges {
    /// Whether provinces or districts were added or renamed.
    pub geography: bool,
    /// Fiscal years (B.E.) whose catalogues were added, or got a newer revision of the program.
    pub catalogues: Vec<u16>,
    /// The keys of the templates of measures that were added, or that changed in this version of the program.
    pub measure_templates: Vec<String>,
}

impl ReferenceChanges {
    /// Whether nothing changed.
    pub const fn is_empty(&self) -> bool {
        !self.geography && self.catalogues.is_empty() && self.measure_templates.is_empty()
    }
}

/// Updates the reference data of the database: provinces and districts are added and renamed, catalogues are added for
/// years without one. A catalogue of an earlier version of the program gets a further revision; one that an administrator
/// wrote stays in force. Templates of measures are treated alike. Documents keep the revisions that were in force when they
/// were submitted. When nothing has changed, this does nothing and is fast. Several servers may call it at once.
pub async fn load_reference(store: &Store, now: Timestamp) -> Result<ReferenceChanges, StoreError> {
    let provinces: Vec<Province> = embedded(PROVINCES)?;
    let districts: Vec<District> = embedded(DISTRICTS)?;
    let present = store.catalogue_origins(PROGRAMME).await?;
    let mut missing: Vec<(u16, &str)> = Vec::new();
    for (year, text) in CATALOGUES {
        if is_to_be_added(&present, year, &embedded_sha256(text)?) {
            missing.push((year, text));
        }
    }
    let geography = lacks(&store.provinces().await?, &provinces) || lacks(&store.districts(None).await?, &districts);
    let templates: Vec<MeasureTemplate> = embedded(TEMPLATES)?;
    let has_templates = missing_templates(&store.platform_templates().await?, &templates)?.is_empty();
    if missing.is_empty() && !geography && has_templates {
        return Ok(ReferenceChanges::default());
    }
    store
        .write("reference.load", async |tx: &mut Transaction| {
            if geography {
                tx.upsert_provinces(&provinces).await?;
                tx.upsert_districts(&districts).await?;
            }
            let catalogues = add_catalogues(tx, &missing, now).await?;
            let measure_templates = tx.add_platform_templates(&templates, now).await?;
            let changes = ReferenceChanges {
                geography,
                catalogues,
                measure_templates,
            };
            record(tx, changes, now).await
        })
        .await
}

async fn add_catalogues(tx: &mut Transaction, missing: &[(u16, &str)], now: Timestamp) -> Result<Vec<u16>, StoreError> {
    let mut added = Vec::new();
    for (year, text) in missing {
        let catalogue: Catalogue = embedded(text)?;
        let newest = tx.lock_catalogue(PROGRAMME, catalogue.fiscal_year).await?;
        // Another server may have added it in the meantime, or an administrator another one.
        let present = tx.catalogue_origins(PROGRAMME).await?;
        if is_to_be_added(&present, *year, &embedded_sha256(text)?) {
            // No person wrote this revision.
            tx.insert_catalogue(&catalogue, newest.unwrap_or(0) + 1, None, now)
                .await?;
            added.push(*year);
        }
    }
    Ok(added)
}

/// Whether the catalogue of the program for a year is to be added. It is not if the database has had it before: a program
/// of an earlier version on the same database does not bring its own catalogue back.
fn is_to_be_added(present: &[CatalogueOrigin], year: u16, sha256: &str) -> bool {
    let of_year = || present.iter().filter(|origin| origin.fiscal_year.get() == year);
    let newest = of_year().max_by_key(|origin| origin.revision);
    newest.is_none_or(|newest| !newest.is_of_person) && of_year().all(|origin| origin.sha256 != sha256)
}

fn embedded_sha256(text: &str) -> Result<String, StoreError> {
    let catalogue: Catalogue = embedded(text)?;
    Ok(Canonical::of(&catalogue)?.sha256)
}

async fn record(
    tx: &mut Transaction,
    changes: ReferenceChanges,
    now: Timestamp,
) -> Result<Recorded<ReferenceChanges>, StoreError> {
    let mut entry = AuditEntry::new(now, None, AuditAction::ReferenceLoad, "reference");
    entry.detail = Some(serde_json::json!({
        "geography": changes.geography, "catalogues": changes.catalogues, "measure_templates": changes.measure_templates,
    }));
    tx.record(entry, changes).await
}

/// Whether a wanted entry is missing or different; additional entries are ignored.
fn lacks<T: PartialEq>(present: &[T], wanted: &[T]) -> bool {
    // Both are sorted by code, so they are normally equal and compared at once.
    present != wanted && wanted.iter().any(|one| !present.contains(one))
}

fn embedded<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Corrupt(format!("reference data: {error}")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use prongsai_domain::calendar::FiscalYear;

    use super::*;
    use crate::from_canonical;

    #[test]
    fn there_are_77_provinces_and_928_districts_all_in_known_provinces() {
        let provinces: Vec<Province> = embedded(PROVINCES).unwrap();
        let districts: Vec<District> = embedded(DISTRICTS).unwrap();
        let codes: BTreeSet<_> = provinces.iter().map(|province| province.code.clone()).collect();
        assert_eq!((codes.len(), districts.len()), (77, 928));
        for district in &districts {
            assert!(codes.contains(&district.code.province()), "{}", district.code);
        }
        assert!(provinces.is_sorted_by_key(|province| province.code.clone()));
        assert!(districts.is_sorted_by_key(|district| district.code.clone()));
    }

    #[test]
    fn every_catalogue_is_valid_and_of_its_year() {
        for (year, text) in CATALOGUES {
            let catalogue: Catalogue = embedded(text).unwrap();
            assert_eq!(
                (catalogue.programme.as_str(), catalogue.fiscal_year.get()),
                (PROGRAMME, year)
            );
            assert_eq!(catalogue.validate(), Ok(()), "{year}");
            let kept: Catalogue = from_canonical(&Canonical::of(&catalogue).unwrap().text).unwrap();
            assert_eq!(kept, catalogue, "{year}");
        }
    }

    #[test]
    fn a_newer_catalogue_arrives_once_and_never_over_that_of_a_person() {
        let origin = |revision, sha256: &str, is_of_person| CatalogueOrigin {
            fiscal_year: FiscalYear::new(2566).unwrap(),
            revision,
            sha256: sha256.to_owned(),
            is_of_person,
        };
        let (old, new, own) = (origin(1, "old", false), origin(2, "new", false), origin(3, "own", true));
        let is_added = |present: &[&CatalogueOrigin], sha256: &str| {
            let present: Vec<CatalogueOrigin> = present.iter().map(|it| (*it).clone()).collect();
            is_to_be_added(&present, 2566, sha256)
        };
        assert!(is_added(&[], "new") && is_added(&[&old], "new"));
        assert!(!is_added(&[&old], "old") && !is_added(&[&new, &old], "old") && !is_added(&[&old, &new], "new"));
        assert!(!is_added(&[&old, &own], "new"));
        assert!(is_to_be_added(&[old, own], 2567, "new"));
    }

    #[test]
    fn additional_entries_are_ignored() {
        assert!(!lacks(&[1, 2, 3], &[1, 3]));
        assert!(lacks(&[1, 2], &[1, 3]));
    }
}
