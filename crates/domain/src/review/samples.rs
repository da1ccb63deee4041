//! An invented organization's year, in a good and in a doubtful version, for the tests of the rules.

use std::collections::BTreeMap;

use crate::activity::{Activity, Serves};
use crate::analysis::{Analysis, Finding, FindingKind, Heading, ScoreCard};
use crate::announcement::{Announcement, AnnouncementKind, Audience, Survey};
use crate::calendar::{BuddhistDate, FiscalYear, Period, ReportingRound};
use crate::catalogue::{IndicatorCode, InstrumentCode, Score};
use crate::geography::OrganizationKind;
use crate::measure::{Measure, Step};
use crate::report::{Person, Report};
use crate::result::{Answers, Evidence, ImplementationResult};

use super::texts::public_texts;
use super::{Doubt, ReviewedYear, YearFrame};
use crate::complaint_statistics::ComplaintStatistics;
use crate::rule::{TextRun, YearRun};

pub(crate) fn code(text: &str) -> IndicatorCode {
    IndicatorCode::parse(text).unwrap()
}

pub(crate) fn day(text: &str) -> BuddhistDate {
    BuddhistDate::parse(text).unwrap()
}

pub(crate) fn step(number: usize, text: &str) -> Step {
    Step {
        key: format!("step-{number}"),
        text: text.to_owned(),
        cadence: None,
        due_on: None,
    }
}

pub(crate) fn result(period: &str, step: &str) -> ImplementationResult {
    ImplementationResult {
        details: "จัดประชุมชี้แจงและแจกแผ่นพับในชุมชน".to_owned(),
        period: Period::parse(period).unwrap(),
        output: Some("แผ่นพับ 500 ชุด".to_owned()),
        outcome: Some("ผู้รับบริการร้อยละ 82 ทราบขั้นตอนการขออนุญาต".to_owned()),
        remarks: None,
        status: None,
        progress_percent: None,
        progress_reason: None,
        answers: Answers::Step(step.to_owned()),
        evidence: vec![Evidence {
            url: "https://example.go.th/a.pdf".to_owned(),
            title: None,
            file: None,
        }],
    }
}

pub(crate) fn activity(held: &str, step: &str) -> Activity {
    Activity {
        serves: Serves::Step(step.to_owned()),
        held: Period::parse(held).unwrap(),
        place: Some("ศาลาประชาคม หมู่ที่ 4".to_owned()),
        participants: Some(42),
        text: "ออกพบชุมชนและแจกแผ่นพับ".to_owned(),
        evidence: Vec::new(),
    }
}

pub(crate) fn finding(key: &str, indicator: &str) -> Finding {
    Finding {
        key: key.to_owned(),
        kind: FindingKind::NeedsDevelopment,
        indicator: code(indicator),
        description: None,
    }
}

pub(crate) fn measure(title: &str, indicator: &str, guideline: &str, steps: &[&str]) -> Measure {
    Measure {
        title: title.to_owned(),
        indicators: vec![code(indicator)],
        findings: Vec::new(),
        guideline: guideline.to_owned(),
        steps: steps
            .iter()
            .enumerate()
            .map(|(index, text)| step(index + 1, text))
            .collect(),
        division: None,
        monitoring: None,
        reporting_round_months: ReportingRound::TwelveMonths,
        budget_baht: None,
        target: None,
    }
}

pub(crate) fn invitation(instrument: InstrumentCode) -> Announcement {
    let audience = Audience::of(instrument).unwrap();
    Announcement {
        kind: AnnouncementKind::SurveyInvitation,
        title: "ประกาศเทศบาลตำบลนาคำหลวง".to_owned(),
        subject: "ขอเชิญตอบแบบสำรวจ".to_owned(),
        body: vec!["ขอเชิญผู้มีส่วนได้ส่วนเสียร่วมตอบแบบสำรวจ (EIT) ผ่าน QR Code".to_owned()],
        issued_on: day("2566-01-05"),
        signatory: Person {
            position: "นายกเทศมนตรี".to_owned(),
            name: None,
        },
        survey: Some(Survey {
            instrument,
            audience,
            url: format!(
                "https://itas.nacc.go.th/go/{}/a1b2c3",
                instrument.as_str().to_lowercase()
            ),
            opens_on: day("2566-01-05"),
            closes_on: day("2566-06-30"),
        }),
    }
}

pub(crate) fn report() -> Report {
    Report {
        title: "รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2566".to_owned(),
        reporting_round_months: ReportingRound::TwelveMonths,
        preliminary: false,
        preface: None,
        preparer: Person {
            position: "นักวิเคราะห์นโยบายและแผน".to_owned(),
            name: None,
        },
        frozen: None,
    }
}

