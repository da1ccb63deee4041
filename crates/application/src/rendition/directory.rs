//! The pages that belong to no organization: the start page, and the list of organizations for people.

use std::collections::{BTreeMap, BTreeSet};

use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::Organization;
use prongsai_persistence::OrganizationVisibility;
use prongsai_rendering::html::site::{self, DirectoryEntry, DirectoryPage};
use prongsai_rendering::rendition::Issuer;

use crate::organization::OrganizationQuery;
use crate::{App, Error, geography};

/// A part of the list of organizations.
#[derive(Clone, Debug)]
pub struct Directory {
    /// What was searched for.
    query: OrganizationQuery,
    /// The organizations, by id: at most as many as the query allows.
    pub organizations: Vec<Organization>,
    /// Those of `organizations` that have published something.
    publishing: BTreeSet<OrganizationId>,
}

/// Finds a part of the list of organizations, by id.
///
/// # Errors
/// The database fails.
pub async fn directory(app: &App, query: OrganizationQuery) -> Result<Directory, Error> {
    let filter = query.clone().seen_by(OrganizationVisibility::All);
    let organizations = app.store.organizations(&filter).await?;
    let ids: Vec<OrganizationId> = organizations.iter().map(|organization| organization.id).collect();
    let publishing = app.store.publishing_organizations(&ids).await?;
    Ok(Directory {
        query,
        organizations,
        publishing,
    })
}

/// Renders a part of the list of organizations. `first` is the address of the first part if this is another one, `next`
/// that of the next part.
///
/// # Errors
/// The database fails.
pub async fn directory_page(
    app: &App,
    part: &Directory,
    first: Option<&str>,
    next: Option<&str>,
) -> Result<String, Error> {
    let provinces = geography::provinces(app).await?;
    let districts = geography::districts(app, None).await?;
    let mut choice: Vec<(&str, &str)> = provinces
        .iter()
        .map(|province| (province.code.as_str(), province.name_th.as_str()))
        .collect();
    let names: BTreeMap<&str, &str> = choice.iter().copied().collect();
    let districts: BTreeMap<&str, &str> = districts
        .iter()
        .map(|district| (district.code.as_str(), district.name_th.as_str()))
        .collect();
    // Thai consonants are in alphabetical order in Unicode. A vowel that is written first is sorted after its consonant.
    choice.sort_by_cached_key(|(_, name)| sort_key(name));
    let entries = part.organizations.iter().map(|organization| {
        let profile = &organization.profile;
        let district = profile.district_code.as_ref();
        let issuer = Issuer {
            name_th: &profile.name_th,
            district_th: district.and_then(|code| districts.get(code.as_str()).copied()),
            province_th: names.get(profile.province_code.as_str()).copied().unwrap_or_default(),
            website: None,
        };
        let is_publishing = part.publishing.contains(&organization.id);
        let href = is_publishing.then(|| format!("/public/{}/", organization.id));
        DirectoryEntry { issuer, href }
    });
    let canonical = format!("{}/public/", app.services.renditions.public_url());
    Ok(site::directory(&DirectoryPage {
        name_part: part.query.name_part.as_deref().unwrap_or_default(),
        province_code: part.query.province_code.as_ref().map_or("", |code| code.as_str()),
        organizations: entries.collect(),
        provinces: choice,
        first,
        next,
        canonical: Some(&canonical),
    }))
}

/// The page that a browser sees at the root of the server.
pub fn start_page(version: &str) -> String {
    site::start(version)
}

/// The name with a vowel that is written before its consonant behind it, as a dictionary sorts.
fn sort_key(name: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        Some(vowel @ 'เ'..='ไ') => letters.next().into_iter().chain([vowel]).chain(letters).collect(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::sort_key;

    #[test]
    fn provinces_are_in_the_order_of_a_dictionary() {
        let mut names = ["เชียงใหม่", "ยะลา", "กระบี่", "ชัยนาท", "แพร่", "ระยอง", "เลย", "ลพบุรี"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            ["กระบี่", "ชัยนาท", "เชียงใหม่", "แพร่", "ยะลา", "ระยอง", "ลพบุรี", "เลย"]
        );
    }
}
