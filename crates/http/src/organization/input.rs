use prongsai_application::organization::OrganizationQuery;
use prongsai_domain::geography::{OrganizationKind, ProvinceCode};
use prongsai_domain::organization::{Channels, OrganizationInput, Settings};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::view::OrganizationKindName;
use crate::extract::{Change, Paging, Replace};
use crate::problem::Problem;

/// What a list of offices is narrowed to.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OrganizationFilters {
    /// Of one province, by its two-digit code.
    #[param(value_type = Option<String>, example = "47")]
    province_code: Option<ProvinceCode>,
    /// Of one kind.
    #[param(value_type = Option<String>, example = "subdistrict_municipality")]
    kind: Option<OrganizationKind>,
    /// Whose name contains this; spaces do not matter.
    #[param(max_length = 300, example = "พอกน้อย")]
    q: Option<String>,
}

/// A local government to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateOrganization {
    /// Full Thai name.
    #[schema(example = "เทศบาลตำบลตัวอย่าง")]
    name_th: String,
    /// What kind.
    #[schema(value_type = OrganizationKindName)]
    kind: OrganizationKind,
    /// Two digits.
    #[schema(example = "47")]
    province_code: String,
    /// Four digits, beginning with the province's.
    #[schema(example = "4702")]
    district_code: Option<String>,
    /// รหัส อปท., eight digits.
    #[schema(example = "05470201")]
    local_code: Option<String>,
    /// Main website.
    #[schema(example = "https://www.example.go.th/")]
    website: Option<String>,
    /// How to reach it.
    #[serde(default)]
    contact: ChannelsInput,
    /// How to report corruption in it.
    #[serde(default)]
    whistle_blowing: ChannelsInput,
    /// Token of its survey links, six lower-case letters or digits.
    #[schema(example = "ab12cd")]
    survey_token: Option<String>,
    /// What it chose.
    #[serde(default)]
    settings: OrganizationSettingsInput,
}

/// Ways to reach an office.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChannelsInput {
    /// Postal address.
    #[schema(example = "99 หมู่ 1 ตำบลตัวอย่าง")]
    address: Option<String>,
    /// Telephone, as it is written.
    #[schema(example = "0 4200 0000")]
    phone: Option<String>,
    /// E-mail address.
    #[schema(example = "saraban@example.go.th")]
    email: Option<String>,
    /// Web form or page.
    #[schema(example = "https://www.example.go.th/report")]
    url: Option<String>,
    /// Hotline, as it is written.
    #[schema(example = "1205")]
    hotline: Option<String>,
}

/// What an office chooses; false when absent.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrganizationSettingsInput {
    /// Whether invitations to the internal survey are shown to the public.
    #[serde(default)]
    publishes_internal_surveys: bool,
    /// Whether somebody may, with a reason, approve what they drafted themselves.
    #[serde(default)]
    allows_four_eyes_override: bool,
}

/// What is to change of a local government; what is absent stays, `null` empties.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchOrganization {
    /// Full Thai name.
    #[serde(default)]
    #[schema(value_type = String, required = false, example = "เทศบาลตำบลตัวอย่าง")]
    name_th: Replace<String>,
    /// What kind; only those who run the platform change it.
    #[serde(default)]
    #[schema(value_type = OrganizationKindName, required = false)]
    kind: Replace<OrganizationKind>,
    /// Two digits; only those who run the platform change it.
    #[serde(default)]
    #[schema(value_type = String, required = false, example = "47")]
    province_code: Replace<String>,
    /// Four digits, beginning with the province's.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "4702")]
    district_code: Change<String>,
    /// รหัส อปท., eight digits.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "05470201")]
    local_code: Change<String>,
    /// Main website.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "https://www.example.go.th/")]
    website: Change<String>,
    /// How to reach it; `null` empties all of it.
    #[serde(default)]
    #[schema(value_type = Option<PatchChannels>)]
    contact: Change<PatchChannels>,
    /// How to report corruption in it; `null` empties all of it.
    #[serde(default)]
    #[schema(value_type = Option<PatchChannels>)]
    whistle_blowing: Change<PatchChannels>,
    /// Token of its survey links, six lower-case letters or digits.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "ab12cd")]
    survey_token: Change<String>,
    /// What it chose.
    #[serde(default)]
    #[schema(value_type = PatchOrganizationSettings, required = false)]
    settings: Replace<PatchOrganizationSettings>,
}

/// What is to change of the ways to reach an office.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchChannels {
    /// Postal address.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "99 หมู่ 1 ตำบลตัวอย่าง")]
    address: Change<String>,
    /// Telephone, as it is written.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "0 4200 0000")]
    phone: Change<String>,
    /// E-mail address.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "saraban@example.go.th")]
    email: Change<String>,
    /// Web form or page.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "https://www.example.go.th/report")]
    url: Change<String>,
    /// Hotline, as it is written.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "1205")]
    hotline: Change<String>,
}

