//! Results and analyses, which are changed in place.

use prongsai_test_support::{Document, TestApp, sample};
use serde_json::{Value, json};

use super::crew::People;
use super::release::{Release, documents};

/// Each open measure takes a further result and a change of each existing one; each analysis takes a change.
pub(super) async fn are_changed(app: &TestApp, release: &Release) {
    let mut people = People::of(app).await;
    let mut analyses: Vec<(String, String)> = Vec::new();
    for document in documents(&app.admin()).await {
        let Some(id) = document.strip_prefix("measures/") else {
            continue;
        };
        let measure = Document::find(&app.admin(), "measures", id).await;
        let organization = measure.view["organization_id"].as_str().unwrap().to_owned();
        let year = format!(
            "/api/v1/organizations/{organization}/analyses/{}",
            measure.view["fiscal_year"]
        );
        analyses.push((organization.clone(), year));
        if measure.state() != "withdrawn" {
            let drafter = people.crew(&organization).await.drafter;
            results_are_changed(&measure, &drafter).await;
        }
    }
    assert!(!analyses.is_empty(), "{}: no measure", release.name);
    analyses.sort();
    analyses.dedup();
    for (organization, path) in analyses {
        let drafter = people.crew(&organization).await.drafter;
        let answer = drafter.get(&path).await;
        let request = drafter.put(&path);
        let (request, mut body, status) = if answer.status == 404 {
            (request.header("if-none-match", "*"), sample::analysis(), 201)
        } else {
            (request.if_match(&answer.etag()), answer.json(), 200)
        };
        for name in ["organization_id", "fiscal_year", "revision", "updated_by", "updated_at"] {
            body.as_object_mut().unwrap().remove(name);
        }
        body["recommendations"] = json!("แก้ไขหลังปรับรุ่น");
        request.json(&body).await.is(status);
        let now = drafter.get(&path).await.is(200).json();
        super::release::assert_kept(&path, &body, &now);
    }
}

async fn results_are_changed(measure: &Document, drafter: &prongsai_test_support::Client) {
    let path = format!("{}/results", measure.path());
    let change = json!({ "remarks": "แก้ไขหลังปรับรุ่น" });
    for before in drafter.all(&path).await {
        let one = format!("{path}/{}", before["id"].as_str().unwrap());
        let etag = drafter.get(&one).await.is(200).etag();
        let after = drafter.patch(&one).if_match(&etag).json(&change).await.is(200).json();
        let mut expected = before.clone();
        expected["remarks"] = change["remarks"].clone();
        expected["revision"] = json!(before["revision"].as_u64().unwrap() + 1);
        expected["updated_at"] = after["updated_at"].clone();
        assert_eq!(after, expected, "{one}");
    }
    let further: Value = json!({ "details": "บันทึกหลังปรับรุ่น", "period": "2568-06" });
    drafter.post(&path).json(&further).await.is(201);
}
