//! The doubts about a bundle. They are looked for while the bundle is checked, because its results are read one measure
//! at a time.

use std::sync::Arc;

use prongsai_domain::analysis::Analysis;
use prongsai_domain::calendar::{BuddhistDate, FiscalYear};
use prongsai_domain::doubt::Doubt;
use prongsai_domain::link::website_hosts;
use prongsai_domain::measure::Measure;
use prongsai_domain::organization::{Organization, OrganizationProfile};
use prongsai_domain::result::ImplementationResult;
use prongsai_domain::review::{Rank, Review, YearFrame};
use prongsai_domain::rule::{local_code_doubts, organization_differs};
use prongsai_domain::violation::Checker;

use super::context::CheckContext;
use crate::checked::CheckedDocument;
use crate::wire::OrganizationPart;

/// Who reviews a bundle.
pub struct Reviewer<'a> {
    /// The day of the review: work that is due later does not count as missing. `None` reviews the whole year.
    pub today: Option<BuddhistDate>,
    /// Receives the doubts as they are found. Their pointers are those of the bundle as written. The receiver lists
    /// them by severity, then by rank, then as they were found.
    pub report: &'a mut dyn FnMut(Rank, Doubt),
}

/// The review of a bundle, which ends at the first error of the bundle.
pub(super) struct Reviewing<'a> {
    context: CheckContext<'a>,
    today: Option<BuddhistDate>,
    state: State<'a>,
}

enum State<'a> {
    Waiting(&'a mut dyn FnMut(Rank, Doubt)),
    Running(Box<Review<'a>>),
    Ended,
}

impl<'a> Reviewing<'a> {
    pub(super) fn new(
        context: CheckContext<'a>,
        today: Option<BuddhistDate>,
        report: &'a mut dyn FnMut(Rank, Doubt),
    ) -> Self {
        Self {
            context,
            today,
            state: State::Waiting(report),
        }
    }

    /// Begins the review, once the year and the organization are known.
    pub(super) fn begin(
        &mut self,
        fiscal_year: FiscalYear,
        stated: &OrganizationProfile,
        part: &OrganizationPart,
        analysis: Option<&Analysis>,
    ) {
        let State::Waiting(report) = std::mem::replace(&mut self.state, State::Ended) else {
            return;
        };
        let stored = self.context.organization;
        for doubt in about_organization(stated, part, stored) {
            report(Rank::default(), doubt);
        }
        let settings = stored.map_or(stated.settings, |organization| organization.profile.settings);
        let indicators = &self.context.catalogue.indicators;
        let frame = YearFrame {
            fiscal_year,
            organization_kind: stated.kind,
            publishes_internal_surveys: settings.publishes_internal_surveys,
            indicator_names: indicators
                .iter()
                .map(|indicator| (indicator.code, indicator.name_th.clone()))
                .collect(),
            expected_hosts: website_hosts(
                stored
                    .map_or(stated, |organization| &organization.profile)
                    .website
                    .as_deref(),
            ),
            assessed_catalogue: analysis.map(|_| Arc::new(self.context.assessed_catalogue.clone())),
            reviewed_on: self.today,
        };
        let mut review = Review::new(frame, report);
        review.divisions(&part.divisions);
        if let Some(analysis) = analysis {
            review.analysis(analysis);
        }
        self.state = State::Running(Box::new(review));
    }

    /// Reviews the next measure with its results, unless the bundle has errors.
    pub(super) fn measure(&mut self, measure: &Measure, results: Vec<ImplementationResult>, checker: &Checker) {
        if let Some(review) = self.running(checker) {
            // A bundle has no activities.
            review.measure(measure.clone(), results, Vec::new());
        }
    }

    /// Reviews another document, unless the bundle has errors.
    pub(super) fn document(&mut self, document: &CheckedDocument, checker: &Checker) {
        if let Some(review) = self.running(checker) {
            review.document(&document.pointer, &document.content);
        }
    }

    /// Reviews the year as a whole.
    pub(super) fn finish(self) {
        if let State::Running(review) = self.state {
            review.finish();
        }
    }

    fn running(&mut self, checker: &Checker) -> Option<&mut Review<'a>> {
        if checker.count() > 0 {
            self.state = State::Ended;
        }
        match &mut self.state {
            State::Running(review) => Some(review),
            State::Waiting(_) | State::Ended => None,
        }
    }
}

/// Reports values that differ from the stored organization, because an import does not change it. Also reports a local
/// code that does not match the kind or the province.
fn about_organization(
    stated: &OrganizationProfile,
    part: &OrganizationPart,
    organization: Option<&Organization>,
) -> Vec<Doubt> {
    let code = stated.local_code.as_ref();
    let mut doubts = code.map_or_else(Vec::new, |code| {
        local_code_doubts(code, stated.kind, &stated.province_code)
    });
    let Some(stored) = organization.map(|organization| &organization.profile) else {
        return doubts;
    };
    let text = |value: Option<&dyn ToString>| value.map(ToString::to_string);
    // The bundle may state a district that the stored organization does not have: the import then finds the organization by
    // the other values. The doubt is at the field that the bundle has.
    let district = if part.district_code.is_some() {
        "district_code"
    } else {
        "district_th"
    };
    let fields = [
        (
            district,
            text(stated.district_code.as_ref().map(|code| code as _)),
            text(stored.district_code.as_ref().map(|code| code as _)),
        ),
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
            doubts.push(organization_differs(field, stored));
        }
    }
    doubts
}
