use std::fmt;

use crate::named::{Named, named_enum};

named_enum! {
    /// The kinds of local governments (ประเภท อปท.).
    #[derive(PartialOrd, Ord)]
    pub enum OrganizationKind {
        /// องค์การบริหารส่วนจังหวัด.
        ProvincialAdministrativeOrganization = "provincial_administrative_organization",
        /// เทศบาลนคร.
        CityMunicipality = "city_municipality",
        /// เทศบาลเมือง.
        TownMunicipality = "town_municipality",
        /// เทศบาลตำบล.
        SubdistrictMunicipality = "subdistrict_municipality",
        /// องค์การบริหารส่วนตำบล.
        SubdistrictAdministrativeOrganization = "subdistrict_administrative_organization",
        /// องค์กรปกครองส่วนท้องถิ่นรูปแบบพิเศษ, e.g. Pattaya.
        SpecialLocalGovernment = "special_local_government",
    }
}

impl OrganizationKind {
    /// The kind with this [`OrganizationKind::as_str`] name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::with_name(name)
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
