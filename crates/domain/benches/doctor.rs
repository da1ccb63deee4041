//! Measures how long an examination of a typical year takes: `cargo bench -p prongsai-domain --bench doctor`.
//!
//! All 7,850 local governments have to be examined in 30 s on two cores, together with reading them. That leaves 7 ms of one core
//! for each; an examination takes less than 2 ms of it.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use prongsai_domain::analysis::Analysis;
use prongsai_domain::announcement::Announcement;
use prongsai_domain::calendar::{BuddhistDate, FiscalYear};
use prongsai_domain::catalogue::Catalogue;
use prongsai_domain::doctor::{ExaminedDocument, ExaminedMeasure, ExaminedYear, Standing, examine, oit_closes_on};
use prongsai_domain::geography::OrganizationKind;
use prongsai_domain::measure::Measure;
use prongsai_domain::report::Report;
use prongsai_domain::result::ImplementationResult;
use prongsai_domain::review::YearFrame;
use prongsai_domain::workflow::State;
use serde_json::{Value, json};

const ROUNDS: usize = 31;
const TIMES: u32 = 20;
const MEASURES: usize = 5;
const RESULTS: usize = 5;

fn main() {
    let Some(year) = typical_year() else {
        println!("the sample does not have the form of the domain");
        return;
    };
    let issues = examine(&year).len();
    let mut rounds: Vec<u128> = (0..ROUNDS)
        .map(|_| {
            let begun = Instant::now();
            for _ in 0..TIMES {
                black_box(examine(black_box(&year)));
            }
            begun.elapsed().as_nanos() / u128::from(TIMES)
        })
        .collect();
    rounds.sort_unstable();
    let median = rounds.get(ROUNDS / 2).copied().unwrap_or_default() / 1_000;
    println!("{median:>6} µs  an examination of {MEASURES} measures with {RESULTS} results each: {issues} issues");
}

