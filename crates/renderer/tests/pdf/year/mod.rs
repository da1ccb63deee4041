//! A year of an organization, read from a bundle: the committed example, or the real one if it is present.

mod bundle;

use std::collections::BTreeMap;
use std::fs;

use prongsai_domain::analysis::Analysis;
use prongsai_domain::announcement::Announcement;
use prongsai_domain::calendar::{FiscalYear, Period};
use prongsai_domain::catalogue::IndicatorCode;
use prongsai_domain::complaint_statistics::{ChannelStatistics, ComplaintChannel, ComplaintStatistics};
use prongsai_domain::measure::Measure;
use prongsai_domain::report::{FrozenYear, Report};
use prongsai_rendering::rendition::{
    ApprovedMeasure, Body, Issuer, Plan, PublicationStatus, Rendition, Signatures, SignedDocument, Template,
    VerificationRecord, YearBook,
};
use serde_json::Value;

use bundle::{analysis, announcement, here, indicators, into, list, measure, place, report, shown};

const ID: &str = "0192d4a0-0000-7000-8000-000000000001";

/// The data from which the renditions of a year are made.
#[derive(Clone)]
#[expect(clippy::struct_field_names, reason = "the fiscal year has no other name")]
pub(crate) struct Year {
    pub(crate) organization_name: String,
    pub(crate) district: Option<String>,
    pub(crate) province: String,
    pub(crate) fiscal_year: FiscalYear,
    pub(crate) indicators: BTreeMap<IndicatorCode, String>,
    pub(crate) template: Template,
    pub(crate) analysis: Option<Analysis>,
    pub(crate) measures: Vec<Measure>,
    pub(crate) report: Report,
    /// The data that the report shows.
    pub(crate) shown: Option<FrozenYear>,
    pub(crate) announcements: Vec<Announcement>,
}

impl Year {
    /// The committed example.
    pub(crate) fn example() -> Self {
        Self::read("../../examples/than-hinghoi-2567.json").expect("the example is there")
    }

    /// The real year, if it is present.
    pub(crate) fn real() -> Option<Self> {
        Self::read("../../../shared/real/phok-noi-2566.json")
    }

    fn read(path: &str) -> Option<Self> {
        let bundle: Value = serde_json::from_slice(&fs::read(here(path)).ok()?).unwrap();
        let fiscal_year = FiscalYear::new(bundle["fiscal_year"].as_u64().unwrap().try_into().unwrap()).unwrap();
        let indicators = indicators(fiscal_year);
        Some(Self {
            organization_name: bundle["organization"]["name_th"].as_str().unwrap().to_owned(),
            district: place("districts.json", &bundle["organization"], "district"),
            province: place("provinces.json", &bundle["organization"], "province").unwrap(),
            fiscal_year,
            template: Template::default(),
            analysis: into(analysis(&bundle["analysis"], &indicators)),
            measures: list(&bundle["measures"])
                .iter()
                .map(|one| into(measure(one, &indicators)))
                .collect(),
            report: into(report(&bundle)),
            shown: Some(into(shown(&bundle, &indicators))),
            announcements: list(&bundle["announcements"])
                .iter()
                .map(|one| into(announcement(one, &bundle)))
                .collect(),
            indicators,
        })
    }

    /// A rendition of the organization, published at a fixed time.
    pub(crate) fn rendition<'a>(&'a self, body: Body<'a>) -> Rendition<'a> {
        Rendition {
            issuer: Issuer {
                name_th: &self.organization_name,
                district_th: self.district.as_deref(),
                province_th: &self.province,
                website: Some("https://www.example.go.th"),
            },
            template: &self.template,
            fiscal_year: self.fiscal_year,
            indicators: &self.indicators,
            body,
            status: PublicationStatus::Published(verification()),
            dated: "2023-01-03T02:30:00Z".parse().unwrap(),
        }
    }

    /// The same rendition as a draft.
    pub(crate) fn draft<'a>(&'a self, body: Body<'a>) -> Rendition<'a> {
        Rendition {
            status: PublicationStatus::Draft,
            ..self.rendition(body)
        }
    }

    pub(crate) fn plan(&self) -> Body<'_> {
        Body::Plan(self.whole_plan())
    }

    fn whole_plan(&self) -> Plan<'_> {
        Plan {
            analysis: self.analysis.as_ref(),
            analysis_override: None,
            measures: self.measures.iter().map(ApprovedMeasure::from).collect(),
        }
    }

    pub(crate) fn report(&self) -> Body<'_> {
        Body::Document(self.signed())
    }

    fn signed(&self) -> SignedDocument<'_> {
        SignedDocument {
            year: self.shown.as_ref(),
            signatures: Signatures {
                approver_position: Some("ปลัดเทศบาล"),
                approved_at: Some("2023-10-02T03:00:00Z".parse().unwrap()),
                override_reason: None,
            },
            ..SignedDocument::of(self.report.clone())
        }
    }

    pub(crate) fn announcement(&self) -> Body<'_> {
        Body::of(self.announcements[0].clone())
    }

    pub(crate) fn poster(&self) -> Body<'_> {
        Body::Poster((&self.announcements[0]).into())
    }

    pub(crate) fn year_book(&self) -> Body<'_> {
        Body::YearBook(YearBook {
            plan: self.whole_plan(),
            documents: std::iter::once(self.signed())
                .chain(self.announcements.iter().cloned().map(SignedDocument::of))
                .collect(),
        })
    }

    /// All kinds of renditions.
    pub(crate) fn bodies(&self) -> Vec<Body<'_>> {
        vec![
            self.plan(),
            self.report(),
            self.announcement(),
            self.poster(),
            complaint_statistics(),
            self.year_book(),
        ]
    }
}

/// Complaint statistics with all channels.
pub(crate) fn complaint_statistics() -> Body<'static> {
    let channels = (1..)
        .zip(ComplaintChannel::ALL)
        .map(|(number, channel)| ChannelStatistics {
            channel,
            received: number * 100,
            finished: number * 60,
            in_progress: number * 40,
        });
    Body::of(ComplaintStatistics {
        period: Period::parse("2565-10/2566-03").unwrap(),
        none_received: false,
        channels: channels.collect(),
    })
}

/// The verification data of the published renditions.
pub(crate) fn verification() -> VerificationRecord {
    VerificationRecord {
        code: "K7QF-3MZ9-TX2W".to_owned(),
        url: "https://prongsai.example.go.th/public/v1/verify/K7QF-3MZ9-TX2W".to_owned(),
        content_sha256: "0123456789abcdef".repeat(4),
    }
}
