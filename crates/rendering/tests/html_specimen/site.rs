//! The public page of the invented organization.

use jiff::Timestamp;
use prongsai_domain::approval_basis::ApprovalBasis;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::Content;
use prongsai_domain::id::DivisionId;
use prongsai_domain::measure::DivisionRef;
use prongsai_domain::organization::Channels;
use prongsai_domain::report::Report;
use prongsai_domain::result::ResultStatus;
use prongsai_rendering::html::site::{Progress, SiteDocument, SitePage};
use prongsai_rendering::html::{Link, PdfFile, VerificationPage, VerifiedState};
use prongsai_rendering::rendition::{Issuer, Numerals};

use uuid::Uuid;

use super::{Specimen, day};

pub(crate) fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn channels(said: &str) -> Channels {
    Channels {
        address: Some(said.to_owned()),
        phone: Some("0-4200-0000, 0-4200-0001".to_owned()),
        email: Some("honest@banyang.example".to_owned()),
        url: Some(format!("javascript:{said}")),
        hotline: Some("1567".to_owned()),
    }
}

/// A measure, a report and an announcement.
pub(crate) fn contents(specimen: &Specimen, said: &str) -> [Content; 3] {
    let mut measure = specimen.measures.first().unwrap().clone();
    said.clone_into(&mut measure.title);
    measure.division = Some(DivisionRef {
        id: DivisionId::new(Uuid::nil()),
        name: said.to_owned(),
    });
    let report = Report {
        title: said.to_owned(),
        ..specimen.report.clone()
    };
    [measure.into(), report.into(), specimen.announcement.clone().into()]
}

pub(crate) fn page<'a>(
    [measure, report, announcement]: &'a [Content; 3],
    channels: &'a Channels,
    said: &'a str,
    today: &str,
) -> SitePage<'a> {
    SitePage {
        issuer: Issuer {
            name_th: said,
            district_th: Some("สมมุติ"),
            province_th: "ตัวอย่าง",
            website: Some("https://www.banyang.example"),
        },
        emblem_png: None,
        numerals: Numerals::Arabic,
        fiscal_year: FiscalYear::new(2566).unwrap(),
        today: day(today),
        plan: vec![Link {
            href: "/plan.pdf",
            title: "แผน (PDF)",
        }],
        documents: vec![
            SiteDocument {
                progress: Progress {
                    percent: Some(60),
                    status: Some(ResultStatus::InProgress),
                    results: 4,
                },
                ..document(measure, "/m/1", "2023-01-03T02:00:00Z")
            },
            SiteDocument {
                downloads: vec![Link {
                    href: "/r/1.pdf",
                    title: "PDF",
                }],
                ..document(report, "/r/1", "2023-10-05T02:00:00Z")
            },
            document(announcement, "/a/1", "2023-01-03T02:00:00Z"),
        ],
        channels: Vec::new(),
        whistle_blowing: channels,
        contact: channels,
        approval_basis: ApprovalBasis {
            approvers: 2,
            approvers_unconfirmed: 1,
            approvers_who_draft: 0,
            publishers: 3,
            publishers_unconfirmed: 0,
            public_documents: 17,
            approvers_of_public: 4,
            acknowledged_warnings: 0,
        },
        merged_into: None,
        predecessors: vec![],
        other_years: vec![Link {
            href: "/2565",
            title: "2565",
        }],
        canonical: Some("https://prongsai.example/public/ban-yang/2566"),
        feed: Some("/public/ban-yang/feed.atom"),
    }
}

fn document<'a>(content: &'a Content, href: &'a str, published_at: &str) -> SiteDocument<'a> {
    SiteDocument {
        content,
        href,
        published_at: moment(published_at),
        override_reason: None,
        downloads: vec![],
        progress: Progress::default(),
    }
}

pub(crate) fn verified(state: VerifiedState<'_>) -> VerificationPage<'_> {
    VerificationPage {
        issuer: Issuer {
            name_th: "เทศบาลตำบลบ้านตัวอย่าง",
            district_th: None,
            province_th: "กรุงเทพมหานคร",
            website: None,
        },
        numerals: Numerals::Thai,
        code: "K7QX2-M4P9D",
        title: "รายงาน ปี 2566",
        edition: Some(2),
        published_at: moment("2023-10-05T02:00:00Z"),
        state,
        override_reason: None,
        withdrawn_measures: vec![],
        content_sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        pdf_files: vec![PdfFile {
            sha256: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
            is_poster: false,
        }],
        downloads: vec![],
    }
}
