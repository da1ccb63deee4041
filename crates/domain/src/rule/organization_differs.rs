//! Values of a bundle that differ from the stored organization.

use crate::doubt::Doubt;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "organization-differs",
    Info,
    "ข้อมูลหน่วยงานไม่ตรงกับในระบบ",
    "The organization differs from the stored one",
    common_sense("การนำเข้าไม่แก้ไขข้อมูลหน่วยงานที่มีอยู่แล้ว"),
    OrganizationAdmin,
    Due::Now,
);

/// The doubt about a field of the organization of a bundle that differs from the stored value.
pub fn organization_differs(field: &str, stored: Option<String>) -> Doubt {
    let place = format!("/organization/{field}");
    let doubt = RULE.doubt(
        place,
        "ค่านี้ไม่ตรงกับข้อมูลหน่วยงานในระบบ การนำเข้าไม่แก้ไขข้อมูลหน่วยงานที่มีอยู่แล้ว",
        "this differs from the stored organization; an import does not change an existing organization",
    );
    doubt.suggesting(stored)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stored_value_is_suggested() {
        let doubt = organization_differs("website", Some("https://www.example.go.th".to_owned()));
        assert_eq!(doubt.pointer, "/organization/website");
        assert_eq!(doubt.suggestion.as_deref(), Some("https://www.example.go.th"));
    }
}
