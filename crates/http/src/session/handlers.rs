use actix_web::web::Data;
use actix_web::{get, post};
use prongsai_application::{App, session, user};
use secrecy::SecretString;

use super::account_view::{ActivateAccount, ChangePassword, NoticeView, ReadNotices};
use super::me_view::MeView;
use super::view::{LogIn, RefreshSession, TokensView, client_info};
use crate::extract::{
    AnonymousPost, Authenticated, Client, Filters, JsonPost, ListQuery, NoFilters, Nothing, Page, Paging,
};
use crate::{Answer, present};

/// Logs in: begins a session.
///
/// An unknown name and a wrong password get the same answer. After ten failures of an account from one address the next
/// attempt has to wait, for two minutes at most: 429 with `Retry-After`. From an address where the account did not log in
/// lately, failures at the account from other addresses, and at other accounts from addresses nearby, count too. A
/// success never makes anybody wait longer. An account with a second factor needs a `code` too: the answer says so, with 401
/// `second-factor-required`, only if the password is right. A wrong code gets the answer of a wrong password, and wrong
/// codes are counted apart, in the same way. A code can be used once. `Idempotency-Key` is ignored, because the answer contains secrets that must
/// not be stored.
#[utoipa::path(tag = "session",
    request_body(content = LogIn, example = json!({ "username": "somchai.r", "password": "รหัสผ่านของฉัน-2566" })),
    responses((status = 200, body = TokensView, description = "Tokens of a new session")))]
#[post("/auth/login")]
pub(crate) async fn log_in(app: Data<App>, AnonymousPost(input): AnonymousPost<LogIn>, client: Client) -> Answer {
    let code = input.code.map(SecretString::from);
    let tokens = session::login(&app, &input.username, input.password.into(), code, &client_info(client)).await?;
    Ok(present::plain(&TokensView::from(tokens)))
}

/// Sets a password with a token that an administrator handed over. The person logs in with it afterwards.
///
/// The token can be used once, within 72 hours. A password has 12 to 128 characters and must not be easily guessed. All
/// sessions of the person end. `Idempotency-Key` is ignored: the token works once.
#[utoipa::path(tag = "session",
    request_body(content = ActivateAccount,
        example = json!({ "token": "pX0b1n2mW7c1h0m5H3Q0r8yQm3fX8a8o9Z1J5n6t7uE", "password": "ช้างสามเชือกกลางทุ่งนา" })),
    responses((status = 204, description = "The password was set")))]
#[post("/auth/activate")]
pub(crate) async fn activate_account(
    app: Data<App>,
    AnonymousPost(input): AnonymousPost<ActivateAccount>,
    client: Client,
) -> Answer {
    session::activate(&app, &input.token, input.password.into(), &client_info(client)).await?;
    Ok(present::no_content())
}

/// Exchanges a refresh token for new tokens.
///
/// Each refresh token can be exchanged once. The exchange may be repeated for ten seconds, from any address, until a token
/// that it returned is exchanged: an answer may be lost, and several requests may refresh at the same time. Each of the
/// answers is valid. Any other use of an exchanged token ends the session, because somebody may have a copy of it; the list
/// of sessions then says `refresh-reuse`. `Idempotency-Key` is ignored, because the answer contains secrets that must not
/// be stored.
#[utoipa::path(tag = "session",
    request_body(content = RefreshSession,
        example = json!({ "refresh_token": "pX0b1n2mW7c1h0m5H3Q0r8yQm3fX8a8o9Z1J5n6t7uE" })),
    responses((status = 200, body = TokensView, description = "New tokens of the session")))]
#[post("/auth/refresh")]
pub(crate) async fn refresh_session(
    app: Data<App>,
    AnonymousPost(input): AnonymousPost<RefreshSession>,
    client: Client,
) -> Answer {
    let tokens = session::refresh(&app, &input.refresh_token, &client_info(client)).await?;
    Ok(present::plain(&TokensView::from(tokens)))
}

/// Logs out: all tokens of the session become invalid.
///
/// `Idempotency-Key` has no effect: a repeated request answers 401, because its token is no longer valid.
#[utoipa::path(tag = "session", request_body = Nothing,
    responses((status = 204, description = "The session has ended")))]
#[post("/auth/logout")]
pub(crate) async fn log_out(
    app: Data<App>,
    JsonPost { context, input: _ }: JsonPost<Nothing>,
    _: Filters<NoFilters>,
) -> Answer {
    session::logout(&app, &context).await?;
    Ok(present::no_content())
}

/// Returns the current user, with all current roles.
///
/// `may_confirm`, of the account and of each proposed role, names the people who may be the second person now.
#[utoipa::path(tag = "session", responses((status = 200, body = MeView, description = "The current user")))]
#[get("/me")]
pub(crate) async fn get_me(app: Data<App>, Authenticated(context): Authenticated, _: Filters<NoFilters>) -> Answer {
    Ok(present::plain(&MeView::from(user::me(&app, &context).await?)))
}

/// Changes the current user's password, and ends their other sessions.
///
/// A wrong present password counts as a failed login. `Idempotency-Key` has no effect: a repeated request finds another
/// present password.
#[utoipa::path(tag = "session",
    request_body(content = ChangePassword, example = json!({
        "current_password": "ช้างสามเชือกกลางทุ่งนา", "new_password": "แม่น้ำ ภูเขา ตะกร้า หวาย" })),
    responses((status = 204, description = "The password was changed")))]
#[post("/me/password")]
pub(crate) async fn change_password(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<ChangePassword>,
    client: Client,
    _: Filters<NoFilters>,
) -> Answer {
    let (current, new) = (input.current_password.into(), input.new_password.into());
    session::change_password(&app, &context, current, new, &client_info(client)).await?;
    Ok(present::no_content())
}

/// Lists what the current user was told about accounts, newest first.
#[utoipa::path(tag = "session", params(Paging),
    responses((status = 200, body = Page<NoticeView>, description = "A page of notices")))]
#[get("/me/notices")]
pub(crate) async fn list_notices(
    app: Data<App>,
    Authenticated(context): Authenticated,
    ListQuery { filters: _, paging }: ListQuery<NoFilters>,
) -> Answer {
    let found = user::notices(&app, &context, paging.after()?, paging.fetch_limit()).await?;
    paging.answer(found, |notice| notice.id, NoticeView::from)
}

/// Marks the current user's notices up to one of them as read.
#[utoipa::path(tag = "session",
    request_body(content = ReadNotices, example = json!({ "last_id": "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70" })),
    responses((status = 204, description = "They are marked")))]
#[post("/me/notices/read")]
pub(crate) async fn read_notices(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<ReadNotices>,
    _: Filters<NoFilters>,
) -> Answer {
    user::mark_notices_read(&app, &context, input.last_id).await?;
    Ok(present::no_content())
}
