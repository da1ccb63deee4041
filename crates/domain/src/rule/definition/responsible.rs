use crate::access::Role;
use crate::named::named_enum;

named_enum! {
    /// Who has to act.
    #[derive(PartialOrd, Ord)]
    pub enum Responsible {
        /// Who writes.
        Drafter = "drafter",
        /// Who approves.
        Approver = "approver",
        /// Who publishes.
        Publisher = "publisher",
        /// Who keeps the data of the organization.
        OrganizationAdmin = "organization_admin",
        /// Who keeps the platform.
        PlatformAdmin = "platform_admin",
    }
}

impl Responsible {
    /// The role.
    pub const fn role(self) -> Role {
        match self {
            Self::Drafter => Role::Drafter,
            Self::Approver => Role::Approver,
            Self::Publisher => Role::Publisher,
            Self::OrganizationAdmin => Role::OrganizationAdmin,
            Self::PlatformAdmin => Role::PlatformAdmin,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_roles() {
        for responsible in Responsible::ALL {
            assert_eq!(responsible.as_str(), responsible.role().as_str());
        }
    }
}
