//! The content of the specimen.

use prongsai_domain::activity::{Activity, Serves};
use prongsai_domain::analysis::{Analysis, Finding, FindingKind, Heading, ScoreCard};
use prongsai_domain::announcement::{Announcement, AnnouncementKind, Audience, Survey};
use prongsai_domain::calendar::{FiscalYear, Period, ReportingRound};
use prongsai_domain::catalogue::{InstrumentCode, Score};
use prongsai_domain::complaint_statistics::{ChannelStatistics, ComplaintChannel, ComplaintStatistics};
use prongsai_domain::id::{ActivityId, DivisionId, DocumentId, ResultId};
use prongsai_domain::measure::{Cadence, DivisionRef, Measure, Step};
use prongsai_domain::report::{FrozenActivity, FrozenMeasure, FrozenResult, FrozenYear, Person, Report};
use prongsai_domain::result::{Answers, Evidence, ImplementationResult, ResultStatus};
use uuid::Uuid;

use super::{SURVEY_URL, day, indicator};

pub(super) fn analysis() -> Analysis {
    let score = |hundredths| Score::from_hundredths(hundredths);
    Analysis {
        assessed_fiscal_year: FiscalYear::new(2565).unwrap(),
        covers: vec![
            Heading::UrgentWeaknesses,
            Heading::NeedsDevelopment,
            Heading::PuttingIntoPractice,
            Heading::Recommendations,
        ],
        scores: Some(ScoreCard {
            total: score(8_412),
            iit: score(8_805),
            eit: score(7_931),
            oit: score(8_600),
            indicators: [(indicator("i7"), Score::from_hundredths(7_450).unwrap())].into(),
            published_level: Some("B".to_owned()),
            ..ScoreCard::default()
        }),
        findings: vec![
            Finding {
                key: "slow-news".to_owned(),
                kind: FindingKind::NeedsDevelopment,
                indicator: indicator("i7"),
                description: Some("ข่าวบนเว็บไซต์ช้ากว่าเหตุการณ์ 2 สัปดาห์\nหมู่บ้านไกลไม่ได้รับวารสาร".to_owned()),
            },
            Finding {
                key: "queue".to_owned(),
                kind: FindingKind::NeedsDevelopment,
                indicator: indicator("i8"),
                description: None,
            },
        ],
        putting_into_practice: Some("มอบให้แต่ละกองจัดทำมาตรการภายใน 30 วัน".to_owned()),
        recommendations: None,
    }
}

fn step(key: &str, text: &str, cadence: Option<Cadence>, due_on: Option<&str>) -> Step {
    Step {
        key: key.to_owned(),
        text: text.to_owned(),
        cadence,
        due_on: due_on.map(day),
    }
}

fn division(name: &str) -> DivisionRef {
    DivisionRef {
        id: DivisionId::new(Uuid::from_u128(1)),
        name: name.to_owned(),
    }
}

pub(super) fn communication() -> Measure {
    Measure {
        title: "ประสิทธิภาพการสื่อสาร".to_owned(),
        indicators: vec![indicator("i7")],
        findings: vec!["slow-news".to_owned()],
        guideline: "ส่งข่าวถึงทุกหมู่บ้านให้ทันเหตุการณ์ ทั้งบนเว็บไซต์และเสียงตามสาย".to_owned(),
        steps: vec![
            step("news", "ลงข่าวบนเว็บไซต์ภายใน 3 วันทำการ", Some(Cadence::Weekly), None),
            step(
                "visit",
                "ออกพบประชาชนที่ศาลาหมู่บ้าน",
                Some(Cadence::Monthly),
                Some("2566-09-15"),
            ),
        ],
        division: Some(division("สำนักปลัดเทศบาล")),
        monitoring: Some("รายงานผลต่อปลัดเทศบาล รอบ 6 เดือน และรอบ 12 เดือน".to_owned()),
        reporting_round_months: ReportingRound::TwelveMonths,
        budget_baht: Some(45_000),
        target: Some("ข่าวอย่างน้อย 100 เรื่อง".to_owned()),
    }
}

pub(super) fn improvement() -> Measure {
    Measure {
        title: "ลดเวลารอของผู้รับบริการ".to_owned(),
        indicators: vec![indicator("i8"), indicator("i5")],
        findings: vec!["queue".to_owned()],
        guideline: "จัดคิวกลางและเปิดช่องทางยื่นคำขอออนไลน์ที่ https://queue.banyang.example/e-service?ปี=2566".to_owned(),
        steps: vec![step("queue", "ติดตั้งเครื่องกดบัตรคิว", None, Some("2566-01-31"))],
        division: Some(division("กองคลัง")),
        monitoring: None,
        reporting_round_months: ReportingRound::SixMonths,
        budget_baht: None,
        target: None,
    }
}

pub(super) fn prevention() -> Measure {
    Measure {
        title: "คู่มือป้องกันการขัดกันระหว่างผลประโยชน์ส่วนตนกับส่วนรวม".to_owned(),
        indicators: vec![indicator("i5")],
        findings: vec![],
        guideline: "จัดทำคู่มือฉบับพกพาและแจ้งเวียนทุกกอง".to_owned(),
        steps: vec![
            step("book", "ยกร่างคู่มือ", None, None),
            step("send", "แจ้งเวียน", None, None),
        ],
        division: None,
        monitoring: None,
        reporting_round_months: ReportingRound::TwelveMonths,
        budget_baht: None,
        target: None,
    }
}

