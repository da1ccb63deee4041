use prongsai_domain::announcement::Announcement;
use prongsai_domain::complaint_statistics::ComplaintStatistics;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::kind::OrganizationRules;
use prongsai_domain::report::Report;
use prongsai_domain::violation::Checker;

use crate::checked::CheckedDocument;
use crate::kind::check_section;
use crate::text::Outline;

impl Outline {
    /// Checks the documents except measures, which are checked together with their results. `checked` receives the
    /// documents that were not refused.
    pub(crate) fn check_documents(
        &self,
        rules: OrganizationRules<'_>,
        checker: &mut Checker,
        checked: &mut dyn FnMut(CheckedDocument, &Checker),
    ) {
        // A new kind does not compile until it has an arm here.
        for kind in DocumentKind::ALL {
            match kind {
                DocumentKind::Measure => {}
                DocumentKind::Report => self.check_reports(rules, checker, checked),
                DocumentKind::Announcement => {
                    check_section::<Announcement>(self.announcements.iter(), rules, checker, checked);
                }
                DocumentKind::ComplaintStatistics => {
                    check_section::<ComplaintStatistics>(self.complaint_statistics.iter(), rules, checker, checked);
                }
            }
        }
    }

    fn check_reports(
        &self,
        rules: OrganizationRules<'_>,
        checker: &mut Checker,
        checked: &mut dyn FnMut(CheckedDocument, &Checker),
    ) {
        if self.report.is_some() && !self.reports.is_empty() {
            checker.at("reports", |at| {
                at.refuse(
                    "either-or",
                    "ระบุ report หรือ reports เพียงอย่างใดอย่างหนึ่ง",
                    "give either report or reports, not both",
                );
            });
            return;
        }
        // At most one of the two has entries.
        match &self.report {
            Some(report) => check_section::<Report>(std::iter::once(report), rules, checker, checked),
            None => check_section::<Report>(self.reports.iter(), rules, checker, checked),
        }
    }
}
