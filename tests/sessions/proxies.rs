//! The address of the client behind reverse proxies, where it is stored. `crates/http/src/proxy` has the rules as tables.

use prongsai_test_support::{Client, PASSWORD, ProxyHeader, Role, TestApp, sample};

/// The address of the last event of this kind.
async fn last_address(app: &TestApp, kind: &str) -> String {
    let events = app.admin().all(&format!("/api/v1/security-events?kind={kind}")).await;
    events.last().unwrap()["address"].as_str().unwrap().to_owned()
}

async fn create_measure(drafter: &Client, app: &TestApp, headers: &[(&str, &str)]) {
    let request = drafter.post("/api/v1/measures").json(&sample::measure(&app.ours.id));
    let request = headers
        .iter()
        .fold(request, |request, (name, value)| request.header(name, value));
    request.await.is(201);
}

#[tokio::test]
async fn what_is_stored_of_a_request_is_the_address_of_its_client() {
    let app = TestApp::start_behind_proxy(ProxyHeader::Either).await;
    let drafter = app.drafter().await;
    let name = drafter.username.clone().unwrap();
    app.try_login_from("203.0.113.5", &name, PASSWORD).await.is(200);
    assert_eq!(last_address(&app, "login").await, "203.0.113.5");
    app.try_login_from("198.51.100.1, [2001:db8::7]:4711", &name, "ไม่ใช่รหัสผ่านนี้แน่")
        .await
        .is(401);
    assert_eq!(last_address(&app, "login-failed").await, "2001:db8::7");
    drafter
        .get("/api/v1/audit")
        .header("x-forwarded-for", "203.0.113.6")
        .await
        .is(403);
    assert_eq!(last_address(&app, "refused").await, "203.0.113.6");

    create_measure(&drafter, &app, &[("forwarded", "for=203.0.113.7;proto=https")]).await;
    create_measure(&drafter, &app, &[("x-forwarded-for", "203.0.113.8")]).await;
    create_measure(
        &drafter,
        &app,
        &[("x-forwarded-for", "203.0.113.8"), ("forwarded", "for=192.0.2.1")],
    )
    .await;
    create_measure(&drafter, &app, &[("x-forwarded-for", "unknown")]).await;
    let auditor = app.client(Role::Auditor).await;
    let entries = auditor.all("/api/v1/audit?action=measure.create").await;
    let addresses: Vec<_> = entries.iter().map(|entry| entry["address"].as_str().unwrap()).collect();
    assert_eq!(addresses, ["203.0.113.7", "203.0.113.8", "127.0.0.1", "127.0.0.1"]);
    assert_ne!(entries[0]["address_digest"], entries[1]["address_digest"]);
    assert_eq!(entries[2]["address_digest"], entries[3]["address_digest"]);
}

#[tokio::test]
async fn nobody_chooses_an_address_without_a_trusted_proxy() {
    let app = TestApp::start().await;
    let name = app.drafter().await.username.unwrap();
    app.try_login_from("203.0.113.5", &name, PASSWORD).await.is(200);
    assert_eq!(last_address(&app, "login").await, "127.0.0.1");
}

/// Addresses in answers are those of `PRONGSAI_PUBLIC_URL`, or have no host.
#[tokio::test]
async fn no_answer_repeats_the_host_or_the_scheme_that_a_request_names() {
    let app = TestApp::start_behind_proxy(ProxyHeader::Either).await;
    let measure = app.published_measure(&serde_json::json!({})).await;
    let site = format!("/public/{}/", app.ours.id);
    let public = format!("/public/v1/measures/{}", measure.id);
    for path in [
        site.as_str(),
        &public,
        &format!("{public}.html"),
        "/docs",
        "/public/v1/measures",
    ] {
        let plain = app.anonymous().get(path).await;
        let named = app
            .anonymous()
            .get(path)
            .header("host", "evil.example")
            .header("x-forwarded-host", "evil.example")
            .header("x-forwarded-proto", "gopher")
            .header("forwarded", "for=192.0.2.1;host=evil.example;proto=gopher")
            .await;
        assert_eq!((named.status, &named.body), (plain.status, &plain.body), "{path}");
        let everything = named.everything();
        assert!(
            !everything.contains("evil.example") && !everything.contains("gopher"),
            "{path}"
        );
    }
    let body = sample::measure(&app.ours.id);
    let drafter = app.drafter().await;
    let created = drafter
        .post("/api/v1/measures")
        .header("host", "evil.example")
        .json(&body)
        .await;
    let location = created.is(201).header("location").unwrap().to_owned();
    assert!(location.starts_with("/api/v1/measures/"), "{location}");
}
