use actix_web::web::Data;
use actix_web::{get, post};
use prongsai_application::{App, session, user};

use super::view::{LogIn, MeView, RefreshSession, TokensView, client_info};
use crate::extract::{AnonymousPost, Authenticated, Client, Filters, JsonPost, NoFilters, Nothing};
use crate::{Answer, present};

/// Logs in: begins a session.
///
/// An unknown name and a wrong password get the same answer. After ten failures of an account from one address the next
/// attempt has to wait, for two minutes at most: 429 with `Retry-After`. From an address where the account did not log in
/// lately, failures at the account from other addresses, and at other accounts from addresses nearby, count too. A
/// success never makes anybody wait longer. `Idempotency-Key` is ignored, because the answer contains secrets that must
/// not be stored.
#[utoipa::path(tag = "session",
    request_body(content = LogIn, example = json!({ "username": "somchai.r", "password": "รหัสผ่านของฉัน-2566" })),
    responses((status = 200, body = TokensView, description = "Tokens of a new session")))]
#[post("/auth/login")]
pub(crate) async fn log_in(app: Data<App>, AnonymousPost(input): AnonymousPost<LogIn>, client: Client) -> Answer {
    let tokens = session::login(&app, &input.username, input.password.into(), &client_info(client)).await?;
    Ok(present::plain(&TokensView::from(tokens)))
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
#[utoipa::path(tag = "session", responses((status = 200, body = MeView, description = "The current user")))]
#[get("/me")]
pub(crate) async fn get_me(app: Data<App>, Authenticated(context): Authenticated, _: Filters<NoFilters>) -> Answer {
    Ok(present::plain(&MeView::from(user::me(&app, &context).await?)))
}
