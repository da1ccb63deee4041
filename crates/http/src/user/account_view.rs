use prongsai_application::user::HandedOver;
use prongsai_domain::id::{JobId, UserId};
use prongsai_domain::user::{PendingGrant, User};
use secrecy::ExposeSecret as _;
use serde::Serialize;
use utoipa::ToSchema;

use super::view::MembershipView;

/// How the person gets a token: `shown` here, for the administrator to hand over, or by `mail`.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TokenDelivery {
    Shown,
    Mail,
}

/// A token with which a person sets their password. It has no `Debug`, so that a log never contains it.
#[derive(Serialize, ToSchema)]
pub(crate) struct PasswordTokenView {
    /// How the person gets the token: by `mail` if the server sends mail and the person has an address, otherwise `shown`.
    delivery: TokenDelivery,
    /// The token. It is shown only here; the server stores its hash. `null` if it goes by mail.
    #[schema(format = Password, example = "pX0b1n2mW7c1h0m5H3Q0r8yQm3fX8a8o9Z1J5n6t7uE")]
    token: Option<String>,
    /// When it expires, in UTC.
    #[schema(format = DateTime)]
    expires_at: String,
    /// The login name that the person then logs in with.
    #[schema(example = "somchai.r")]
    username: String,
    /// The job that sends the mail; see `GET /jobs/{id}`. `null` if there is no mail.
    #[schema(value_type = Option<Uuid>)]
    job_id: Option<JobId>,
    /// Whether another administrator had the account in hand, and it was begun again: what that administrator could use has ended.
    begun_again: bool,
}

impl From<HandedOver> for PasswordTokenView {
    fn from(made: HandedOver) -> Self {
        match made {
            HandedOver::Shown(made) => Self {
                delivery: TokenDelivery::Shown,
                token: Some(made.token.expose_secret().to_owned()),
                expires_at: made.expires_at.to_string(),
                username: made.user.username,
                job_id: None,
                begun_again: made.begun_again,
            },
            HandedOver::Mailed {
                user,
                expires_at,
                job,
                begun_again,
            } => Self {
                delivery: TokenDelivery::Mail,
                token: None,
                expires_at: expires_at.to_string(),
                username: user.username,
                job_id: Some(job),
                begun_again,
            },
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
