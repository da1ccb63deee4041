use prongsai_application::user::{Confirmers, Me};
use prongsai_domain::access::Role;
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::{MembershipId, OrganizationId, UserId};
use prongsai_domain::user::{Grant, PendingGrant, User};
use serde::Serialize;
use utoipa::ToSchema;

use super::view::SecondFactorView;
use crate::user::{ProposalView, RoleName, StandingView, scope_parts};

/// The current user.
#[derive(Serialize, ToSchema)]
pub(crate) struct MeView {
    /// Id.
    #[schema(value_type = Uuid)]
    id: UserId,
    /// Login name.
    #[schema(example = "somchai.r")]
    username: String,
    /// Name shown to colleagues.
    #[schema(example = "สมชาย รักถิ่น")]
    display_name: String,
    /// ตำแหน่ง (post).
    #[schema(example = "นักวิเคราะห์นโยบายและแผน")]
    position: Option<String>,
    /// How far the account is the user's own.
    standing: StandingView,
    /// The administrator with whose token the password was set, while the account is unconfirmed.
    handed_over_by: Option<NamedPersonView>,
    /// Who may confirm the account, while it is unconfirmed; `null` otherwise.
    may_confirm: Option<ConfirmersView>,
    /// All current roles of the user.
    memberships: Vec<MyMembershipView>,
    /// The proposed roles of the user. They give no right.
    proposed_memberships: Vec<MyProposedMembershipView>,
    /// The second factor of the user.
    second_factor: SecondFactorView,
}

/// A role of the user.
#[derive(Serialize, ToSchema)]
pub(crate) struct MyMembershipView {
    /// Id.
    #[schema(value_type = Uuid)]
    id: MembershipId,
    /// The role.
    #[schema(value_type = RoleName)]
    role: Role,
    /// The organization, for a role of an organization.
    #[schema(value_type = Option<Uuid>)]
    organization_id: Option<OrganizationId>,
    /// Name of the organization.
    #[schema(example = "เทศบาลตำบลตัวอย่าง")]
    organization_name: Option<String>,
    /// The province, for a role in a province.
    #[schema(value_type = Option<String>, example = "47")]
    province_code: Option<ProvinceCode>,
}

/// A proposed role of the user.
#[derive(Serialize, ToSchema)]
pub(crate) struct MyProposedMembershipView {
    /// Id.
    #[schema(value_type = Uuid)]
    id: MembershipId,
    /// The role.
    #[schema(value_type = RoleName)]
    role: Role,
    /// The organization, for a role of an organization.
    #[schema(value_type = Option<Uuid>)]
    organization_id: Option<OrganizationId>,
    /// Name of the organization.
    #[schema(example = "เทศบาลตำบลตัวอย่าง")]
    organization_name: Option<String>,
    /// The province, for a role in a province.
    #[schema(value_type = Option<String>, example = "47")]
    province_code: Option<ProvinceCode>,
    /// Who proposed it, and until when it waits.
    proposal: ProposalView,
    /// Who may confirm it; `null` when it has expired.
    may_confirm: Option<ConfirmersView>,
}

/// Who may be the second person. If nobody is listed and the operator may, only the operator of the host can confirm.
#[derive(Serialize, ToSchema)]
pub(crate) struct ConfirmersView {
    /// The administrators who may confirm.
    people: Vec<NamedPersonView>,
    /// Whether the operator of the host may, with `prongsai user confirm`.
    operator: bool,
}

/// A person with the post.
#[derive(Serialize, ToSchema)]
pub(crate) struct NamedPersonView {
    /// The id of the person.
    #[schema(value_type = Uuid)]
    id: UserId,
    /// Name shown to colleagues.
    #[schema(example = "สมหญิง ใจงาม")]
    display_name: String,
    /// ตำแหน่ง (post).
    #[schema(example = "ปลัดเทศบาล")]
    position: Option<String>,
}

impl From<User> for NamedPersonView {
    fn from(user: User) -> Self {
        Self {
            id: user.id,
            display_name: user.profile.display_name,
            position: user.profile.position,
        }
    }
}

impl From<Confirmers> for ConfirmersView {
    fn from(confirmers: Confirmers) -> Self {
        Self {
            people: confirmers.people.into_iter().map(NamedPersonView::from).collect(),
            operator: confirmers.operator,
        }
    }
}

/// Names of organizations.
struct Names(Vec<(OrganizationId, String)>);

impl Names {
    fn of(&self, organization: Option<OrganizationId>) -> Option<String> {
        let found = self.0.iter().find(|(id, _)| Some(*id) == organization);
        found.map(|(_, name)| name.clone())
    }

    fn membership(&self, grant: &Grant) -> MyMembershipView {
        let (organization_id, province_code) = scope_parts(&grant.membership.scope);
        MyMembershipView {
            id: grant.id,
            role: grant.membership.role,
            organization_id,
            organization_name: self.of(organization_id),
            province_code,
        }
    }

    fn proposed(&self, (pending, confirmers): (PendingGrant, Option<Confirmers>)) -> MyProposedMembershipView {
        let (organization_id, province_code) = scope_parts(&pending.grant.membership.scope);
        MyProposedMembershipView {
            id: pending.grant.id,
            role: pending.grant.membership.role,
            organization_id,
            organization_name: self.of(organization_id),
            province_code,
            proposal: ProposalView::from(&pending),
            may_confirm: confirmers.map(ConfirmersView::from),
        }
    }
}

impl From<Me> for MeView {
    fn from(me: Me) -> Self {
        let names = Names(me.organization_names);
        Self {
            id: me.user.id,
            username: me.user.username,
            display_name: me.user.profile.display_name,
            position: me.user.profile.position,
            standing: me.user.standing.into(),
            handed_over_by: me.handed_over_by.map(NamedPersonView::from),
            may_confirm: me.confirmers.map(ConfirmersView::from),
            memberships: me.grants.iter().map(|grant| names.membership(grant)).collect(),
            proposed_memberships: me.pending.into_iter().map(|pending| names.proposed(pending)).collect(),
            second_factor: me.second_factor.into(),
        }
    }
}
