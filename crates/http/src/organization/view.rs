use prongsai_application::organization::PublicOrganization;
use prongsai_domain::geography::{DistrictCode, LocalCode, OrganizationKind, ProvinceCode};
use prongsai_domain::id::{OrganizationId, UserId};
use prongsai_domain::organization::{Channels, Organization};
use prongsai_domain::setting::Setting;
use serde::Serialize;
use utoipa::ToSchema;

use super::approval_basis::ApprovalBasisView;

/// The kinds of local governments.
#[derive(ToSchema)]
#[schema(as = OrganizationKind, rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the kind in the OpenAPI document")]
pub(crate) enum OrganizationKindName {
    ProvincialAdministrativeOrganization,
    CityMunicipality,
    TownMunicipality,
    SubdistrictMunicipality,
    SubdistrictAdministrativeOrganization,
    SpecialLocalGovernment,
}

/// A local government, for people with a login.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrganizationView {
    /// Id.
    #[schema(value_type = Uuid)]
    id: OrganizationId,
    /// Number of changes; the entity tag.
    #[schema(example = 3)]
    revision: i64,
    /// Full Thai name.
    #[schema(example = "เทศบาลตำบลตัวอย่าง")]
    name_th: String,
    /// Kind of local government.
    #[schema(value_type = OrganizationKindName)]
    kind: OrganizationKind,
    /// Province code: two digits.
    #[schema(value_type = String, example = "47")]
    province_code: ProvinceCode,
    /// District code: four digits.
    #[schema(value_type = Option<String>, example = "4702")]
    district_code: Option<DistrictCode>,
    /// รหัส อปท., eight digits.
    #[schema(value_type = Option<String>, example = "05470201")]
    local_code: Option<LocalCode>,
    /// Main website.
    #[schema(example = "https://www.example.go.th/")]
    website: Option<String>,
    /// Contact channels.
    contact: ChannelsView,
    /// Channels to report corruption.
    whistle_blowing: ChannelsView,
    /// Token of its survey links.
    #[schema(example = "ab12cd")]
    survey_token: Option<String>,
    /// Settings.
    settings: OrganizationSettingsView,
    /// The organizations that were merged into this one, or from which it was raised or split.
    #[schema(value_type = Vec<Uuid>)]
    predecessors: Vec<OrganizationId>,
    /// The organization that goes on instead, if this one was a duplicate of it. A merged organization accepts nothing new.
    #[schema(value_type = Option<Uuid>)]
    merged_into: Option<OrganizationId>,
}

/// A local government, for the public.
#[derive(Serialize, ToSchema)]
pub(crate) struct PublicOrganizationView {
    /// Id.
    #[schema(value_type = Uuid)]
    id: OrganizationId,
    /// Full Thai name.
    #[schema(example = "เทศบาลตำบลตัวอย่าง")]
    name_th: String,
    /// Kind of local government.
    #[schema(value_type = OrganizationKindName)]
    kind: OrganizationKind,
    /// Province code: two digits.
    #[schema(value_type = String, example = "47")]
    province_code: ProvinceCode,
    /// District code: four digits.
    #[schema(value_type = Option<String>, example = "4702")]
    district_code: Option<DistrictCode>,
    /// รหัส อปท., eight digits.
    #[schema(value_type = Option<String>, example = "05470201")]
    local_code: Option<LocalCode>,
    /// Main website.
    #[schema(example = "https://www.example.go.th/")]
    website: Option<String>,
    /// Contact channels.
    contact: ChannelsView,
    /// Channels to report corruption.
    whistle_blowing: ChannelsView,
    /// The organizations that were merged into this one, or from which it was raised or split.
    #[schema(value_type = Vec<Uuid>)]
    predecessors: Vec<OrganizationId>,
    /// The organization that goes on instead, if this one was a duplicate of it. A merged organization accepts nothing new.
    #[schema(value_type = Option<Uuid>)]
    merged_into: Option<OrganizationId>,
    /// How many people the approvals rest on. The system counts them; the organization does not write them.
    approval_basis: ApprovalBasisView,
}

