use prongsai_test_support::Role::{Drafter, OrganizationAdmin, Publisher};

use super::rights::Outsider::{ActsOnSelf, NotFound};
use super::rights::Row;

/// The operations on service tokens, as a part of the table of all operations.
pub(super) const TOKENS: &[Row] = &[
    // A person's own service tokens; only somebody with the rights makes one.
    (
        &[
            "list_my_service_tokens",
            "get_my_service_token",
            "revoke_my_service_token",
            "rotate_service_token",
        ],
        ActsOnSelf,
        None,
    ),
    (&["create_service_token"], NotFound, Some((Publisher, Drafter))),
    (
        &["list_service_tokens", "revoke_service_token"],
        NotFound,
        Some((Drafter, OrganizationAdmin)),
    ),
];
