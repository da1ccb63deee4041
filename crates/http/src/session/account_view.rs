use prongsai_application::user::Notice;
use prongsai_domain::id::NoticeId;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

/// A token that was handed over, and the password that the person chooses.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActivateAccount {
    /// The token.
    #[schema(format = Password, example = "pX0b1n2mW7c1h0m5H3Q0r8yQm3fX8a8o9Z1J5n6t7uE")]
    pub(super) token: String,
    /// The new password: 12 to 128 characters, not easily guessed.
    #[schema(format = Password, example = "ช้างสามเชือกกลางทุ่งนา")]
    pub(super) password: String,
}

/// A change of one's own password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangePassword {
    /// The present password.
    #[schema(format = Password, example = "ช้างสามเชือกกลางทุ่งนา")]
    pub(super) current_password: String,
    /// The new password: 12 to 128 characters, not easily guessed.
    #[schema(format = Password, example = "แม่น้ำ ภูเขา ตะกร้า หวาย")]
    pub(super) new_password: String,
}

/// The notices to mark as read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadNotices {
    /// The newest notice that was read; it and all older ones are marked.
    #[schema(value_type = Uuid)]
    pub(super) last_id: NoticeId,
}

/// Something that a person is told about their own account, or about one that they administer.
#[derive(Serialize, ToSchema)]
pub(crate) struct NoticeView {
    /// The id.
    #[schema(value_type = Uuid)]
    id: NoticeId,
    /// When it happened, in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// What happened: `password-token` (a token was handed over), `password-set` (it was used; unless the operator of
    /// the host made it, the account waits for a second person), `account-begun-again` (an administrator or the operator took the
    /// account out of the hand of another administrator: password, sessions, service tokens and second factor have ended, and a
    /// new token was handed over), `account-confirmed`,
    /// `role-proposed`, `role-rejected`, `role-expired` (no second person confirmed it in time), `role-given`,
    /// `role-removed`, `account-deactivated`, `account-reopened` (if two people gave one of its
    /// roles, it waits for a second person), `another-organization`, `password-changed`,
    /// `email-changed` (an administrator changed the mail address of the account),
    /// `second-factor-refused` (somebody sent the right password with a wrong code; at most one an hour, and none while
    /// one of the last day is unread), `second-factor-enrolled`, `second-factor-removed`, `recovery-codes-renewed`,
    /// `recovery-code-used`, `service-token-made` (also in the place of another one), `service-token-revoked` (by an
    /// administrator); of both, `service_token` names the token.
    #[schema(example = "role-proposed")]
    kind: String,
    /// The person whom it is about, who did it (`null`: the operator of the host, the holder of the token, or nobody), the
    /// organizations and the role. Names are those of that moment.
    #[schema(value_type = Object, example = json!({
        "person": { "id": "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70", "name": "สมชาย รักถิ่น" },
        "by": { "id": "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f71", "name": "สมหญิง ใจดี" },
        "organization_ids": ["019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f72"], "role": "approver" }))]
    detail: Box<RawValue>,
    /// When the person marked it as read, in UTC.
    #[schema(format = DateTime)]
    read_at: Option<String>,
}

impl From<Notice> for NoticeView {
    fn from(notice: Notice) -> Self {
        Self {
            id: notice.id,
            at: notice.at.to_string(),
            kind: notice.kind,
            detail: notice.detail,
            read_at: notice.read_at.map(|at| at.to_string()),
        }
    }
}