/// Contact channels of an organization.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChannelsView {
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

/// The settings of an organization.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrganizationSettingsView {
    /// Whether invitations to the internal survey are public.
    publishes_internal_surveys: bool,
    /// Whether a person may, with a reason, approve their own draft.
    allows_four_eyes_override: bool,
    /// Whether people need a second factor to approve and publish.
    requires_second_factor: bool,
    /// The settings that somebody proposed to change. Another administrator accepts them.
    proposed: Vec<SettingProposalView>,
}

/// A setting whose change is proposed, and not in force.
#[derive(Serialize, ToSchema)]
pub(crate) struct SettingProposalView {
    /// The setting.
    #[schema(value_type = SettingName)]
    setting: Setting,
    /// The person who proposed it.
    #[schema(value_type = Uuid)]
    proposed_by: UserId,
    /// When the proposal expires, in UTC: after 14 days. After that it is proposed again.
    #[schema(format = DateTime)]
    expires_at: Option<String>,
}

/// The settings. Two people switch on those that weaken a rule, and switch off `requires_second_factor`.
#[derive(ToSchema)]
#[schema(as = OrganizationSetting, rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the setting in the OpenAPI document")]
pub(crate) enum SettingName {
    PublishesInternalSurveys,
    AllowsFourEyesOverride,
    RequiresSecondFactor,
}

fn proposals(organization: &Organization) -> Vec<SettingProposalView> {
    let in_force = organization.profile.settings;
    let proposed = |setting| {
        let proposed_by = organization.consents.proposal(in_force, setting)?;
        let expires_at = organization.consents.of(setting).expires_at();
        Some(SettingProposalView {
            setting,
            proposed_by,
            expires_at: expires_at.map(|at| at.to_string()),
        })
    };
    Setting::ALL.into_iter().filter_map(proposed).collect()
}

impl From<&Channels> for ChannelsView {
    fn from(channels: &Channels) -> Self {
        let Channels {
            address,
            phone,
            email,
            url,
            hotline,
        } = channels.clone();
        Self {
            address,
            phone,
            email,
            url,
            hotline,
        }
    }
}

impl From<&Organization> for OrganizationView {
    fn from(organization: &Organization) -> Self {
        let profile = organization.profile.clone();
        Self {
            id: organization.id,
            revision: organization.revision,
            contact: ChannelsView::from(&profile.contact),
            whistle_blowing: ChannelsView::from(&profile.whistle_blowing),
            name_th: profile.name_th,
            kind: profile.kind,
            province_code: profile.province_code,
            district_code: profile.district_code,
            local_code: profile.local_code,
            website: profile.website,
            survey_token: profile.survey_token.map(String::from),
            settings: OrganizationSettingsView {
                publishes_internal_surveys: profile.settings.publishes_internal_surveys,
                allows_four_eyes_override: profile.settings.allows_four_eyes_override,
                requires_second_factor: profile.settings.requires_second_factor,
                proposed: proposals(organization),
            },
            predecessors: profile.predecessors,
            merged_into: organization.merged_into,
        }
    }
}

impl From<&PublicOrganization> for PublicOrganizationView {
    fn from(shown: &PublicOrganization) -> Self {
        let profile = shown.organization.profile.clone();
        Self {
            id: shown.organization.id,
            contact: ChannelsView::from(&profile.contact),
            whistle_blowing: ChannelsView::from(&profile.whistle_blowing),
            name_th: profile.name_th,
            kind: profile.kind,
            province_code: profile.province_code,
            district_code: profile.district_code,
            local_code: profile.local_code,
            website: profile.website,
            predecessors: profile.predecessors,
            merged_into: shown.organization.merged_into,
            approval_basis: shown.approval_basis.into(),
        }
    }
}
