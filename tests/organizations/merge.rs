//! Two rows that stand for one organization, because a later release folds more spellings than the one that added them.

use std::path::Path;

use prongsai_application::organization::{duplicates, merge_as_operator};
use prongsai_application::{Conflict, Error};
use prongsai_test_support::{
    Document, Role, TestApp, TestDatabase, TestOrganization, assert_problem, membership, sample,
};
use serde_json::{Value, json};

/// A name, and the same name as it was typed with two เ instead of แ. Releases before 0.3 did not fold them.
const NAME: &str = "เทศบาลตำบลแก่งเก่า";
const TYPED: &str = "เทศบาลตำบลเเก่งเก่า";

/// A server with a published measure and a draft in the organization that is there twice. The first is the one that goes on.
async fn twice() -> (TestApp, TestOrganization, TestOrganization, [Document; 2]) {
    let app = TestApp::start().await;
    let kept = TestOrganization::create(&app.admin(), NAME, "47", "4702").await;
    let duplicate = TestOrganization::create(&app.admin(), "เทศบาลตำบลอื่น", "47", "4702").await;
    let people = [Role::Drafter, Role::Approver, Role::Publisher].map(|role| membership(role, &duplicate));
    let [drafter, approver, publisher] = [&people[0], &people[1], &people[2]];
    let drafter = app.new_person(std::slice::from_ref(drafter)).await;
    let approver = app.new_person(std::slice::from_ref(approver)).await;
    let publisher = app.new_person(std::slice::from_ref(publisher)).await;
    let mut published = Document::draft(&drafter, "measures", &sample::measure(&duplicate.id)).await;
    published
        .steps(&[(&drafter, "submit"), (&approver, "approve"), (&publisher, "publish")])
        .await;
    let draft = Document::draft(&drafter, "measures", &sample::measure(&duplicate.id)).await;
    // As an earlier release stored it: a name whose key is not that of this release.
    let old = format!(
        "SET session_replication_role = replica; \
         UPDATE organizations SET name_th = '{TYPED}', name_folded = '{TYPED}' WHERE id = '{}'",
        duplicate.id
    );
    app.database
        .connect()
        .await
        .batch_execute(&old)
        .await
        .expect("an old row");
    (app, kept, duplicate, [published, draft])
}

async fn merge(app: &TestApp, duplicate: &str, into: &str) -> Result<u64, Error> {
    let (duplicate, into) = (duplicate.parse().expect("an id"), into.parse().expect("an id"));
    merge_as_operator(app.use_cases(), duplicate, into, "สะกดชื่อต่างกัน")
        .await
        .map(|merged| merged.in_work)
}

#[tokio::test]
async fn both_are_listed_and_a_merge_loses_nothing() {
    let (app, kept, duplicate, [published, draft]) = twice().await;
    let found = duplicates(app.use_cases()).await.expect("a list");
    let [alike] = &found.organizations[..] else {
        panic!("{found:?}")
    };
    let ids: Vec<String> = alike.iter().map(|one| one.id.to_string()).collect();
    assert_eq!(ids, [kept.id.as_str(), duplicate.id.as_str()]);
    assert_eq!(merge(&app, &duplicate.id, &kept.id).await.expect("a merge"), 1);
    assert!(
        duplicates(app.use_cases())
            .await
            .expect("a list")
            .organizations
            .is_empty()
    );

    let public = app.anonymous();
    let shown = public.get(&published.public_path()).await.is(200).json();
    assert_eq!(shown["id"], published.id.as_str());
    let organization = format!("/public/v1/organizations/{}", duplicate.id);
    assert_eq!(
        public.get(&organization).await.is(200).json()["merged_into"],
        kept.id.as_str()
    );
    let page = public.get(&format!("/public/{}/", duplicate.id)).await.is(200).text();
    assert!(page.contains(&format!("href=\"/public/{}\"", kept.id)), "{page}");
    let page = public.get(&format!("/public/{}/", kept.id)).await.is(200).text();
    assert!(page.contains(&format!("href=\"/public/{}\"", duplicate.id)), "{page}");
    let admin = app.admin();
    let seen = admin.get(&draft.path()).await.is(200).json();
    assert_eq!(seen["state"], "draft");
}

