//! The bundles that tests import: the real ones if they are available, and those of the project.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use prongsai_test_support::{Client, TestOrganization};
use serde_json::Value;

/// A bundle of a whole year.
pub(crate) struct Bundle {
    /// Its file, for messages.
    pub(crate) source: String,
    /// Its content.
    pub(crate) json: Value,
}

impl Bundle {
    /// A bundle of the project, from `tests/fixtures`.
    pub(crate) fn fixture(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
        Self::read(&path).unwrap_or_else(|| panic!("{} is missing", path.display()))
    }

    /// A real bundle, from outside the repository; prints a notice when it is absent.
    pub(crate) fn real(name: &str) -> Option<Self> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../shared/real")
            .join(name);
        let bundle = Self::read(&path);
        if bundle.is_none() {
            eprintln!(
                "{} is not at hand: only the project's own bundle was tried",
                path.display()
            );
        }
        bundle
    }

    /// The bundle of the project, and the real one if it is available.
    pub(crate) fn both(fixture: &str, real: &str) -> Vec<Self> {
        [Some(Self::fixture(fixture)), Self::real(real)]
            .into_iter()
            .flatten()
            .collect()
    }

    /// The bundle in a file; `None` if there is no such file.
    fn read(path: &Path) -> Option<Self> {
        let text = match fs::read_to_string(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return None,
            text => text.unwrap_or_else(|error| panic!("{}: {error}", path.display())),
        };
        let source = path.file_name()?.to_string_lossy().into_owned();
        Some(Self {
            source,
            json: serde_json::from_str(&text).expect("a bundle is JSON"),
        })
    }

    /// The fiscal year.
    pub(crate) fn year(&self) -> u64 {
        self.json["fiscal_year"].as_u64().expect("a fiscal year")
    }

    /// The links of its invitations.
    pub(crate) fn links(&self) -> Vec<&str> {
        let announcements = self.json["announcements"].as_array().expect("announcements");
        announcements
            .iter()
            .filter_map(|one| one["survey"]["url"].as_str())
            .collect()
    }

    /// Adds the organization of the bundle.
    pub(crate) async fn create_organization(&self, admin: &Client) -> TestOrganization {
        let said = |name: &str| self.json["organization"][name].as_str().expect(name).to_owned();
        let province = said("province_code");
        let district = district_code(&province, &said("district_th"));
        TestOrganization::create(admin, &said("name_th"), &province, &district).await
    }
}

fn district_code(province: &str, name_th: &str) -> String {
    let districts: Vec<Value> = serde_json::from_str(include_str!("../reference/districts.json")).unwrap();
    let found = districts.iter().find(|district| {
        district["name_th"] == name_th && district["code"].as_str().is_some_and(|code| code.starts_with(province))
    });
    found.unwrap_or_else(|| panic!("no district {name_th} in {province}"))["code"]
        .as_str()
        .unwrap()
        .to_owned()
}