fn result(details: &str, period: &str, answers: Answers) -> ImplementationResult {
    ImplementationResult {
        details: details.to_owned(),
        period: Period::parse(period).unwrap(),
        output: None,
        outcome: None,
        remarks: None,
        status: None,
        progress_percent: None,
        progress_reason: None,
        answers,
        evidence: vec![],
    }
}

pub(super) fn report() -> Report {
    Report {
        title: "รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2566".to_owned(),
        reporting_round_months: ReportingRound::TwelveMonths,
        preliminary: false,
        preface: Some("รายงานฉบับนี้รวบรวมผลของปีที่ผ่านมา\nเพื่อใช้วางแผนปี 2567".to_owned()),
        preparer: Person {
            position: "หัวหน้าฝ่ายอำนวยการ".to_owned(),
            name: Some("นางสาวสมมุติ ใจซื่อ".to_owned()),
        },
        frozen: None,
    }
}

/// The data that the report shows of its year.
pub(super) fn year(analysis: &Analysis, measures: &[Measure]) -> FrozenYear {
    let done = ImplementationResult {
        output: Some("ข่าว 112 เรื่อง".to_owned()),
        outcome: Some("ประชาชนทราบข่าวเร็วขึ้น จากเฉลี่ย 14 วันเหลือ 3 วัน".to_owned()),
        status: Some(ResultStatus::Completed),
        progress_percent: Some(100),
        evidence: vec![Evidence {
            url: "https://www.banyang.example/news/2566".to_owned(),
            title: Some("หน้ารวมข่าว".to_owned()),
            file: None,
        }],
        ..result("ลงข่าวครบทุกสัปดาห์", "2565-10/2566-09", Answers::Step("news".to_owned()))
    };
    let visits = ImplementationResult {
        remarks: Some("งดเดือนตุลาคมเพราะน้ำท่วม".to_owned()),
        ..result(
            "ออกพบประชาชน 11 ครั้ง",
            "2565-11/2566-09",
            Answers::Step("visit".to_owned()),
        )
    };
    let queue = result("ติดตั้งเครื่องกดบัตรคิวแล้ว", "2566-01", Answers::Unplanned);
    let results = [vec![done, visits], vec![queue], vec![]];
    let measures = (1..)
        .zip(measures)
        .zip(results)
        .map(|((number, measure), results)| FrozenMeasure {
            id: DocumentId::new(Uuid::from_u128(number)),
            edition: 1,
            content_sha256: "00".repeat(32),
            content: measure.clone(),
            results: results
                .into_iter()
                .map(|content| FrozenResult {
                    id: ResultId::new(Uuid::from_u128(number)),
                    content,
                })
                .collect(),
            activities: Vec::new(),
        });
    FrozenYear {
        organization_name: "เทศบาลตำบลบ้านตัวอย่าง".to_owned(),
        analysis: Some(analysis.clone()),
        measures: measures.collect(),
    }
}

/// An activity for the second step of the first measure.
pub(super) fn activity() -> FrozenActivity {
    FrozenActivity {
        id: ActivityId::new(Uuid::from_u128(7)),
        content: Activity {
            serves: Serves::Step("visit".to_owned()),
            held: Period::parse("12-13 มี.ค. 2566").unwrap(),
            place: Some("ศาลาประชาคม หมู่ที่ 4".to_owned()),
            participants: Some(1_042),
            text: "ออกพบประชาชน".to_owned(),
            evidence: vec![Evidence {
                url: "https://www.banyang.example/visits".to_owned(),
                title: Some("ภาพกิจกรรม".to_owned()),
                file: None,
            }],
        },
    }
}

pub(super) fn invitation() -> Announcement {
    Announcement {
        kind: AnnouncementKind::SurveyInvitation,
        title: "ประกาศเทศบาลตำบลบ้านตัวอย่าง".to_owned(),
        subject: "ขอเชิญตอบแบบวัดการรับรู้ ประจำปีงบประมาณ พ.ศ. 2566".to_owned(),
        body: vec![
            "ด้วยเทศบาลตำบลบ้านตัวอย่างเข้ารับการประเมินคุณธรรมและความโปร่งใส จึงขอทราบความเห็นของท่านผู้รับบริการ".to_owned(),
            "จึงประกาศให้ทราบโดยทั่วกัน".to_owned(),
        ],
        issued_on: day("2566-01-03"),
        signatory: Person {
            position: "นายกเทศมนตรีตำบลบ้านตัวอย่าง".to_owned(),
            name: Some("นายตัวอย่าง สุจริต".to_owned()),
        },
        survey: Some(Survey {
            instrument: InstrumentCode::Eit,
            audience: Audience::External,
            url: SURVEY_URL.to_owned(),
            opens_on: day("2566-01-03"),
            closes_on: day("2566-06-30"),
        }),
    }
}

pub(crate) fn complaint_statistics() -> ComplaintStatistics {
    let one = |channel, received, finished, in_progress| ChannelStatistics {
        channel,
        received,
        finished,
        in_progress,
    };
    ComplaintStatistics {
        period: Period::parse("2565-10/2566-03").unwrap(),
        none_received: false,
        channels: vec![
            one(ComplaintChannel::Telephone, 1_234, 1_200, 34),
            one(ComplaintChannel::DamrongdhamaCenter, 2, 0, 2),
            one(ComplaintChannel::Website, 0, 0, 0),
        ],
    }
}
