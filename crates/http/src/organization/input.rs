use prongsai_application::organization::OrganizationQuery;
use prongsai_domain::geography::{OrganizationKind, ProvinceCode};
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::{Channels, NAME_MAX, OrganizationInput};
use prongsai_domain::setting::{Setting, Settings};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::view::{OrganizationKindName, SettingName};
use crate::extract::{Paging, ShortText};
use crate::problem::Problem;

/// The filters of the list of organizations.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OrganizationFilters {
    /// Only organizations of this province, by its two-digit code.
    #[param(value_type = Option<String>, example = "47", pattern = "^[0-9]{2}$")]
    province_code: Option<ProvinceCode>,
    /// Only organizations of this kind.
    #[param(value_type = Option<String>, example = "subdistrict_municipality", pattern = "^(provincial_administrative_organization|city_municipality|town_municipality|subdistrict_municipality|subdistrict_administrative_organization|special_local_government)$")]
    kind: Option<OrganizationKind>,
    /// Only organizations whose name contains this text; spaces are ignored.
    #[param(value_type = Option<String>, max_length = 300, example = "พอกน้อย")]
    q: Option<ShortText<NAME_MAX>>,
}

/// A local government to add.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateOrganization {
    /// Full Thai name.
    #[schema(example = "เทศบาลตำบลตัวอย่าง")]
    name_th: String,
    /// Kind of local government.
    #[schema(value_type = OrganizationKindName)]
    kind: OrganizationKind,
    /// Province code: two digits.
    #[schema(example = "47")]
    province_code: String,
    /// District code: four digits, beginning with the province code.
    #[schema(example = "4702")]
    district_code: Option<String>,
    /// รหัส อปท.: eight digits, or seven without the leading 0.
    #[schema(example = "05470201")]
    local_code: Option<String>,
    /// Main website.
    #[schema(example = "https://www.example.go.th/")]
    website: Option<String>,
    /// Contact channels.
    #[serde(default)]
    contact: ChannelsInput,
    /// Channels to report corruption.
    #[serde(default)]
    whistle_blowing: ChannelsInput,
    /// Token of its survey links: six lower-case letters or digits.
    #[schema(example = "ab12cd")]
    survey_token: Option<String>,
    /// Settings.
    #[serde(default)]
    settings: OrganizationSettingsInput,
    /// The organizations that were merged into this one, or from which it was raised or split.
    #[serde(default)]
    #[schema(value_type = Vec<Uuid>)]
    predecessors: Vec<OrganizationId>,
}

/// Contact channels of an organization.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChannelsInput {
    /// Postal address.
    #[schema(example = "99 หมู่ 1 ตำบลตัวอย่าง")]
    address: Option<String>,
    /// Telephone, as text.
    #[schema(example = "0 4200 0000")]
    phone: Option<String>,
    /// E-mail address.
    #[schema(example = "saraban@example.go.th")]
    email: Option<String>,
    /// Web form or page.
    #[schema(example = "https://www.example.go.th/report")]
    url: Option<String>,
    /// Hotline, as text.
    #[schema(example = "1205")]
    hotline: Option<String>,
}

/// The settings that are wanted; false when absent. One that weakens a rule becomes a proposal, which another administrator
/// accepts at `/settings/accept`.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrganizationSettingsInput {
    /// Whether invitations to the internal survey are public.
    #[serde(default)]
    publishes_internal_surveys: bool,
    /// Whether a person may, with a reason, approve their own draft.
    #[serde(default)]
    allows_four_eyes_override: bool,
    /// Whether people need a second factor to approve and publish. It is on at once; two people switch it off.
    #[serde(default)]
    requires_second_factor: bool,
}

impl OrganizationFilters {
    /// The query of the use case: one organization more than fits on the page, which shows whether more follow.
    pub(super) fn query(self, paging: &Paging) -> Result<OrganizationQuery, Problem> {
        Ok(OrganizationQuery {
            province_code: self.province_code,
            kind: self.kind,
            name_part: self.q.map(|text| text.0),
            after: paging.after()?,
            limit: paging.fetch_limit(),
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
                requires_second_factor: input.settings.requires_second_factor,
            },
            predecessors: input.predecessors,
        }
    }
}
/// The setting to accept.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcceptSetting {
    /// The setting.
    #[schema(value_type = SettingName)]
    pub(super) setting: Setting,
}
