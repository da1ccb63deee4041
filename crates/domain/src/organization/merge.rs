//! Two rows that stand for one organization, of which one goes on.

use super::{Organization, PREDECESSORS_MAX};
use crate::text::fold;
use crate::violation::Checker;

/// Whether two organizations are one by their comparison keys: kind, province and name are the same, and so is the district, where
/// both state one.
pub fn are_one(one: &Organization, other: &Organization) -> bool {
    let (one, other) = (&one.profile, &other.profile);
    let districts = one.district_code.as_ref().zip(other.district_code.as_ref());
    one.kind == other.kind
        && one.province_code == other.province_code
        && districts.is_none_or(|(one, other)| one == other)
        && fold(&one.name_th) == fold(&other.name_th)
}

/// The organization that goes on, after `duplicate` was merged into it: it has the duplicate among its predecessors, and takes over
/// the local code if it has none. `checker` gets the reasons against a merge.
pub fn merge(mut kept: Organization, duplicate: &Organization, checker: &mut Checker) -> Option<Organization> {
    let before = checker.count();
    if kept.id == duplicate.id || kept.merged_into.is_some() || duplicate.merged_into.is_some() {
        checker.refuse(
            "not-two-organizations",
            "ต้องเป็นหน่วยงานสองรายการที่ต่างกัน และยังไม่เคยรวมกับหน่วยงานอื่น",
            "these must be two organizations, and neither was merged before",
        );
    }
    if !are_one(&kept, duplicate) {
        checker.refuse(
            "different-organizations",
            "ชื่อ ประเภท จังหวัด หรืออำเภอต่างกัน จึงไม่ใช่หน่วยงานเดียวกัน หากหน่วยงานยุบรวมกันจริง ให้ระบุใน predecessors ของหน่วยงานใหม่",
            "name, kind, province or district differ, so these are two organizations; if one really became part of the other, \
             state it in the predecessors of the new one",
        );
    }
    let profile = &mut kept.profile;
    match (&profile.local_code, &duplicate.profile.local_code) {
        (Some(own), Some(other)) if own != other => {
            checker.at("local_code", |at| {
                at.refuse(
                    "different-local-codes",
                    format!("รหัส อปท. ต่างกัน ({own} และ {other}) โปรดแก้ไขรหัสที่ผิดก่อน"),
                    format!("the local codes differ ({own} and {other}); correct the wrong one first"),
                );
            });
        }
        (None, Some(code)) => profile.local_code = Some(code.clone()),
        _ => {}
    }
    if !profile.predecessors.contains(&duplicate.id) {
        profile.predecessors.push(duplicate.id);
    }
    checker.limit_length("predecessors", profile.predecessors.len(), PREDECESSORS_MAX);
    kept.revision += 1;
    (checker.count() == before).then_some(kept)
}
