use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Catalogues, Content, ContentVersion, DocumentKind};
use prongsai_domain::id::UserId;
use prongsai_domain::report::{Frozen, FrozenReferences, MeasureReference, Report, VersionReference};
use prongsai_domain::workflow::State;
use prongsai_persistence::{Current, EditionToFreeze, Encoded, FrozenChange, MeasureToFreeze, Transaction};

use super::guard::Guarded;
use crate::catalogue::{NACC_ITA, in_force};
use crate::{Acting, Conflict, Error};

/// Fixes what an edition shows when it is submitted: the catalogues that name its indicators and, in a report, the
/// versions of the year's analysis, measures, results and activities. The report then gets a new content, which refers to them, and
/// their authors become drafters of the report: nobody approves a report of their own work.
///
/// # Errors
/// [`Conflict::ReportNotReady`] if the year has no measures, or has measures that were not submitted.
pub(super) async fn freeze(transaction: &mut Transaction, acting: &Acting, guarded: &mut Guarded) -> Result<(), Error> {
    let Guarded { organization, current } = guarded;
    let year = current.document.fiscal_year;
    let mut years = vec![year];
    if let Content::Report(report) = &current.edition.content {
        let analysis = transaction.lock_analysis(organization.id, year).await?;
        years.extend(analysis.as_ref().map(|analysis| analysis.content.assessed_fiscal_year));
        let measures = transaction.measures_to_freeze(&current.document).await?;
        let mut authors = Vec::new();
        authors.extend(
            analysis
                .iter()
                .flat_map(|analysis| analysis.version.contributors.clone()),
        );
        let references = FrozenReferences {
            organization_name: organization.profile.name_th.clone(),
            analysis: analysis.map(|analysis| VersionReference {
                id: analysis.id,
                version: analysis.version.number,
                sha256: analysis.version.sha256,
            }),
            measures: measure_references(measures, &mut authors)?,
        };
        let content = Content::Report(Box::new(Report {
            frozen: Some(Box::new(Frozen::References(references))),
            ..(**report).clone()
        }));
        let base = Some(current.edition.version.clone());
        let new = acting.content(current.document.id.get(), Encoded::of_document(&content)?, base);
        current.edition.version = transaction.insert_content(new).await?;
        current.edition.content = content;
        current.edition.add_drafters(authors);
    }
    current.edition.catalogues = Some(catalogues_of(transaction, &years).await?);
    Ok(())
}

/// The catalogues that are in force now for these years, without duplicates.
pub(super) async fn catalogues_of(transaction: &mut Transaction, years: &[FiscalYear]) -> Result<Catalogues, Error> {
    let known = transaction.catalogue_revisions(NACC_ITA).await?;
    Ok(in_force(&known, years))
}

/// The references to the measures that a report shows. Adds the authors of the measures, their results and their activities to
/// `authors`.
fn measure_references(
    measures: Vec<MeasureToFreeze>,
    authors: &mut Vec<UserId>,
) -> Result<Vec<MeasureReference>, Error> {
    let mut references = Vec::with_capacity(measures.len());
    let mut not_ready = Vec::new();
    for measure in measures {
        match shown_edition(&measure) {
            Ok(Some(edition)) => {
                authors.extend(edition.contributors.iter().chain(&measure.contributors));
                references.push(MeasureReference {
                    id: measure.id,
                    edition: edition.number,
                    sha256: edition.sha256.clone(),
                    results: measure.results,
                    activities: measure.activities,
                });
            }
            Ok(None) => {}
            Err(title) => not_ready.push(title),
        }
    }
    if !not_ready.is_empty() {
        let named = not_ready.join("; ");
        return Err(not_ready_conflict(
            format!("ต้องเสนอมาตรการเหล่านี้ก่อน: {named}"),
            format!("submit these measures first: {named}"),
        ));
    }
    if references.is_empty() {
        return Err(not_ready_conflict(
            "ปีนี้ยังไม่มีมาตรการที่จะรายงาน".to_owned(),
            "the year has no measures to report on".to_owned(),
        ));
    }
    Ok(references)
}

