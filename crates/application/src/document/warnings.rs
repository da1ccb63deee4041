use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use prongsai_domain::binding_rule::{BindingRule, broken};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::{Catalogue, IndicatorCode};
use prongsai_domain::document::{
    Acknowledgement, Command, Content, Document, DocumentKind, Edition, check_known, not_acknowledged,
};
use prongsai_domain::doubt::Doubt;
use prongsai_domain::id::DocumentId;
use prongsai_domain::link::website_hosts;
use prongsai_domain::organization::Organization;
use prongsai_domain::report::FrozenYear;
use prongsai_domain::review::{YearFrame, review_document};
use prongsai_domain::violation::Checker;
use prongsai_domain::workflow::Transition;
use prongsai_persistence::{Current, Transaction, Visibility};

use super::load_frozen;
use super::warning::{WarnedDocument, Warning};
use crate::context::today;
use crate::rendition::preview_of_year;
use crate::{App, Conflict, Context, Error, OpenWarnings, catalogue};

/// The warnings about the edition of a document that a reader sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentWarnings {
    /// The number of the edition.
    pub edition: u32,
    /// The revision of the document.
    pub revision: i64,
    /// SHA-256 of the content that was reviewed. An acknowledgement names it.
    pub content_sha256: String,
    /// The warnings, the most serious first.
    pub warnings: Vec<Warning>,
    /// The warnings that the approver has acknowledged.
    pub acknowledged: Vec<Acknowledgement>,
}

/// What a review of documents needs besides the documents.
pub(super) struct Reviewer<'a> {
    pub(super) organization: &'a Organization,
    /// Empty for documents other than reports.
    pub(super) catalogues: ReviewCatalogues,
    pub(super) now: Timestamp,
}

/// What the review of a report takes from catalogues.
#[derive(Clone, Default)]
pub(super) struct ReviewCatalogues {
    /// The names of the indicators, for the texts.
    indicators: BTreeMap<IndicatorCode, String>,
    /// The catalogue of the year before, whose result the analysis normally analyses.
    assessed: Option<(FiscalYear, Arc<Catalogue>)>,
}

impl ReviewCatalogues {
    /// Loads the catalogues for the review of a report. Other documents need none.
    pub(super) async fn load(app: &App, document: &Document) -> Result<Self, Error> {
        if document.kind != DocumentKind::Report {
            return Ok(Self::default());
        }
        let catalogue = catalogue::of_year(app, document.fiscal_year).await?;
        let named = catalogue.indicators.iter();
        let assessed = match document.fiscal_year.previous() {
            Some(year) => Some((year, catalogue::of_year(app, year).await?)),
            None => None,
        };
        Ok(Self {
            indicators: named.map(|one| (one.code, one.name_th.clone())).collect(),
            assessed,
        })
    }

    fn of_analysis(&self, shown: Option<&FrozenYear>) -> Option<Arc<Catalogue>> {
        let analysed = shown?.analysis.as_ref()?.assessed_fiscal_year;
        let (year, catalogue) = self.assessed.as_ref()?;
        (*year == analysed).then(|| Arc::clone(catalogue))
    }
}

impl Reviewer<'_> {
    /// The warnings about an edition. `shown` has the parts that a report shows.
    pub(super) fn review(&self, document: &Document, edition: &Edition, shown: Option<&FrozenYear>) -> Vec<Warning> {
        let profile = &self.organization.profile;
        let frame = YearFrame {
            fiscal_year: document.fiscal_year,
            organization_kind: profile.kind,
            publishes_internal_surveys: profile.settings.publishes_internal_surveys,
            indicator_names: self.catalogues.indicators.clone(),
            assessed_catalogue: self.catalogues.of_analysis(shown),
            expected_hosts: website_hosts(profile.website.as_deref()),
            reviewed_on: Some(today(self.now)),
        };
        let doubts = review_document(frame, &edition.content, shown);
        let warned = doubts.into_iter().map(|doubt| Warning {
            document: shown
                .and_then(|year| shown_measure(year, &doubt.pointer))
                .unwrap_or_else(|| WarnedDocument {
                    kind: document.kind,
                    id: document.id,
                    key: Some(document.key.clone()),
                    title: edition.content.title().into_owned(),
                }),
            doubt,
        });
        warned.collect()
    }
}

/// The measure in which a report shows the place.
fn shown_measure(year: &FrozenYear, pointer: &str) -> Option<WarnedDocument> {
    let rest = pointer.strip_prefix("/frozen/measures/")?;
    let index: usize = rest.split('/').next()?.parse().ok()?;
    let measure = year.measures.get(index)?;
    Some(WarnedDocument {
        kind: DocumentKind::Measure,
        id: measure.id,
        key: None,
        title: measure.content.title.clone(),
    })
}

