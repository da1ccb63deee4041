//! Codes of local governments that do not match the kind or the province. One comparison finds both codes.

use crate::doubt::Doubt;
use crate::geography::{LocalCode, LocalCodeDoubt, OrganizationKind, ProvinceCode};

use super::definition::{Due, Rule, rule};

pub(crate) static OTHER_KIND: Rule = rule!(
    "local-code-other-kind",
    Warning,
    "รหัส อปท. ไม่ตรงกับประเภทของหน่วยงาน",
    "The local code is that of another kind",
    common_sense("สองหลักแรกของรหัส อปท. บอกประเภท"),
    OrganizationAdmin,
    Due::Now,
);

pub(crate) static OTHER_PROVINCE: Rule = rule!(
    "local-code-other-province",
    Warning,
    "รหัส อปท. ไม่ตรงกับจังหวัด",
    "The local code is that of another province",
    common_sense("หลักที่ 3 และ 4 ของรหัส อปท. บอกจังหวัด"),
    OrganizationAdmin,
    Due::Now,
);

/// The doubts about the local code of an organization of this kind in this province.
pub fn local_code_doubts(code: &LocalCode, kind: OrganizationKind, province: &ProvinceCode) -> Vec<Doubt> {
    let found = code.doubts(kind, province).into_iter();
    found
        .map(|doubt| {
            let rule = match doubt {
                LocalCodeDoubt::OtherKind => &OTHER_KIND,
                LocalCodeDoubt::OtherProvince => &OTHER_PROVINCE,
            };
            rule.doubt("/organization/local_code", doubt.message_th(), doubt.message_en())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_comparison() {
        let code = LocalCode::parse("05470401").unwrap();
        let found = local_code_doubts(
            &code,
            OrganizationKind::TownMunicipality,
            &ProvinceCode::parse("81").unwrap(),
        );
        let codes: Vec<&str> = found.iter().map(|doubt| doubt.code.as_str()).collect();
        assert_eq!(
            codes,
            [LocalCodeDoubt::OtherKind.code(), LocalCodeDoubt::OtherProvince.code()]
        );
    }
}