#[tokio::test]
async fn a_merged_organization_accepts_nothing_new() {
    let (app, kept, duplicate, [mut published, mut draft]) = twice().await;
    merge(&app, &duplicate.id, &kept.id).await.expect("a merge");
    let people = app
        .new_person(&[Role::Drafter, Role::Publisher, Role::OrganizationAdmin].map(|role| membership(role, &duplicate)))
        .await;
    let organization = format!("/api/v1/organizations/{}", duplicate.id);
    let revision = people.get(&organization).await.is(200).etag();
    let refused = [
        people
            .post("/api/v1/measures")
            .json(&sample::measure(&duplicate.id))
            .await,
        draft.try_step(&people, "submit", &json!({})).await,
        published.try_step(&people, "revise", &json!({})).await,
        people
            .post(&format!("{organization}/divisions"))
            .json(&json!({ "name_th": "กองช่าง" }))
            .await,
        people
            .put(&format!("{organization}/analyses/2566"))
            .json(&sample::analysis())
            .await,
        people
            .patch(&draft.path())
            .if_match(&draft.etag)
            .json(&json!({ "title": "มาตรการที่แก้ไข" }))
            .await,
        people
            .post(&format!("{organization}/files?name=a.txt"))
            .raw("text/plain", b"a".to_vec())
            .await,
        people
            .patch(&organization)
            .if_match(&revision)
            .json(&json!({ "website": null }))
            .await,
    ];
    for (number, answer) in refused.iter().enumerate() {
        let problem = assert_problem(answer, 409, "organization-merged");
        assert!(problem.detail().contains(&kept.id), "{number}: {}", problem.detail());
    }
    // What is wrong can still be withdrawn, and a draft deleted.
    published.refresh(&people).await;
    published
        .step(&people, "withdraw", &json!({ "reason": "ข้อมูลผิด" }))
        .await;
    people.delete(&draft.path()).if_match(&draft.etag).await.is(204);
    draft.id.clear();
    // Somebody who has a wrong idea of who goes on.
    let again = merge(&app, &kept.id, &duplicate.id).await;
    assert!(matches!(again, Err(Error::Invalid(_))), "{again:?}");
}

#[tokio::test]
async fn the_one_that_goes_on_has_the_name_the_code_and_what_is_imported() {
    let (app, kept, duplicate, _) = twice().await;
    let code = format!(
        "SET session_replication_role = replica; UPDATE organizations SET local_code = '05470201' WHERE id = '{}'",
        duplicate.id
    );
    app.database.connect().await.batch_execute(&code).await.expect("a code");
    // The other way round: the row with the old spelling goes on.
    merge(&app, &kept.id, &duplicate.id).await.expect("a merge");
    let admin = app.admin();
    let path = format!("/api/v1/organizations/{}", duplicate.id);
    let seen = admin.get(&path).await.is(200);
    assert_eq!(seen.json()["local_code"], "05470201");
    assert_eq!(seen.json()["predecessors"], json!([kept.id]));
    let change = json!({ "name_th": NAME });
    admin.patch(&path).if_match(&seen.etag()).json(&change).await.is(200);
    let mut bundle = sample::bundle(NAME);
    bundle["organization"]["district_code"] = Value::Null;
    let outcome = admin.post("/api/v1/imports").json(&bundle).await;
    assert!(outcome.status < 300, "{}", outcome.everything());
    assert!(outcome.text().contains(&duplicate.id), "{}", outcome.text());
    let entries = admin
        .all(&format!(
            "/api/v1/audit?organization_id={}&action=organization.merge",
            kept.id
        ))
        .await;
    let [entry] = &entries[..] else { panic!("{entries:?}") };
    assert_eq!(entry["reason"], "สะกดชื่อต่างกัน");
    assert_eq!(entry["actor"], Value::Null);
    let entries = admin
        .all(&format!(
            "/api/v1/audit?organization_id={}&action=organization.merge",
            duplicate.id
        ))
        .await;
    assert_eq!(entries.len(), 1);
    assert!(entries[0].to_string().contains("05470201") || entries[0].to_string().contains(&kept.id));
}

