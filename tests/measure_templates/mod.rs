//! `/api/v1/measure-templates`.

use prongsai_test_support::{Role, TestApp, assert_problem, sample};
use serde_json::{Value, json};

const PATH: &str = "/api/v1/measure-templates";

fn template(owner: &Value) -> Value {
    sample::with(sample::measure_template(), owner)
}

#[tokio::test]
async fn the_platform_brings_templates_that_everybody_sees() {
    let app = TestApp::start().await;
    let page = app
        .drafter()
        .await
        .get(&format!("{PATH}?owner=platform&limit=200"))
        .await
        .is(200)
        .json();
    let items = page["items"].as_array().unwrap();
    assert!(items.len() >= 10, "{}", items.len());
    assert!(
        items
            .iter()
            .all(|item| item["updated_by"].is_null() && item["revision"] == 1)
    );
}

#[tokio::test]
async fn each_owner_keeps_its_library() {
    let app = TestApp::start().await;
    let platform = app.client(Role::PlatformAdmin).await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let ours = template(&json!({ "organization_id": app.ours.id }));
    let made = admin.post(PATH).json(&ours).await.is(201);
    assert_problem(&admin.post(PATH).json(&ours).await, 409, "already-exists").at("/key");
    for owner in [json!({}), json!({ "province_code": "56" })] {
        assert_problem(&admin.post(PATH).json(&template(&owner)).await, 403, "forbidden");
        platform.post(PATH).json(&template(&owner)).await.is(201);
    }
    let nowhere = json!({ "province_code": "99" });
    assert_problem(
        &platform.post(PATH).json(&template(&nowhere)).await,
        422,
        "invalid-input",
    )
    .at("/province_code");
    let both = json!({ "organization_id": app.ours.id, "province_code": "56" });
    assert_problem(&platform.post(PATH).json(&template(&both)).await, 422, "invalid-input").at("/province_code");
    let path = format!("{PATH}/{}", made.id());
    let content = ours["template"].clone();
    let renamed = sample::with(content, &json!({ "title": "มาตรการใหม่" }));
    assert_problem(&admin.put(&path).json(&renamed).await, 428, "precondition-required");
    let put = admin.put(&path).if_match(&made.etag()).json(&renamed).await.is(200);
    assert_eq!(
        (put.etag().as_str(), &put.json()["template"]["title"]),
        ("\"2\"", &json!("มาตรการใหม่"))
    );
    assert_problem(&admin.delete(&path).if_match(&made.etag()).await, 412, "stale");
    admin.delete(&path).if_match(&put.etag()).await.is(204);
    assert_problem(&admin.get(&path).await, 404, "not-found");
    // The key is free again.
    admin.post(PATH).json(&ours).await.is(201);
}

#[tokio::test]
async fn a_province_s_templates_are_for_its_organizations() {
    let app = TestApp::start().await;
    let platform = app.client(Role::PlatformAdmin).await;
    let ours = app
        .database
        .text(&format!(
            "SELECT province_code FROM organizations WHERE id = '{}'",
            app.ours.id
        ))
        .await;
    let near = platform
        .post(PATH)
        .json(&template(&json!({ "province_code": ours })))
        .await
        .is(201)
        .id();
    let elsewhere = if ours == "10" { "11" } else { "10" };
    let far = platform
        .post(PATH)
        .json(&template(&json!({ "province_code": elsewhere })))
        .await
        .is(201)
        .id();
    let drafter = app.drafter().await;
    drafter.get(&format!("{PATH}/{near}")).await.is(200);
    assert_problem(&drafter.get(&format!("{PATH}/{far}")).await, 404, "not-found");
    platform.get(&format!("{PATH}/{far}")).await.is(200);
}

/// The draft is the body of the request that makes the measure.
#[tokio::test]
async fn a_measure_begins_with_a_template() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    app.analysis(&drafter, &json!({})).await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let made = admin
        .post(PATH)
        .json(&template(&json!({ "organization_id": app.ours.id })))
        .await
        .is(201);
    let path = format!(
        "/api/v1/organizations/{}/measure-templates/{}/measure",
        app.ours.id,
        made.id()
    );
    let draft = drafter.get(&format!("{path}?fiscal_year=2566")).await.is(200).json();
    let analysis = drafter.get(&app.analysis_path()).await.is(200).json();
    assert_eq!(draft["findings"], json!([analysis["findings"][0]["key"]]));
    let measure = drafter.post("/api/v1/measures").json(&draft).await.is(201).json();
    assert_eq!(measure["title"], draft["title"], "{measure:#}");
    assert_problem(&drafter.get(&path).await, 400, "invalid-parameter");
}

/// A template that an administrator changed or removed stays so when the program starts again.
#[tokio::test]
async fn the_program_does_not_undo_what_administrators_did() {
    let app = TestApp::start().await;
    let platform = app.client(Role::PlatformAdmin).await;
    let page = platform.get(&format!("{PATH}?owner=platform")).await.is(200).json();
    let first = format!("{PATH}/{}", page["items"][0]["id"].as_str().unwrap());
    let second = format!("{PATH}/{}", page["items"][1]["id"].as_str().unwrap());
    platform.delete(&first).if_match("\"1\"").await.is(204);
    let own = sample::with(
        page["items"][1]["template"].clone(),
        &json!({ "title": "มาตรการของเรา" }),
    );
    platform.put(&second).if_match("\"1\"").json(&own).await.is(200);
    let store = prongsai_persistence::Store::new(prongsai_persistence::StoreOptions::new(app.database.url())).unwrap();
    let changes = prongsai_persistence::load_reference(&store, "2027-01-01T00:00:00Z".parse().unwrap())
        .await
        .unwrap();
    assert!(changes.is_empty(), "{changes:?}");
    assert_problem(&platform.get(&first).await, 404, "not-found");
    assert_eq!(
        platform.get(&second).await.is(200).json()["template"]["title"],
        "มาตรการของเรา"
    );
}
