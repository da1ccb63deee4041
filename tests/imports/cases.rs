//! What people really write, with the right answers. `base` is the example; each case replaces one place of it.

use prongsai_test_support::{Answer, Client, TestApp};
use serde_json::{Value, json};

/// The right answer to a case.
enum Right {
    /// It is read.
    Read,
    /// It is refused with this code, and what it suggests is read.
    Meant(&'static str),
    /// It is refused with this code. Nothing is suggested.
    Refused(&'static str),
    /// It is read, and there is a doubt of this rule at the place.
    Doubted(&'static str),
}

use Right::{Doubted, Meant, Read, Refused};

const PERIOD: &str = "/measures/0/results/0/period";
const DATE: &str = "/announcements/0/issued_on";
const GUIDELINE: &str = "/measures/0/guideline";
const BUDGET: &str = "/measures/1/budget_baht";
const EVIDENCE: &str = "/measures/0/results/0/evidence/0/url";
const IIT: &str = "https://itas.nacc.go.th/go/iit/abc123";

fn base() -> Value {
    let mut base: Value = serde_json::from_str(include_str!("../../examples/than-hinghoi-2567.json")).unwrap();
    // The organization of the demo has it already.
    base["organization"]["survey_token"] = json!("abc123");
    base
}

/// The base with another value, in JSON, at a place.
fn with(place: &str, value: &str) -> String {
    let mut base = base();
    *base.pointer_mut(place).unwrap_or_else(|| panic!("{place}")) = json!("MARKER");
    base.to_string().replacen("\"MARKER\"", value, 1)
}

async fn tried(client: &Client, place: &str, value: &str) -> Answer {
    let imports = "/api/v1/imports?dry_run=true";
    client.post(imports).raw("application/json", with(place, value)).await
}

async fn check(client: &Client, place: &str, value: &str, right: &Right) {
    let answer = tried(client, place, value).await;
    let refusal = |code: &str| {
        assert_eq!(answer.status, 422, "{value}: {}", answer.text());
        let error = answer.json()["errors"][0].clone();
        assert_eq!(
            (&error["pointer"], &error["code"]),
            (&json!(place), &json!(code)),
            "{value}: {error}"
        );
        error["suggestion"].clone()
    };
    match right {
        Read => assert_eq!(answer.status, 200, "{value}: {}", answer.text()),
        Refused(code) => assert_eq!(refusal(code), json!(null), "{value}"),
        Meant(code) => {
            let suggestion = refusal(code);
            let meant = suggestion
                .as_str()
                .unwrap_or_else(|| panic!("{value}: nothing is suggested"));
            let is_number = value.starts_with(|first: char| first.is_ascii_digit()) || place == BUDGET;
            let written = if is_number {
                meant.to_owned()
            } else {
                json!(meant).to_string()
            };
            let again = tried(client, place, &written).await;
            assert_eq!(again.status, 200, "{value} → {meant}: {}", again.text());
        }
        Doubted(code) => {
            assert_eq!(answer.status, 200, "{value}: {}", answer.text());
            let doubts = answer.json()["doubts"].clone();
            let is_there = |doubt: &Value| doubt["code"] == *code && doubt["pointer"] == place;
            assert!(doubts.as_array().unwrap().iter().any(is_there), "{value}: {doubts:#}");
        }
    }
}

#[tokio::test]
async fn dates_and_periods() {
    let app = TestApp::start().await;
    for (place, written, right) in [
        // T1
        (PERIOD, "ไตรมาสที่ 2 (1 ม.ค. 67 - 31 มี.ค. 67)", Read),
        (PERIOD, "ไตรมาส 1/2567", Read),
        (PERIOD, "ตลอดปีงบประมาณ", Read),
        (PERIOD, "ต.ค. - ธ.ค. 2566", Read),
        (PERIOD, "ตั้งแต่ 21 มิถุนายน ถึง 20 กรกฎาคม 2567", Read),
        // T2
        (DATE, "26 กรกฏาคม 2567", Read),
        (DATE, "15 พฤษจิกายน 2566", Read),
        // T3
        (DATE, "วันพุธที่ 24 เมษายน 2567", Read),
        (DATE, "พุธ 24 เม.ย. 67", Read),
        (DATE, "วันศุกร์ที่ 24 เมษายน 2567", Meant("date-wrong-weekday")),
        // T4
        (DATE, "15/7/67", Read),
        (DATE, "15-ก.ค.-2567", Read),
        (DATE, "17-06-2567", Read),
        (DATE, "15/07/2567", Read),
        (DATE, "06/17/2567", Meant("date-month-first")),
        // T5
        (DATE, "8 มกราคม 3104", Meant("date-out-of-range")),
        (DATE, "8 มกราคม 1479", Meant("date-out-of-range")),
        // T11
        (
            "/announcements/0/survey/opens_on",
            "27 – 30 พ.ย. 2566",
            Refused("two-dates"),
        ),
    ] {
        check(&app.admin(), place, &json!(written).to_string(), &right).await;
    }
    // A quarter belongs to the fiscal year, and days stay days.
    for (written, stored) in [
        ("ไตรมาส 1/2567", "2023-10/2023-12"),
        ("ตลอดปีงบประมาณ", "2023-10/2024-09"),
        ("ตั้งแต่ 21 มิถุนายน ถึง 20 กรกฎาคม 2567", "2024-06-21/2024-07-20"),
    ] {
        let year = prongsai_domain::calendar::FiscalYear::new(2567).ok();
        let read = prongsai_domain::calendar::Period::parse_in(written, year).unwrap();
        assert_eq!(read.iso(), stored, "{written}");
    }
}

#[tokio::test]
async fn texts_and_numbers() {
    let app = TestApp::start().await;
    for (place, written, right) in [
        // T6
        (
            GUIDELINE,
            json!("ด\u{fffd}าเนินงาน").to_string(),
            Refused("text-replacement-character"),
        ),
        (
            GUIDELINE,
            json!("ดาเนินการให้ทันเวลา").to_string(),
            Doubted("lost-sara-am"),
        ),
        (GUIDELINE, json!("ทาให้ประชาชนทราบ").to_string(), Doubted("lost-sara-am")),
        (GUIDELINE, json!("คะเเนนของปีก่อน").to_string(), Read),
        // T8
        (BUDGET, "\"538,800\"".to_owned(), Meant("wrong-type")),
        (BUDGET, "538800.00".to_owned(), Meant("wrong-type")),
        (BUDGET, "538800.5".to_owned(), Refused("wrong-type")),
        // L1
        (
            GUIDELINE,
            json!(format!("ตอบที่ {IIT}")).to_string(),
            Doubted("internal-survey-link-public"),
        ),
        (
            "/announcements/0/body/0",
            json!(format!("ตอบที่ {IIT}")).to_string(),
            Doubted("internal-survey-link-public"),
        ),
        (
            "/report/preface",
            json!(format!("ตอบที่ {IIT}")).to_string(),
            Doubted("internal-survey-link-public"),
        ),
        (EVIDENCE, json!(IIT).to_string(), Doubted("internal-survey-link-public")),
        // L2
        (
            EVIDENCE,
            json!("https://a.go.th/1.pdf https://a.go.th/2.pdf").to_string(),
            Refused("two-web-addresses"),
        ),
        (
            EVIDENCE,
            json!("www.a.go.th/x.pdf").to_string(),
            Meant("not-a-web-address"),
        ),
        (
            EVIDENCE,
            json!("https://a.go.th/files/rep...").to_string(),
            Doubted("link-cut-off"),
        ),
    ] {
        check(&app.admin(), place, &written, &right).await;
    }
}

/// T9: three budgets, three cells, and back again.
#[tokio::test]
async fn three_budgets_are_three_cells() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut bundle = prongsai_test_support::sample::bundle(&app.ours.name_th);
    let pattern = bundle["measures"][0].clone();
    bundle["measures"] = [("absent", json!(null)), ("none", json!(0)), ("some", json!(15_000))]
        .into_iter()
        .map(|(key, baht)| {
            let mut measure = pattern.clone();
            measure["key"] = json!(key);
            if baht.is_number() {
                measure["budget_baht"] = baht;
            }
            measure
        })
        .collect();
    super::import(&drafter, &bundle).await;
    let exported = super::export(&app, &drafter).await;
    let budgets: Vec<&Value> = (0..3)
        .map(|index| &exported["measures"][index]["budget_baht"])
        .collect();
    assert_eq!(budgets, [&json!(null), &json!(0), &json!(15_000)]);

    let plan = format!("/api/v1/organizations/{}/fiscal-years/2566/plan", app.ours.id);
    let html = drafter.get(&format!("{plan}.html")).await.is(200).text();
    for cell in ["ไม่ใช้งบประมาณ", "15,000 บาท"] {
        assert_eq!(html.matches(cell).count(), 1, "{cell}: {html}");
    }
    let csv = drafter.get(&format!("{plan}.csv")).await.is(200).text();
    for cell in [",12,,", ",12,0,", ",12,15000,"] {
        assert!(csv.contains(cell), "{cell}: {csv}");
    }
}
