//! The check of a bundle. It collects all field errors, and the doubts about a bundle that has none.

mod analysis;
mod context;
mod division;
mod documents;
mod geography;
mod measure;
mod organization;
mod review;

#[cfg(test)]
mod tests;

use std::cell::RefCell;

use prongsai_domain::analysis::Analysis;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::doubt::Doubt;
use prongsai_domain::id::DivisionId;
use prongsai_domain::kind::OrganizationRules;
use prongsai_domain::measure::MeasureRules;
use prongsai_domain::organization::OrganizationProfile;
use prongsai_domain::review::Rank;
use prongsai_domain::survey::SurveyToken;
use prongsai_domain::violation::{Checker, Violation};

pub use self::context::CheckContext;
use self::division::{Added, Divisions};
pub use self::geography::Geography;
pub use self::measure::{CheckedResult, default_result_key, read_result, stated_result_keys};
pub use self::organization::{Identity, identify};
pub use self::review::Reviewer;
use self::review::Reviewing;
use crate::checked::{CheckedAnalysis, CheckedBundle, CheckedDocument, CheckedMeasure};
use crate::choice::non_empty;
use crate::kind::FORMAT;
use crate::text::{BundleText, Outline, Written};
use crate::wire::AnalysisPart;

/// The maximum number of divisions in the list of a bundle's organization; docs/bundle.md states it. The divisions that
/// only measures name do not count.
const DIVISIONS_MAX: usize = 200;

/// Checks a whole bundle and collects all field errors. Pointers start at the root of the bundle, as written. `new_id`
/// makes the id of a division that does not exist yet. A bundle without errors is also reviewed; its doubts go to
/// `reviewer`. If there are errors, it receives only some.
///
/// # Errors
/// All violations.
pub fn check(
    bundle: &BundleText,
    context: CheckContext<'_>,
    new_id: &mut dyn FnMut() -> DivisionId,
    reviewer: Reviewer<'_>,
) -> Result<CheckedBundle, Vec<Violation>> {
    let Reviewer { today, report: found } = reviewer;
    let mut checker = Checker::new();
    let written = RefCell::new(Written::of(bundle.outline.report.is_some()));
    let mut report = |rank: Rank, doubt: Doubt| {
        let pointer = written.borrow().pointer(&doubt.pointer);
        found(rank, Doubt { pointer, ..doubt });
    };
    let mut examination = Examination {
        outline: &bundle.outline,
        context,
        written: &written,
        review: Reviewing::new(context, today, &mut report),
    };
    let checked = examination.check(new_id, &mut checker);
    match checker.finish(checked) {
        Ok(checked) => {
            examination.review.finish();
            let written = written.into_inner();
            Ok(CheckedBundle { written, ..checked })
        }
        Err(violations) => {
            let written = written.into_inner();
            let as_written = |violation: Violation| Violation {
                pointer: written.pointer(&violation.pointer),
                ..violation
            };
            Err(violations.into_iter().map(as_written).collect())
        }
    }
}

/// The check of one bundle.
struct Examination<'a> {
    outline: &'a Outline,
    context: CheckContext<'a>,
    /// The measures that were read so far. The doubts about them are reported with their written places.
    written: &'a RefCell<Written>,
    review: Reviewing<'a>,
}

