use prongsai_application::{Quota, QuotaExceeded};

use super::{Bilingual, Problem, ProblemCode};

/// The problem of a request that would add more than there may be.
pub(super) fn quota_exceeded(exceeded: QuotaExceeded) -> Problem {
    let QuotaExceeded {
        quota,
        limit,
        present,
        added,
    } = exceeded;
    let (thai, english) = match quota {
        Quota::DocumentsOfYear => (
            "หน่วยงานหนึ่งมีเอกสารของปีงบประมาณเดียวกันได้",
            "An organization may have at most {limit} documents of a fiscal year",
        ),
        Quota::EditionsOfDocument => ("เอกสารหนึ่งมีฉบับได้", "A document may have at most {limit} editions"),
        Quota::ResultsOfMeasure => (
            "มาตรการหนึ่งมีผลการดำเนินการได้",
            "A measure may have at most {limit} results",
        ),
        Quota::ActivitiesOfMeasure => ("มาตรการหนึ่งมีกิจกรรมได้", "A measure may have at most {limit} activities"),
        Quota::DivisionsOfOrganization => (
            "หน่วยงานหนึ่งมีสำนักและกองได้",
            "An organization may have at most {limit} divisions",
        ),
        Quota::ChannelsOfOrganization => (
            "หน่วยงานหนึ่งมีช่องทางได้",
            "An organization may have at most {limit} channels",
        ),
        Quota::FileBytesOfOrganization => (
            "หน่วยงานหนึ่งเก็บไฟล์ได้",
            "The files of an organization may have at most {limit} bytes",
        ),
    };
    let unit = if quota == Quota::FileBytesOfOrganization {
        "ไบต์"
    } else {
        "รายการ"
    };
    let english = english.replace("{limit}", &limit.to_string());
    Problem::new(ProblemCode::QuotaExceeded).explain(Bilingual::new(
        format!(
            "{thai}ไม่เกิน {limit} {unit} ขณะนี้มี {present} {unit} และคำขอนี้จะเพิ่มอีก {added} {unit} จึงไม่มีการเปลี่ยนแปลงใด ๆ"
        ),
        format!("{english}. There are {present} now, and the request would add {added}, so nothing was changed."),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Language;

    #[test]
    fn the_detail_names_the_limit_and_the_present_number() {
        for quota in [
            Quota::DocumentsOfYear,
            Quota::EditionsOfDocument,
            Quota::ResultsOfMeasure,
            Quota::ActivitiesOfMeasure,
            Quota::DivisionsOfOrganization,
            Quota::ChannelsOfOrganization,
            Quota::FileBytesOfOrganization,
        ] {
            let problem = quota_exceeded(QuotaExceeded {
                quota,
                limit: 2_001,
                present: 1_999,
                added: 37,
            });
            let detail = problem.0.detail.unwrap();
            for text in [detail.text(Language::Thai), detail.text(Language::English)] {
                for number in ["2001", "1999", "37"] {
                    assert!(text.contains(number), "{text}");
                }
            }
        }
    }
}
