use prongsai_test_support::Role::{Auditor, Drafter, OrganizationAdmin, ProvincialViewer};

use super::rights::Outsider::NotFound;
use super::rights::Row;

/// The operations on channels and links, as a part of the table of all operations.
pub(super) const CHANNELS: &[Row] = &[
    (&["list_channels", "get_channel"], NotFound, None),
    (
        &["create_channel", "replace_channel", "delete_channel"],
        NotFound,
        Some((Drafter, OrganizationAdmin)),
    ),
    (&["list_links"], NotFound, Some((ProvincialViewer, Auditor))),
];
