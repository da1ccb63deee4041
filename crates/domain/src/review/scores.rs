//! The review of scores by themselves, without an analysis around them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::year::{ReviewedYear, YearFrame};
use crate::analysis::Analysis;
use crate::calendar::FiscalYear;
use crate::catalogue::Catalogue;
use crate::doubt::Doubt;
use crate::geography::OrganizationKind;
use crate::rule::OF_SCORES;
use crate::score::ScoreCard;

/// The place of scores in a bundle.
const PLACE: &str = "/analysis/scores";

/// The doubts about the scores of a year by themselves, in the order of the rules. Pointers begin with `/scores`.
/// `catalogue` is the one in force in the year.
pub fn review_scores(scores: &ScoreCard, fiscal_year: FiscalYear, catalogue: &Arc<Catalogue>) -> Vec<Doubt> {
    let mut year = ReviewedYear::empty(YearFrame {
        fiscal_year,
        // The rules about scores do not look at the organization.
        organization_kind: OrganizationKind::SubdistrictMunicipality,
        publishes_internal_surveys: false,
        indicator_names: BTreeMap::new(),
        expected_hosts: Vec::new(),
        assessed_catalogue: Some(Arc::clone(catalogue)),
        reviewed_on: None,
    });
    year.analysis = Some(Analysis {
        assessed_fiscal_year: fiscal_year,
        covers: Vec::new(),
        scores: Some(scores.clone()),
        findings: Vec::new(),
        putting_into_practice: None,
        recommendations: None,
    });
    let mut doubts = Vec::new();
    for check in OF_SCORES {
        check(&year, &mut doubts);
    }
    for doubt in &mut doubts {
        if let Some(rest) = doubt.pointer.strip_prefix(PLACE) {
            doubt.pointer = format!("/scores{rest}");
        }
    }
    doubts
}
