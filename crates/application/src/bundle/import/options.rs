use prongsai_domain::id::OrganizationId;

/// What a request for an import states beside the bundle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// The organization. The bundle must be of the same one.
    pub organization_id: Option<OrganizationId>,
    /// Whether the import is rolled back at its end.
    pub dry_run: bool,
    /// Whether the import adds divisions that a stored organization does not have. Without it they are refused, because a
    /// name may be written wrongly.
    pub create_divisions: bool,
}
