use prongsai_domain::access::{Action, Actor, Membership, Role, Scope, ScopeError, platform_roles_with, roles_with};
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::user::{UserProfile, check_username};
use prongsai_domain::violation::Checker;
use prongsai_persistence::Transaction;

use super::admin_scope::{AdminScope, refused};
use crate::Error;

/// The maximum length of a name and of a position, in characters.
const NAME_MAX: usize = 200;
/// The maximum number of roles that are given at once.
const ROLES_MAX: usize = 50;

/// A person as sent, not yet checked.
#[derive(Clone, Debug)]
pub struct UserInput {
    /// Login name.
    pub username: String,
    /// Name shown to colleagues.
    pub display_name: String,
    /// ตำแหน่ง (post).
    pub position: Option<String>,
    /// First roles.
    pub memberships: Vec<MembershipInput>,
}

/// A role as sent, not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembershipInput {
    /// The role.
    pub role: Role,
    /// The organization, for a role of an organization.
    pub organization_id: Option<OrganizationId>,
    /// Two digits, for a role in a province.
    pub province_code: Option<String>,
}

/// A person whose input was checked, except for the rules that need the database.
pub(super) struct CheckedUser {
    pub(super) username: String,
    pub(super) profile: UserProfile,
    pub(super) memberships: Vec<Membership>,
}

impl UserInput {
    /// Checks everything except whether organizations and provinces exist.
    pub(super) fn check(&self) -> Result<CheckedUser, Error> {
        let mut checker = Checker::new();
        let username = check_username(&self.username, &mut checker);
        let profile = check_profile((&self.display_name, self.position.as_deref(), None), true, &mut checker);
        let memberships = if checker.limit_length("memberships", self.memberships.len(), ROLES_MAX) {
            checker.at("memberships", |at| check_memberships(&self.memberships, at))
        } else {
            Vec::new()
        };
        let user = username.zip(profile).map(|(username, profile)| CheckedUser {
            username,
            profile,
            memberships,
        });
        Ok(checker.finish(user)?)
    }
}

/// Checks the profile of a person; `None` when it was refused.
pub(super) fn check_profile(
    (display_name, position, acting_as): (&str, Option<&str>, Option<&str>),
    is_active: bool,
    checker: &mut Checker,
) -> Option<UserProfile> {
    let display_name = checker.line("display_name", display_name, NAME_MAX);
    let position = checker.optional_line("position", position, NAME_MAX);
    let acting_as = checker.optional_line("acting_as", acting_as, NAME_MAX);
    Some(UserProfile {
        display_name: display_name?,
        position: position?,
        acting_as: acting_as?,
        is_active,
    })
}

fn check_memberships(inputs: &[MembershipInput], checker: &mut Checker) -> Vec<Membership> {
    let mut memberships: Vec<Membership> = Vec::new();
    for (index, input) in inputs.iter().enumerate() {
        checker.at(index, |at| match input.check(at) {
            Some(membership) if memberships.contains(&membership) => {
                at.refuse("duplicate", "บทบาทนี้ระบุซ้ำ", "this role is given twice");
            }
            Some(membership) => memberships.push(membership),
            None => {}
        });
    }
    memberships
}

impl MembershipInput {
    /// Checks that the role has its kind of scope; `None` when it was refused.
    pub(super) fn check(&self, checker: &mut Checker) -> Option<Membership> {
        let province = match self.province_code.as_deref().map(ProvinceCode::parse).transpose() {
            Ok(province) => province,
            Err(error) => {
                let (thai, english) = (error.message_th(), error.message_en());
                checker.at("province_code", |at| at.refuse(error.code(), thai, english));
                return None;
            }
        };
        match Scope::of(self.role, province, self.organization_id) {
            Ok(scope) => Some(Membership { role: self.role, scope }),
            Err(error) => {
                refuse_scope(error, checker);
                None
            }
        }
    }
}

fn refuse_scope(error: ScopeError, checker: &mut Checker) {
    let (field, thai) = match error {
        ScopeError::UnknownRole => ("role", "ไม่มีบทบาทนี้".to_owned()),
        ScopeError::TakesNone => (
            "role",
            format!(
                "บทบาท{}ไม่ระบุ organization_id หรือ province_code",
                Role::PlatformAdmin.name_th()
            ),
        ),
        ScopeError::TakesProvince => (
            "province_code",
            format!(
                "บทบาท{}ต้องระบุ province_code และไม่ระบุ organization_id",
                Role::ProvincialViewer.name_th()
            ),
        ),
        ScopeError::TakesOrganization => (
            "organization_id",
            "บทบาทนี้ต้องระบุ organization_id และไม่ระบุ province_code".to_owned(),
        ),
    };
    checker.at(field, |at| at.refuse("wrong-scope", thai, error.to_string()));
}

/// Checks that the actor may give a role in this scope.
///
/// # Errors
/// [`Error::Forbidden`], or [`Error::Invalid`] for an organization that the actor may not see.
pub(super) fn check_may_give(actor: &Actor, membership: &Membership, checker: &mut Checker) -> Result<(), Error> {
    if AdminScope::of(actor).covers(&membership.scope) {
        return Ok(());
    }
    match &membership.scope {
        Scope::Organization(id) if !actor.organizations().contains(id) => {
            refuse_organization(checker);
            Ok(())
        }
        Scope::Organization(_) => Err(refused(actor, roles_with(Action::ManageUsers))),
        Scope::Platform | Scope::Province(_) => Err(refused(actor, platform_roles_with(Action::ManageUsers))),
    }
}

/// Checks that the organization or province of a role exists.
pub(super) async fn check_scope_exists(
    transaction: &mut Transaction,
    scope: &Scope,
    checker: &mut Checker,
) -> Result<(), Error> {
    match scope {
        Scope::Platform => {}
        Scope::Province(code) => {
            if !transaction.province_exists(code).await? {
                code.refuse_unknown(None, checker);
            }
        }
        Scope::Organization(id) => {
            if transaction.find_organization(*id).await?.is_none() {
                refuse_organization(checker);
            }
        }
    }
    Ok(())
}

fn refuse_organization(checker: &mut Checker) {
    checker.at("organization_id", |at| {
        at.refuse("unknown-organization", "ไม่พบองค์กรนี้", "there is no such organization");
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A scope that the role does not take is refused with the Thai name of the role in Thai.
    #[test]
    fn no_thai_text_about_a_scope_has_the_code_of_a_role() {
        for role in Role::ALL {
            let takes_none = role == Role::PlatformAdmin;
            let input = MembershipInput {
                role,
                organization_id: None,
                province_code: takes_none.then(|| "48".to_owned()),
            };
            let mut checker = Checker::new();
            let checked = input.check(&mut checker);
            let violations = checker.finish(checked).unwrap_err();
            let [refused] = violations.as_slice() else {
                panic!("{role}: {violations:?}");
            };
            let has_name = matches!(role, Role::PlatformAdmin | Role::ProvincialViewer);
            assert_eq!(
                refused.message_th.contains(role.name_th()),
                has_name,
                "{role}: {refused:?}"
            );
            for other in Role::ALL {
                assert!(!refused.message_th.contains(other.as_str()), "{role}: {refused:?}");
            }
        }
    }
}