/// What is to change of what an office chose.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchOrganizationSettings {
    /// Whether invitations to the internal survey are shown to the public.
    #[serde(default)]
    #[schema(value_type = bool, required = false)]
    publishes_internal_surveys: Replace<bool>,
    /// Whether somebody may, with a reason, approve what they drafted themselves.
    #[serde(default)]
    #[schema(value_type = bool, required = false)]
    allows_four_eyes_override: Replace<bool>,
}

impl OrganizationFilters {
    /// The query of the use case: one office more than fits on the page, so as to know whether more follow.
    pub(super) fn query(self, paging: &Paging) -> Result<OrganizationQuery, Problem> {
        Ok(OrganizationQuery {
            province_code: self.province_code,
            kind: self.kind,
            name_part: self.q,
            after: paging.after()?,
            limit: paging.wanted(),
        })
    }
}

impl From<ChannelsInput> for Channels {
    fn from(input: ChannelsInput) -> Self {
        let ChannelsInput {
            address,
            phone,
            email,
            url,
            hotline,
        } = input;
        Self {
            address,
            phone,
            email,
            url,
            hotline,
        }
    }
}

impl From<CreateOrganization> for OrganizationInput {
    fn from(input: CreateOrganization) -> Self {
        Self {
            name_th: input.name_th,
            kind: input.kind,
            province_code: input.province_code,
            district_code: input.district_code,
            local_code: input.local_code,
            website: input.website,
            contact: input.contact.into(),
            whistle_blowing: input.whistle_blowing.into(),
            survey_token: input.survey_token,
            settings: Settings {
                publishes_internal_surveys: input.settings.publishes_internal_surveys,
                allows_four_eyes_override: input.settings.allows_four_eyes_override,
            },
        }
    }
}

impl PatchOrganization {
    /// The office after the patch.
    pub(super) fn apply(self, mut office: OrganizationInput) -> OrganizationInput {
        self.name_th.apply(&mut office.name_th);
        self.kind.apply(&mut office.kind);
        self.province_code.apply(&mut office.province_code);
        self.district_code.apply(&mut office.district_code);
        self.local_code.apply(&mut office.local_code);
        self.website.apply(&mut office.website);
        self.survey_token.apply(&mut office.survey_token);
        apply_channels(self.contact, &mut office.contact);
        apply_channels(self.whistle_blowing, &mut office.whistle_blowing);
        if let Replace::With(settings) = self.settings {
            settings
                .publishes_internal_surveys
                .apply(&mut office.settings.publishes_internal_surveys);
            settings
                .allows_four_eyes_override
                .apply(&mut office.settings.allows_four_eyes_override);
        }
        office
    }
}

fn apply_channels(change: Change<PatchChannels>, channels: &mut Channels) {
    match change {
        Change::Keep => {}
        Change::Clear => *channels = Channels::default(),
        Change::Set(patch) => {
            patch.address.apply(&mut channels.address);
            patch.phone.apply(&mut channels.phone);
            patch.email.apply(&mut channels.email);
            patch.url.apply(&mut channels.url);
            patch.hotline.apply(&mut channels.hotline);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office() -> OrganizationInput {
        let input: CreateOrganization = serde_json::from_str(
            r#"{"name_th":"เทศบาลตำบลตัวอย่าง","kind":"subdistrict_municipality","province_code":"47",
                "website":"https://www.example.go.th/","contact":{"phone":"1","email":"a@b.go.th"},
                "settings":{"allows_four_eyes_override":true}}"#,
        )
        .unwrap();
        input.into()
    }

    fn patched(patch: &str) -> OrganizationInput {
        serde_json::from_str::<PatchOrganization>(patch)
            .unwrap()
            .apply(office())
    }

    #[test]
    fn an_empty_patch_changes_nothing() {
        assert_eq!(patched("{}"), office());
    }

    #[test]
    fn a_patch_reaches_into_channels_and_settings() {
        let after =
            patched(r#"{"contact":{"phone":null},"settings":{"publishes_internal_surveys":true},"website":null}"#);
        assert_eq!(
            (after.contact.phone, after.contact.email.as_deref()),
            (None, Some("a@b.go.th"))
        );
        assert!(after.settings.publishes_internal_surveys && after.settings.allows_four_eyes_override);
        assert_eq!(after.website, None);
        assert_eq!(patched(r#"{"contact":null}"#).contact, Channels::default());
    }

    #[test]
    fn what_is_never_empty_cannot_be_cleared() {
        for patch in [
            r#"{"name_th":null}"#,
            r#"{"kind":null}"#,
            r#"{"settings":null}"#,
            r#"{"id":"x"}"#,
        ] {
            assert!(serde_json::from_str::<PatchOrganization>(patch).is_err(), "{patch}");
        }
    }
}
