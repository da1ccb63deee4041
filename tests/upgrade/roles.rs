//! Roles that one person gave before two people were needed.

use prongsai_test_support::{Document, TestApp, sample};
use serde_json::{Value, json};

use super::crew::People;
use super::release::Release;

/// The numbers of approvers and publishers, and how many of each are unconfirmed.
fn holders(basis: &Value) -> [[u64; 2]; 2] {
    ["approvers", "publishers"].map(|role| {
        [role.to_owned(), format!("{role}_unconfirmed")].map(|name| basis[name].as_u64().expect("a number"))
    })
}

/// They stay in force, and the public is told that nobody confirmed them. The later ones are confirmed.
pub(super) async fn stay_and_count_as_unconfirmed(app: &TestApp, release: &Release) {
    let anyone = app.anonymous();
    let mut found = 0;
    for shown in anyone.all("/public/v1/organizations").await {
        let organization = shown["id"].as_str().unwrap();
        let held = async |role: &str| {
            let sql = format!(
                "SELECT count(*) FROM memberships JOIN users ON users.id = user_id \
                 WHERE is_active AND role = '{role}' AND organization_id = '{organization}'"
            );
            u64::try_from(app.database.number(&sql).await).unwrap()
        };
        let (approvers, publishers) = (held("approver").await, held("publisher").await);
        let place = format!("{}: {shown}", release.name);
        let expected = [[approvers; 2], [publishers; 2]];
        assert_eq!(holders(&shown["approval_basis"]), expected, "{place}");
        if shown["approval_basis"]["public_documents"] != 0 {
            assert_ne!(shown["approval_basis"]["approvers_of_public"], 0, "{place}");
        }
        if approvers > 0 {
            found += 1;
            one_approves(app, organization).await;
            let path = format!("/public/v1/organizations/{organization}");
            let later = anyone.get(&path).await.is(200).json();
            // The steps add an approver and a publisher, whom two people confirmed.
            let expected = [[approvers + 1, approvers], [publishers + 1, publishers]];
            assert_eq!(holders(&later["approval_basis"]), expected, "{place}");
        }
    }
    assert!(found > 0, "{}: nobody approves", release.name);
}

/// An approver of the dump approves.
async fn one_approves(app: &TestApp, organization: &str) {
    let sql = format!(
        "SELECT username FROM users JOIN memberships ON user_id = users.id \
         WHERE is_active AND role = 'approver' AND organization_id = '{organization}' ORDER BY memberships.id LIMIT 1"
    );
    let username = app.database.text(&format!("({sql})")).await;
    let crew = People::of(app).await.crew(organization).await;
    app.enroll(&username).await;
    let approver = app.login(&username).await;
    let body = sample::with(sample::measure(organization), &json!({ "title": "มาตรการหลังปรับรุ่น" }));
    let mut measure = Document::draft(&crew.drafter, "measures", &body).await;
    measure.step(&crew.drafter, "submit", &json!({})).await;
    measure.step(&approver, "approve", &json!({})).await;
}
