use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result};
use prongsai_domain::access::Role;
use prongsai_domain::id::OrganizationId;
use serde::{Deserialize, Serialize};

use super::people::{DemoScope, HIDDEN, Person, SHOWN};
use crate::secret;

/// The name of the file with the demo logins, in the data folder.
pub(super) const FILE_NAME: &str = "demo-credentials.json";

/// The demo logins, as in `demo-credentials.json`.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Credentials {
    /// The address of the server.
    pub(super) base_url: String,
    /// One person per role, and a drafter of the other organization.
    pub(super) users: Vec<Login>,
}

/// One demo login.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Login {
    pub(super) username: String,
    pub(super) password: String,
    pub(super) role: Role,
    /// The organization, for a role of an organization.
    pub(super) organization_id: Option<OrganizationId>,
}

/// Passwords by login name.
pub(super) type Passwords = BTreeMap<&'static str, String>;

impl Credentials {
    /// The logins of the people that the demo shows.
    pub(super) fn new(base_url: String, passwords: &Passwords, first: OrganizationId, second: OrganizationId) -> Self {
        let login = |person: &Person| Login {
            username: person.username.to_owned(),
            password: passwords.get(person.username).cloned().unwrap_or_default(),
            role: person.role,
            organization_id: match person.scope {
                DemoScope::FirstOrganization => Some(first),
                DemoScope::SecondOrganization => Some(second),
                DemoScope::Platform | DemoScope::ProvinceOfFirstOrganization => None,
            },
        };
        Self {
            base_url,
            users: SHOWN.iter().map(login).collect(),
        }
    }

    /// The password of a login name.
    pub(super) fn password_of(&self, username: &str) -> Option<&str> {
        self.users
            .iter()
            .find(|login| login.username == username)
            .map(|login| login.password.as_str())
    }

    /// Whether every login of the demo of this organization is present.
    pub(super) fn is_complete_for(&self, organization: OrganizationId) -> bool {
        SHOWN.iter().all(|person| {
            self.users.iter().any(|login| {
                login.username == person.username
                    && (person.scope != DemoScope::FirstOrganization || login.organization_id == Some(organization))
            })
        })
    }

    /// The organization that most of the people belong to.
    pub(super) fn first_organization(&self) -> Option<OrganizationId> {
        self.users
            .iter()
            .find(|login| login.username == "drafter")
            .and_then(|login| login.organization_id)
    }

    /// Writes the file, readable by its owner only.
    pub(super) fn write(&self, file: &Path) -> Result<()> {
        let json = serde_json::to_string_pretty(self).context("the demo logins cannot be written")?;
        secret::write_private(file, &(json + "\n"))
    }
}

/// A password for each person: the known one, otherwise a new one.
pub(super) fn passwords(known: Option<&Credentials>) -> Result<Passwords> {
    let mut passwords = Passwords::new();
    for person in SHOWN.iter().chain(&HIDDEN) {
        let known = known.and_then(|known| known.password_of(person.username));
        let password = known.map_or_else(secret::password, |password| Ok(password.to_owned()))?;
        passwords.insert(person.username, password);
    }
    Ok(passwords)
}

/// Reads the file; `None` if it cannot be read.
pub(super) fn read(file: &Path) -> Option<Credentials> {
    let text = std::fs::read_to_string(file).ok()?;
    serde_json::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use prongsai_domain::id::OrganizationId;
    use uuid::Uuid;

    use super::*;

    fn organization(number: u128) -> OrganizationId {
        OrganizationId::new(Uuid::from_u128(number))
    }

    #[test]
    fn there_is_one_login_for_each_role_and_a_drafter_of_the_other_organization() {
        let passwords = passwords(None).unwrap();
        let credentials = Credentials::new(
            "http://127.0.0.1:8080".to_owned(),
            &passwords,
            organization(1),
            organization(2),
        );
        for role in Role::ALL {
            let of_role = credentials
                .users
                .iter()
                .find(|login| login.username == role.as_str())
                .unwrap();
            assert_eq!(of_role.role, role);
            let has_organization = !matches!(role, Role::PlatformAdmin | Role::ProvincialViewer);
            assert_eq!(of_role.organization_id, has_organization.then(|| organization(1)));
            assert!(of_role.password.len() >= 12);
        }
        let other = credentials
            .users
            .iter()
            .find(|login| login.username == "other_drafter")
            .unwrap();
        assert_eq!(
            (other.role, other.organization_id),
            (Role::Drafter, Some(organization(2)))
        );
        assert_eq!(credentials.users.len(), Role::ALL.len() + 1);
    }

    #[test]
    fn the_file_is_private_and_read_back_unchanged() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("demo-credentials.json");
        assert!(read(&file).is_none());
        let passwords = passwords(None).unwrap();
        let written = Credentials::new(
            "http://127.0.0.1:8080".to_owned(),
            &passwords,
            organization(1),
            organization(2),
        );
        written.write(&file).unwrap();
        let back = read(&file).unwrap();
        assert!(back.is_complete_for(organization(1)) && !back.is_complete_for(organization(3)));
        assert_eq!(back.password_of("drafter"), written.password_of("drafter"));
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(
            super::passwords(Some(&back)).unwrap().get("drafter"),
            passwords.get("drafter")
        );
    }
}
