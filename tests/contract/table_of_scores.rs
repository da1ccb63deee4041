use prongsai_test_support::Role::{Approver, Auditor, Drafter, ProvincialViewer};

use super::rights::Outsider::NotFound;
use super::rights::Row;

/// The operations on scores, and on what is drafted from them.
pub(super) const SCORES: &[Row] = &[
    (
        &["list_scores", "get_scores"],
        NotFound,
        Some((ProvincialViewer, Auditor)),
    ),
    (&["put_scores", "import_scores"], NotFound, Some((Approver, Drafter))),
];
