use super::goal::Goal;
use super::organizations::DemoOrganization;
use super::staff::StaffUsernames;

/// A year of an organization: its content, its people and its goals.
pub(super) struct DemoYear {
    /// The organization.
    pub(super) organization: &'static DemoOrganization,
    /// The fiscal year, in the Buddhist era.
    pub(super) fiscal_year: u16,
    /// The content, as a bundle.
    pub(super) bundle: &'static str,
    /// The people who prepare, approve and publish its documents.
    pub(super) staff: StaffUsernames,
    /// The goals of single documents, by key.
    pub(super) goals: &'static [(&'static str, Goal)],
    /// The goal of all others.
    pub(super) default_goal: Goal,
}

const FIRST_STAFF: StaffUsernames = StaffUsernames {
    drafter: "drafter",
    approver: "approver",
    publisher: "publisher",
};
const SECOND_STAFF: StaffUsernames = StaffUsernames {
    drafter: "other_drafter",
    approver: "other_approver",
    publisher: "other_publisher",
};

/// The years of the demo: a complete one, the next one in work, and a smaller one of another organization.
pub(super) const fn all() -> [DemoYear; 3] {
    [
        DemoYear {
            organization: &DemoOrganization::FIRST,
            fiscal_year: 2568,
            bundle: include_str!("../../demo/than-hinghoi-2568.json"),
            staff: FIRST_STAFF,
            goals: &[
                ("state-property", Goal::Corrected),
                (
                    "open-house",
                    Goal::Withdrawn("เลื่อนการประชุมและเปลี่ยนสถานที่ โปรดดูกำหนดการใหม่บนเว็บไซต์หลักของเทศบาล"),
                ),
            ],
            default_goal: Goal::Published,
        },
        DemoYear {
            organization: &DemoOrganization::FIRST,
            fiscal_year: 2569,
            bundle: include_str!("../../demo/than-hinghoi-2569.json"),
            staff: FIRST_STAFF,
            goals: &[
                ("communication", Goal::Approved),
                ("service-improvement", Goal::Submitted),
                (
                    "risk-management",
                    Goal::Returned(
                        "ขั้นตอนที่ 2 ยังไม่กำหนดวันแล้วเสร็จ และเป้าหมายยังวัดไม่ได้ \
                         ขอให้ระบุจำนวนกระบวนงานและระดับความเสี่ยงที่คาดหวัง",
                    ),
                ),
                ("no-gift-policy", Goal::Submitted),
            ],
            default_goal: Goal::Draft,
        },
        DemoYear {
            organization: &DemoOrganization::SECOND,
            fiscal_year: 2568,
            bundle: include_str!("../../demo/don-chan-chai-2568.json"),
            staff: SECOND_STAFF,
            goals: &[("welfare-openness", Goal::Submitted)],
            default_goal: Goal::Published,
        },
    ]
}

impl DemoYear {
    /// The goal of a document.
    pub(super) fn goal(&self, key: &str) -> Goal {
        self.goals
            .iter()
            .find(|(named, _)| *named == key)
            .map_or(self.default_goal, |(_, goal)| *goal)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use prongsai_application::bundle;

    use super::*;

    #[test]
    fn every_bundle_is_valid_and_matches_its_year() {
        for year in all() {
            let bundle = bundle::parse(year.bundle.as_bytes()).unwrap().whole();
            assert_eq!(bundle.fiscal_year, year.fiscal_year);
            assert_eq!(bundle.organization.name_th, year.organization.name);
            assert_eq!(bundle.organization.province_code, year.organization.province_code);
            let keys: Vec<&str> = bundle
                .measures
                .iter()
                .map(|measure| measure.key.as_str())
                .chain(
                    bundle
                        .announcements
                        .iter()
                        .map(|announcement| announcement.key.as_str()),
                )
                .collect();
            // A goal is found by the key alone.
            let distinct: BTreeSet<&str> = keys.iter().copied().collect();
            assert_eq!(distinct.len(), keys.len(), "{keys:?}");
            for (key, _) in year.goals {
                assert!(keys.contains(key), "{key}");
            }
        }
    }
}
