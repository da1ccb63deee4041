use diesel::prelude::*;
use prongsai_domain::geography::{DistrictCode, LocalCode, OrganizationKind, ProvinceCode};
use prongsai_domain::id::{OrganizationId, UserId};
use prongsai_domain::organization::{Organization, OrganizationProfile};
use prongsai_domain::setting::{Consent, Consents, Settings};
use prongsai_domain::survey::SurveyToken;
use prongsai_domain::text::fold;
use uuid::Uuid;

use crate::schema::organizations;
use crate::{Canonical, StoreError, from_canonical};

#[derive(Queryable, Selectable)]
#[diesel(table_name = organizations, check_for_backend(diesel::pg::Pg))]
pub(super) struct OrganizationRow {
    id: Uuid,
    revision: i64,
    name_th: String,
    kind: String,
    province_code: String,
    district_code: Option<String>,
    local_code: Option<String>,
    website: Option<String>,
    contact: String,
    whistle_blowing: String,
    survey_token: Option<String>,
    publishes_internal_surveys: bool,
    allows_four_eyes_override: bool,
    requires_second_factor: bool,
    predecessors: Vec<Uuid>,
    merged_into: Option<Uuid>,
    #[diesel(embed)]
    consents: ConsentsRow,
}

/// Who proposed the weaker value of each setting and when, and who accepted it.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = organizations, treat_none_as_null = true, check_for_backend(diesel::pg::Pg))]
pub(super) struct ConsentsRow {
    internal_surveys_proposed_by: Option<Uuid>,
    internal_surveys_proposed_at: Option<jiff_diesel::Timestamp>,
    internal_surveys_accepted_by: Option<Uuid>,
    four_eyes_override_proposed_by: Option<Uuid>,
    four_eyes_override_proposed_at: Option<jiff_diesel::Timestamp>,
    four_eyes_override_accepted_by: Option<Uuid>,
    second_factor_waiver_proposed_by: Option<Uuid>,
    second_factor_waiver_proposed_at: Option<jiff_diesel::Timestamp>,
    second_factor_waiver_accepted_by: Option<Uuid>,
}

impl From<&Consents> for ConsentsRow {
    fn from(consents: &Consents) -> Self {
        let id = |person: Option<UserId>| person.map(UserId::get);
        let at = |consent: Consent| consent.proposed_at.map(jiff_diesel::Timestamp::from);
        let (surveys, four_eyes) = (consents.publishes_internal_surveys, consents.allows_four_eyes_override);
        let waiver = consents.requires_second_factor;
        Self {
            internal_surveys_proposed_by: id(surveys.proposed_by),
            internal_surveys_proposed_at: at(surveys),
            internal_surveys_accepted_by: id(surveys.accepted_by),
            four_eyes_override_proposed_by: id(four_eyes.proposed_by),
            four_eyes_override_proposed_at: at(four_eyes),
            four_eyes_override_accepted_by: id(four_eyes.accepted_by),
            second_factor_waiver_proposed_by: id(waiver.proposed_by),
            second_factor_waiver_proposed_at: at(waiver),
            second_factor_waiver_accepted_by: id(waiver.accepted_by),
        }
    }
}

/// Who proposed a setting, and when.
type ProposalColumns = (Option<Uuid>, Option<jiff_diesel::Timestamp>);

impl From<ConsentsRow> for Consents {
    fn from(row: ConsentsRow) -> Self {
        let consent = |(by, at): ProposalColumns, accepted_by: Option<Uuid>| Consent {
            proposed_by: by.map(UserId::new),
            // Without a proposal the time means nothing.
            proposed_at: at.filter(|_| by.is_some()).map(jiff_diesel::Timestamp::to_jiff),
            accepted_by: accepted_by.map(UserId::new),
        };
        Self {
            publishes_internal_surveys: consent(
                (row.internal_surveys_proposed_by, row.internal_surveys_proposed_at),
                row.internal_surveys_accepted_by,
            ),
            allows_four_eyes_override: consent(
                (row.four_eyes_override_proposed_by, row.four_eyes_override_proposed_at),
                row.four_eyes_override_accepted_by,
            ),
            requires_second_factor: consent(
                (
                    row.second_factor_waiver_proposed_by,
                    row.second_factor_waiver_proposed_at,
                ),
                row.second_factor_waiver_accepted_by,
            ),
        }
    }
}

/// The columns that an update may change.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = organizations, treat_none_as_null = true)]
pub(super) struct ProfileRow {
    name_th: String,
    name_folded: String,
    kind: &'static str,
    province_code: String,
    district_code: Option<String>,
    local_code: Option<String>,
    website: Option<String>,
    contact: String,
    whistle_blowing: String,
    survey_token: Option<String>,
    publishes_internal_surveys: bool,
    allows_four_eyes_override: bool,
    requires_second_factor: bool,
    predecessors: Vec<Uuid>,
}

impl ProfileRow {
    pub(super) fn of(profile: &OrganizationProfile) -> Result<Self, StoreError> {
        Ok(Self {
            name_th: profile.name_th.clone(),
            name_folded: fold(&profile.name_th),
            kind: profile.kind.as_str(),
            province_code: profile.province_code.to_string(),
            district_code: profile.district_code.as_ref().map(ToString::to_string),
            local_code: profile.local_code.as_ref().map(ToString::to_string),
            website: profile.website.clone(),
            contact: Canonical::of(&profile.contact)?.text,
            whistle_blowing: Canonical::of(&profile.whistle_blowing)?.text,
            survey_token: profile.survey_token.as_ref().map(ToString::to_string),
            publishes_internal_surveys: profile.settings.publishes_internal_surveys,
            allows_four_eyes_override: profile.settings.allows_four_eyes_override,
            requires_second_factor: profile.settings.requires_second_factor,
            predecessors: profile.predecessors.iter().map(|id| id.get()).collect(),
        })
    }
}

impl TryFrom<OrganizationRow> for Organization {
    type Error = StoreError;

    fn try_from(row: OrganizationRow) -> Result<Self, StoreError> {
        let corrupt = |what: &str| StoreError::Corrupt(format!("organization {}: {what}", row.id));
        let profile = OrganizationProfile {
            kind: OrganizationKind::parse(&row.kind).ok_or_else(|| corrupt("kind"))?,
            province_code: ProvinceCode::parse(&row.province_code).map_err(|_| corrupt("province_code"))?,
            district_code: row
                .district_code
                .as_deref()
                .map(DistrictCode::parse)
                .transpose()
                .map_err(|_| corrupt("district_code"))?,
            local_code: row
                .local_code
                .as_deref()
                .map(LocalCode::parse)
                .transpose()
                .map_err(|_| corrupt("local_code"))?,
            survey_token: row
                .survey_token
                .as_deref()
                .map(SurveyToken::parse)
                .transpose()
                .map_err(|_| corrupt("survey_token"))?,
            contact: from_canonical(&row.contact)?,
            whistle_blowing: from_canonical(&row.whistle_blowing)?,
            name_th: row.name_th,
            website: row.website,
            settings: Settings {
                publishes_internal_surveys: row.publishes_internal_surveys,
                allows_four_eyes_override: row.allows_four_eyes_override,
                requires_second_factor: row.requires_second_factor,
            },
            predecessors: row.predecessors.into_iter().map(OrganizationId::new).collect(),
        };
        Ok(Self {
            id: OrganizationId::new(row.id),
            revision: row.revision,
            profile,
            consents: row.consents.into(),
            merged_into: row.merged_into.map(OrganizationId::new),
        })
    }
}
