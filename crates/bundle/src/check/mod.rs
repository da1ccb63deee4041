//! The check of a bundle. It collects all field errors.

mod analysis;
mod division;
mod geography;
mod measure;
mod organization;

#[cfg(test)]
mod tests;

use prongsai_domain::analysis::Analysis;
use prongsai_domain::catalogue::Catalogue;
use prongsai_domain::id::DivisionId;
use prongsai_domain::kind::OrganizationRules;
use prongsai_domain::measure::MeasureRules;
use prongsai_domain::organization::{Division, Organization};
use prongsai_domain::survey::SurveyToken;
use prongsai_domain::violation::{Checker, Violation};

use self::division::Divisions;
pub use self::geography::Geography;
pub use self::organization::{Identity, identify};
use crate::checked::{CheckedBundle, CheckedDocument};
use crate::choice::non_empty;
use crate::kind::{Bundle, FORMAT};

/// The maximum number of divisions in the list of a bundle's organization. The divisions that only measures name do not
/// count.
const DIVISIONS_MAX: usize = 200;

/// The stored data that the check of a bundle needs.
#[derive(Clone, Copy, Debug)]
pub struct CheckContext<'a> {
    /// The catalogue of the bundle's fiscal year.
    pub catalogue: &'a Catalogue,
    /// The catalogue of the year whose result is analysed.
    pub assessed_catalogue: &'a Catalogue,
    /// Provinces and districts.
    pub geography: Geography<'a>,
    /// The stored organization, if it exists.
    pub organization: Option<&'a Organization>,
    /// The divisions of the stored organization.
    pub divisions: &'a [Division],
    /// The stored analysis of the year, for a bundle without one.
    pub analysis: Option<&'a Analysis>,
}

/// Checks a whole bundle and collects all field errors. Pointers start at the root of the bundle, as written. `new_id`
/// makes the id of a division that does not exist yet.
///
/// # Errors
/// All violations.
pub fn check(
    bundle: &Bundle,
    context: CheckContext<'_>,
    new_id: &mut dyn FnMut() -> DivisionId,
) -> Result<CheckedBundle, Vec<Violation>> {
    let mut checker = Checker::new();
    let checked = check_all(bundle, context, new_id, &mut checker);
    checker.finish(checked).map_err(|violations| {
        let written = |violation: Violation| Violation {
            pointer: bundle.written_pointer(&violation.pointer),
            ..violation
        };
        violations.into_iter().map(written).collect()
    })
}

fn check_all(
    bundle: &Bundle,
    context: CheckContext<'_>,
    new_id: &mut dyn FnMut() -> DivisionId,
    checker: &mut Checker,
) -> Option<CheckedBundle> {
    check_format(bundle, checker);
    let fiscal_year = checker.fiscal_year("fiscal_year", bundle.fiscal_year);
    let organization = checker.at("organization", |at| {
        organization::check_organization(&bundle.organization, context.geography, at)
    });
    let mut divisions = Divisions::new(context.divisions, new_id);
    check_divisions(bundle, &mut divisions, checker);
    // When the year is refused, the rest is checked with the year of the catalogue.
    let year = fiscal_year.unwrap_or(context.catalogue.fiscal_year);
    let analysis = bundle.analysis.as_ref().map(|part| {
        checker.at("analysis", |at| {
            analysis::check_analysis(part, year, context.assessed_catalogue, at)
        })
    });
    let finding_keys = finding_keys(bundle, analysis.as_ref().map(Option::as_ref), context);
    let rules = MeasureRules {
        catalogue: context.catalogue,
        finding_keys: &finding_keys,
    };
    let measures = measure::check_measures(bundle, rules, &mut divisions, checker);
    let documents = check_documents(bundle, context, checker);
    Some(CheckedBundle {
        organization: organization?,
        new_divisions: divisions.into_new(),
        fiscal_year: fiscal_year?,
        analysis: match analysis {
            Some(checked) => Some(checked?),
            None => None,
        },
        measures,
        documents,
    })
}

fn check_documents(bundle: &Bundle, context: CheckContext<'_>, checker: &mut Checker) -> Vec<CheckedDocument> {
    // The links of a bundle's surveys are built from the bundle's own token, if it states one. The stored token stays
    // as it is. `check_organization` has refused an invalid token, so here it counts as absent.
    let token = non_empty(bundle.organization.survey_token.as_ref()).and_then(|token| SurveyToken::parse(&token).ok());
    let stored = context.organization.and_then(|one| one.profile.survey_token.clone());
    let token = token.or(stored);
    let rules = OrganizationRules {
        organization_name: bundle.organization.name_th.trim(),
        survey_token: token.as_ref(),
    };
    bundle.check_documents(rules, checker)
}

fn check_format(bundle: &Bundle, checker: &mut Checker) {
    if bundle.format != FORMAT {
        checker.at("format", |at| {
            at.refuse_with(
                "unknown-format",
                format!("รองรับเฉพาะรูปแบบ {FORMAT}"),
                format!("only the format {FORMAT} is known"),
                Some(FORMAT.to_owned()),
            );
        });
    }
}

fn check_divisions(bundle: &Bundle, divisions: &mut Divisions<'_>, checker: &mut Checker) {
    let names = &bundle.organization.divisions;
    checker.at("organization", |at| {
        if !at.limit_length("divisions", names.len(), DIVISIONS_MAX) {
            return;
        }
        let mut seen: Vec<DivisionId> = Vec::with_capacity(names.len());
        at.at("divisions", |at| {
            for (index, name) in names.iter().enumerate() {
                let Some(division) = divisions.resolve_at(&index.to_string(), name, at) else {
                    continue;
                };
                if seen.contains(&division.id) {
                    at.at(index, |at| {
                        at.refuse("duplicate", "ชื่อสำนัก/กองซ้ำ", "this division is named twice");
                    });
                }
                seen.push(division.id);
            }
        });
    });
}

/// The keys of the findings that measures may name. They are those of the bundle's analysis, even if it was refused, or
/// else those of the organization's stored analysis.
fn finding_keys(bundle: &Bundle, checked: Option<Option<&Analysis>>, context: CheckContext<'_>) -> Vec<String> {
    match (checked, &bundle.analysis) {
        (Some(None), Some(part)) => {
            let findings = part.findings.iter().enumerate();
            // A finding without a key gets the same key as in the check of the domain (`AnalysisInput::check`).
            findings
                .map(|(index, finding)| {
                    non_empty(finding.key.as_ref()).unwrap_or_else(|| format!("finding-{}", index + 1))
                })
                .collect()
        }
        (Some(analysis), _) => keys_of(analysis),
        (None, _) => keys_of(context.analysis),
    }
}

fn keys_of(analysis: Option<&Analysis>) -> Vec<String> {
    analysis
        .iter()
        .flat_map(|analysis| &analysis.findings)
        .map(|finding| finding.key.clone())
        .collect()
}
