//! Who is told that an account was begun again, and what the trail says.

use prongsai_test_support::{PASSWORD, Role};
use serde_json::{Value, json};

use super::accounts::{CHOSEN, activate, kinds, token};
use super::begun_again::{TakenOver, id_of};
use crate::second_factor::enrol;

/// The only other administrator is an account that the first one has in hand: nobody but the platform could confirm.
#[tokio::test]
async fn the_platform_is_told_where_the_others_sleep() {
    let taken = TakenOver::start().await;
    let TakenOver { app, admin, second, .. } = &taken;
    let other = id_of(second).await;
    activate(app, &token(admin, other.as_str().unwrap()).await, CHOSEN)
        .await
        .is(204);
    let told = async |kind: &str| {
        let mut told = app.admin().all("/api/v1/me/notices").await;
        told.retain(|notice| notice["kind"] == kind && notice["detail"]["person"]["id"] == taken.id.as_str());
        told.len()
    };
    let before = told("password-set").await;
    activate(app, &token(admin, &taken.id).await, PASSWORD).await.is(204);
    assert_eq!(told("password-set").await, before + 1);
    enrol(app, &taken.log_in().await).await;
    let removed = admin.delete(&format!("{}/second-factor", taken.path)).await;
    removed.is(204);
    assert_eq!(told("second-factor-removed").await, 1);
}

#[tokio::test]
async fn the_people_concerned_are_told_and_the_trail_knows_it() {
    let taken = TakenOver::start().await;
    let TakenOver { app, admin, second, .. } = &taken;
    let third = app.somebody_with(&[Role::OrganizationAdmin]).await;
    taken.begin_again(second).await;
    let login = app.try_login(&taken.username, CHOSEN).await.is(200).json();
    let person = app.anonymous().with_token(login["access_token"].as_str().unwrap());
    for reader in [&person, admin, &third] {
        let told = reader.all("/api/v1/me/notices").await;
        let again: Vec<&Value> = told
            .iter()
            .filter(|told| told["kind"] == "account-begun-again")
            .collect();
        assert_eq!(again.len(), 1, "{told:?}");
        assert_eq!(again[0]["detail"]["by"]["id"], id_of(second).await);
        assert_eq!(again[0]["detail"]["person"]["id"], taken.id.as_str());
    }
    let told = second.all("/api/v1/me/notices").await;
    assert!(!kinds(&told).contains(&"account-begun-again"), "who did it knows");
    let filter = format!("action=user.password-token&subject_id={}", taken.id);
    let trail = admin.all(&format!("/api/v1/audit?{filter}")).await;
    let of_begin: Vec<&Value> = trail
        .iter()
        .filter(|entry| !entry["detail"]["begun_again"].is_null())
        .collect();
    assert_eq!(of_begin.len(), 1, "{trail:?}");
    assert_eq!(of_begin[0]["actor"]["id"], id_of(second).await);
    assert_eq!(
        of_begin[0]["detail"]["begun_again"]["had_in_hand"],
        json!([id_of(admin).await])
    );
}
