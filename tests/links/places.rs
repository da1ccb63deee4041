//! Addresses in what is published.

use prongsai_test_support::{Document, TestApp, sample};
use serde_json::{Value, json};

use super::site::Site;
use super::{a_day_passes, check, links, start};

fn evidence(url: &str) -> Value {
    sample::with(
        sample::result(),
        &json!({ "evidence": [{ "url": url, "title": "ข่าว" }] }),
    )
}

async fn announcement(app: &TestApp, text: &str) -> Document {
    let body = sample::with(sample::announcement(&app.ours.id), &json!({ "body": [text] }));
    Document::draft(&app.drafter().await, "announcements", &body).await
}

/// The places of an address.
fn places(links: &[Value], url: &str) -> Value {
    let found = links.iter().find(|link| link["url"] == url);
    found.unwrap_or_else(|| panic!("{url} is not in {links:#?}"))["places"].clone()
}

#[tokio::test]
async fn links_of_drafts_are_not_visited_and_those_of_publications_are() {
    let site = Site::start().await;
    let app = start(&site).await;
    let drafter = app.drafter().await;
    app.analysis(&drafter, &json!({})).await.is(201);
    let measure = app.published_measure(&json!({})).await;
    let results = format!("{}/results", measure.path());
    let result = drafter
        .post(&results)
        .json(&evidence(&site.url("/evidence")))
        .await
        .is(201);
    let mut announced = announcement(&app, &format!("อ่านที่ {}", site.url("/announced"))).await;
    check(&app).await;
    assert_eq!(site.visited(), [""; 0], "drafts are secret");

    let steps = async |document: &mut Document| {
        document.step(&drafter, "submit", &json!({})).await;
        document.step(&app.approver().await, "approve", &json!({})).await;
        document.step(&app.publisher().await, "publish", &json!({})).await;
    };
    steps(&mut announced).await;
    let mut report = app.report(&json!({ "preliminary": true })).await;
    steps(&mut report).await;
    check(&app).await;
    assert_eq!(site.visited(), ["/announced", "/evidence"]);
    let found = links(&app, "").await;
    assert_eq!(
        places(&found, &site.url("/evidence")),
        json!([{ "kind": "result", "id": result.id(), "pointer": "/evidence/0/url" }])
    );
    assert_eq!(
        places(&found, &site.url("/announced")),
        json!([{ "kind": "announcement", "id": announced.id, "pointer": "/body/0" }])
    );

    let reason = json!({ "reason": "ข้อมูลผิด" });
    announced.step(&app.publisher().await, "withdraw", &reason).await;
    a_day_passes(&app).await;
    check(&app).await;
    assert_eq!(site.visited(), ["/evidence"]);
}
