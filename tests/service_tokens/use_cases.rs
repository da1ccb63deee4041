//! The use cases themselves refuse a service token: the rule does not depend on paths.

use std::sync::Arc;

use prongsai_application::session::{self, ClientInfo, SessionQuery, second_factor};
use prongsai_application::{Clock as _, Context, Error, Origin, user};
use prongsai_domain::access::{Action, Actor, TokenActions, TokenScope};
use prongsai_domain::id::{NoticeId, OrganizationId, ServiceTokenId, SessionId, UserId};
use prongsai_domain::service_token::UsedToken;
use prongsai_test_support::{PASSWORD, TestApp};
use uuid::Uuid;

use super::script;

/// A request with a valid token of a drafter.
async fn request(app: &TestApp) -> Context {
    let drafter = app.drafter().await;
    let script = script(app, &drafter, "ร่าง", &["draft"]).await;
    let id = drafter.get("/api/v1/me").await.is(200).id();
    let scope = TokenScope {
        organization_id: OrganizationId::new(app.ours.id.parse().unwrap()),
        actions: TokenActions::of(&[Action::Draft]),
    };
    Context {
        actor: Actor::new(UserId::new(id.parse().unwrap()), Vec::new()).with_token(scope),
        session: None,
        token: Some(UsedToken {
            id: ServiceTokenId::new(script.id.parse().unwrap()),
            name: "ร่าง".to_owned(),
            scope,
        }),
        now: app.clock.now(),
        request_id: Uuid::nil(),
        origin: Origin::default(),
        idempotency: None,
        ids: Arc::clone(&app.use_cases().services.ids),
    }
}

fn refused<T>(name: &str, answer: Result<T, Error>) {
    let error = answer.err();
    assert!(
        matches!(error, Some(Error::NotWithToken { action: None })),
        "{name}: {error:?}"
    );
}

#[tokio::test]
async fn what_people_do_in_person_refuses_a_token() {
    let server = TestApp::start().await;
    let context = request(&server).await;
    let (app, client) = (server.use_cases(), ClientInfo::default());
    let before = server.database.fingerprint(&[]).await;
    let code = || "000000".to_owned().into();
    let password = || PASSWORD.to_owned().into();
    let query = SessionQuery {
        is_open: None,
        before: None,
        limit: 10,
    };
    let nobody = Uuid::nil();
    refused("list", session::list(app, &context, query).await);
    refused("end", session::end(app, &context, SessionId::new(nobody)).await);
    refused("end_others", session::end_others(app, &context).await);
    refused("logout", session::logout(app, &context).await);
    let new = "แม่น้ำ ภูเขา ตะกร้า หวาย".to_owned().into();
    let changed = session::change_password(app, &context, password(), new, &client).await;
    refused("change_password", changed);
    refused("enrol", second_factor::enrol(app, &context, password(), &client).await);
    let confirmed = second_factor::confirm_enrolment(app, &context, code(), &client).await;
    refused("confirm_enrolment", confirmed);
    let removed = second_factor::remove_own(app, &context, password(), code(), &client).await;
    refused("remove_own", removed);
    let renewed = second_factor::renew_recovery_codes(app, &context, code(), &client).await;
    refused("renew_recovery_codes", renewed);
    refused("step_up", second_factor::step_up(app, &context, code(), &client).await);
    refused("notices", user::notices(app, &context, None, 10).await);
    let read = user::mark_notices_read(app, &context, NoticeId::new(nobody)).await;
    refused("mark_notices_read", read);
    assert_eq!(server.database.fingerprint(&[]).await, before, "nothing was changed");
}
