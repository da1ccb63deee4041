use prongsai_application::user::HandedOverToken;
use prongsai_domain::id::UserId;
use prongsai_domain::user::{PendingGrant, User};
use secrecy::ExposeSecret as _;
use serde::Serialize;
use utoipa::ToSchema;

use super::view::MembershipView;

/// A token with which a person sets their password. It has no `Debug`, so that a log never contains it.
#[derive(Serialize, ToSchema)]
pub(crate) struct PasswordTokenView {
    /// The token. It is shown only here; the server stores its hash.
    #[schema(format = Password, example = "pX0b1n2mW7c1h0m5H3Q0r8yQm3fX8a8o9Z1J5n6t7uE")]
    token: String,
    /// When it expires, in UTC.
    #[schema(format = DateTime)]
    expires_at: String,
    /// The login name that the person then logs in with.
    #[schema(example = "somchai.r")]
    username: String,
}

impl From<HandedOverToken> for PasswordTokenView {
    fn from(made: HandedOverToken) -> Self {
        Self {
            token: made.token.expose_secret().to_owned(),
            expires_at: made.expires_at.to_string(),
            username: made.user.username,
        }
    }
}

/// A proposed role and its person.
#[derive(Serialize, ToSchema)]
pub(crate) struct PendingMembershipView {
    /// The person who would get the role.
    #[schema(value_type = Uuid)]
    user_id: UserId,
    /// Login name of the person.
    #[schema(example = "somchai.r")]
    username: String,
    /// Name of the person.
    #[schema(example = "สมชาย รักถิ่น")]
    display_name: String,
    /// The role, confirmed at `POST /users/{user_id}/memberships/{membership.id}/confirm`.
    membership: MembershipView,
}

impl PendingMembershipView {
    /// The view of a proposed role.
    pub(crate) fn of(pending: &PendingGrant, user: User) -> Self {
        Self {
            user_id: user.id,
            username: user.username,
            display_name: user.profile.display_name,
            membership: MembershipView::from(pending),
        }
    }
}
