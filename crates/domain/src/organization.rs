//! An organization: a local government with its divisions, channels and settings.

mod merge;

use serde::{Deserialize, Serialize};

use crate::access::Jurisdiction;
use crate::geography::{CodeError, DistrictCode, LocalCode, OrganizationKind, ProvinceCode};
use crate::id::{DivisionId, OrganizationId};
use crate::setting::{Consents, Settings};
use crate::survey::SurveyToken;
use crate::violation::Checker;
use crate::web_address::check_web_address;

pub use merge::{are_one, merge};

/// The maximum length of the name of an organization, in characters. A search for a name has the same limit.
pub const NAME_MAX: usize = 300;
/// The maximum length of the name of a division, in characters.
pub const DIVISION_NAME_MAX: usize = 200;

/// The maximum length of a postal address, in characters.
pub(crate) const ADDRESS_MAX: usize = 1_000;
/// The maximum length of a telephone number or a hotline, in characters. Both are free texts.
pub(crate) const PHONE_MAX: usize = 200;
/// The maximum length of an e-mail address, in characters (RFC 5321).
pub(crate) const EMAIL_MAX: usize = 254;
/// The maximum number of predecessors of one organization.
const PREDECESSORS_MAX: usize = 20;

/// A local government.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// 1 for a new organization, and one more after each change. It is the entity tag.
    pub revision: i64,
    /// The fields that can be changed.
    pub profile: OrganizationProfile,
    /// Who chose the weaker values of the settings, or proposed them.
    pub consents: Consents,
    /// The organization that goes on instead, if this one was a duplicate of it. A merged organization accepts nothing new.
    pub merged_into: Option<OrganizationId>,
}

impl Organization {
    /// The jurisdiction of the organization and of its documents.
    pub fn jurisdiction(&self) -> Jurisdiction {
        Jurisdiction {
            organization_id: self.id,
            province_code: self.profile.province_code.clone(),
        }
    }
}

/// The data of a local government.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OrganizationProfile {
    /// Full Thai name, e.g. เทศบาลตำบลพอกน้อย.
    pub name_th: String,
    /// Kind of local government.
    pub kind: OrganizationKind,
    /// Province.
    pub province_code: ProvinceCode,
    /// District, if it has one.
    pub district_code: Option<DistrictCode>,
    /// รหัส อปท., if known.
    pub local_code: Option<LocalCode>,
    /// Main website.
    pub website: Option<String>,
    /// Contact channels.
    pub contact: Channels,
    /// Channels to report corruption.
    pub whistle_blowing: Channels,
    /// Token of its survey links.
    pub survey_token: Option<SurveyToken>,
    /// The settings that are in force.
    pub settings: Settings,
    /// The organizations that were merged into this one, or from which it was raised or split.
    pub predecessors: Vec<OrganizationId>,
}

/// Contact channels of an organization.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channels {
    /// Postal address.
    pub address: Option<String>,
    /// Telephone, as text.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Web form or page.
    pub url: Option<String>,
    /// Hotline, as text.
    pub hotline: Option<String>,
}

/// A division of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Division {
    /// Its id.
    pub id: DivisionId,
    /// The organization.
    pub organization_id: OrganizationId,
    /// 1 for a new division, and one more after each change. It is the entity tag.
    pub revision: i64,
    /// Name (สำนัก/กอง…).
    pub name_th: String,
    /// Whether it exists; a dissolved division stays on record.
    pub is_active: bool,
}

/// An organization as sent, not yet checked. An empty text counts as absent in the channels, except for addresses of pages;
/// empty codes and addresses are refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationInput {
    /// See [`OrganizationProfile::name_th`].
    pub name_th: String,
    /// See [`OrganizationProfile::kind`].
    pub kind: OrganizationKind,
    /// Two digits.
    pub province_code: String,
    /// Four digits.
    pub district_code: Option<String>,
    /// Seven or eight digits.
    pub local_code: Option<String>,
    /// See [`OrganizationProfile::website`].
    pub website: Option<String>,
    /// See [`OrganizationProfile::contact`].
    pub contact: Channels,
    /// See [`OrganizationProfile::whistle_blowing`].
    pub whistle_blowing: Channels,
    /// Six lower-case letters or digits.
    pub survey_token: Option<String>,
    /// The settings that are wanted: see [`Consents::propose`].
    pub settings: Settings,
    /// See [`OrganizationProfile::predecessors`].
    pub predecessors: Vec<OrganizationId>,
}

