//! What the public sees.

use prongsai_test_support::{Role, TestApp, assert_problem};
use serde_json::json;

use super::{channel, path};

async fn three(app: &TestApp) {
    let admin = app.client(Role::OrganizationAdmin).await;
    for body in [
        channel("facebook", "เพจ & ข่าว", "https://www.facebook.com/banyang"),
        channel("complaint_centre", "ศูนย์ดำรงธรรม", "ชั้น 1 สำนักงานเทศบาล <ห้อง 2>"),
        channel("corruption_hotline", "สายด่วนแจ้งการทุจริต", "0-4200-0001"),
        channel("corruption_email", "อีเมลแจ้งการทุจริต", "honest@example.go.th"),
    ] {
        admin.post(&path(app)).json(&body).await.is(201);
    }
}

#[tokio::test]
async fn channels_for_corruption_come_first() {
    let app = TestApp::start().await;
    three(&app).await;
    let public = format!("/public/v1/organizations/{}/channels", app.ours.id);
    let answer = app.anonymous().get(&public).await.is(200);
    let json = answer.json();
    let items = json["items"].as_array().unwrap();
    let shown: Vec<(&str, &str)> = items
        .iter()
        .map(|item| (item["purpose"].as_str().unwrap(), item["key"].as_str().unwrap()))
        .collect();
    assert_eq!(
        shown,
        [
            ("corruption", "corruption_hotline"),
            ("corruption", "corruption_email"),
            ("complaint", "complaint_centre"),
            ("contact", "facebook"),
        ]
    );
    let fields: Vec<&String> = items[0].as_object().unwrap().keys().collect();
    assert_eq!(fields, ["address", "key", "kind", "purpose", "title"]);
    let known = app
        .anonymous()
        .get(&public)
        .header("If-None-Match", &answer.etag())
        .await;
    assert_eq!(known.status, 304);
    let nobody = "/public/v1/organizations/019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70/channels";
    assert_problem(&app.anonymous().get(nobody).await, 404, "not-found");
    let none = format!("/public/v1/organizations/{}/channels", app.theirs.id);
    assert_eq!(app.anonymous().get(&none).await.is(200).json(), json!({ "items": [] }));
}

#[tokio::test]
async fn the_page_shows_each_under_the_heading_of_its_purpose() {
    let app = TestApp::start().await;
    let page = async || {
        let path = format!("/public/{}/", app.ours.id);
        app.anonymous().get(&path).await.is(200).text()
    };
    assert!(!page().await.contains("ช่องทางร้องเรียนทั่วไป"));
    three(&app).await;
    let page = page().await;
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is not on the page"));
    let places = [
        place("id=\"whistle-blowing\""),
        place("สายด่วนแจ้งการทุจริต"),
        place("href=\"tel:042000001\""),
        place("href=\"mailto:honest@example.go.th\""),
        place("id=\"complaints\""),
        place("ศูนย์ดำรงธรรม"),
        place("ชั้น 1 สำนักงานเทศบาล &lt;ห้อง 2&gt;"),
        place("id=\"contact\""),
        place("เพจ &amp; ข่าว"),
        place("https://www.facebook.com/banyang"),
    ];
    assert!(places.is_sorted(), "{places:?}");
}
