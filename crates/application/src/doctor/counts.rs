use prongsai_domain::doctor::Issue;
use prongsai_domain::doubt::Severity;

/// How many issues a year has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IssueCounts {
    /// Serious ones.
    pub serious: usize,
    /// Warnings.
    pub warning: usize,
    /// Matters of form, and what is not due yet.
    pub info: usize,
    /// Those whose day is past, whatever their severity.
    pub late: usize,
}

impl IssueCounts {
    pub(super) fn of<'a>(issues: impl Iterator<Item = &'a Issue>) -> Self {
        let mut counts = Self::default();
        for issue in issues {
            *match issue.severity {
                Severity::Serious => &mut counts.serious,
                Severity::Warning => &mut counts.warning,
                Severity::Info => &mut counts.info,
            } += 1;
            counts.late += usize::from(issue.is_late);
        }
        counts
    }
}
