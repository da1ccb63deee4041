use prongsai_domain::geography::{District, DistrictCode, OrganizationKind, ProvinceCode};
use prongsai_domain::organization::{Channels, OrganizationInput, OrganizationProfile};
use prongsai_domain::setting::Settings;
use prongsai_domain::text::fold;
use prongsai_domain::violation::Checker;

use super::geography::Geography;
use crate::choice::{closest, non_empty};
use crate::wire::OrganizationPart;

/// The values that identify an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The kind.
    pub kind: OrganizationKind,
    /// The province.
    pub province: ProvinceCode,
    /// The district, if it is stated.
    pub district: Option<DistrictCode>,
    /// The name.
    pub name: String,
}

/// The identity that a bundle states; `None` when it is incomplete or invalid. The check of the bundle reports why, so
/// the violations are not needed here.
pub fn identify(part: &OrganizationPart, geography: Geography<'_>) -> Option<Identity> {
    let mut discarded = Checker::new();
    let profile = check_organization(part, geography, &mut discarded)?;
    Some(Identity {
        kind: profile.kind,
        province: profile.province_code,
        district: profile.district_code,
        name: profile.name_th,
    })
}

/// Checks an organization at the current place.
pub(super) fn check_organization(
    part: &OrganizationPart,
    geography: Geography<'_>,
    checker: &mut Checker,
) -> Option<OrganizationProfile> {
    let before = checker.count();
    let kind = check_kind(part, checker);
    let province_known = check_province(part, geography, checker);
    let named_district = if province_known {
        check_district_name(part, geography, checker)
    } else {
        None
    };
    let district_code = non_empty(part.district_code.as_ref());
    if province_known && let Some(code) = &district_code {
        check_district_code(code, named_district.as_ref(), geography, checker);
    }
    let input = OrganizationInput {
        name_th: part.name_th.clone(),
        // When the kind is unknown, the organization is refused below, so this value is not used.
        kind: kind.unwrap_or(OrganizationKind::SpecialLocalGovernment),
        province_code: part.province_code.clone(),
        district_code: district_code.or_else(|| named_district.map(|district| district.code.to_string())),
        local_code: non_empty(part.local_code.as_ref()),
        website: non_empty(part.website.as_ref()),
        survey_token: non_empty(part.survey_token.as_ref()),
        // A bundle does not contain the remaining fields. They are set on the organization itself.
        contact: Channels::default(),
        whistle_blowing: Channels::default(),
        settings: Settings::default(),
        predecessors: Vec::new(),
    };
    let profile = input.check(checker);
    profile.filter(|_| checker.count() == before)
}

fn check_kind(part: &OrganizationPart, checker: &mut Checker) -> Option<OrganizationKind> {
    let kind = OrganizationKind::parse(&part.kind);
    if kind.is_none() {
        checker.at("kind", |at| {
            let names = OrganizationKind::ALL.map(OrganizationKind::as_str);
            let suggestion = kind_by_name(part).or_else(|| closest(&part.kind, names.into_iter()));
            at.refuse_with(
                "unknown-kind",
                format!("ไม่มีประเภท อปท. นี้ ใช้ได้: {}", names.join(", ")),
                format!("no such kind of local government; use {}", names.join(", ")),
                suggestion.map(str::to_owned),
            );
        });
    }
    kind
}

/// The kind whose Thai words are in the stated kind or at the beginning of the organization's name, e.g. เทศบาลตำบล.
fn kind_by_name(part: &OrganizationPart) -> Option<&'static str> {
    OrganizationKind::ALL
        .into_iter()
        .find(|kind| {
            let prefix = kind.prefix_th();
            !prefix.is_empty() && (part.kind.contains(prefix) || part.name_th.trim_start().starts_with(prefix))
        })
        .map(OrganizationKind::as_str)
}

/// Whether the province exists. A malformed code is refused later, by [`OrganizationInput::check`].
fn check_province(part: &OrganizationPart, geography: Geography<'_>, checker: &mut Checker) -> bool {
    let Ok(code) = ProvinceCode::parse(&part.province_code) else {
        return false;
    };
    let known = geography.provinces.iter().any(|province| province.code == code);
    if !known {
        code.refuse_unknown(province_of_district(part, geography).as_ref(), checker);
    }
    known
}

/// The province of the district that the bundle names. It is `None` if several districts have that name, because the
/// province would be a guess.
fn province_of_district(part: &OrganizationPart, geography: Geography<'_>) -> Option<ProvinceCode> {
    let name = DistrictName::of(&non_empty(part.district_th.as_ref())?)?;
    let mut found = geography.districts.iter().filter(|district| name.is_of(district));
    let only = found.next()?;
    found.next().is_none().then(|| only.code.province())
}

/// The district that the bundle names, in the stated province.
fn check_district_name(part: &OrganizationPart, geography: Geography<'_>, checker: &mut Checker) -> Option<District> {
    let name = non_empty(part.district_th.as_ref())?;
    let in_province = || {
        geography
            .districts
            .iter()
            .filter(|district| district.code.province().as_str() == part.province_code)
    };
    let compared = DistrictName::of(&name);
    let found = compared.and_then(|compared| in_province().find(|district| compared.is_of(district)).cloned());
    if found.is_none() {
        checker.at("district_th", |at| {
            at.refuse_with(
                "unknown-district",
                format!("ไม่มีอำเภอนี้ในจังหวัดรหัส {}", part.province_code),
                format!("there is no such district in province {}", part.province_code),
                closest(
                    without_prefix(&name),
                    in_province().map(|district| district.name_th.as_str()),
                )
                .map(str::to_owned),
            );
        });
    }
    found
}

/// Checks that the district code exists, and that it belongs to the named district if there is one. A malformed code is
/// refused later, by [`OrganizationInput::check`].
fn check_district_code(code: &str, named: Option<&District>, geography: Geography<'_>, checker: &mut Checker) {
    let Ok(code) = DistrictCode::parse(code) else { return };
    if named.is_some_and(|named| named.code != code) {
        checker.at("district_code", |at| {
            at.refuse_with(
                "district-code-of-other-district",
                "รหัสอำเภอไม่ตรงกับชื่ออำเภอใน district_th",
                "the code is not that of the district in district_th",
                named.map(|named| named.code.to_string()),
            );
        });
    } else if !geography.districts.iter().any(|district| district.code == code) {
        checker.at("district_code", |at| {
            at.refuse(
                "unknown-district",
                format!("ไม่มีอำเภอรหัส {code}"),
                format!("there is no district {code}"),
            );
        });
    }
}

/// The name of a district as a bundle writes it, folded once for all comparisons: with and without the leading word.
struct DistrictName([String; 2]);

impl DistrictName {
    /// Longest name that is compared, in characters; names of districts are shorter. To fold a text takes long if it is
    /// long.
    const MAX: usize = 100;

    /// `None` if it is too long for a name.
    fn of(written: &str) -> Option<Self> {
        let is_short = written.chars().nth(Self::MAX).is_none();
        is_short.then(|| Self([fold(written), fold(without_prefix(written))]))
    }

    fn is_of(&self, district: &District) -> bool {
        self.0.contains(&fold(&district.name_th))
    }
}

/// A district's name without the leading word for district.
fn without_prefix(name: &str) -> &str {
    let name = name.trim();
    ["อำเภอ", "อ."]
        .into_iter()
        .find_map(|word| name.strip_prefix(word))
        .unwrap_or(name)
        .trim()
}
