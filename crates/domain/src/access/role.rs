use std::fmt;
use std::str::FromStr;

use crate::geography::ProvinceCode;
use crate::id::OrganizationId;
use crate::named::{Named, named_enum};

named_enum! {
    /// The rights of a person, within a [`Scope`].
    #[derive(PartialOrd, Ord)]
    pub enum Role {
        /// Administers the platform: organizations, users, catalogues. Approves and publishes nothing, and drafts only
        /// by importing a bundle.
        PlatformAdmin = "platform_admin",
        /// Reads the documents of all organizations of one province, from submission on.
        ProvincialViewer = "provincial_viewer",
        /// Administers one organization's settings, divisions and users. Drafts only by importing a bundle.
        OrganizationAdmin = "organization_admin",
        /// Writes analyses, results and documents of every kind.
        Drafter = "drafter",
        /// Approves what others drafted, or returns it.
        Approver = "approver",
        /// Publishes what was approved, and withdraws it.
        Publisher = "publisher",
        /// Reads everything of one organization, changes nothing.
        Auditor = "auditor",
    }
}

impl Role {
    /// The official Thai name.
    pub const fn name_th(self) -> &'static str {
        match self {
            Self::PlatformAdmin => "ผู้ดูแลแพลตฟอร์ม",
            Self::ProvincialViewer => "ผู้กำกับดูแลระดับจังหวัด",
            Self::OrganizationAdmin => "ผู้ดูแลข้อมูลหน่วยงาน",
            Self::Drafter => "ผู้จัดทำ",
            Self::Approver => "ผู้อนุมัติ",
            Self::Publisher => "ผู้เผยแพร่",
            Self::Auditor => "ผู้ตรวจสอบภายใน",
        }
    }

    /// Whether two people give this role: with it a person approves, publishes, or decides who may.
    pub const fn needs_second_person(self) -> bool {
        matches!(
            self,
            Self::PlatformAdmin | Self::OrganizationAdmin | Self::Approver | Self::Publisher
        )
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = ScopeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::with_name(text).ok_or(ScopeError::UnknownRole)
    }
}

/// The scope of a role.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere.
    Platform,
    /// In every organization of a province.
    Province(ProvinceCode),
    /// In one organization.
    Organization(OrganizationId),
}

impl Scope {
    /// The scope of a role, from the given ids; each role has exactly one kind of scope.
    pub fn of(
        role: Role,
        province: Option<ProvinceCode>,
        organization: Option<OrganizationId>,
    ) -> Result<Self, ScopeError> {
        match (role, province, organization) {
            (Role::PlatformAdmin, None, None) => Ok(Self::Platform),
            (Role::PlatformAdmin, ..) => Err(ScopeError::TakesNone),
            (Role::ProvincialViewer, Some(province), None) => Ok(Self::Province(province)),
            (Role::ProvincialViewer, ..) => Err(ScopeError::TakesProvince),
            (_, None, Some(organization)) => Ok(Self::Organization(organization)),
            _ => Err(ScopeError::TakesOrganization),
        }
    }
}

/// A role that does not exist, or that cannot have the given scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScopeError {
    /// No role has that name.
    #[error("no such role")]
    UnknownRole,
    /// The role applies everywhere.
    #[error("the role platform_admin takes neither province_code nor organization_id")]
    TakesNone,
    /// The role applies in a province.
    #[error("the role provincial_viewer takes province_code, and no organization_id")]
    TakesProvince,
    /// The role applies in an organization.
    #[error("this role takes organization_id, and no province_code")]
    TakesOrganization,
}
