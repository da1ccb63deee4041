//! `/api/v1/organizations` and their divisions.

mod merge;
mod settings;

use prongsai_test_support::{Role, TestApp, assert_problem, sample};
use serde_json::json;

const ORGANIZATIONS: &str = "/api/v1/organizations";

#[tokio::test]
async fn an_organization_is_founded_with_a_place_that_exists() {
    let app = TestApp::start().await;
    let good = sample::organization("เทศบาลตำบลใหม่");
    for (change, place) in [
        (
            json!({ "province_code": "99", "district_code": null }),
            "/province_code",
        ),
        (json!({ "district_code": "4001" }), "/district_code"),
        (json!({ "district_code": "4799" }), "/district_code"),
        (json!({ "local_code": "123" }), "/local_code"),
        (json!({ "website": "javascript:alert(1)" }), "/website"),
        (json!({ "survey_token": "ABC" }), "/survey_token"),
        (json!({ "kind": "kingdom" }), "/kind"),
        (json!({ "name_th": "" }), "/name_th"),
        (json!({ "contact": { "url": "x" } }), "/contact/url"),
    ] {
        let answer = app
            .admin()
            .post(ORGANIZATIONS)
            .json(&sample::with(good.clone(), &change))
            .await;
        assert_problem(&answer, 422, "invalid-input").at(place);
    }
    let made = app
        .admin()
        .post(ORGANIZATIONS)
        .json(&sample::with(good.clone(), &json!({ "local_code": "05470201" })))
        .await
        .is(201);
    assert_eq!(made.json()["local_code"], "05470201");
    let twin = app.admin().post(ORGANIZATIONS).json(&good).await;
    assert_problem(&twin, 409, "already-exists");
    let same_code = sample::with(sample::organization("อีกแห่งหนึ่ง"), &json!({ "local_code": "05470201" }));
    assert_problem(
        &app.admin().post(ORGANIZATIONS).json(&same_code).await,
        409,
        "already-exists",
    );
}

#[tokio::test]
async fn a_user_sees_the_organizations_in_scope() {
    let app = TestApp::start().await;
    for (client, expected) in [
        (app.admin(), vec![&app.ours.id, &app.theirs.id]),
        (app.drafter().await, vec![&app.ours.id]),
        (app.stranger(Role::Auditor).await, vec![&app.theirs.id]),
        (app.client(Role::ProvincialViewer).await, vec![&app.ours.id]),
    ] {
        let organizations = client.all(ORGANIZATIONS).await;
        let ids: Vec<&str> = organizations
            .iter()
            .map(|organization| organization["id"].as_str().unwrap())
            .collect();
        assert_eq!(ids, expected);
    }
    let found = app.admin().all(&format!("{ORGANIZATIONS}?q=ทดสอบเหนือ")).await;
    assert_eq!(found.len(), 1);
    assert!(
        app.admin().all(&format!("{ORGANIZATIONS}?q=%25")).await.is_empty(),
        "a percent sign is just a character"
    );
}

#[tokio::test]
async fn an_organization_administrator_changes_the_data_but_not_the_place() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let path = format!("{ORGANIZATIONS}/{}", app.ours.id);
    let before = admin.get(&path).await.is(200);
    let change = json!({ "contact": { "phone": "0 4212 3456" }, "website": null });
    let after = admin.patch(&path).if_match(&before.etag()).json(&change).await.is(200);
    assert_eq!(
        (&after.json()["contact"]["phone"], after.json()["website"].is_null()),
        (&json!("0 4212 3456"), true)
    );
    assert_eq!(after.json()["contact"]["email"], before.json()["contact"]["email"]);
    let moved = admin
        .patch(&path)
        .if_match(&after.etag())
        .json(&json!({ "province_code": "40", "district_code": null }))
        .await;
    assert_problem(&moved, 403, "forbidden");
}

