use prongsai_domain::geography::OrganizationKind;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::{Channels, OrganizationInput};
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::OrganizationKindName;
use crate::extract::{Change, Replace};

/// Changes of a local government; absent fields keep their value, `null` empties.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchOrganization {
    /// Full Thai name.
    #[serde(default)]
    #[schema(value_type = String, required = false, example = "เทศบาลตำบลตัวอย่าง")]
    name_th: Replace<String>,
    /// Kind of local government; only platform administrators change it.
    #[serde(default)]
    #[schema(value_type = OrganizationKindName, required = false)]
    kind: Replace<OrganizationKind>,
    /// Province code: two digits; only platform administrators change it.
    #[serde(default)]
    #[schema(value_type = String, required = false, example = "47")]
    province_code: Replace<String>,
    /// District code: four digits, beginning with the province code.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "4702")]
    district_code: Change<String>,
    /// รหัส อปท.: eight digits, or seven without the leading 0.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "05470201")]
    local_code: Change<String>,
    /// Main website.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "https://www.example.go.th/")]
    website: Change<String>,
    /// Contact channels; `null` empties all of them.
    #[serde(default)]
    #[schema(value_type = Option<PatchChannels>)]
    contact: Change<PatchChannels>,
    /// Channels to report corruption; `null` empties all of them.
    #[serde(default)]
    #[schema(value_type = Option<PatchChannels>)]
    whistle_blowing: Change<PatchChannels>,
    /// Token of its survey links: six lower-case letters or digits.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "ab12cd")]
    survey_token: Change<String>,
    /// Settings.
    #[serde(default)]
    #[schema(value_type = PatchOrganizationSettings, required = false)]
    settings: Replace<PatchOrganizationSettings>,
    /// The organizations that were merged into this one, or from which it was raised or split; only platform
    /// administrators change them.
    #[serde(default)]
    #[schema(value_type = Vec<Uuid>, required = false)]
    predecessors: Replace<Vec<OrganizationId>>,
}

/// Changes of contact channels.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchChannels {
    /// Postal address.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "99 หมู่ 1 ตำบลตัวอย่าง")]
    address: Change<String>,
    /// Telephone, as text.
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
    /// Hotline, as text.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "1205")]
    hotline: Change<String>,
}

/// Changes of the settings.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchOrganizationSettings {
    /// Whether invitations to the internal survey are public.
    #[serde(default)]
    #[schema(value_type = bool, required = false)]
    publishes_internal_surveys: Replace<bool>,
    /// Whether a person may, with a reason, approve their own draft.
    #[serde(default)]
    #[schema(value_type = bool, required = false)]
    allows_four_eyes_override: Replace<bool>,
    /// Whether people need a second factor to approve and publish. Two people switch it off.
    #[serde(default)]
    #[schema(value_type = bool, required = false)]
    requires_second_factor: Replace<bool>,
}

impl PatchOrganization {
    /// The organization after the patch.
    pub(super) fn apply(self, mut organization: OrganizationInput) -> OrganizationInput {
        self.name_th.apply(&mut organization.name_th);
        self.kind.apply(&mut organization.kind);
        self.province_code.apply(&mut organization.province_code);
        self.district_code.apply(&mut organization.district_code);
        self.local_code.apply(&mut organization.local_code);
        self.website.apply(&mut organization.website);
        self.survey_token.apply(&mut organization.survey_token);
        self.predecessors.apply(&mut organization.predecessors);
        apply_channels(self.contact, &mut organization.contact);
        apply_channels(self.whistle_blowing, &mut organization.whistle_blowing);
        if let Replace::With(settings) = self.settings {
            settings
                .publishes_internal_surveys
                .apply(&mut organization.settings.publishes_internal_surveys);
            settings
                .allows_four_eyes_override
                .apply(&mut organization.settings.allows_four_eyes_override);
            settings
                .requires_second_factor
                .apply(&mut organization.settings.requires_second_factor);
        }
        organization
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
    use crate::organization::input::CreateOrganization;

    fn organization() -> OrganizationInput {
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
            .apply(organization())
    }

    #[test]
    fn an_empty_patch_changes_nothing() {
        assert_eq!(patched("{}"), organization());
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
