use prongsai_test_support::Role::{OrganizationAdmin, PlatformAdmin};

use super::rights::Outsider::{Forbidden, NotFound};
use super::rights::Row;

/// The operations on jobs, as a part of the table of all operations. Whoever caused a job sees it; administrators of the
/// platform see all.
pub(super) const JOBS: &[Row] = &[
    (&["get_job"], NotFound, None),
    (
        &["list_jobs", "retry_job"],
        Forbidden,
        Some((OrganizationAdmin, PlatformAdmin)),
    ),
];