impl Examination<'_> {
    /// Checks the parts in such an order that each is checked against those before it.
    fn check(&mut self, new_id: &mut dyn FnMut() -> DivisionId, checker: &mut Checker) -> Option<CheckedBundle> {
        let (outline, context) = (self.outline, self.context);
        check_format(&outline.format, checker);
        let fiscal_year = checker.fiscal_year("fiscal_year", outline.fiscal_year);
        let organization = checker.at("organization", |at| {
            organization::check_organization(&outline.organization, context.geography, at)
        });
        let added = match context.organization {
            _ if context.creates_divisions => Added::Named,
            Some(_) => Added::Nothing,
            None => Added::Listed,
        };
        let mut divisions = Divisions::new(context.divisions, added, new_id);
        check_divisions(&outline.organization.divisions, &mut divisions, checker);
        // When the year is refused, the rest is checked with the year of the catalogue.
        let year = fiscal_year.unwrap_or(context.catalogue.fiscal_year);
        let analysis = outline.analysis.as_ref().map(|part| {
            checker.at("analysis", |at| {
                analysis::check_analysis(part, year, context.assessed_catalogue, at)
            })
        });
        if let (Some(organization), 0) = (&organization, checker.count()) {
            let analysis = analysis.as_ref().and_then(Option::as_ref);
            self.review.begin(year, organization, &outline.organization, analysis);
        }
        let finding_keys = finding_keys(
            outline.analysis.as_ref(),
            analysis.as_ref().map(Option::as_ref),
            context.analysis,
        );
        let measures = self.check_measures(&finding_keys, &mut divisions, checker);
        let documents = self.check_documents(organization.as_ref(), year, checker);
        Some(CheckedBundle {
            organization: organization?,
            new_divisions: divisions.into_new(),
            fiscal_year: fiscal_year?,
            analysis: match analysis.zip(outline.analysis.as_ref()) {
                Some((checked, part)) => Some(CheckedAnalysis {
                    content: checked?,
                    stated_findings: stated_findings(part).map(|key| key.is_some()).collect(),
                    revision: part.revision,
                }),
                None => None,
            },
            measures,
            documents,
            // `check` replaces this value. The forms are in its `RefCell` until the review has ended.
            written: Written::default(),
        })
    }

    fn check_measures(
        &mut self,
        finding_keys: &[String],
        divisions: &mut Divisions<'_>,
        checker: &mut Checker,
    ) -> Vec<CheckedMeasure> {
        let rules = MeasureRules {
            catalogue: self.context.catalogue,
            finding_keys,
        };
        let mut measures = Vec::new();
        measure::check_measures(
            &self.outline.measures,
            rules,
            divisions,
            checker,
            |part| self.written.borrow_mut().add_measure(part),
            |measure, results, at| {
                self.review.measure(&measure.content, results, at);
                measures.push(measure);
            },
        );
        measures
    }

    /// `profile` is `None` if it was refused.
    fn check_documents(
        &mut self,
        profile: Option<&OrganizationProfile>,
        fiscal_year: FiscalYear,
        checker: &mut Checker,
    ) -> Vec<CheckedDocument> {
        let stated = &self.outline.organization;
        // The links of a bundle's surveys are built from the bundle's own token, if it states one. The stored token
        // stays as it is. `check_organization` has refused an invalid token, so here it counts as absent.
        let token = non_empty(stated.survey_token.as_ref()).and_then(|token| SurveyToken::parse(&token).ok());
        let organization = self.context.organization;
        let stored = organization.and_then(|one| one.profile.survey_token.clone());
        let token = token.or(stored);
        let rules = OrganizationRules {
            organization_name: profile.map_or(stated.name_th.as_str(), |one| &one.name_th),
            survey_token: token.as_ref(),
            // The organization's token may have changed since a link was written.
            accepts_other_tokens: true,
            fiscal_year: Some(fiscal_year),
        };
        let mut documents = Vec::new();
        self.outline.check_documents(rules, checker, &mut |document, at| {
            self.review.document(&document, at);
            documents.push(document);
        });
        documents
    }
}

fn check_format(format: &str, checker: &mut Checker) {
    if format != FORMAT {
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

/// Checks the list of the organization's divisions and adds those that may be added.
fn check_divisions(names: &[String], divisions: &mut Divisions<'_>, checker: &mut Checker) {
    checker.at("organization", |at| {
        if !at.limit_length("divisions", names.len(), DIVISIONS_MAX) {
            return;
        }
        let mut seen: Vec<DivisionId> = Vec::with_capacity(names.len());
        at.at("divisions", |at| {
            for (index, name) in names.iter().enumerate() {
                let Some(division) = divisions.resolve_listed(index, name, at) else {
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
fn finding_keys(
    part: Option<&AnalysisPart>,
    checked: Option<Option<&Analysis>>,
    stored: Option<&Analysis>,
) -> Vec<String> {
    match (checked, part) {
        (Some(None), Some(part)) => {
            let stated: Vec<_> = stated_findings(part).collect();
            prongsai_domain::analysis::finding_keys(&stated)
        }
        (Some(analysis), _) => keys_of(analysis),
        (None, _) => keys_of(stored),
    }
}

/// The stated keys of the findings.
fn stated_findings(part: &AnalysisPart) -> impl Iterator<Item = Option<String>> {
    part.findings.iter().map(|finding| non_empty(finding.key.as_ref()))
}

fn keys_of(analysis: Option<&Analysis>) -> Vec<String> {
    analysis
        .iter()
        .flat_map(|analysis| &analysis.findings)
        .map(|finding| finding.key.clone())
        .collect()
}
