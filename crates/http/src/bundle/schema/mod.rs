//! How the OpenAPI document describes a bundle. The types that are read and written are those of the application; that
//! these here have the same fields is tested below.

#![expect(dead_code, reason = "describes the bundle in the OpenAPI document")]

mod measure;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use self::measure::BundleMeasure;

/// An office's fiscal year, in the format `prongsai.bundle/1`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct YearBundle {
    /// Always `prongsai.bundle/1`.
    #[schema(example = "prongsai.bundle/1")]
    format: String,
    organization: BundleOrganization,
    /// B.E. year.
    #[schema(example = 2566)]
    fiscal_year: u16,
    analysis: Option<BundleAnalysis>,
    #[serde(default)]
    measures: Vec<BundleMeasure>,
    /// The year's report, where there is one.
    report: Option<BundleReport>,
    /// The year's reports, where there are several.
    #[serde(default)]
    reports: Vec<BundleReport>,
    #[serde(default)]
    announcements: Vec<BundleAnnouncement>,
}

/// An office. It is found by kind, province, district and name; an import does not change one that exists.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BundleOrganization {
    #[schema(example = "เทศบาลตำบลดอนฟ้าใส")]
    name_th: String,
    #[schema(example = "subdistrict_municipality")]
    kind: String,
    /// District by its name.
    #[schema(example = "ดอกคำใต้")]
    district_th: Option<String>,
    /// District by its code.
    #[schema(example = "5605")]
    district_code: Option<String>,
    #[schema(example = "56")]
    province_code: String,
    /// รหัส อปท.
    local_code: Option<String>,
    website: Option<String>,
    /// Token of the survey links.
    survey_token: Option<String>,
    /// Names of its divisions; those that it does not have are added.
    #[serde(default)]
    divisions: Vec<String>,
}

/// The analysis of an assessment's result.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BundleAnalysis {
    /// B.E. year whose result is analysed.
    #[schema(example = 2565)]
    assessed_fiscal_year: u16,
    /// `urgent_weaknesses`, `needs_development`, `strengths`, `putting_into_practice`, `recommendations`.
    #[serde(default)]
    covers: Vec<String>,
    scores: Option<BundleScores>,
    #[serde(default)]
    findings: Vec<BundleFinding>,
    putting_into_practice: Option<String>,
    recommendations: Option<String>,
}

/// Scores from 0 to 100 with at most two decimals.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BundleScores {
    total: Option<f64>,
    iit: Option<f64>,
    eit: Option<f64>,
    oit: Option<f64>,
    /// By indicator code, name or alias.
    #[serde(default)]
    indicators: BTreeMap<String, f64>,
    published_level: Option<String>,
}

/// A point that the result shows.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BundleFinding {
    /// `finding-1`, `finding-2` … by place when absent.
    key: Option<String>,
    /// `urgent_weakness`, `needs_development` or `strength`.
    kind: String,
    /// Code, name or alias.
    #[schema(example = "ประสิทธิภาพการสื่อสาร")]
    indicator: String,
    description: Option<String>,
}

/// A report.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BundleReport {
    /// `report` (or `report-2` …) by place when absent.
    key: Option<String>,
    title: String,
    /// 6 or 12.
    #[schema(example = 12)]
    reporting_round_months: u8,
    preface: Option<String>,
    preparer: BundlePerson,
}

/// A post, with its holder's name where the office states it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BundlePerson {
    #[schema(example = "หัวหน้าฝ่ายอำนวยการ")]
    position: String,
    name: Option<String>,
}

/// An announcement.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BundleAnnouncement {
    /// Names it within the year.
    key: String,
    #[schema(example = "survey_invitation")]
    kind: String,
    /// "ประกาศ" with the office's name when absent.
    title: Option<String>,
    subject: String,
    body: Vec<String>,
    /// A date in either era, also as Thai offices write it.
    #[schema(example = "2566-01-03")]
    issued_on: String,
    signatory: BundlePerson,
    survey: Option<BundleSurvey>,
}

/// The survey of an invitation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BundleSurvey {
    /// `EIT` or `IIT`.
    instrument: String,
    /// `external` or `internal`; follows from the instrument when absent.
    audience: Option<String>,
    /// Follows from the office's token when absent.
    url: Option<String>,
    opens_on: String,
    closes_on: String,
}

/// A small year, for the document.
pub(super) fn example() -> Value {
    json!({
        "format": "prongsai.bundle/1",
        "organization": {
            "name_th": "เทศบาลตำบลดอนฟ้าใส", "kind": "subdistrict_municipality", "district_th": "ดอกคำใต้",
            "province_code": "56", "divisions": ["สำนักปลัดเทศบาล"],
        },
        "fiscal_year": 2567,
        "analysis": {
            "assessed_fiscal_year": 2566, "covers": ["needs_development"],
            "findings": [{ "kind": "needs_development", "indicator": "ประสิทธิภาพการสื่อสาร" }],
        },
        "measures": [{
            "key": "measure-1", "title": "ให้ผู้รับบริการติดตามคำขอได้เอง", "indicator": "ประสิทธิภาพการสื่อสาร",
            "guideline": "บอกช่องทางและขั้นตอนของคำขอทุกประเภท",
            "steps": ["จัดทำแผ่นพับ", { "text": "ประชุมร่วมกับชุมชน", "cadence": "quarterly" }],
            "responsible_division": "สำนักปลัดเทศบาล", "reporting_round_months": 12,
            "results": [{
                "details": "แจกแผ่นพับทุกหมู่บ้าน", "period": "2567-01", "output": "แผ่นพับ 800 ชุด", "step": "step-1",
                "evidence": [{ "url": "https://donfahsai.example.go.th/leaflet.pdf" }],
            }],
        }],
        "announcements": [{
            "key": "no-gift", "kind": "no_gift_policy", "subject": "นโยบายไม่รับของขวัญ",
            "body": ["ผู้บริหารและบุคลากรทุกคนไม่รับของขวัญจากการปฏิบัติหน้าที่"], "issued_on": "2567-01-03",
            "signatory": { "position": "นายกเทศมนตรี" },
        }],
    })
}
