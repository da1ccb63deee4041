use prongsai_test_support::Role::{Approver, Auditor, Drafter, OrganizationAdmin, ProvincialViewer};

use super::rights::Outsider::{NotFound, SeesOwn};
use super::rights::Row;

/// The operations on scores, on what is drafted from them, and on templates of measures.
pub(super) const SCORES: &[Row] = &[
    (
        &["list_scores", "get_scores", "get_analysis_draft"],
        NotFound,
        Some((ProvincialViewer, Auditor)),
    ),
    (
        &[
            "put_scores",
            "import_scores",
            "decide_finding",
            "draft_measure_from_template",
        ],
        NotFound,
        Some((Approver, Drafter)),
    ),
    (&["list_measure_templates"], SeesOwn, None),
    (&["get_measure_template"], NotFound, None),
    (
        &[
            "create_measure_template",
            "replace_measure_template",
            "delete_measure_template",
        ],
        NotFound,
        Some((Drafter, OrganizationAdmin)),
    ),
];