#[tokio::test]
async fn two_that_are_not_one_are_not_merged() {
    let app = TestApp::start().await;
    let refused = merge(&app, &app.theirs.id, &app.ours.id).await;
    let Err(Error::Invalid(violations)) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(violations[0].code, "different-organizations");
    let itself = merge(&app, &app.ours.id, &app.ours.id).await;
    assert!(matches!(itself, Err(Error::Invalid(_) | Error::NotFound)), "{itself:?}");
    let unknown = merge(&app, "00000000-0000-0000-0000-000000000001", &app.ours.id).await;
    assert!(matches!(unknown, Err(Error::NotFound)), "{unknown:?}");
    // A third row of the same name that has the key.
    let (app, kept, duplicate, _) = twice().await;
    let third = TestOrganization::create(&app.admin(), "เทศบาลตำบลที่สาม", "47", "4702").await;
    let old = format!(
        "SET session_replication_role = replica; \
         UPDATE organizations SET name_th = '{NAME}', name_folded = 'third' WHERE id = '{}'",
        third.id
    );
    app.database
        .connect()
        .await
        .batch_execute(&old)
        .await
        .expect("an old row");
    let between = merge(&app, &duplicate.id, &third.id).await;
    assert!(
        matches!(between, Err(Error::Conflict(Conflict::AlreadyExists { .. }))),
        "{between:?}"
    );
    merge(&app, &duplicate.id, &kept.id).await.expect("a merge");
    merge(&app, &third.id, &kept.id).await.expect("a second merge");
}

#[tokio::test]
async fn names_that_have_become_one_do_not_stop_a_migration() {
    let row = |number: u8, name: &str, kind: &str| {
        format!(
            "INSERT INTO organizations (id, name_th, name_folded, kind, province_code, contact, whistle_blowing, created_at, \
             updated_at) VALUES ('00000000-0000-4000-8000-00000000000{number}', '{name}', '{name}', '{kind}', '47', '{{}}', '{{}}', \
             now(), now());"
        )
    };
    let division = |number: u8, name: &str| {
        format!(
            "INSERT INTO divisions (id, organization_id, name_th, name_folded, created_at) VALUES \
             ('00000000-0000-4000-9000-00000000000{number}', '00000000-0000-4000-8000-000000000001', '{name}', '{name}', now());"
        )
    };
    let rows = [
        row(1, NAME, "subdistrict_municipality"),
        row(2, TYPED, "subdistrict_municipality"),
        row(3, TYPED, "subdistrict_administrative_organization"),
        division(1, "กองแผน"),
        division(2, "กองเเผน"),
        division(3, "กองเเบบ"),
    ]
    .concat();
    let dump = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/releases/0.1.dump");
    let database = TestDatabase::restored_with(&dump, &rows).await;
    let keys = database
        .text("SELECT string_agg(name_folded, ' ' ORDER BY id) FROM organizations WHERE id::text LIKE '00000000-0000-4000-8%'")
        .await;
    let divisions = database
        .text("SELECT string_agg(name_folded, ' ' ORDER BY id) FROM divisions WHERE id::text LIKE '00000000-0000-4000-9%'")
        .await;
    assert_eq!(
        keys,
        format!("{NAME} {TYPED} {NAME}"),
        "both of one kind are kept, and the third is found"
    );
    assert_eq!(divisions, "กองแผน กองเเผน กองแบบ");
}
