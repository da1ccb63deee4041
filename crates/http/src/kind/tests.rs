use std::collections::BTreeSet;

use prongsai_domain::analysis::FindingKind;
use prongsai_domain::announcement::{Announcement, AnnouncementKind, Audience};
use prongsai_domain::catalogue::InstrumentCode;
use prongsai_domain::complaint_statistics::{ComplaintChannel, ComplaintStatistics};
use prongsai_domain::document::{ChangeKind, DocumentKind};
use prongsai_domain::doubt::Severity;
use prongsai_domain::geography::OrganizationKind;
use prongsai_domain::measure::{Cadence, Measure};
use prongsai_domain::named::Named;
use prongsai_domain::report::Report;
use prongsai_domain::result::ResultStatus;
use prongsai_domain::rule::Basis;
use prongsai_domain::template::OwnerScope;
use prongsai_domain::user::StandingName;
use prongsai_domain::workflow::State;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::announcement::public::PublicAnnouncementView;
use super::complaint_statistics::PublicComplaintStatisticsView;
use super::measure::public::PublicMeasureView;
use super::report::public::PublicReportView;

/// Reads a content as its domain type, writes it with the common fields of a publication and with the fields that only
/// the served form of the kind has, and reads the result as a public view. The application writes all of these fields
/// (`public/body.rs`).
fn read<D: DeserializeOwned + Serialize, V: DeserializeOwned>(content: Value, served: &Value) -> V {
    let content: D = serde_json::from_value(content).expect("the domain knows this content");
    let mut published = json!({
        "id": "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70", "fiscal_year": 2566, "edition": 1,
        "organization": { "id": "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f71", "name_th": "เทศบาลตำบลตัวอย่าง",
                          "kind": "subdistrict_municipality", "province_code": "47" },
        "published_at": "2023-01-03T00:00:00Z", "content_sha256": "00",
        "override_reason": "หน่วยงานมีเจ้าหน้าที่คนเดียว",
    });
    for fields in [&serde_json::to_value(content).unwrap(), served] {
        published
            .as_object_mut()
            .unwrap()
            .extend(fields.as_object().unwrap().clone());
    }
    serde_json::from_value(published).expect("what is written is what is described")
}

fn names<E: Named>() -> BTreeSet<&'static str> {
    E::all().iter().map(|value| value.name()).collect()
}

#[test]
fn a_pattern_of_names_has_every_name_of_its_enum() {
    let surveys = InstrumentCode::ALL
        .into_iter()
        .filter(|one| Audience::of(*one).is_some());
    let known = [
        names::<AnnouncementKind>(),
        names::<Audience>(),
        names::<Cadence>(),
        names::<Basis>(),
        names::<ChangeKind>(),
        names::<ComplaintChannel>(),
        names::<FindingKind>(),
        names::<InstrumentCode>(),
        names::<OrganizationKind>(),
        names::<OwnerScope>(),
        names::<ResultStatus>(),
        names::<Severity>(),
        names::<StandingName>(),
        names::<State>(),
        surveys.map(InstrumentCode::as_str).collect(),
        // What the doctor examines: the kinds of documents, and what is around them.
        names::<DocumentKind>()
            .into_iter()
            .chain(["year", "organization", "analysis", "result", "activity"])
            .collect(),
        // These types have no list of their names.
        BTreeSet::from(["accept", "edit", "reject"]),
        BTreeSet::from(["accepted", "edited", "rejected"]),
        BTreeSet::from(["created", "unchanged", "updated"]),
        BTreeSet::from(["arabic", "thai"]),
        BTreeSet::from(["bands_on_total", "total_and_each_instrument"]),
        BTreeSet::from(["first_half", "full_year", "in_force"]),
        BTreeSet::from(["live", "superseded", "withdrawn"]),
    ];
    let document = crate::openapi_json().unwrap();
    let mut found = BTreeSet::new();
    for line in document.lines() {
        let pattern = line.trim().strip_prefix("\"pattern\": \"^(");
        let Some((pattern, _)) = pattern.and_then(|rest| rest.split_once(")$\"")) else {
            continue;
        };
        let named: BTreeSet<&str> = pattern.split('|').collect();
        assert!(known.contains(&named), "{pattern} is not the names of one enum");
        found.insert(named);
    }
    assert_eq!(found.len(), known.len(), "{found:#?}");
}

#[test]
fn the_limit_of_a_list_of_channels_is_their_number() {
    let document = serde_json::to_value(crate::openapi::document()).unwrap();
    for body in ["CreateComplaintStatistics", "PatchComplaintStatistics"] {
        let limit = &document["components"]["schemas"][body]["properties"]["channels"]["maxItems"];
        assert_eq!(*limit, json!(ComplaintChannel::ALL.len()), "{body}");
    }
}

#[test]
fn what_is_served_is_what_is_described() {
    let nothing = json!({});
    let measure = json!({
        "title": "ก", "indicators": ["i7"], "findings": [], "guideline": "ข", "monitoring": null,
        "steps": [{ "key": "step-1", "text": "ค", "cadence": "monthly", "due_on": "2023-09-30" }],
        "division": { "id": "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f72", "name": "สำนักงานปลัด" },
        "reporting_round_months": 12, "budget_baht": 5000, "target": null,
    });
    let _: PublicMeasureView = read::<Measure, _>(measure, &nothing);
    let report = json!({
        "title": "ก", "reporting_round_months": 6, "preface": null,
        "preparer": { "position": "หัวหน้าฝ่ายอำนวยการ", "name": null },
        "frozen": { "organization_name": "เทศบาลตำบลตัวอย่าง", "analysis": null, "measures": [] },
    });
    let served = json!({ "frozen_overrides": {}, "frozen_references": {} });
    let _: PublicReportView = read::<Report, _>(report, &served);
    let statistics = json!({
        "period": "2023-10/2024-03", "none_received": false,
        "channels": [{ "channel": "telephone", "received": 1, "finished": 0, "in_progress": 1 }],
    });
    let _: PublicComplaintStatisticsView = read::<ComplaintStatistics, _>(statistics, &nothing);
    let announcement = json!({
        "kind": "survey_invitation", "title": "ก", "subject": "ข", "body": ["ค"], "issued_on": "2023-01-03",
        "signatory": { "position": "นายกเทศมนตรี", "name": null },
        "survey": { "instrument": "EIT", "audience": "external", "url": "https://itas.nacc.go.th/go/eit/h9unqk",
                    "opens_on": "2023-01-03", "closes_on": "2023-06-30" },
    });
    let _: PublicAnnouncementView = read::<Announcement, _>(announcement, &nothing);
}
