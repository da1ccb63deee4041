use prongsai_test_support::Role::{Auditor, Drafter, OrganizationAdmin, PlatformAdmin, ProvincialViewer};

use super::rights::Outsider::{Forbidden, NotFound, SeesAll, SeesOwn};
use super::rights::Row;

/// The operations on rules and of the doctor, as a part of the table of all operations.
pub(super) const RULES: &[Row] = &[
    (
        &["list_rules", "get_rule", "list_province_binding_rules"],
        SeesAll,
        None,
    ),
    (&["count_issues"], SeesOwn, None),
    (&["examine_organization"], NotFound, Some((ProvincialViewer, Auditor))),
    // Rules that are binding.
    (&["list_binding_rules"], NotFound, None),
    (
        &["bind_rule", "propose_rule_release", "accept_rule_release"],
        NotFound,
        Some((Drafter, OrganizationAdmin)),
    ),
    (
        &[
            "bind_province_rule",
            "propose_province_rule_release",
            "accept_province_rule_release",
        ],
        Forbidden,
        Some((OrganizationAdmin, PlatformAdmin)),
    ),
];
