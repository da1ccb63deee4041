use prongsai_application::user::{Account, HeldGrant};
use prongsai_domain::access::{Role, Scope};
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::{MembershipId, OrganizationId, UserId};
use prongsai_domain::user::{AccountStanding, Grant, PendingGrant};
use serde::Serialize;
use utoipa::ToSchema;

/// A role: `platform_admin` everywhere, `provincial_viewer` in a province, the others in an organization.
#[derive(ToSchema)]
#[schema(as = Role, rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the role in the OpenAPI document")]
pub(crate) enum RoleName {
    PlatformAdmin,
    ProvincialViewer,
    OrganizationAdmin,
    Drafter,
    Approver,
    Publisher,
    Auditor,
}

/// A person with a login.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserView {
    /// The id of the person.
    #[schema(value_type = Uuid)]
    id: UserId,
    /// Number of changes, including those of the roles; the entity tag.
    #[schema(example = 3)]
    revision: i64,
    /// Login name.
    #[schema(example = "somchai.r")]
    username: String,
    /// Name shown to colleagues.
    #[schema(example = "สมชาย รักถิ่น")]
    display_name: String,
    /// ตำแหน่ง (post).
    #[schema(example = "นักวิเคราะห์นโยบายและแผน")]
    position: Option<String>,
    /// The post that the person currently acts for, in the form of the signature.
    #[schema(example = "รักษาราชการแทนปลัดเทศบาล")]
    acting_as: Option<String>,
    /// Where the person gets tokens for the password, if the server sends mail.
    #[schema(example = "somchai@example.go.th")]
    email: Option<String>,
    /// Whether the person may log in.
    is_active: bool,
    /// How far the account is the person's own.
    standing: StandingView,
    /// The administrator with whose token the password was set, while the account is unconfirmed.
    #[schema(value_type = Option<Uuid>)]
    handed_over_by: Option<UserId>,
    /// The administrators who had the account in hand since it was confirmed last, the earliest first. None of them may
    /// confirm it.
    #[schema(value_type = Vec<Uuid>)]
    had_in_hand: Vec<UserId>,
    /// The roles within the administrator's scope.
    memberships: Vec<MembershipView>,
    /// The proposed roles within the administrator's scope. They give no right.
    proposed_memberships: Vec<MembershipView>,
}

/// How far an account is the person's own: `invited` before the person has set a password; `unconfirmed` when the password
/// was set with the token of an administrator and no second person has confirmed the account, so that its rights to approve,
/// publish and administer sleep; otherwise `confirmed`.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = AccountStanding)]
pub(crate) enum StandingView {
    Invited,
    Unconfirmed,
    Confirmed,
}

impl From<AccountStanding> for StandingView {
    fn from(standing: AccountStanding) -> Self {
        match standing {
            AccountStanding::Invited => Self::Invited,
            AccountStanding::Unconfirmed { .. } => Self::Unconfirmed,
            AccountStanding::Confirmed => Self::Confirmed,
        }
    }
}

/// A role of a person.
#[derive(Serialize, ToSchema)]
pub(crate) struct MembershipView {
    /// The id of the membership.
    #[schema(value_type = Uuid)]
    id: MembershipId,
    /// The role.
    #[schema(value_type = RoleName)]
    role: Role,
    /// The organization, for a role of an organization.
    #[schema(value_type = Option<Uuid>)]
    organization_id: Option<OrganizationId>,
    /// The province, for a role in a province.
    #[schema(value_type = Option<String>, example = "47")]
    province_code: Option<ProvinceCode>,
    /// What a proposed role waits for; `null` once the person has it.
    proposal: Option<ProposalView>,
}

/// The proposal of a role, which a second person must confirm.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProposalView {
    /// The administrator who proposed it; `null` for the operator of the host.
    #[schema(value_type = Option<Uuid>)]
    proposed_by: Option<UserId>,
    /// When it was proposed, in UTC.
    #[schema(format = DateTime)]
    proposed_at: String,
    /// When it ends if nobody confirms it, in UTC.
    #[schema(format = DateTime)]
    expires_at: String,
}

/// The roles of a person.
#[derive(Serialize, ToSchema)]
pub(crate) struct MembershipListView {
    /// The roles within the administrator's scope.
    items: Vec<MembershipView>,
    /// Always `null`: the list has one page.
    next: Option<String>,
}

/// Organization and province of a scope.
pub(crate) fn scope_parts(scope: &Scope) -> (Option<OrganizationId>, Option<ProvinceCode>) {
    match scope {
        Scope::Platform => (None, None),
        Scope::Province(code) => (None, Some(code.clone())),
        Scope::Organization(id) => (Some(*id), None),
    }
}

impl From<&Grant> for MembershipView {
    fn from(grant: &Grant) -> Self {
        let (organization_id, province_code) = scope_parts(&grant.membership.scope);
        Self {
            id: grant.id,
            role: grant.membership.role,
            organization_id,
            province_code,
            proposal: None,
        }
    }
}

impl From<&PendingGrant> for ProposalView {
    fn from(pending: &PendingGrant) -> Self {
        Self {
            proposed_by: pending.proposed_by,
            proposed_at: pending.proposed_at.to_string(),
            expires_at: pending.expires_at.to_string(),
        }
    }
}

impl From<&PendingGrant> for MembershipView {
    fn from(pending: &PendingGrant) -> Self {
        Self {
            proposal: Some(ProposalView::from(pending)),
            ..Self::from(&pending.grant)
        }
    }
}

impl From<&HeldGrant> for MembershipView {
    fn from(held: &HeldGrant) -> Self {
        match held {
            HeldGrant::Given(grant) => Self::from(grant),
            HeldGrant::Pending(pending) => Self::from(pending),
        }
    }
}

impl From<&Account> for UserView {
    fn from(account: &Account) -> Self {
        let Account { user, grants, pending } = account;
        Self {
            id: user.id,
            revision: user.revision,
            username: user.username.clone(),
            display_name: user.profile.display_name.clone(),
            position: user.profile.position.clone(),
            acting_as: user.profile.acting_as.clone(),
            email: user.profile.email.clone(),
            is_active: user.profile.is_active,
            standing: user.standing.into(),
            handed_over_by: match user.standing {
                AccountStanding::Unconfirmed { handed_over_by } => Some(handed_over_by),
                AccountStanding::Invited | AccountStanding::Confirmed => None,
            },
            had_in_hand: user.had_in_hand.clone(),
            memberships: grants.iter().map(MembershipView::from).collect(),
            proposed_memberships: pending.iter().map(MembershipView::from).collect(),
        }
    }
}

impl From<&Account> for MembershipListView {
    fn from(account: &Account) -> Self {
        Self {
            items: account
                .grants
                .iter()
                .map(MembershipView::from)
                .chain(account.pending.iter().map(MembershipView::from))
                .collect(),
            next: None,
        }
    }
}
