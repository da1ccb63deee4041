use anyhow::Result;
use prongsai_application::{App, direct, organization};
use prongsai_domain::geography::OrganizationKind;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::{Channels, OrganizationInput};
use prongsai_domain::setting::Settings;
use prongsai_domain::user::User;
use prongsai_persistence::{OrganizationFilter, OrganizationVisibility};

use crate::services::{context_of, explained};

/// A municipality of the demo. No municipality has its name, and its addresses are reserved for examples.
pub(super) struct DemoOrganization {
    pub(super) name: &'static str,
    pub(super) province_code: &'static str,
    kind: OrganizationKind,
    district_code: &'static str,
    pub(super) local_code: &'static str,
    site: &'static str,
    address: &'static str,
    survey_token: &'static str,
}

impl DemoOrganization {
    /// The municipality that most people of the demo belong to.
    pub(super) const FIRST: Self = Self {
        name: "เทศบาลตำบลธารหิ่งห้อย",
        kind: OrganizationKind::SubdistrictMunicipality,
        province_code: "55",
        district_code: "5514",
        local_code: "05551499",
        site: "https://www.example.com/than-hinghoi",
        address: "สำนักงานเทศบาลตำบลธารหิ่งห้อย อำเภอภูเพียง จังหวัดน่าน (หน่วยงานสมมติ)",
        survey_token: "demo01",
    };

    /// The second municipality.
    pub(super) const SECOND: Self = Self {
        name: "เทศบาลเมืองดอนจันทร์ฉาย",
        kind: OrganizationKind::TownMunicipality,
        province_code: "93",
        district_code: "9301",
        local_code: "04930199",
        site: "https://www.example.com/don-chan-chai",
        address: "สำนักงานเทศบาลเมืองดอนจันทร์ฉาย อำเภอเมืองพัทลุง จังหวัดพัทลุง (หน่วยงานสมมติ)",
        survey_token: "demo02",
    };

    fn input(&self) -> OrganizationInput {
        OrganizationInput {
            name_th: self.name.to_owned(),
            kind: self.kind,
            province_code: self.province_code.to_owned(),
            district_code: Some(self.district_code.to_owned()),
            local_code: Some(self.local_code.to_owned()),
            website: Some(self.site.to_owned()),
            contact: Channels {
                address: Some(self.address.to_owned()),
                phone: Some("0 0000 0000".to_owned()),
                email: Some("saraban@example.com".to_owned()),
                url: Some(format!("{}/contact", self.site)),
                hotline: None,
            },
            whistle_blowing: Channels {
                address: None,
                phone: None,
                email: Some("whistle-blowing@example.com".to_owned()),
                url: Some(format!("{}/whistle-blowing", self.site)),
                hotline: Some("0 0000 0001".to_owned()),
            },
            survey_token: Some(self.survey_token.to_owned()),
            settings: Settings::default(),
            predecessors: Vec::new(),
        }
    }
}

/// The organization, if it exists.
pub(super) async fn find(app: &App, organization: &DemoOrganization) -> Result<Option<OrganizationId>> {
    let filter = OrganizationFilter {
        visibility: OrganizationVisibility::All,
        province_code: None,
        kind: Some(organization.kind),
        name_part: Some(organization.name.to_owned()),
        after: None,
        // Enough: few other names contain this one.
        limit: 10,
    };
    let found = app.store.organizations(&filter).await?;
    Ok(found
        .into_iter()
        .find(|found| found.profile.name_th == organization.name)
        .map(|found| found.id))
}

/// Returns the organization; adds it if it is missing.
pub(super) async fn ensure(app: &App, admin: &User, organization: &DemoOrganization) -> Result<OrganizationId> {
    if let Some(id) = find(app, organization).await? {
        return Ok(id);
    }
    let context = context_of(app, admin).await?;
    let made = organization::create(app, &context, organization.input(), direct)
        .await
        .map_err(explained)?;
    Ok(made.answer.0.id)
}
