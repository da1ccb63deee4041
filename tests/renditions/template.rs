//! The rendition template of an organization.

use std::io::Cursor;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use prongsai_test_support::{Answer, Role, TestApp, assert_problem};
use serde_json::{Value, json};

use super::{Kept, assert_says, rename, start, text_of, words};

fn path(app: &TestApp) -> String {
    format!("/api/v1/organizations/{}/paper-template", app.ours.id)
}

fn byte(number: u32) -> u8 {
    u8::try_from(number % 256).unwrap()
}

fn png(width: u32, height: u32) -> String {
    let picture = image::RgbImage::from_fn(width, height, |x, y| image::Rgb([byte(x * 7), byte(y * 13), 90]));
    let mut bytes = Vec::new();
    picture
        .write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png)
        .unwrap();
    STANDARD.encode(bytes)
}

/// Proposes a template as the administrator of the organization, and accepts it as another one.
async fn put_in_force(app: &TestApp, etag: &str, template: &Value) -> Answer {
    let admin = app.client(Role::OrganizationAdmin).await;
    let proposed = admin.put(&path(app)).if_match(etag).json(template).await.is(200);
    let accept = format!("{}/accept", path(app));
    app.admin().post(&accept).if_match(&proposed.etag()).await.is(200)
}

#[tokio::test]
async fn a_template_is_proposed_by_one_person_and_accepted_by_another() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let accept = format!("{}/accept", path(&app));
    let nothing = admin.post(&accept).if_match("\"0\"").await;
    assert_problem(&nothing, 409, "nothing-proposed");
    let wanted = json!({ "header_lines": ["กองช่าง"], "logo": png(4, 4) });
    let proposed = admin.put(&path(&app)).if_match("\"0\"").json(&wanted).await.is(200);
    let view = proposed.json();
    assert_eq!(
        (&view["header_lines"], &view["logo"], &view["proposed"]["header_lines"]),
        (&json!([]), &Value::Null, &wanted["header_lines"])
    );
    assert!(view["proposed"]["logo"].is_string());
    let own = admin.post(&accept).if_match(&proposed.etag()).await;
    assert_problem(&own, 403, "second-person-required");
    let drafter = app.drafter().await;
    let not_in_charge = drafter.post(&accept).if_match(&proposed.etag()).await;
    assert_problem(&not_in_charge, 403, "forbidden");
    assert_problem(&app.admin().post(&accept).await, 428, "precondition-required");
    let own = admin.post(&accept).if_match("*").await;
    assert_problem(&own, 403, "second-person-required");
    let blind = app.admin().post(&accept).if_match("*").await;
    assert_problem(&blind, 428, "precondition-required");
    // A later proposal is not the one that was seen.
    let other = json!({ "header_lines": ["กองคลัง"] });
    let later = admin
        .put(&path(&app))
        .if_match(&proposed.etag())
        .json(&other)
        .await
        .is(200);
    let unseen = app.admin().post(&accept).if_match(&proposed.etag()).await;
    assert_problem(&unseen, 412, "stale");
    let accepted = app.admin().post(&accept).if_match(&later.etag()).await.is(200).json();
    assert_eq!(
        (&accepted["header_lines"], &accepted["proposed"]),
        (&json!(["กองคลัง"]), &Value::Null)
    );
    let alone = "UPDATE rendition_templates SET header_lines = '{x}'";
    assert_eq!(app.database.execute(alone).await.unwrap_err(), "23514");
}