impl OrganizationInput {
    /// Checks all fields and collects the field errors. The caller looks up whether province, district and predecessors
    /// exist. The settings of the profile are those that are wanted. The caller replaces them by those in force, with
    /// [`Consents::propose`].
    pub fn check(self, checker: &mut Checker) -> Option<OrganizationProfile> {
        let before = checker.count();
        let name_th = checker.line("name_th", &self.name_th, NAME_MAX);
        let province_code = check_province(&self.province_code, checker);
        let district_code = self
            .district_code
            .and_then(|raw| check_district(&raw, &self.province_code, checker));
        let local_code = self.local_code.and_then(|raw| check_local_code(&raw, checker));
        let website = self.website.and_then(|raw| check_web_address("website", &raw, checker));
        let contact = checker.at("contact", |at| self.contact.check(at));
        let whistle_blowing = checker.at("whistle_blowing", |at| self.whistle_blowing.check(at));
        let survey_token = self.survey_token.and_then(|raw| check_token(&raw, checker));
        checker.limit_length("predecessors", self.predecessors.len(), PREDECESSORS_MAX);
        if checker.count() > before {
            return None;
        }
        Some(OrganizationProfile {
            name_th: name_th?,
            kind: self.kind,
            province_code: province_code?,
            district_code,
            local_code,
            website,
            contact: contact?,
            whistle_blowing: whistle_blowing?,
            survey_token,
            settings: self.settings,
            predecessors: self.predecessors,
        })
    }
}

impl From<OrganizationProfile> for OrganizationInput {
    fn from(profile: OrganizationProfile) -> Self {
        Self {
            name_th: profile.name_th,
            kind: profile.kind,
            province_code: profile.province_code.to_string(),
            district_code: profile.district_code.map(|code| code.to_string()),
            local_code: profile.local_code.map(|code| code.to_string()),
            website: profile.website,
            contact: profile.contact,
            whistle_blowing: profile.whistle_blowing,
            survey_token: profile.survey_token.map(String::from),
            settings: profile.settings,
            predecessors: profile.predecessors,
        }
    }
}

impl Channels {
    /// Every channel that is stated.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let all = [&self.address, &self.phone, &self.email, &self.url, &self.hotline];
        all.into_iter().filter_map(Option::as_deref)
    }

    fn check(self, checker: &mut Checker) -> Option<Self> {
        let address = checker.optional_line("address", self.address.as_deref(), ADDRESS_MAX);
        let phone = checker.optional_line("phone", self.phone.as_deref(), PHONE_MAX);
        let email = checker.optional_line("email", self.email.as_deref(), EMAIL_MAX);
        let hotline = checker.optional_line("hotline", self.hotline.as_deref(), PHONE_MAX);
        let url = match self.url {
            Some(raw) => check_web_address("url", &raw, checker).map(Some),
            None => Some(None),
        };
        if let Some(Some(email)) = &email {
            check_email("email", email, checker);
        }
        Some(Self {
            address: address?,
            phone: phone?,
            email: email?,
            url: url?,
            hotline: hotline?,
        })
    }
}

/// Refuses a text that is no e-mail address. Returns whether it is one.
pub(crate) fn check_email(field: &str, email: &str, checker: &mut Checker) -> bool {
    let is_email = looks_like_email(email);
    if !is_email {
        checker.at(field, |at| {
            at.refuse("not-an-email", "รูปแบบอีเมลไม่ถูกต้อง", "not an e-mail address");
        });
    }
    is_email
}

/// Whether a text has the form of the e-mail addresses that local governments use: not quoted, and with the name of a
/// domain. Only the mail server can tell whether the address exists.
fn looks_like_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && domain.contains('.') && !domain.starts_with('.') && !text.contains(char::is_whitespace)
    })
}

fn check_province(raw: &str, checker: &mut Checker) -> Option<ProvinceCode> {
    ProvinceCode::parse(raw)
        .map_err(|error| refuse_code("province_code", error, checker))
        .ok()
}

fn check_district(raw: &str, province: &str, checker: &mut Checker) -> Option<DistrictCode> {
    let code = DistrictCode::parse(raw).ok().filter(|_| raw.starts_with(province));
    if code.is_none() {
        checker.at("district_code", |at| {
            at.refuse(
                CodeError::District.code(),
                "รหัสอำเภอเป็นตัวเลข 4 หลัก ขึ้นต้นด้วยรหัสจังหวัด",
                "a district code is four digits that begin with the province code",
            );
        });
    }
    code
}

fn check_local_code(raw: &str, checker: &mut Checker) -> Option<LocalCode> {
    LocalCode::parse(raw)
        .map_err(|error| refuse_code("local_code", error, checker))
        .ok()
}

fn refuse_code(field: &str, error: CodeError, checker: &mut Checker) {
    checker.at(field, |at| {
        at.refuse(error.code(), error.message_th(), error.message_en());
    });
}

fn check_token(raw: &str, checker: &mut Checker) -> Option<SurveyToken> {
    match SurveyToken::parse(raw) {
        Ok(token) => Some(token),
        Err(error) => {
            checker.at("survey_token", |at| {
                at.refuse(error.code(), error.message_th(), error.to_string());
            });
            None
        }
    }
}