pub(crate) fn statistics(period: &str) -> ComplaintStatistics {
    ComplaintStatistics {
        period: Period::parse(period).unwrap(),
        none_received: true,
        channels: Vec::new(),
    }
}

fn analysis() -> Analysis {
    let total = Score::from_number(86.5);
    Analysis {
        assessed_fiscal_year: FiscalYear::new(2565).unwrap(),
        covers: vec![Heading::NeedsDevelopment],
        scores: Some(ScoreCard {
            total,
            ..ScoreCard::default()
        }),
        findings: vec![finding("finding-1", "i7"), finding("finding-2", "i9")],
        putting_into_practice: None,
        recommendations: None,
    }
}

/// A year without doubts.
pub(crate) fn good_year() -> ReviewedYear {
    let first = measure(
        "ปรับช่องทางสื่อสารกับชุมชน",
        "i7",
        "ออกพบชุมชนตามแผน",
        &["จัดทำแผ่นพับ", "ออกพบชุมชน"],
    );
    let second = measure("ปรับปรุงเว็บไซต์", "i9", "ทบทวนข้อมูลบนเว็บไซต์", &["สำรวจข้อมูลที่ขาด"]);
    ReviewedYear {
        frame: YearFrame {
            fiscal_year: FiscalYear::new(2566).unwrap(),
            organization_kind: OrganizationKind::SubdistrictMunicipality,
            publishes_internal_surveys: false,
            indicator_names: BTreeMap::from([(code("i7"), "ประสิทธิภาพการสื่อสาร".to_owned())]),
            expected_hosts: Vec::new(),
            assessed_catalogue: None,
            reviewed_on: None,
        },
        divisions: vec!["สำนักปลัดเทศบาล".to_owned(), "กองคลัง".to_owned()],
        analysis: Some(analysis()),
        measures: vec![
            (
                first,
                vec![result("2565-11", "step-1"), result("2566-02/2566-04", "step-2")],
            ),
            (second, vec![result("2566-05", "step-1")]),
        ],
        activities: vec![Vec::new(), Vec::new()],
        documents: vec![
            ("/reports/0".to_owned(), report().into()),
            ("/announcements/0".to_owned(), invitation(InstrumentCode::Eit).into()),
        ],
        first_measure: 0,
        result_months: None,
        has_evidence: false,
        first_result_ends_on: None,
    }
}

/// A year with at least one doubt of nearly every kind.
pub(crate) fn doubtful_year() -> ReviewedYear {
    let mut year = good_year();
    let steps = ["ขั้นแรก", "ขั้นที่สอง"];
    let first = measure("การสื่อสาร", "i7", "ประสานงานเดือนละ 1 ครั้ง", &steps);
    let second = measure("การใช้งบประมาณ", "i2", "ประสานงาน เดือนละ 1 ครั้ง", &steps);
    let mut bare = result("2566-03", "step-1");
    bare.answers = Answers::NotStated;
    bare.evidence.clear();
    bare.details = "การตรวจสอบการตรวจสอบ (สำนักงานปลัด".to_owned();
    bare.output = Some("การปรับปรุงการสื่อสาร".to_owned());
    year.measures = vec![(first, vec![bare.clone()]), (second, vec![bare])];
    year.documents = vec![
        ("/reports/0".to_owned(), report().into()),
        ("/announcements/0".to_owned(), invitation(InstrumentCode::Iit).into()),
    ];
    if let Some(analysis) = &mut year.analysis {
        analysis.assessed_fiscal_year = year.frame.fiscal_year;
        analysis.covers = vec![Heading::UrgentWeaknesses, Heading::Recommendations];
        analysis.scores = None;
    }
    year
}

/// The doubts of one rule about a year.
pub(crate) fn doubts(rule: YearRun, year: &ReviewedYear) -> Vec<Doubt> {
    let mut year = year.clone();
    for (_, results) in &year.measures.clone() {
        year.note(results);
    }
    let mut doubts = Vec::new();
    rule(&year, &mut doubts);
    doubts
}

/// The pointers of the doubts of one rule.
pub(crate) fn pointers(rule: YearRun, year: &ReviewedYear) -> Vec<String> {
    doubts(rule, year).into_iter().map(|doubt| doubt.pointer).collect()
}

/// The doubts of a rule that reads texts.
pub(crate) fn text_doubts(rule: TextRun, year: &ReviewedYear) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    rule(year, &public_texts(year), &mut doubts);
    doubts
}

/// The pointers of the doubts of a rule that reads texts.
pub(crate) fn text_pointers(rule: TextRun, year: &ReviewedYear) -> Vec<String> {
    text_doubts(rule, year).into_iter().map(|doubt| doubt.pointer).collect()
}