/// A letterhead that changed after the document was read is not approved unseen.
#[tokio::test]
async fn an_approval_of_an_unseen_letterhead_is_refused() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let mut measure = app.measure(&json!({})).await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    let organization = format!("/api/v1/organizations/{}", app.ours.id);
    let change = json!({ "website": "https://www.example.go.th/new" });
    app.admin()
        .patch(&organization)
        .if_match("*")
        .json(&change)
        .await
        .is(200);
    let approver = app.approver().await;
    assert_problem(&measure.try_step(&approver, "approve", &json!({})).await, 412, "stale");
    measure.refresh(&approver).await;
    put_in_force(&app, "\"0\"", &json!({ "header_lines": ["กองช่าง"] })).await;
    assert_problem(&measure.try_step(&approver, "approve", &json!({})).await, 412, "stale");
    measure.refresh(&approver).await;
    // A change that is not on the letterhead does not matter.
    let change = json!({ "contact": { "phone": "0 4200 0000" } });
    app.admin()
        .patch(&organization)
        .if_match("*")
        .json(&change)
        .await
        .is(200);
    measure.step(&approver, "approve", &json!({})).await;
}

/// What an approver saw is what is published, although the organization was renamed and its template changed since.
#[tokio::test]
async fn a_publication_shows_the_organization_as_it_was_approved() {
    let kept = Kept::new();
    let app = start(&kept).await;
    put_in_force(&app, "\"0\"", &json!({ "header_lines": ["กองช่าง"] })).await;
    let mut measure = app.measure(&json!({})).await;
    measure
        .steps(&[(&app.drafter().await, "submit"), (&app.approver().await, "approve")])
        .await;
    put_in_force(&app, "\"2\"", &json!({ "header_lines": ["ขมิ้นเหลือง"] })).await;
    rename(&app, "เทศบาลตำบลชื่อใหม่").await;
    measure.step(&app.publisher().await, "publish", &json!({})).await;
    let body = app.anonymous().get(&measure.public_path()).await.is(200).json();
    assert_eq!(body["organization"]["name_th"], app.ours.name_th.as_str());
    let page = app
        .anonymous()
        .get(&format!("{}.html", measure.public_path()))
        .await
        .is(200)
        .text();
    let page = words(&page);
    assert_says(&page, &app.ours.name_th);
    assert_says(&page, "กองช่าง");
    assert!(!page.contains("ขมิ้นเหลือง") && !page.contains("ชื่อใหม่"), "{page}");
    let next = app.published_measure(&json!({})).await;
    let body = app.anonymous().get(&next.public_path()).await.is(200).json();
    assert_eq!(body["organization"]["name_th"], "เทศบาลตำบลชื่อใหม่");
}

#[tokio::test]
async fn renditions_follow_the_template_of_their_approval() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let first = admin.get(&path(&app)).await.is(200);
    assert_eq!(
        (first.etag().as_str(), &first.json()["numerals"]),
        ("\"0\"", &json!("arabic"))
    );
    let before = app.published_measure(&json!({ "title": "ก่อนเปลี่ยน ปี 2566" })).await;
    let old = app
        .anonymous()
        .get(&format!("{}.pdf", before.public_path()))
        .await
        .is(200);

    let wanted = json!({ "numerals": "thai", "header_lines": ["ที่ กญ 52001/ว 7", "สำนักปลัดเทศบาล"],
        "signature_positions": ["ปลัดเทศบาล"], "logo": png(40, 30) });
    let put = put_in_force(&app, "\"0\"", &wanted).await;

    assert_eq!(
        (put.etag().as_str(), &put.json()["header_lines"]),
        ("\"2\"", &wanted["header_lines"])
    );
    let logo = STANDARD.decode(put.json()["logo"].as_str().unwrap()).unwrap();
    let sent = STANDARD.decode(wanted["logo"].as_str().unwrap()).unwrap();
    let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().to_rgba8();
    assert_eq!(pixels(&logo), pixels(&sent));
    assert_eq!(admin.get(&path(&app)).await.is(200).json(), put.json());
    let after = app.published_measure(&json!({ "title": "หลังเปลี่ยน ปี 2566" })).await;
    let new = app
        .anonymous()
        .get(&format!("{}.html", after.public_path()))
        .await
        .is(200)
        .text();
    assert_says(&words(&new), "หลังเปลี่ยน ปี ๒๕๖๖");
    assert_says(&words(&new), "สำนักปลัดเทศบาล");
    assert!(
        new.contains("data:image/png;base64,") && !new.contains("<script"),
        "the logo is a picture"
    );
    let pdf = text_of(
        &app.anonymous()
            .get(&format!("{}.pdf", after.public_path()))
            .await
            .is(200),
    )
    .await;
    assert_says(&pdf, "หลังเปลี่ยน ปี ๒๕๖๖");
    kept.clear();
    let again = app
        .anonymous()
        .get(&format!("{}.pdf", before.public_path()))
        .await
        .is(200);
    assert_eq!(again.body, old.body, "what was published before stays as it was");
}