/// The edition of a measure that a report shows: a submitted one, otherwise the live one. Returns `None` if the measure
/// was withdrawn, and its title as an error if it was not submitted.
fn shown_edition(measure: &MeasureToFreeze) -> Result<Option<&EditionToFreeze>, String> {
    let in_work = measure.editions.iter().find(|edition| edition.state.is_in_work());
    let live = measure
        .editions
        .iter()
        .find(|edition| edition.state == State::Published);
    let submitted = in_work.filter(|edition| matches!(edition.state, State::Submitted | State::Approved));
    match (submitted.or(live), in_work) {
        (Some(shown), _) => Ok(Some(shown)),
        (None, Some(edition)) => Err(edition.title.clone()),
        (None, None) => Ok(None),
    }
}

/// The content of a document without frozen references, for a correction or for a report that was returned. If the
/// version before freezing is known, it is used again; otherwise a new version is stored.
///
/// # Errors
/// [`Error::Unavailable`] if the database is not available.
pub(super) async fn thawed(
    transaction: &mut Transaction,
    acting: &Acting,
    current: &Current,
) -> Result<(Content, ContentVersion), Error> {
    let edition = &current.edition;
    let content = edition.content.clone().thawed();
    if content == edition.content {
        return Ok((content, edition.version.clone()));
    }
    if let Some(base) = edition.version.base
        && let Some((before, version)) = transaction.document_content(current.document.kind, base).await?
        && before == content
    {
        return Ok((before, version));
    }
    let encoded = Encoded::of_document(&content)?;
    let new = acting.derived_content(current.document.id.get(), encoded, edition.version.clone());
    Ok((content, transaction.insert_content(new).await?))
}

/// Checks that a report still shows what was submitted with it. The report is refused if a measure, a result, an
/// activity or the analysis has changed since then. Before publication it is also refused if a measure in it was never public.
///
/// # Errors
/// [`Conflict::ReportNotReady`], which names what changed.
pub(super) async fn check_frozen(
    transaction: &mut Transaction,
    current: &Current,
    is_publication: bool,
) -> Result<(), Error> {
    if current.document.kind != DocumentKind::Report {
        return Ok(());
    }
    // The lock keeps the analysis unchanged until the step is done.
    transaction
        .lock_analysis(
            current.document.jurisdiction.organization_id,
            current.document.fiscal_year,
        )
        .await?;
    let mut changed = Vec::new();
    let mut not_public = Vec::new();
    for part in transaction.changes_since_frozen(current.edition.version.id).await? {
        match part {
            FrozenChange::Measure {
                title,
                state,
                is_same,
                was_published,
                is_withdrawn,
            } => {
                let title = title.unwrap_or_default();
                if !is_same || is_withdrawn || !matches!(state, Some(state) if holds_in(state)) {
                    changed.push((format!("มาตรการ {title}"), format!("measure {title}")));
                } else if !was_published {
                    not_public.push(title);
                }
            }
            FrozenChange::Activity(key) => changed.push((format!("กิจกรรม {key}"), format!("activity {key}"))),
            FrozenChange::Result(key) => changed.push((format!("ผลการดำเนินการ {key}"), format!("result {key}"))),
            FrozenChange::Analysis => {
                changed.push((
                    "บทวิเคราะห์ผลการประเมิน".to_owned(),
                    "analysis of the assessment".to_owned(),
                ));
            }
        }
    }
    if !changed.is_empty() {
        let (thai, english): (Vec<String>, Vec<String>) = changed.into_iter().unzip();
        let (thai, english) = (thai.join("; "), english.join("; "));
        return Err(not_ready_conflict(
            format!("มีการเปลี่ยนแปลงหลังจากเสนอรายงาน ต้องตีกลับและเสนอรายงานใหม่: {thai}"),
            format!("these changed since the report was submitted; return it and submit it again: {english}"),
        ));
    }
    if is_publication && !not_public.is_empty() {
        let named = not_public.join("; ");
        return Err(not_ready_conflict(
            format!("ต้องเผยแพร่มาตรการเหล่านี้ก่อน: {named}"),
            format!("publish these measures first: {named}"),
        ));
    }
    Ok(())
}

/// Whether an edition of a measure in this state is still the one that was submitted.
const fn holds_in(state: State) -> bool {
    match state {
        State::Submitted | State::Approved | State::Published | State::Superseded => true,
        State::Draft | State::Returned | State::Withdrawn => false,
    }
}

fn not_ready_conflict(message_th: String, message_en: String) -> Error {
    Error::Conflict(Conflict::ReportNotReady { message_th, message_en })
}
