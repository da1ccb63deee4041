use prongsai_test_support::{Client, Document, Role, TestApp, TestOrganization, assert_problem, membership};
use serde_json::{Value, json};

use crate::bundles::Bundle;
use crate::qr;

/// An organization and its people.
struct Cast {
    organization: TestOrganization,
    drafter: Client,
    approver: Client,
    publisher: Client,
}

impl Cast {
    async fn of(app: &TestApp, bundle: &Bundle) -> Self {
        let organization = bundle.create_organization(&app.admin()).await;
        let person = async |role| app.new_person(&[membership(role, &organization)]).await;
        Self {
            drafter: person(Role::Drafter).await,
            approver: person(Role::Approver).await,
            publisher: person(Role::Publisher).await,
            organization,
        }
    }
}

#[tokio::test]
async fn the_example_year_goes_from_the_bundle_to_the_public() {
    let app = TestApp::start().await;
    play(&app, &Bundle::fixture("bundle-doubtful.json")).await;
}

#[tokio::test]
async fn the_real_year_goes_from_the_bundle_to_the_public() {
    let Some(bundle) = Bundle::real("phok-noi-2566.json") else {
        return;
    };
    let app = TestApp::start().await;
    play(&app, &bundle).await;
}

async fn play(app: &TestApp, bundle: &Bundle) {
    let cast = Cast::of(app, bundle).await;
    let imported = cast
        .drafter
        .post("/api/v1/imports?dry_run=false&create_divisions=true")
        .json(&bundle.json)
        .await
        .is(201)
        .json();
    assert!(
        imported["doubts"].as_array().is_some_and(|doubts| !doubts.is_empty()),
        "{imported}"
    );

    let measures = measures_go_public(&cast, bundle).await;
    report_goes_public(&cast, bundle, &measures).await;
    let invitations = invitations_go_public(&cast, bundle).await;

    the_public_reads(app, &cast, bundle).await;
    qr_codes_say_their_links(app, &cast, bundle, &invitations).await;
    withdrawn_is_gone(app, &cast, &invitations[0]).await;
}

async fn documents(cast: &Cast, plural: &str, bundle: &Bundle) -> Vec<Document> {
    let path = format!(
        "/api/v1/{plural}?organization_id={}&fiscal_year={}",
        cast.organization.id,
        bundle.year()
    );
    let mut documents = Vec::new();
    for item in cast.drafter.all(&path).await {
        documents.push(Document::find(&cast.drafter, plural, item["id"].as_str().unwrap()).await);
    }
    documents
}

