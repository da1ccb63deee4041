//! The doubts about a bundle.

use std::collections::BTreeMap;

use prongsai_domain::calendar::BuddhistDate;
use prongsai_domain::catalogue::Catalogue;
use prongsai_domain::doubt::{Doubt, Severity};
use prongsai_domain::organization::Organization;
use prongsai_domain::review::{ReviewedYear, review};

use crate::Bundle;
use crate::checked::CheckedBundle;

/// The doubts about a bundle that passed the check. Pointers are those of the bundle as written.
///
/// `organization` is the stored organization, if it exists. `today` is the day of the review: work that is due later
/// does not count as missing. `None` reviews the whole year. The most severe doubts come first.
pub fn doubts(
    bundle: &Bundle,
    checked: &CheckedBundle,
    organization: Option<&Organization>,
    catalogue: &Catalogue,
    today: Option<BuddhistDate>,
) -> Vec<Doubt> {
    let settings = organization.map_or(checked.organization.settings, |organization| {
        organization.profile.settings
    });
    let year = ReviewedYear {
        fiscal_year: checked.fiscal_year,
        organization_kind: checked.organization.kind,
        divisions: bundle.organization.divisions.clone(),
        publishes_internal_surveys: settings.publishes_internal_surveys,
        indicator_names: catalogue
            .indicators
            .iter()
            .map(|indicator| (indicator.code, indicator.name_th.clone()))
            .collect::<BTreeMap<_, _>>(),
        analysis: checked.analysis.clone(),
        measures: checked
            .measures
            .iter()
            .map(|measure| {
                let results = measure.results.iter().map(|(_, result)| result.clone()).collect();
                (measure.content.clone(), results)
            })
            .collect(),
        documents: checked
            .documents
            .iter()
            .map(|document| (document.pointer.clone(), document.content.clone()))
            .collect(),
        reviewed_on: today,
    };
    let mut doubts = about_organization(checked, organization);
    doubts.extend(review(&year));
    for doubt in &mut doubts {
        doubt.pointer = bundle.written_pointer(&doubt.pointer);
    }
    doubts.sort_by_key(|doubt| std::cmp::Reverse(doubt.severity));
    doubts
}

/// Reports values that differ from the stored organization, because an import does not change it. Also reports a local
/// code that does not match the kind or the province.
fn about_organization(checked: &CheckedBundle, organization: Option<&Organization>) -> Vec<Doubt> {
    let stated = &checked.organization;
    let code = stated.local_code.as_ref();
    let mut doubts: Vec<Doubt> = code
        .into_iter()
        .flat_map(|code| code.doubts(stated.kind, &stated.province_code))
        .map(|doubt| Doubt {
            code: doubt.code(),
            severity: Severity::Warning,
            pointer: "/organization/local_code".to_owned(),
            message_th: doubt.message_th().to_owned(),
            message_en: doubt.message_en().to_owned(),
            suggestion: None,
        })
        .collect();
    let Some(stored) = organization.map(|organization| &organization.profile) else {
        return doubts;
    };
    let text = |value: Option<&dyn ToString>| value.map(ToString::to_string);
    let fields = [
        ("name_th", Some(stated.name_th.clone()), Some(stored.name_th.clone())),
        (
            "local_code",
            text(code.map(|code| code as _)),
            text(stored.local_code.as_ref().map(|code| code as _)),
        ),
        ("website", stated.website.clone(), stored.website.clone()),
        (
            "survey_token",
            text(stated.survey_token.as_ref().map(|token| token as _)),
            text(stored.survey_token.as_ref().map(|token| token as _)),
        ),
    ];
    for (field, stated, stored) in fields {
        if stated.is_some() && stated != stored {
            doubts.push(differs(field, stored));
        }
    }
    doubts
}

fn differs(field: &str, stored: Option<String>) -> Doubt {
    Doubt {
        code: "organization-differs",
        severity: Severity::Info,
        pointer: format!("/organization/{field}"),
        message_th: "ค่านี้ไม่ตรงกับข้อมูลหน่วยงานในระบบ การนำเข้าไม่แก้ไขข้อมูลหน่วยงานที่มีอยู่แล้ว".to_owned(),
        message_en: "this differs from the stored organization; an import does not change an existing organization"
            .to_owned(),
        suggestion: stored,
    }
}
