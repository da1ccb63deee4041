use prongsai_domain::access::Role;
use serde_json::{Value, json};

use crate::{Client, sample};

/// An organization of a test, which exists on the server.
#[derive(Clone, Debug)]
pub struct TestOrganization {
    /// Its id.
    pub id: String,
    /// Its full Thai name.
    pub name_th: String,
    /// The code of its province.
    pub province_code: String,
    /// Its only division, สำนักปลัด.
    pub division_id: String,
}

impl TestOrganization {
    /// Adds an organization with a division.
    pub async fn create(admin: &Client, name_th: &str, province_code: &str, district_code: &str) -> Self {
        let place = json!({ "province_code": province_code, "district_code": district_code });
        let body = sample::with(sample::organization(name_th), &place);
        let id = admin.post("/api/v1/organizations").json(&body).await.is(201).id();
        let divisions = format!("/api/v1/organizations/{id}/divisions");
        let division_id = admin
            .post(&divisions)
            .json(&json!({ "name_th": "สำนักปลัด" }))
            .await
            .is(201)
            .id();
        Self {
            id,
            name_th: name_th.to_owned(),
            province_code: province_code.to_owned(),
            division_id,
        }
    }
}

/// The JSON of a membership: a role in the organization, in its province or on the platform, as the role requires.
#[must_use]
pub fn membership(role: Role, organization: &TestOrganization) -> Value {
    match role {
        Role::PlatformAdmin => json!({ "role": role.as_str() }),
        Role::ProvincialViewer => json!({ "role": role.as_str(), "province_code": organization.province_code }),
        _ => json!({ "role": role.as_str(), "organization_id": organization.id }),
    }
}
