//! Lists: every entry once, page by page, also while the list grows.

use std::collections::BTreeSet;

use prongsai_test_support::{Client, TestApp, assert_problem};
use serde_json::{Value, json};

use crate::contract::{Contract, World};

async fn ids(client: &Client, path: &str) -> Vec<String> {
    client
        .all(path)
        .await
        .iter()
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn paging_returns_every_entry_once_at_any_page_size() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut made = Vec::new();
    for number in 0..7 {
        made.push(app.measure(&json!({ "title": format!("มาตรการที่ {number}") })).await.id);
    }
    for limit in [1, 2, 3, 7, 8, 200] {
        assert_eq!(
            ids(&drafter, &format!("/api/v1/measures?limit={limit}")).await,
            made,
            "limit {limit}"
        );
    }
    let page = drafter.get("/api/v1/measures?limit=3&fiscal_year=2566").await.is(200);
    assert_eq!(page.json()["items"].as_array().map(Vec::len), Some(3));
    let link = page.header("link").expect("a link to the next page");
    let next = link.strip_prefix('<').unwrap().split('>').next().unwrap();
    assert!(
        link.ends_with("rel=\"next\"") && next.contains("fiscal_year=2566"),
        "{link}"
    );
    let second = drafter.get(next).await.is(200).json();
    assert_eq!(second["items"][0]["id"], made[3].as_str());
    let last = drafter.get("/api/v1/measures?limit=7").await.is(200);
    assert_eq!((last.json()["next"].clone(), last.header("link")), (Value::Null, None));
}

#[tokio::test]
async fn paging_is_stable_while_entries_are_added_and_removed() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut made = Vec::new();
    for _ in 0..5 {
        made.push(app.measure(&json!({})).await);
    }
    let first = drafter.get("/api/v1/measures?limit=2").await.is(200).json();
    let cursor = first["next"].as_str().unwrap().to_owned();
    app.measure(&json!({ "title": "มาทีหลัง" })).await;
    // The entry that the cursor names is also deleted.
    drafter.delete(&made[1].path()).if_match(&made[1].etag).await.is(204);

    let rest = ids(&drafter, &format!("/api/v1/measures?cursor={cursor}")).await;

    assert_eq!(
        rest.iter().take(3).collect::<Vec<_>>(),
        [&made[2].id, &made[3].id, &made[4].id]
    );
    let seen: BTreeSet<&String> = rest.iter().collect();
    assert_eq!(seen.len(), rest.len(), "no entry twice");
}

#[tokio::test]
async fn every_list_refuses_invalid_paging() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    let somebody = app
        .new_person(&[
            prongsai_test_support::membership(prongsai_test_support::Role::PlatformAdmin, &app.ours),
            prongsai_test_support::membership(prongsai_test_support::Role::Auditor, &app.ours),
        ])
        .await;
    let mut lists = 0;
    for operation in Contract::of(&app).await.operations() {
        if !operation.is_paged() {
            continue;
        }
        lists += 1;
        let path = world.fill(&operation.path);
        for limit in ["0", "201", "-1", "x", "", "1.5", "99999999999999999999"] {
            let answer = somebody.get(&format!("{path}?limit={limit}")).await;
            assert_problem(&answer, 400, "invalid-parameter").at("limit");
        }
        for cursor in ["x", "%00", "eyJ4IjoxfQ", "MTp7fQ", &"A".repeat(4_000)] {
            let answer = somebody.get(&format!("{path}?cursor={cursor}")).await;
            assert_problem(&answer, 400, "invalid-cursor").at("cursor");
        }
        let twice = somebody.get(&format!("{path}?limit=1&limit=2")).await;
        assert!(twice.status == 400, "{}: {}", twice.request_line, twice.text());
        let page = somebody.get(&format!("{path}?limit=1")).await.is(200);
        if page.header("content-type") == Some("text/html; charset=utf-8") {
            // A list for people; tests/renditions/directory.rs reads it in parts.
            continue;
        }
        let page = page.json();
        assert!(
            page["items"].is_array() && page.get("next").is_some(),
            "{}: {page}",
            operation.id
        );
    }
    assert!(lists >= 10, "{lists}");
}

#[tokio::test]
async fn the_filters_of_measures_filter() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let one = app
        .measure(&json!({ "division_id": app.ours.division_id, "indicators": ["i7", "i8"] }))
        .await;
    let other = app
        .published_measure(&json!({ "fiscal_year": 2567, "indicators": ["i1"] }))
        .await;
    let cases = [
        (format!("organization_id={}", app.ours.id), vec![&one.id, &other.id]),
        (format!("organization_id={}", app.theirs.id), vec![]),
        ("fiscal_year=2566".to_owned(), vec![&one.id]),
        ("fiscal_year=2567".to_owned(), vec![&other.id]),
        ("state=draft".to_owned(), vec![&one.id]),
        ("state=published".to_owned(), vec![&other.id]),
        ("indicator=i8".to_owned(), vec![&one.id]),
        (format!("division_id={}", app.ours.division_id), vec![&one.id]),
        ("province_code=47".to_owned(), vec![&one.id, &other.id]),
        ("province_code=40".to_owned(), vec![]),
        ("state=draft&indicator=i1".to_owned(), vec![]),
    ];
    for (query, expected) in cases {
        assert_eq!(
            ids(&drafter, &format!("/api/v1/measures?{query}"))
                .await
                .iter()
                .collect::<Vec<_>>(),
            expected,
            "{query}"
        );
    }
    for (query, parameter) in [
        ("organization_id=x", "organization_id"),
        ("fiscal_year=2023", "fiscal_year"),
        ("fiscal_year=x", "fiscal_year"),
        ("state=gone", "state"),
        ("province_code=x", "province_code"),
        ("division_id=x", "division_id"),
    ] {
        let answer = drafter.get(&format!("/api/v1/measures?{query}")).await;
        assert_problem(&answer, 400, "invalid-parameter").at(parameter);
    }
    let unknown = drafter.get("/api/v1/measures?titel=x").await;
    assert_problem(&unknown, 400, "unknown-parameter").at("titel");
}
