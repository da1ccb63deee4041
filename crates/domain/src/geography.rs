//! Provinces, districts and the kinds and codes of local governments.
//!
//! Codes are those of the Department of Provincial Administration (province 2 digits, district 4, of which the first
//! two are the province). The lists themselves are reference data, not code.

mod organization_kind;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::violation::Checker;

pub use organization_kind::OrganizationKind;

/// The reason why a code is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message_en())]
pub enum CodeError {
    /// Not two digits from 10 to 99.
    Province,
    /// Not four digits that begin with a province.
    District,
    /// Not seven or eight digits.
    Local,
}

impl CodeError {
    /// Stable kebab-case code for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Province => "not-a-province-code",
            Self::District => "not-a-district-code",
            Self::Local => "not-a-local-code",
        }
    }

    /// The error, in Thai.
    pub const fn message_th(self) -> &'static str {
        match self {
            Self::Province => "รหัสจังหวัดเป็นตัวเลข 2 หลัก หลักแรกไม่ใช่ 0",
            Self::District => "รหัสอำเภอเป็นตัวเลข 4 หลัก สองหลักแรกคือรหัสจังหวัด",
            Self::Local => "รหัส อปท. เป็นตัวเลข 8 หลัก (หรือ 7 หลักเมื่อเลข 0 ตัวหน้าหายไป)",
        }
    }

    /// The error, in English.
    pub const fn message_en(self) -> &'static str {
        match self {
            Self::Province => "a province code is two digits, the first of them not 0",
            Self::District => "a district code is four digits, the first two of them the province",
            Self::Local => "a local government code is eight digits (seven when the leading 0 was lost)",
        }
    }
}

macro_rules! code_text {
    ($($name:ident),+) => {$(
        impl $name {
            /// The digits.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = CodeError;

            fn from_str(text: &str) -> Result<Self, CodeError> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = CodeError;

            fn try_from(text: String) -> Result<Self, CodeError> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> Self {
                code.0
            }
        }
    )+};
}

/// Code of a province (จังหวัด): two digits, e.g. `47`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProvinceCode(String);

/// Code of a district (อำเภอ, in Bangkok เขต): four digits, e.g. `4704`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DistrictCode(String);

/// รหัส อปท.: eight digits TT PP DD LL (kind, province, district, running number).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LocalCode(String);

code_text!(ProvinceCode, DistrictCode, LocalCode);

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl ProvinceCode {
    /// Parses two ASCII digits; the reference data determines whether the province exists.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        if is_digits(text, 2) && !text.starts_with('0') {
            Ok(Self(text.to_owned()))
        } else {
            Err(CodeError::Province)
        }
    }

    /// Reports that there is no province with this code, with the code that was meant if it is known.
    pub fn refuse_unknown(&self, suggestion: Option<&Self>, checker: &mut Checker) {
        checker.at("province_code", |at| {
            at.refuse_with(
                "unknown-province",
                format!("ไม่มีจังหวัดรหัส {self}"),
                format!("there is no province {self}"),
                suggestion.map(ToString::to_string),
            );
        });
    }

    /// The code of ISO 3166-2, e.g. `TH-47`.
    pub fn iso_3166_2(&self) -> String {
        format!("TH-{}", self.0)
    }
}

impl DistrictCode {
    /// Parses four ASCII digits; the reference data determines whether the district exists.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        if is_digits(text, 4) && !text.starts_with('0') {
            Ok(Self(text.to_owned()))
        } else {
            Err(CodeError::District)
        }
    }

    /// The province it lies in.
    pub fn province(&self) -> ProvinceCode {
        ProvinceCode(self.0.chars().take(2).collect())
    }
}

impl LocalCode {
    /// Parses eight ASCII digits, or seven when a spreadsheet removed the leading 0.
    ///
    /// Codes that do not match the kind or the province are accepted; [`LocalCode::doubts`] reports them.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        if is_digits(text, 8) {
            Ok(Self(text.to_owned()))
        } else if is_digits(text, 7) {
            Ok(Self(format!("0{text}")))
        } else {
            Err(CodeError::Local)
        }
    }

    /// The two digits of the kind.
    fn type_part(&self) -> &str {
        self.0.get(0..2).unwrap_or_default()
    }

    /// The two digits of the province.
    fn province_part(&self) -> &str {
        self.0.get(2..4).unwrap_or_default()
    }

    /// The warnings about the code for an organization of this kind in this province. None of them is an error.
    pub fn doubts(&self, kind: OrganizationKind, province: &ProvinceCode) -> Vec<LocalCodeDoubt> {
        let mut doubts = Vec::new();
        if self.type_part() != kind.type_code() {
            doubts.push(LocalCodeDoubt::OtherKind);
        }
        if self.province_part() != province.as_str() {
            doubts.push(LocalCodeDoubt::OtherProvince);
        }
        doubts
    }
}

/// A warning about a well-formed [`LocalCode`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LocalCodeDoubt {
    /// The first two digits are not those of the organization's kind.
    OtherKind,
    /// The third and fourth digit are not the organization's province.
    OtherProvince,
}

impl LocalCodeDoubt {
    /// Stable kebab-case code for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OtherKind => "local-code-other-kind",
            Self::OtherProvince => "local-code-other-province",
        }
    }

    /// The warning, in Thai.
    pub const fn message_th(self) -> &'static str {
        match self {
            Self::OtherKind => "สองหลักแรกของรหัส อปท. ไม่ตรงกับประเภทขององค์กร โปรดตรวจสอบ",
            Self::OtherProvince => "หลักที่ 3–4 ของรหัส อปท. ไม่ตรงกับจังหวัดขององค์กร โปรดตรวจสอบ",
        }
    }

    /// The warning, in English.
    pub const fn message_en(self) -> &'static str {
        match self {
            Self::OtherKind => {
                "the first two digits of the local code do not match the kind of organization; please check"
            }
            Self::OtherProvince => "digits 3 and 4 of the local code are not the organization's province; please check",
        }
    }
}

/// One of the six regions of the National Geographical Committee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Region {
    /// ภาคเหนือ.
    North,
    /// ภาคตะวันออกเฉียงเหนือ.
    Northeast,
    /// ภาคกลาง.
    Central,
    /// ภาคตะวันออก.
    East,
    /// ภาคตะวันตก.
    West,
    /// ภาคใต้.
    South,
}

/// A province (จังหวัด), including Bangkok.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Province {
    /// Two digits.
    pub code: ProvinceCode,
    /// Thai name without จังหวัด.
    pub name_th: String,
    /// Romanised name.
    pub name_en: String,
    /// Region of the six-region split.
    pub region: Region,
}

/// A district (อำเภอ; in Bangkok เขต, which is part of the name).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct District {
    /// Four digits; the first two are the province.
    pub code: DistrictCode,
    /// Thai name without อำเภอ.
    pub name_th: String,
    /// Romanised name.
    pub name_en: String,
}
