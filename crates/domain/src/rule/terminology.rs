//! Official names that are written in another way.

use crate::doubt::Doubt;
use crate::geography::OrganizationKind;
use crate::kind::PublicText;
use crate::review::texts::prose;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "terminology",
    Info,
    "คำไม่ตรงกับที่ใช้เป็นทางการ",
    "A name differs from the official one",
    common_sense("ชื่อทางการควรเขียนเหมือนกันทุกเอกสาร"),
    Drafter,
    Due::Now,
);

const ASSESSMENT: &str = "Integrity and Transparency Assessment";

/// Common mistakes with their official form, for all kinds of organizations.
const TERMS: [(&str, &str); 3] = [
    ("ผู้มีส่วนได้เสีย", "ผู้มีส่วนได้ส่วนเสีย"),
    ("โปร่งใส่", "โปร่งใส"),
    ("มาตรกร", "มาตรการ"),
];

const SECRETARIAT: &str = "สำนักงานปลัด";

/// What follows [`SECRETARIAT`] in the official names of other secretariats: those of ministries, of the Prime Minister
/// and of Bangkok.
const OTHER_SECRETARIATS: [&str; 3] = ["กระทรวง", "สำนักนายก", "กรุงเทพ"];

/// Words with two accepted spellings, of which the second is that of the assessment. Only a document with both is doubted.
const SPELLINGS: [(&str, &str); 1] = [("ดุลยพินิจ", "ดุลพินิจ")];

/// Finds names that differ from the official form, and words with two spellings in one document.
pub(crate) fn check(year: &ReviewedYear, texts: &[PublicText<'_>], doubts: &mut Vec<Doubt>) {
    doubts.extend(two_spellings(texts));
    for (pointer, text) in prose(texts) {
        for (written, official) in slips(text, year.organization_kind) {
            doubts.push(
                RULE.doubt(
                    pointer,
                    format!("\"{written}\" คำที่ใช้เป็นทางการคือ \"{official}\""),
                    format!("\"{written}\" is officially \"{official}\""),
                )
                .suggesting(Some(official.to_owned())),
            );
        }
    }
}

fn two_spellings(texts: &[PublicText<'_>]) -> impl Iterator<Item = Doubt> {
    SPELLINGS.iter().filter_map(|(one, other)| {
        let (pointer, _) = prose(texts).find(|(_, text)| text.contains(one))?;
        prose(texts).find(|(_, text)| text.contains(other))?;
        let doubt = RULE.doubt(
            pointer,
            format!("เขียนทั้ง \"{one}\" และ \"{other}\" ในเอกสารเดียวกัน ควรใช้ \"{other}\" ทุกแห่ง"),
            format!("both \"{one}\" and \"{other}\" are written in one document; use \"{other}\" everywhere"),
        );
        Some(doubt.suggesting((*other).to_owned()))
    })
}

fn slips(text: &str, kind: OrganizationKind) -> Vec<(String, &'static str)> {
    let mut slips: Vec<(String, &'static str)> = TERMS
        .into_iter()
        .filter(|(written, _)| text.contains(written))
        .map(|(written, official)| (written.to_owned(), official))
        .collect();
    let own = |rest: &str| {
        !OTHER_SECRETARIATS
            .iter()
            .any(|other| rest.trim_start().starts_with(other))
    };
    if text
        .match_indices(SECRETARIAT)
        .any(|(at, found)| text.get(at + found.len()..).is_some_and(own))
    {
        slips.push((SECRETARIAT.to_owned(), secretariat(kind)));
    }
    if let Some(written) = assessment_in_other_case(text) {
        slips.push((written.to_owned(), ASSESSMENT));
    }
    slips
}

const fn secretariat(kind: OrganizationKind) -> &'static str {
    match kind {
        OrganizationKind::CityMunicipality
        | OrganizationKind::TownMunicipality
        | OrganizationKind::SubdistrictMunicipality => "สำนักปลัดเทศบาล",
        OrganizationKind::ProvincialAdministrativeOrganization => "สำนักปลัดองค์การบริหารส่วนจังหวัด",
        OrganizationKind::SubdistrictAdministrativeOrganization | OrganizationKind::SpecialLocalGovernment => "สำนักปลัด",
    }
}

/// The English name of the assessment, if its upper and lower case differ from the official form.
fn assessment_in_other_case(text: &str) -> Option<&str> {
    // ASCII letters keep their length when their case changes, so positions in both texts are the same.
    let lower = text.to_ascii_lowercase();
    lower
        .match_indices(&ASSESSMENT.to_ascii_lowercase())
        .filter_map(|(at, found)| text.get(at..at + found.len()))
        .find(|written| *written != ASSESSMENT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{good_year, text_doubts, text_pointers};

    const MUNICIPALITY: OrganizationKind = OrganizationKind::SubdistrictMunicipality;

    #[test]
    fn slips_are_given_their_official_form() {
        for (text, official) in [
            ("การรับรู้ของผู้มีส่วนได้เสียภายใน", "ผู้มีส่วนได้ส่วนเสีย"),
            ("(Integrity and transparency Assessment : ITA)", ASSESSMENT),
            ("INTEGRITY AND TRANSPARENCY ASSESSMENT", ASSESSMENT),
            ("งานของสำนักงานปลัด", "สำนักปลัดเทศบาล"),
            ("ความโปร่งใส่", "โปร่งใส"),
        ] {
            let found = slips(text, MUNICIPALITY);
            assert_eq!(
                found.iter().map(|slip| slip.1).collect::<Vec<_>>(),
                [official],
                "{text}"
            );
        }
    }

    #[test]
    fn official_forms_are_left_alone() {
        for text in [
            "ผู้มีส่วนได้ส่วนเสียภายนอก (Integrity and Transparency Assessment: ITA)",
            "สำนักปลัดเทศบาล ตามมาตรการ ด้วยความโปร่งใส ใส่ใจ",
            "สำนักงานปลัดกระทรวงมหาดไทย",
        ] {
            assert_eq!(slips(text, MUNICIPALITY), [], "{text}");
        }
    }

    #[test]
    fn the_secretariat_is_named_by_the_kind_of_organization() {
        let kind = OrganizationKind::SubdistrictAdministrativeOrganization;
        assert_eq!(slips("สำนักงานปลัด", kind)[0].1, "สำนักปลัด");
    }

    #[test]
    fn one_document_has_one_spelling() {
        let mut year = good_year();
        year.measures[0].1[0].details = "จัดทำมาตรการตรวจสอบการใช้ดุลยพินิจ".to_owned();
        assert_eq!(text_pointers(check, &year), [""; 0]);
        year.measures[0].1[0].outcome = Some("การใช้ดุลพินิจเป็นไปตามกฎหมาย".to_owned());
        let found = text_doubts(check, &year);
        assert_eq!(found[0].pointer, "/measures/0/results/0/details");
        assert_eq!(found[0].suggestion.as_deref(), Some("ดุลพินิจ"));
    }

    #[test]
    fn the_place_is_named() {
        let mut year = good_year();
        assert_eq!(text_pointers(check, &year), [""; 0]);
        year.divisions = vec!["สำนักงานปลัด".to_owned()];
        let found = text_doubts(check, &year);
        assert_eq!(found[0].pointer, "/organization/divisions/0");
        assert_eq!(found[0].suggestion.as_deref(), Some("สำนักปลัดเทศบาล"));
    }
}
