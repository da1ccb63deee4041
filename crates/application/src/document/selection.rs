use std::collections::HashMap;
use std::fmt::Write as _;

use prongsai_domain::document::Command;
use prongsai_domain::id::DocumentId;
use prongsai_domain::organization::Organization;
use prongsai_domain::violation::Checker;
use prongsai_domain::workflow::{self, Transition};
use prongsai_persistence::Current;

use super::step::allowed;
use crate::{Acting, Error, RefusedMeasure, hex_sha256};

/// The measures of a year for which a step is requested, as the caller has read them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// These measures, each with the revision that was read.
    Measures(Vec<(DocumentId, i64)>),
    /// All measures of the year in a state from which the step starts, if the year still has this digest.
    All(String),
}

impl Selection {
    /// The place of a measure in the request; `None` if the request does not name measures.
    pub(super) fn place_of(&self, id: DocumentId) -> Option<usize> {
        match self {
            Self::Measures(named) => named.iter().position(|(one, _)| *one == id),
            Self::All(_) => None,
        }
    }
}

/// The digest of the measures of a year: SHA-256, in hexadecimal, of a line `id revision` for each, in the order of the
/// ids. It changes with every change of a measure.
pub(super) fn digest_of_year<'a>(measures: impl IntoIterator<Item = (&'a DocumentId, &'a i64)>) -> String {
    let mut sorted: Vec<_> = measures.into_iter().collect();
    sorted.sort_unstable();
    let mut lines = String::new();
    for (id, revision) in sorted {
        // Writing to a String cannot fail.
        let _ = writeln!(lines, "{id} {revision}");
    }
    hex_sha256(lines)
}

/// Splits the locked measures of a year into those that take the step and the others.
///
/// # Errors
/// [`Error::SelectionRequired`] without a selection, [`Error::Invalid`] if a requested measure is not one of the year or
/// is named twice, [`Error::YearChanged`] if the digest is another one, [`Error::Refused`], which names every measure
/// that may not take the step.
pub(super) fn select(
    acting: &Acting,
    organization: &Organization,
    measures: Vec<Current>,
    selection: Option<&Selection>,
    command: &Command,
) -> Result<(Vec<Current>, Vec<Current>), Error> {
    let step = command.transition();
    let (chosen, others) = match selection.ok_or(Error::SelectionRequired)? {
        Selection::Measures(named) => choose(measures, named)?,
        Selection::All(digest) => {
            let revisions = measures.iter().map(|one| (&one.document.id, &one.document.revision));
            if digest_of_year(revisions) != *digest {
                return Err(Error::YearChanged);
            }
            let (ready, others): (Vec<_>, Vec<_>) = measures.into_iter().partition(|one| starts_from(one, step));
            (ready.into_iter().map(|one| (None, one)).collect(), others)
        }
    };
    let refused: Vec<RefusedMeasure> = chosen
        .iter()
        .filter_map(|(place, current)| {
            let reason = reason_of(acting, organization, current, *place, command)?;
            Some(RefusedMeasure {
                index: place.map(|(index, _)| index),
                id: current.document.id,
                key: current.document.key.clone(),
                title: current.edition.content.title().into_owned(),
                reason: Box::new(reason),
            })
        })
        .collect();
    if refused.is_empty() {
        Ok((chosen.into_iter().map(|(_, current)| current).collect(), others))
    } else {
        Err(Error::Refused(refused))
    }
}

fn starts_from(current: &Current, step: Transition) -> bool {
    workflow::apply(current.edition.state, step).is_ok()
}

/// The place of a measure in the request, with the revision that was read.
type Requested = Option<(usize, i64)>;

type Chosen = Vec<(Requested, Current)>;

/// Splits measures into those that are named, in the order of the request, and the others.
fn choose(measures: Vec<Current>, named: &[(DocumentId, i64)]) -> Result<(Chosen, Vec<Current>), Error> {
    let mut known: HashMap<DocumentId, Current> = measures.into_iter().map(|one| (one.document.id, one)).collect();
    let mut chosen = Vec::with_capacity(named.len());
    let mut checker = Checker::new();
    for (index, (id, revision)) in named.iter().enumerate() {
        match known.remove(id) {
            Some(current) => chosen.push((Some((index, *revision)), current)),
            None => refuse_unknown(index, &mut checker),
        }
    }
    checker.finish(Some(()))?;
    let mut others: Vec<Current> = known.into_values().collect();
    others.sort_by_key(|one| one.document.id);
    Ok((chosen, others))
}

fn refuse_unknown(index: usize, checker: &mut Checker) {
    checker.at("measures", |at| {
        at.at(index, |at| {
            at.at("id", |at| {
                at.refuse(
                    "unknown-measure",
                    "ไม่ใช่มาตรการของปีนี้ หรือระบุซ้ำ",
                    "this is not a measure of the year, or it is named twice",
                );
            });
        });
    });
}

/// The reason why a measure may not take the step: first the revision, then the rights, then the state.
fn reason_of(
    acting: &Acting,
    organization: &Organization,
    current: &Current,
    requested: Requested,
    command: &Command,
) -> Option<Error> {
    let revision = current.document.revision;
    if requested.is_some_and(|(_, read)| read != revision) {
        return Some(Error::Stale { current: revision });
    }
    allowed(acting, organization, current, command.clone()).err()
}
