use prongsai_domain::access::{Action, Actor, authorize, roles_with};
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::Organization;

use crate::document::find_organization;
use crate::{App, Context, Error};

/// Checks that the actor may send a bundle at all, before the bundle is read: for the organization that the request
/// names, or for any organization if it names none.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see the organization; [`Error::Forbidden`] if no role of the actor permits
/// an import.
pub async fn admit(app: &App, context: &Context, organization: Option<OrganizationId>) -> Result<(), Error> {
    match organization {
        Some(id) => find_organization(app, context, id, Action::Import).await.map(drop),
        None => authorize_import(&context.actor, None, false),
    }
}

/// Checks that the actor may import for an organization that exists, or one that the import would add. The refusal is
/// the same for both, so that it does not reveal whether the organization exists.
pub(super) fn authorize_import(
    actor: &Actor,
    organization: Option<&Organization>,
    is_identified: bool,
) -> Result<(), Error> {
    let allowed = match organization {
        Some(organization) => authorize(actor, Action::Import, &organization.jurisdiction()).is_ok(),
        None if is_identified => actor
            .platform_roles()
            .any(|role| actor.may_use(role, Action::CreateOrganization) && actor.may_use(role, Action::Import)),
        // The bundle does not identify an organization. A person who may import for any organization gets the
        // violations.
        None => actor
            .memberships
            .iter()
            .any(|held| actor.may_use(held.role, Action::Import)),
    };
    if allowed {
        return Ok(());
    }
    Err(Error::Forbidden {
        action: Action::Import,
        needs: roles_with(Action::Import),
    })
}

#[cfg(test)]
mod tests {
    use prongsai_domain::access::{Membership, Role, Scope};
    use prongsai_domain::geography::{OrganizationKind, ProvinceCode};
    use prongsai_domain::id::UserId;
    use prongsai_domain::organization::{Channels, OrganizationProfile};
    use prongsai_domain::setting::{Consents, Settings};
    use uuid::Uuid;

    use super::*;

    fn organization(number: u128) -> Organization {
        let profile = OrganizationProfile {
            name_th: "เทศบาลตำบลดอนฟ้าใส".to_owned(),
            kind: OrganizationKind::SubdistrictMunicipality,
            province_code: ProvinceCode::parse("56").unwrap(),
            district_code: None,
            local_code: None,
            website: None,
            contact: Channels::default(),
            whistle_blowing: Channels::default(),
            survey_token: None,
            settings: Settings::default(),
            predecessors: Vec::new(),
        };
        Organization {
            id: OrganizationId::new(Uuid::from_u128(number)),
            revision: 1,
            profile,
            consents: Consents::default(),
            merged_into: None,
        }
    }

    fn actor(role: Role, scope: Scope) -> Actor {
        Actor::new(UserId::new(Uuid::from_u128(9)), vec![Membership { role, scope }])
    }

    fn is_allowed(actor: &Actor, organization: Option<&Organization>, is_identified: bool) -> bool {
        match authorize_import(actor, organization, is_identified) {
            Ok(()) => true,
            Err(Error::Forbidden {
                action: Action::Import,
                needs,
            }) => {
                assert!(needs.contains(&Role::Drafter));
                false
            }
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn a_drafter_imports_for_the_own_organization_only() {
        let (own, other) = (organization(1), organization(2));
        let drafter = actor(Role::Drafter, Scope::Organization(own.id));
        assert!(is_allowed(&drafter, Some(&own), true));
        assert!(!is_allowed(&drafter, Some(&other), true));
        assert!(
            !is_allowed(&drafter, None, true),
            "an organization that does not exist is refused like another one"
        );
        assert!(
            is_allowed(&drafter, None, false),
            "a mistake in the description is explained"
        );
    }

    #[test]
    fn only_a_platform_administrator_adds_organizations() {
        assert!(is_allowed(&actor(Role::PlatformAdmin, Scope::Platform), None, true));
        let admin = actor(Role::OrganizationAdmin, Scope::Organization(organization(1).id));
        assert!(!is_allowed(&admin, None, true));
    }

    #[test]
    fn auditors_approvers_and_publishers_import_nothing() {
        let own = organization(1);
        for role in [Role::Auditor, Role::Approver, Role::Publisher] {
            let actor = actor(role, Scope::Organization(own.id));
            assert!(
                !is_allowed(&actor, Some(&own), true) && !is_allowed(&actor, None, false),
                "{role}"
            );
        }
    }
}