/// Checks after a submission, an approval or a publication that no warning is of a rule which is binding. The rules are read
/// in the transaction of the step, and only if there is a warning.
///
/// # Errors
/// [`Conflict::BindingRules`].
pub(super) async fn check_binding(
    transaction: &mut Transaction,
    document: &Document,
    warnings: &[Warning],
) -> Result<(), Error> {
    if warnings.is_empty() {
        return Ok(());
    }
    let of = &document.jurisdiction;
    let binding = transaction
        .binding_rules_for(of.organization_id, &of.province_code)
        .await?;
    refuse_broken(&binding, warnings)
}

/// As [`check_binding`], with rules that were read.
///
/// # Errors
/// [`Conflict::BindingRules`].
pub(super) fn refuse_broken(binding: &[BindingRule], warnings: &[Warning]) -> Result<(), Error> {
    let doubts: Vec<Doubt> = warnings.iter().map(|warning| warning.doubt.clone()).collect();
    let broken: Vec<Doubt> = broken(binding, &doubts).into_iter().cloned().collect();
    if broken.is_empty() {
        Ok(())
    } else {
        Err(Error::Conflict(Conflict::BindingRules(broken)))
    }
}

/// Checks after an approval or a publication that the approver has acknowledged every serious warning, and no other. `given`
/// are the acknowledgements of an approval, with their places in the request.
///
/// # Errors
/// [`Error::Invalid`] for an acknowledgement of something else, [`Conflict::WarningsNotAcknowledged`].
pub(super) fn check_acknowledged(
    step: Transition,
    current: &Current,
    warnings: &[Warning],
    given: &[(usize, &Acknowledgement)],
) -> Result<(), Error> {
    if !matches!(step, Transition::Approve | Transition::Publish) {
        return Ok(());
    }
    let doubts: Vec<Doubt> = warnings.iter().map(|warning| warning.doubt.clone()).collect();
    let sha256 = &current.edition.version.sha256;
    let mut checker = Checker::new();
    check_known(given, &doubts, sha256, &mut checker);
    checker.finish(Some(()))?;
    let acknowledged = current.edition.approval().map_or(&[][..], |act| &act.acknowledged);
    let open = not_acknowledged(&doubts, sha256, acknowledged);
    if open.is_empty() {
        return Ok(());
    }
    Err(Error::Conflict(Conflict::WarningsNotAcknowledged(OpenWarnings {
        is_publication: step == Transition::Publish,
        content_sha256: sha256.clone(),
        warnings: open.into_iter().cloned().collect(),
    })))
}

/// Whether the answer to a step has the warnings.
pub(super) const fn has_warnings(command: &Command) -> bool {
    matches!(command, Command::Submit | Command::Approve { .. } | Command::Publish)
}

/// The warnings about a document, with the edition that the actor sees. A report that is not submitted is reviewed with what it
/// would show if it were submitted now.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see any edition.
pub async fn warnings(
    app: &App,
    context: &Context,
    kind: DocumentKind,
    id: DocumentId,
) -> Result<DocumentWarnings, Error> {
    let visibility = Visibility::of(&context.actor);
    let current = app
        .store
        .find_current(kind, id, &visibility)
        .await?
        .ok_or(Error::NotFound)?;
    let Current { document, edition, .. } = current;
    let organization_id = document.jurisdiction.organization_id;
    let organization = app
        .store
        .find_organization(organization_id)
        .await?
        .ok_or(Error::NotFound)?;
    let mut shown = load_frozen(&app.store, &edition.content).await?;
    if shown.is_none() && matches!(edition.content, Content::Report(_)) {
        shown = Some(preview_of_year(app, context, organization_id, document.fiscal_year).await?);
    }
    let catalogues = ReviewCatalogues::load(app, &document).await?;
    let now = context.now;
    let reviewed = tokio::task::spawn_blocking(move || {
        let reviewer = Reviewer {
            organization: &organization,
            catalogues,
            now,
        };
        let warnings = reviewer.review(&document, &edition, shown.as_ref());
        DocumentWarnings {
            edition: edition.number,
            revision: document.revision,
            content_sha256: edition.version.sha256.clone(),
            warnings,
            acknowledged: edition
                .approval()
                .map(|act| act.acknowledged.clone())
                .unwrap_or_default(),
        }
    });
    reviewed.await.map_err(|error| Error::Internal(error.to_string()))
}