/// All measures of the year in one call per step.
async fn measures_go_public(cast: &Cast, bundle: &Bundle) -> Vec<Document> {
    let measures = documents(cast, "measures", bundle).await;
    assert_eq!(measures.len(), bundle.json["measures"].as_array().unwrap().len());
    assert!(measures.iter().all(|measure| measure.state() == "draft"));
    let titles: Vec<&Value> = measures.iter().map(|measure| &measure.view["title"]).collect();
    let wanted: Vec<&Value> = bundle.json["measures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["title"])
        .collect();
    assert_eq!(titles, wanted, "in the order of the bundle");

    let (ours, year) = (cast.organization.id.as_str(), bundle.year());
    cast.drafter.step_year(ours, year, "submit").await.is(200);
    let own = cast.drafter.step_year(ours, year, "approve").await;
    assert_problem(&own, 403, "forbidden");
    cast.approver.step_year(ours, year, "approve").await.is(200);
    let early = cast.approver.step_year(ours, year, "publish").await;
    assert_problem(&early, 403, "forbidden");
    cast.publisher.step_year(ours, year, "publish").await.is(200);

    let measures = documents(cast, "measures", bundle).await;
    assert!(measures.iter().all(|measure| measure.state() == "published"));
    measures
}

async fn report_goes_public(cast: &Cast, bundle: &Bundle, measures: &[Document]) {
    let mut reports = documents(cast, "reports", bundle).await;
    let report = &mut reports[0];
    report.step(&cast.drafter, "submit", &json!({})).await;
    let own = report.try_step(&cast.drafter, "approve", &json!({})).await;
    assert_problem(&own, 403, "four-eyes");
    let powerless = report.try_step(&cast.publisher, "approve", &json!({})).await;
    assert_problem(&powerless, 403, "forbidden");
    report
        .steps(&[(&cast.approver, "approve"), (&cast.publisher, "publish")])
        .await;
    let frozen = &report.view["frozen"];
    assert_eq!(
        frozen["measures"].as_array().map(Vec::len),
        Some(measures.len()),
        "{}",
        report.view
    );
    assert_eq!(frozen["organization_name"], cast.organization.name_th.as_str());
}

async fn invitations_go_public(cast: &Cast, bundle: &Bundle) -> Vec<Document> {
    let mut invitations = documents(cast, "announcements", bundle).await;
    for invitation in &mut invitations {
        let steps = [
            (&cast.drafter, "submit"),
            (&cast.approver, "approve"),
            (&cast.publisher, "publish"),
        ];
        invitation.steps(&steps).await;
    }
    invitations
}

/// Anonymous requests, as with curl: everything except the internal survey.
async fn the_public_reads(app: &TestApp, cast: &Cast, bundle: &Bundle) {
    let anyone = app.anonymous();
    for (plural, count) in [
        ("measures", bundle.json["measures"].as_array().unwrap().len()),
        ("reports", 1),
        ("announcements", 1),
    ] {
        let list = format!("/public/v1/{plural}?organization_id={}", cast.organization.id);
        let items = anyone.all(&list).await;
        assert_eq!(items.len(), count, "{plural}: {items:?}");
        for item in &items {
            let answer = anyone
                .get(&format!("/public/v1/{plural}/{}", item["id"].as_str().unwrap()))
                .await
                .is(200);
            assert_eq!(
                answer.json()["organization"]["name_th"],
                cast.organization.name_th.as_str()
            );
            assert!(
                answer
                    .header("cache-control")
                    .is_some_and(|cache| cache.contains("public"))
            );
        }
    }
    let shown = anyone
        .get(&format!(
            "/public/v1/announcements?organization_id={}",
            cast.organization.id
        ))
        .await
        .is(200)
        .text();
    assert!(!shown.contains("iit"), "the internal survey is not listed: {shown}");
}

async fn qr_codes_say_their_links(app: &TestApp, cast: &Cast, bundle: &Bundle, invitations: &[Document]) {
    let links = bundle.links();
    assert_eq!((links.len(), invitations.len()), (2, 2));
    for (invitation, link) in invitations.iter().zip(links) {
        let png = cast.drafter.get(&format!("{}/qr.png", invitation.path())).await.is(200);
        assert_eq!(png.header("content-type"), Some("image/png"));
        assert_eq!(qr::decode_png(&png.body), link);
        let svg = cast.drafter.get(&format!("{}/qr.svg", invitation.path())).await.is(200);
        assert_eq!(svg.header("content-type"), Some("image/svg+xml; charset=utf-8"));
    }
    let external = app
        .anonymous()
        .get(&format!("{}/qr.png", invitations[0].public_path()))
        .await
        .is(200);
    assert_eq!(qr::decode_png(&external.body), bundle.links()[0]);
    let internal = app
        .anonymous()
        .get(&format!("{}/qr.png", invitations[1].public_path()))
        .await;
    assert_problem(&internal, 404, "not-found");
}

async fn withdrawn_is_gone(app: &TestApp, cast: &Cast, invitation: &Document) {
    let reason = "เผยแพร่ลิงก์ผิด";
    let mut invitation = invitation.clone();
    let refused = invitation.try_step(&cast.publisher, "withdraw", &json!({})).await;
    assert_problem(&refused, 422, "invalid-input").at("/reason");
    invitation
        .step(&cast.publisher, "withdraw", &json!({ "reason": reason }))
        .await;
    for path in [invitation.public_path(), format!("{}/qr.png", invitation.public_path())] {
        let gone = app.anonymous().get(&path).await;
        assert!(
            assert_problem(&gone, 410, "withdrawn").detail().contains(reason),
            "{}",
            gone.text()
        );
    }
    let list = format!("/public/v1/announcements?organization_id={}", cast.organization.id);
    assert!(app.anonymous().all(&list).await.is_empty());
}

#[tokio::test]
async fn a_drafter_who_may_also_approve_is_still_stopped_by_four_eyes() {
    let app = TestApp::start().await;
    let both = app
        .somebody_with(&[Role::Drafter, Role::Approver, Role::Publisher])
        .await;
    let body = prongsai_test_support::sample::measure(&app.ours.id);
    let mut measure = Document::draft(&both, "measures", &body).await;
    measure.step(&both, "submit", &json!({})).await;
    let allowed = measure.view["allowed_actions"].as_array().unwrap().clone();
    assert!(!allowed.contains(&json!("approve")), "{allowed:?}");

    let refused = measure.try_step(&both, "approve", &json!({})).await;

    let setting = "allows_four_eyes_override";
    let problem = assert_problem(&refused, 403, "four-eyes");
    assert!(!problem.detail().contains(setting), "{}", refused.text());
    let reasoned = measure
        .try_step(&both, "approve", &json!({ "override_reason": "มีเจ้าหน้าที่คนเดียว" }))
        .await;
    let problem = assert_problem(&reasoned, 403, "four-eyes");
    assert!(problem.detail().contains(setting), "{}", reasoned.text());
    measure.step(&app.approver().await, "approve", &json!({})).await;
    assert_eq!(measure.state(), "approved");
}
