use actix_web::post;
use actix_web::web::Data;
use prongsai_application::App;
use prongsai_application::session::second_factor;

use super::second_factor_view::{
    EnrolSecondFactor, EnrolmentView, ProveSecondFactor, RecoveryCodesView, RemoveSecondFactor, StepUpView,
};
use super::view::client_info;
use crate::extract::{Client, Filters, JsonPost, NoFilters};
use crate::{Answer, present};

/// Proves the current user's second factor again, in this session, for the next ten minutes.
///
/// A publication, an approval with an override, and changes of roles need it, from people who have a second factor. A login
/// with a code counts too. Wrong codes are counted as failed logins are. `Idempotency-Key` has no effect: a code can be used
/// once.
#[utoipa::path(tag = "session",
    request_body(content = ProveSecondFactor, example = json!({ "code": "081804" })),
    responses((status = 200, body = StepUpView, description = "Until when the code counts")))]
#[post("/step-up")]
pub(crate) async fn step_up(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<ProveSecondFactor>,
    client: Client,
    _: Filters<NoFilters>,
) -> Answer {
    let until = second_factor::step_up(&app, &context, input.code.into(), &client_info(client)).await?;
    let fresh_until = until.to_string();
    Ok(present::plain(&StepUpView { fresh_until }))
}

/// Begins the enrolment of a second factor: returns a secret for the current user's authenticator.
///
/// It has no effect before it is confirmed with a code. A new one replaces it. The authenticator makes one-time codes of six
/// digits that change every 30 seconds (RFC 6238, SHA-1). A wrong present password counts as a failed login.
/// `Idempotency-Key` is ignored, because the answer contains a secret that must not be stored.
#[utoipa::path(tag = "session",
    request_body(content = EnrolSecondFactor, example = json!({ "current_password": "ช้างสามเชือกกลางทุ่งนา" })),
    responses((status = 200, body = EnrolmentView, description = "The secret, which is shown only here")))]
#[post("/second-factor")]
pub(crate) async fn enrol_second_factor(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<EnrolSecondFactor>,
    client: Client,
    _: Filters<NoFilters>,
) -> Answer {
    let password = input.current_password.into();
    let enrolment = second_factor::enrol(&app, &context, password, &client_info(client)).await?;
    Ok(present::plain(&EnrolmentView::from(enrolment)))
}

/// Confirms the enrolment with a code of the authenticator. From now on each login needs a code.
///
/// The other sessions of the user end. The answer has ten recovery codes for a lost authenticator: each can be used once
/// instead of a code. `Idempotency-Key` is ignored, because the answer contains secrets that must not be stored; if it is
/// lost, ask for new codes.
#[utoipa::path(tag = "session",
    request_body(content = ProveSecondFactor, example = json!({ "code": "081804" })),
    responses((status = 200, body = RecoveryCodesView, description = "The recovery codes, which are shown only here")))]
#[post("/second-factor/confirm")]
pub(crate) async fn confirm_second_factor(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<ProveSecondFactor>,
    client: Client,
    _: Filters<NoFilters>,
) -> Answer {
    let codes = second_factor::confirm_enrolment(&app, &context, input.code.into(), &client_info(client)).await?;
    Ok(present::plain(&RecoveryCodesView::from(codes)))
}

/// Removes the current user's second factor, with the recovery codes. Needs the present password and a code.
///
/// This is a POST, because the body of a DELETE may be dropped on the way. `Idempotency-Key` has no effect: a code can be used
/// once.
#[utoipa::path(tag = "session",
    request_body(content = RemoveSecondFactor,
        example = json!({ "current_password": "ช้างสามเชือกกลางทุ่งนา", "code": "081804" })),
    responses((status = 204, description = "The second factor was removed")))]
#[post("/second-factor/remove")]
pub(crate) async fn remove_second_factor(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<RemoveSecondFactor>,
    client: Client,
    _: Filters<NoFilters>,
) -> Answer {
    let (password, code) = (input.current_password.into(), input.code.into());
    second_factor::remove_own(&app, &context, password, code, &client_info(client)).await?;
    Ok(present::no_content())
}

/// Makes new recovery codes; the earlier ones cannot be used any more. Needs a code.
///
/// `Idempotency-Key` is ignored, because the answer contains secrets that must not be stored.
#[utoipa::path(tag = "session",
    request_body(content = ProveSecondFactor, example = json!({ "code": "081804" })),
    responses((status = 200, body = RecoveryCodesView, description = "The recovery codes, which are shown only here")))]
#[post("/second-factor/recovery-codes")]
pub(crate) async fn renew_recovery_codes(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<ProveSecondFactor>,
    client: Client,
    _: Filters<NoFilters>,
) -> Answer {
    let codes = second_factor::renew_recovery_codes(&app, &context, input.code.into(), &client_info(client)).await?;
    Ok(present::plain(&RecoveryCodesView::from(codes)))
}
