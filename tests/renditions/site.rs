//! The public pages of an organization.

use prongsai_test_support::assert_problem;
use serde_json::json;

use super::{Kept, PUBLIC_URL, Year, assert_says, start, words};

#[tokio::test]
async fn an_organization_without_a_website_has_a_public_page() {
    let kept = Kept::new();
    let app = start(&kept).await;
    Year::publish(&app).await;
    let anyone = app.anonymous();
    for path in [
        format!("/public/{}/", app.ours.id),
        format!("/public/{}/2566", app.ours.id),
    ] {
        let page = anyone.get(&path).await.is(200);
        let text = page.text();
        for said in [
            app.ours.name_th.as_str(),
            "เพิ่มประสิทธิภาพการสื่อสารกับประชาชน",
            "เปิดเผยราคากลางทุกโครงการ",
            "รายงานผลการดำเนินการตามมาตรการ",
            "1205",
            "เปิดให้ตอบอยู่",
        ] {
            assert_says(&words(&text), said);
        }
        assert!(!text.contains("<script") && !text.contains("go/iit"), "{path}");
        assert!(text.contains("value=\"100\""), "the progress that the report has");
        let policy = page.header("content-security-policy").unwrap();
        assert!(
            policy.contains("style-src 'sha256-") && !policy.contains("script-src"),
            "{policy}"
        );
        assert!(text.contains(&format!("{PUBLIC_URL}{path}")), "its own address");
        let known = anyone.get(&path).header("if-none-match", &page.etag()).await.is(304);
        assert!(known.body.is_empty() && known.header("cache-control").is_some());
        every_link_leads_somewhere(&anyone, &text).await;
    }
}

/// Links within the site answer 200.
async fn every_link_leads_somewhere(anyone: &prongsai_test_support::Client, page: &str) {
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let inner: Vec<&str> = links.filter(|link| link.starts_with('/')).collect();
    assert!(inner.len() > 8, "{inner:?}");
    for link in inner {
        anyone.get(link).await.is(200);
    }
}

#[tokio::test]
async fn an_unknown_page_is_a_problem_and_an_address_without_slash_redirects() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let anyone = app.anonymous();
    let nobody = "00000000-0000-7000-8000-000000000000";
    for path in [
        format!("/public/{nobody}/"),
        format!("/public/{nobody}/feed.atom"),
        format!("/public/{}/2566", app.ours.id),
        format!("/public/{}/2566/", app.ours.id),
        format!("/public/{}/x", app.ours.id),
        "/public/v1/nowhere".to_owned(),
        "/public/v1/".to_owned(),
    ] {
        assert_problem(&anyone.get(&path).await, 404, "not-found");
    }
    let moved = anyone.get(&format!("/public/{}", app.ours.id)).await;
    assert_eq!(
        (moved.status, moved.header("location")),
        (308, Some(format!("/public/{}/", app.ours.id).as_str()))
    );
    let empty = anyone.get(&format!("/public/{}/", app.ours.id)).await.is(200).text();
    assert!(
        empty.contains(&app.ours.name_th) && empty.contains("ยังไม่มีมาตรการ"),
        "{empty}"
    );
}

#[tokio::test]
async fn the_feed_tells_what_was_published_newest_first() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let feed = format!("/public/{}/feed.atom", app.ours.id);
    let empty = app.anonymous().get(&feed).await.is(200);
    assert_eq!(
        empty.header("content-type"),
        Some("application/atom+xml; charset=utf-8")
    );
    let mut year = Year::publish(&app).await;
    app.published_measure(&json!({ "title": "<b>ตัวหนา</b> & เครื่องหมาย" }))
        .await;

    let full = app.anonymous().get(&feed).await.is(200);

    let text = full.text();
    assert_eq!(text.matches("<entry>").count(), 6, "{text}");
    assert!(text.contains("&lt;b&gt;") && !text.contains("<b>"), "{text}");
    let place = |what: &str| text.find(what).unwrap_or_else(|| panic!("{what} is not in {text}"));
    assert!(place("ตัวหนา") < place(&year.report.id) && place(&year.report.id) < place(&year.measure.id));
    assert!(!text.contains(&year.internal.id) && !text.contains("iit"), "{text}");
    assert!(
        text.contains(&format!("{PUBLIC_URL}/public/v1/reports/{}.html", year.report.id)),
        "{text}"
    );
    app.anonymous()
        .get(&feed)
        .header("if-none-match", &full.etag())
        .await
        .is(304);
    year.report
        .step(&app.publisher().await, "withdraw", &json!({ "reason": "ผิด" }))
        .await;
    assert!(
        !app.anonymous()
            .get(&feed)
            .await
            .is(200)
            .text()
            .contains(&year.report.id)
    );
}
