use prongsai_test_support::Role::{Approver, Auditor, Drafter, OrganizationAdmin, ProvincialViewer};

use super::rights::Outsider::NotFound;
use super::rights::Row;

/// The operations on evidence files.
pub(super) const FILES: &[Row] = &[
    (&["list_files"], NotFound, Some((ProvincialViewer, Auditor))),
    // Who does not read drafts does not learn that a file exists.
    (&["get_file", "get_file_content", "get_file_thumbnail"], NotFound, None),
    (&["upload_file"], NotFound, Some((Approver, Drafter))),
    (
        &["put_file_content", "edit_file", "delete_file"],
        NotFound,
        Some((Approver, Drafter)),
    ),
    (&["remove_file"], NotFound, Some((Drafter, OrganizationAdmin))),
];
