use std::fmt;

use serde::{Deserialize, Serialize};

/// The kinds of local governments (ประเภท อปท.).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganizationKind {
    /// องค์การบริหารส่วนจังหวัด.
    ProvincialAdministrativeOrganization,
    /// เทศบาลนคร.
    CityMunicipality,
    /// เทศบาลเมือง.
    TownMunicipality,
    /// เทศบาลตำบล.
    SubdistrictMunicipality,
    /// องค์การบริหารส่วนตำบล.
    SubdistrictAdministrativeOrganization,
    /// องค์กรปกครองส่วนท้องถิ่นรูปแบบพิเศษ, e.g. Pattaya.
    SpecialLocalGovernment,
}

impl OrganizationKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::ProvincialAdministrativeOrganization,
        Self::CityMunicipality,
        Self::TownMunicipality,
        Self::SubdistrictMunicipality,
        Self::SubdistrictAdministrativeOrganization,
        Self::SpecialLocalGovernment,
    ];

    /// The name used in storage and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ProvincialAdministrativeOrganization => "provincial_administrative_organization",
            Self::CityMunicipality => "city_municipality",
            Self::TownMunicipality => "town_municipality",
            Self::SubdistrictMunicipality => "subdistrict_municipality",
            Self::SubdistrictAdministrativeOrganization => "subdistrict_administrative_organization",
            Self::SpecialLocalGovernment => "special_local_government",
        }
    }

    /// The kind with this [`OrganizationKind::as_str`] name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The kind in Thai.
    pub const fn name_th(self) -> &'static str {
        match self {
            Self::ProvincialAdministrativeOrganization => "องค์การบริหารส่วนจังหวัด",
            Self::CityMunicipality => "เทศบาลนคร",
            Self::TownMunicipality => "เทศบาลเมือง",
            Self::SubdistrictMunicipality => "เทศบาลตำบล",
            Self::SubdistrictAdministrativeOrganization => "องค์การบริหารส่วนตำบล",
            Self::SpecialLocalGovernment => "องค์กรปกครองส่วนท้องถิ่นรูปแบบพิเศษ",
        }
    }

    /// The kind in English.
    pub const fn name_en(self) -> &'static str {
        match self {
            Self::ProvincialAdministrativeOrganization => "provincial administrative organization",
            Self::CityMunicipality => "city municipality",
            Self::TownMunicipality => "town municipality",
            Self::SubdistrictMunicipality => "subdistrict municipality",
            Self::SubdistrictAdministrativeOrganization => "subdistrict administrative organization",
            Self::SpecialLocalGovernment => "special local government",
        }
    }

    /// The first words of the Thai name of an organization of this kind; a special local government has no common
    /// prefix.
    pub const fn prefix_th(self) -> &'static str {
        match self {
            Self::SpecialLocalGovernment => "",
            other => other.name_th(),
        }
    }

    /// The two digits of the kind in a [`LocalCode`](super::LocalCode).
    pub const fn type_code(self) -> &'static str {
        match self {
            Self::SpecialLocalGovernment => "01",
            Self::ProvincialAdministrativeOrganization => "02",
            Self::CityMunicipality => "03",
            Self::TownMunicipality => "04",
            Self::SubdistrictMunicipality => "05",
            Self::SubdistrictAdministrativeOrganization => "06",
        }
    }
}

impl fmt::Display for OrganizationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