fn typical_year() -> Option<ExaminedYear> {
    let catalogue: Catalogue =
        serde_json::from_str(include_str!("../../../reference/catalogues/nacc-ita-2566.json")).ok()?;
    let standing = Standing {
        state: State::Published,
        since: BuddhistDate::parse("2566-12-20").ok()?,
        has_published_edition: true,
    };
    let measures: Option<Vec<ExaminedMeasure>> = (1..=MEASURES)
        .map(|number| {
            let results: Option<Vec<ImplementationResult>> = (1..=RESULTS).map(|month| read(result(month))).collect();
            Some(ExaminedMeasure {
                standing,
                content: read::<Measure>(measure(number))?,
                results: results?,
                activities: Vec::new(),
            })
        })
        .collect();
    let report: Report = read(json!({
        "title": "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2567",
        "reporting_round_months": 12, "preface": PARAGRAPH, "preparer": { "position": "หัวหน้าสำนักปลัดเทศบาล", "name": null },
        "frozen": null,
    }))?;
    let eit: Announcement = read(announcement("EIT", "external"))?;
    let iit: Announcement = read(announcement("IIT", "internal"))?;
    let documents = [report.into(), eit.into(), iit.into()];
    Some(ExaminedYear {
        frame: YearFrame {
            fiscal_year: FiscalYear::new(2567).ok()?,
            organization_kind: OrganizationKind::SubdistrictMunicipality,
            publishes_internal_surveys: false,
            indicator_names: catalogue
                .indicators
                .iter()
                .map(|one| (one.code, one.name_th.clone()))
                .collect::<BTreeMap<_, _>>(),
            expected_hosts: vec!["www.example.go.th".to_owned()],
            assessed_catalogue: Some(Arc::new(catalogue.clone())),
            reviewed_on: BuddhistDate::parse("2567-11-15").ok(),
        },
        oit_closes_on: oit_closes_on(&catalogue),
        organization: None,
        analysis: Some(read::<Analysis>(analysis())?),
        measures: measures?,
        documents: documents
            .into_iter()
            .map(|content| ExaminedDocument { standing, content })
            .collect(),
        failing_links: Vec::new(),
    })
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> Option<T> {
    serde_json::from_value(value).map_err(|error| println!("{error}")).ok()
}

const PARAGRAPH: &str = "ให้ผู้ยื่นคำร้องทุกรายทราบเลขรับและติดตามสถานะได้ทางหน้าเว็บและที่เคาน์เตอร์บริการ รวมทั้งเผยแพร่แผนและผลการใช้จ่าย\
งบประมาณทุกกองให้บุคลากรและประชาชนเห็นพร้อมกัน และติดตามทุกสิ้นเดือนในการประชุมหัวหน้าส่วนราชการ (สำนักปลัดเทศบาล กองคลัง และกองช่าง)";

const SENTENCE: &str =
    "ผู้รับผิดชอบจัดให้มีข้อมูลเผยแพร่ต่อสาธารณชนบนเว็บไซต์หลักของหน่วยงาน และติดตามตรวจสอบสถานะของข้อมูลข่าวสารทุกสิ้นเดือน";

const THEMES: [&str; MEASURES] = ["งบประมาณ", "ทรัพย์สิน", "บุคคล", "บริการ", "จัดซื้อ"];

fn measure(number: usize) -> Value {
    let theme = THEMES.get(number - 1).copied().unwrap_or_default();
    let step = |step: usize| json!({ "key": format!("step-{step}"), "text": format!("{theme} ขั้นตอนที่ {step} {SENTENCE}"), "cadence": null, "due_on": null });
    json!({
        "title": format!("มาตรการที่ {number} ติดตามผลคำร้องได้ด้วยตนเอง"), "indicators": ["i7"], "findings": ["finding-1"],
        "guideline": format!("แนวทาง{theme} {PARAGRAPH}"), "steps": (1..=5).map(step).collect::<Vec<_>>(),
        "division": { "id": "0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b", "name": "สำนักปลัดเทศบาล" }, "monitoring": SENTENCE,
        "reporting_round_months": 12, "budget_baht": 15_000, "target": "คำร้องที่ติดตามสถานะได้ไม่น้อยกว่าร้อยละ 95",
    })
}

fn result(month: usize) -> Value {
    json!({
        "details": SENTENCE, "period": format!("2024-{month:02}"), "output": "ประชุม 4 ครั้ง ผู้เข้าร่วมรวม 212 คน",
        "outcome": SENTENCE, "remarks": null, "status": "completed", "progress_percent": 100,
        "answers": { "step": format!("step-{month}") },
        "evidence": [{ "url": "https://www.example.go.th/news/1", "title": "ภาพการประชุมหมู่บ้าน" }],
    })
}

fn announcement(instrument: &str, audience: &str) -> Value {
    json!({
        "kind": "survey_invitation", "title": "ประกาศเทศบาลตำบลธารหิ่งห้อย", "subject": format!("แบบวัดการรับรู้ ({instrument})"),
        "body": [PARAGRAPH, format!("{audience} {PARAGRAPH}"), "จึงประกาศให้ทราบโดยทั่วกัน"], "issued_on": "2024-01-01",
        "signatory": { "position": "นายกเทศมนตรี", "name": null },
        "survey": {
            "instrument": instrument, "audience": audience, "opens_on": "2024-01-08", "closes_on": "2024-06-30",
            "url": format!("https://itas.nacc.go.th/go/{}/a1b2c3", instrument.to_lowercase()),
        },
    })
}

fn analysis() -> Value {
    let finding = |number: usize| json!({ "key": format!("finding-{number}"), "kind": "needs_development", "indicator": "i7", "description": SENTENCE });
    json!({
        "assessed_fiscal_year": 2566, "covers": ["needs_development", "putting_into_practice"],
        "scores": { "total": 84.11, "iit": 86.4, "eit": 78.95, "oit": 86.25, "indicators": {}, "published_level": null },
        "findings": (1..=5).map(finding).collect::<Vec<_>>(), "putting_into_practice": PARAGRAPH, "recommendations": PARAGRAPH,
    })
}