#[tokio::test]
async fn a_division_is_renamed_dissolved_and_removed_while_nothing_names_it() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let divisions = format!("{ORGANIZATIONS}/{}/divisions", app.ours.id);
    assert_problem(
        &admin.post(&divisions).json(&json!({ "name_th": " สำนักปลัด " })).await,
        409,
        "already-exists",
    );
    let made = admin
        .post(&divisions)
        .json(&json!({ "name_th": "กองคลัง" }))
        .await
        .is(201);
    let path = format!("{divisions}/{}", made.id());
    let renamed = admin
        .patch(&path)
        .if_match(&made.etag())
        .json(&json!({ "name_th": "กองคลังและพัสดุ" }))
        .await
        .is(200);
    admin.delete(&path).if_match(&renamed.etag()).await.is(204);

    app.measure(&json!({ "division_id": app.ours.division_id })).await;
    let used = format!("{divisions}/{}", app.ours.division_id);
    assert_problem(&admin.delete(&used).if_match("*").await, 409, "in-use");
    admin
        .patch(&used)
        .if_match("*")
        .json(&json!({ "is_active": false }))
        .await
        .is(200);
    let body = sample::with(
        sample::measure(&app.ours.id),
        &json!({ "division_id": app.ours.division_id }),
    );
    let refused = app.drafter().await.post("/api/v1/measures").json(&body).await;
    assert_problem(&refused, 422, "invalid-input").at("/division_id");
}

/// A renamed division keeps its old name in published documents.
#[tokio::test]
async fn a_publication_keeps_the_names_of_its_day() {
    let app = TestApp::start().await;
    let measure = app
        .published_measure(&json!({ "division_id": app.ours.division_id }))
        .await;
    let path = format!("{ORGANIZATIONS}/{}/divisions/{}", app.ours.id, app.ours.division_id);
    app.admin()
        .patch(&path)
        .if_match("*")
        .json(&json!({ "name_th": "ชื่อใหม่" }))
        .await
        .is(200);
    let public = app.anonymous().get(&measure.public_path()).await.is(200).json();
    assert_eq!(public["division"]["name"], "สำนักปลัด");
}

/// Organizations are merged, raised and split; the predecessors stay and are named.
#[tokio::test]
async fn an_organization_names_its_predecessors() {
    let app = TestApp::start().await;
    let admin = app.admin();
    let (ours, theirs) = (app.ours.id.clone(), app.theirs.id.clone());
    let body = sample::with(
        sample::organization("เทศบาลตำบลรวมใหม่"),
        &json!({ "predecessors": [ours, theirs] }),
    );
    let merged = admin.post("/api/v1/organizations").json(&body).await.is(201);
    let path = format!("/api/v1/organizations/{}", merged.id());
    assert_eq!(merged.json()["predecessors"], json!([ours, theirs]));
    let public = app.anonymous().get("/public/v1/organizations?q=รวมใหม่").await.is(200);
    assert_eq!(public.json()["items"][0]["predecessors"], json!([ours, theirs]));
    for wrong in [
        json!([ours, ours]),
        json!(["019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70"]),
        json!([merged.id()]),
    ] {
        let change = json!({ "predecessors": wrong });
        let refused = admin.patch(&path).if_match(&merged.etag()).json(&change).await;
        assert_problem(&refused, 422, "invalid-input").at("/predecessors");
    }
    let own = format!("/api/v1/organizations/{ours}");
    let local = app.client(Role::OrganizationAdmin).await;
    // The right comes before the content.
    for named in [theirs.as_str(), &ours, "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70"] {
        let change = json!({ "predecessors": [named] });
        assert_problem(&local.patch(&own).if_match("*").json(&change).await, 403, "forbidden");
    }
}

/// Copies of an organization's data in documents follow it; published content stays as it was.
#[tokio::test]
async fn an_organization_moves_with_its_documents_and_keeps_what_was_published() {
    let app = TestApp::start().await;
    let measure = app.published_measure(&json!({})).await;
    let before = app.anonymous().get(&measure.public_path()).await.is(200);
    let path = format!("/api/v1/organizations/{}", app.ours.id);
    let change = json!({ "name_th": "เทศบาลเมืองทดสอบเหนือ", "kind": "town_municipality", "province_code": "40",
                         "district_code": null });
    app.admin().patch(&path).if_match("*").json(&change).await.is(200);
    let after = app.anonymous().get(&measure.public_path()).await.is(200);
    assert_eq!((after.etag(), &after.body), (before.etag(), &before.body));
    assert_eq!(after.json()["organization"]["province_code"], "47");
    let moved = app
        .anonymous()
        .get("/public/v1/measures?province_code=40")
        .await
        .is(200);
    assert_eq!(moved.json()["items"].as_array().map(Vec::len), Some(1));
    let supervisor = app.stranger(Role::ProvincialViewer).await;
    assert_eq!(
        supervisor.get(&measure.path()).await.is(200).json()["province_code"],
        "40"
    );
}
