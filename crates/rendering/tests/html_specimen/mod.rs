//! An invented organization with an invented year, for the tests of all formats and for the sample pages.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "each test binary uses a part of it, and fails where it cannot be made"
)]

mod content;
pub(crate) mod hostile;
pub(crate) mod site;

use std::collections::BTreeMap;

use prongsai_domain::analysis::Analysis;
use prongsai_domain::announcement::Announcement;
use prongsai_domain::calendar::{BuddhistDate, FiscalYear};
use prongsai_domain::catalogue::IndicatorCode;
use prongsai_domain::measure::Measure;
use prongsai_domain::report::{FrozenYear, Report};
use prongsai_rendering::rendition::{
    ApprovedMeasure, Body, Issuer, Plan, PublicationStatus, Rendition, Signatures, SignedDocument, Template,
    VerificationRecord, YearBook,
};

use content::{activity, analysis, communication, improvement, invitation, prevention, report, year};

/// The link of the invented survey.
pub(crate) const SURVEY_URL: &str = "https://itas.nacc.go.th/go/eit/abc123";
/// The verification address of the invented renditions.
pub(crate) const VERIFY_URL: &str = "https://prongsai.example/public/v1/verify/K7QX2-M4P9D";

/// The data from which the renditions of the invented year are made.
pub(crate) struct Specimen {
    pub(crate) template: Template,
    pub(crate) indicators: BTreeMap<IndicatorCode, String>,
    pub(crate) analysis: Analysis,
    pub(crate) measures: Vec<Measure>,
    pub(crate) report: Report,
    /// The data that the report shows.
    pub(crate) year: FrozenYear,
    pub(crate) announcement: Announcement,
}

impl Specimen {
    /// Adds an activity to the first measure that the report shows.
    pub(crate) fn add_activity(&mut self) {
        self.year.measures[0].activities.push(activity());
    }

    pub(crate) fn new() -> Self {
        let measures = vec![communication(), improvement(), prevention()];
        let analysis = analysis();
        Self {
            template: Template {
                header_lines: vec!["สำนักปลัดเทศบาล".to_owned()],
                signature_positions: vec!["ปลัดเทศบาล".to_owned()],
                ..Template::default()
            },
            indicators: [
                ("i5", "การแก้ไขปัญหาการทุจริต"),
                ("i7", "ประสิทธิภาพการสื่อสาร"),
                ("i8", "การปรับปรุงการทำงาน"),
            ]
            .map(|(code, name)| (indicator(code), name.to_owned()))
            .into(),
            report: report(),
            year: year(&analysis, &measures),
            announcement: invitation(),
            analysis,
            measures,
        }
    }

    pub(crate) fn rendition<'a>(&'a self, body: Body<'a>, status: PublicationStatus) -> Rendition<'a> {
        Rendition {
            issuer: Issuer {
                name_th: "เทศบาลตำบลบ้านตัวอย่าง",
                district_th: Some("สมมุติ"),
                province_th: "ตัวอย่าง",
                website: Some("https://www.banyang.example"),
            },
            template: &self.template,
            fiscal_year: FiscalYear::new(2566).unwrap(),
            indicators: &self.indicators,
            body,
            status,
            dated: "2023-03-15T02:30:00Z".parse().unwrap(),
        }
    }

    pub(crate) fn plan(&self) -> Plan<'_> {
        Plan {
            analysis: Some(&self.analysis),
            analysis_override: None,
            measures: self.measures.iter().map(ApprovedMeasure::from).collect(),
        }
    }

    /// The report as submitted and approved.
    pub(crate) fn signed(&self) -> SignedDocument<'_> {
        SignedDocument {
            year: Some(&self.year),
            signatures: Signatures {
                approver_position: Some("นายกเทศมนตรีตำบลบ้านตัวอย่าง"),
                approved_at: "2023-10-04T08:00:00Z".parse().ok(),
                override_reason: None,
            },
            ..SignedDocument::of(self.report.clone())
        }
    }

    /// One rendition of each kind that is shown as a page of its own.
    pub(crate) fn bodies(&self) -> Vec<Body<'_>> {
        vec![
            Body::Plan(self.plan()),
            Body::Document(self.signed()),
            Body::of(self.announcement.clone()),
            Body::Poster((&self.announcement).into()),
            Body::of(content::complaint_statistics()),
            Body::YearBook(YearBook {
                plan: self.plan(),
                documents: vec![self.signed(), SignedDocument::of(self.announcement.clone())],
            }),
        ]
    }
}

pub(crate) fn published() -> PublicationStatus {
    PublicationStatus::Published(VerificationRecord {
        code: "K7QX2-M4P9D".to_owned(),
        url: VERIFY_URL.to_owned(),
        content_sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
    })
}

pub(crate) fn indicator(code: &str) -> IndicatorCode {
    IndicatorCode::parse(code).unwrap()
}

pub(crate) fn day(text: &str) -> BuddhistDate {
    BuddhistDate::parse(text).unwrap()
}
