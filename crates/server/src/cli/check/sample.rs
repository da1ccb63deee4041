use jiff::SignedDuration;
use prongsai_persistence::{Inspection, Schema};

use super::report::Report;

/// What is found in a database that is as it should be.
pub(super) fn found() -> Inspection {
    Inspection {
        version: "17.2".to_owned(),
        major: 17,
        has_thai_collation: true,
        encoding: "UTF8".to_owned(),
        is_read_only: false,
        role: "prongsai_runtime".to_owned(),
        place: "1/2".to_owned(),
        ahead: SignedDuration::ZERO,
        schema: Some(Schema::default()),
        may_migrate: false,
    }
}

/// The lines of a check.
pub(super) fn said(check: impl FnOnce(&mut Report)) -> String {
    let mut report = Report::default();
    check(&mut report);
    report.to_string()
}
