//! The pages that belong to no organization: the start page, and the list of organizations.

use prongsai_test_support::{TestApp, assert_problem};
use serde_json::json;

/// The addresses that a page links to.
fn links(page: &str) -> Vec<&str> {
    page.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

fn closes_everything_else(policy: &str) -> bool {
    policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("script-src")
}

#[tokio::test]
async fn a_browser_is_led_from_the_root_and_a_program_gets_the_index() {
    let app = TestApp::start().await;
    let anyone = app.anonymous();
    let browser = anyone
        .get("/")
        .header(
            "accept",
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        )
        .await
        .is(200);
    assert_eq!(browser.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(closes_everything_else(
        browser.header("content-security-policy").unwrap()
    ));
    let page = browser.text();
    for address in ["/public/", "/docs/", "/api/openapi.json"] {
        assert!(links(&page).contains(&address), "{page}");
        anyone.get(address).await.is(200);
    }
    for accept in ["*/*", "application/json", "application/json, text/html;q=0.9"] {
        let program = anyone.get("/").header("accept", accept).await.is(200);
        assert_eq!(program.json()["documentation"], "/docs/", "{accept}");
        assert!(program.header("vary").unwrap().contains("accept"));
    }
}

#[tokio::test]
async fn the_list_links_to_organizations_that_have_published_something() {
    let app = TestApp::start().await;
    let anyone = app.anonymous();
    let (ours, theirs) = (
        format!("/public/{}/", app.ours.id),
        format!("/public/{}/", app.theirs.id),
    );
    let before = anyone.get("/public/").await.is(200).text();
    for organization in [&app.ours, &app.theirs] {
        assert!(before.contains(&organization.name_th), "{before}");
    }
    assert!(
        !links(&before)
            .iter()
            .any(|link| [ours.as_str(), theirs.as_str()].contains(link))
    );

    let mut measure = app.published_measure(&json!({})).await;
    app.measure(&json!({})).await;

    let list = anyone.get("/public/").await.is(200);
    let page = list.text();
    assert!(
        links(&page).contains(&ours.as_str()) && !links(&page).contains(&theirs.as_str()),
        "{page}"
    );
    assert!(!page.contains("<script"), "{page}");
    let policy = list.header("content-security-policy").unwrap();
    assert!(
        closes_everything_else(policy) && policy.contains("form-action 'self'"),
        "{policy}"
    );
    assert_eq!(list.header("cache-control"), Some("public, max-age=60"));
    let known = anyone
        .get("/public/")
        .header("if-none-match", &list.etag())
        .await
        .is(304);
    assert!(known.body.is_empty());
    anyone.get(&ours).await.is(200);

    let reason = json!({ "reason": "เผยแพร่ผิดฉบับ" });
    measure.step(&app.publisher().await, "withdraw", &reason).await;
    let after = anyone.get("/public/").await.is(200).text();
    assert!(
        !links(&after).contains(&ours.as_str()),
        "a withdrawn document is nothing to read: {after}"
    );
}

#[tokio::test]
async fn the_list_is_searched_and_read_in_parts() {
    let app = TestApp::start().await;
    let anyone = app.anonymous();
    let name = app.ours.name_th.clone();
    let all = anyone.get("/public/?q=&province_code=").await.is(200).text();
    assert!(
        all.contains(&app.theirs.name_th),
        "a form sends its empty fields: {all}"
    );
    let found = anyone
        .get(&format!("/public/?q={name}&province_code=47"))
        .await
        .is(200)
        .text();
    assert!(
        found.contains(&format!("value=\"{name}\"")) && !found.contains(&app.theirs.name_th),
        "{found}"
    );
    assert!(found.contains("<option value=\"47\" selected"), "{found}");
    let nothing = anyone.get("/public/?q=%3Cscript%3E").await.is(200).text();
    assert!(
        nothing.contains("ไม่พบหน่วยงาน") && !nothing.contains("<script"),
        "{nothing}"
    );

    let first = anyone.get("/public/?limit=1&q=").await.is(200).text();
    let next = links(&first)
        .into_iter()
        .find(|link| link.contains("cursor="))
        .unwrap()
        .replace("&amp;", "&");
    let second = anyone.get(&next).await.is(200).text();
    assert_ne!(first.contains(&name), second.contains(&name), "{second}");
    assert!(links(&second).contains(&"/public/?limit=1&amp;q="), "{second}");

    assert_problem(&anyone.get("/public/?province_code=x").await, 400, "invalid-parameter");
    assert_problem(&anyone.get("/public/?cursor=x").await, 400, "invalid-cursor");
    assert_problem(&anyone.get("/public/?page=2").await, 400, "unknown-parameter");
    let moved = anyone.get("/public").await;
    assert_eq!((moved.status, moved.header("location")), (308, Some("/public/")));
    let refused = anyone.post("/public/").await;
    assert_problem(&refused, 405, "method-not-allowed");
    assert_eq!(refused.header("allow"), Some("GET, HEAD, OPTIONS"));
}