#[tokio::test]
async fn only_an_administrator_changes_the_template_and_with_if_match() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let body = json!({ "header_lines": ["กองช่าง"] });
    // The picture is none. Nobody learns that before the revision and the rights are checked: it is decoded after them.
    let broken = json!({ "header_lines": ["กองช่าง"], "logo": "ไม่ใช่ภาพ" });
    let asked = admin.put(&path(&app)).json(&broken).await;
    assert_problem(&asked, 428, "precondition-required");
    assert_problem(
        &admin.put(&path(&app)).if_match("\"1\"").json(&broken).await,
        412,
        "stale",
    );
    let drafter = app.drafter().await;
    assert_problem(
        &drafter.put(&path(&app)).if_match("\"0\"").json(&broken).await,
        403,
        "forbidden",
    );
    drafter.get(&path(&app)).await.is(200);
    let stranger = app.stranger(Role::OrganizationAdmin).await;
    assert_problem(&stranger.get(&path(&app)).await, 404, "not-found");
    assert_problem(
        &stranger.put(&path(&app)).if_match("*").json(&broken).await,
        404,
        "not-found",
    );
    let decoded = admin.put(&path(&app)).if_match("\"0\"").json(&broken).await;
    assert_problem(&decoded, 422, "invalid-input").at("/logo");
    assert_eq!(app.database.number("SELECT count(*) FROM rendition_templates").await, 0);
    admin.put(&path(&app)).if_match("\"0\"").json(&body).await.is(200);
    let removed = admin
        .put(&path(&app))
        .if_match("\"1\"")
        .json(&json!({}))
        .await
        .is(200)
        .json();
    let proposed = &removed["proposed"];
    assert_eq!(
        (&proposed["header_lines"], &proposed["logo"]),
        (&json!([]), &Value::Null)
    );
}

#[tokio::test]
async fn a_logo_is_a_small_png_and_nothing_else() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    let noise = image::RgbImage::from_fn(430, 430, |x, y| {
        let mixed = x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519);
        image::Rgb([byte(mixed >> 24), byte(mixed >> 13), byte(mixed >> 3)])
    });
    let mut large = Vec::new();
    noise
        .write_to(&mut Cursor::new(&mut large), image::ImageFormat::Png)
        .unwrap();
    assert!(large.len() > 512 * 1024, "{}", large.len());
    for (logo, code) in [
        (STANDARD.encode(svg), "not-a-png"),
        (STANDARD.encode("<html>"), "not-a-png"),
        ("data:image/png;base64,iVBORw0KGgo=".to_owned(), "not-base64"),
        (png(2_001, 2), "logo-too-many-pixels"),
        (STANDARD.encode(&large), "logo-too-large"),
    ] {
        let answer = admin
            .put(&path(&app))
            .if_match("\"0\"")
            .json(&json!({ "logo": logo }))
            .await;
        assert_eq!(assert_problem(&answer, 422, "invalid-input").at("/logo").code, code);
    }
    let lines: Vec<String> = (0..11).map(|number| format!("บรรทัด {number}")).collect();
    let answer = admin
        .put(&path(&app))
        .if_match("\"0\"")
        .json(&json!({ "header_lines": lines }))
        .await;
    assert_problem(&answer, 422, "invalid-input").at("/header_lines");
    let answer = admin
        .put(&path(&app))
        .if_match("\"0\"")
        .json(&json!({ "header_lines": ["ดี", "ไม่\nดี"] }))
        .await;
    assert_problem(&answer, 422, "invalid-input").at("/header_lines/1");
}
