//! The rows of the result table: what was done for a measure.

use prongsai_domain::activity::Activity;
use prongsai_domain::evidence::Evidence;
use prongsai_domain::measure::Measure;
use prongsai_domain::result::{Answers, ImplementationResult};

use super::table::{Cell, CellItem, text_cell};
use crate::rendition::Numerals;
use crate::wording::{self, printable};

/// The row of a result, without the first column.
pub(super) fn result_row(result: &ImplementationResult, measure: &Measure, numerals: Numerals) -> Vec<Cell> {
    let mut details = vec![CellItem::Text(numerals.text(&result.details))];
    details.extend(step_note(&result.answers, measure, numerals));
    let status = result
        .status
        .map(|status| CellItem::Labelled(wording::STATUS.into(), wording::result_status(status).to_owned()));
    let progress = result
        .progress_percent
        .map(|percent| CellItem::Labelled(wording::PROGRESS.into(), numerals.percent(percent)));
    let reason = result
        .progress_reason
        .as_deref()
        .map(|text| CellItem::Labelled(wording::PROGRESS_REASON.into(), numerals.text(text)));
    let remarks = result
        .remarks
        .as_deref()
        .map(|text| CellItem::Text(numerals.text(text)));
    let notes: Cell = remarks
        .into_iter()
        .chain(status)
        .chain(progress)
        .chain(reason)
        .chain(links(&result.evidence, numerals))
        .collect();
    vec![
        details,
        vec![CellItem::Text(numerals.period(result.period))],
        text_cell(result.output.as_deref(), numerals),
        text_cell(result.outcome.as_deref(), numerals),
        or_dash(notes, numerals),
    ]
}

/// The row of an activity, without the first column. It has the people who took part where a result has its output.
pub(super) fn activity_row(activity: &Activity, measure: &Measure, numerals: Numerals) -> Vec<Cell> {
    let text = numerals.text(&activity.text);
    let mut details = vec![CellItem::Labelled(wording::ACTIVITY.into(), text)];
    details.extend(step_note(&Answers::from(&activity.serves), measure, numerals));
    let place = activity.place.as_deref();
    details.extend(place.map(|place| CellItem::Labelled(wording::PLACE.into(), numerals.text(place))));
    let participants = activity.participants.map(|count| {
        let people = format!("{} {}", numerals.number(count.into()), wording::PEOPLE);
        CellItem::Labelled(wording::PARTICIPANTS.into(), people)
    });
    vec![
        details,
        vec![CellItem::Text(numerals.period(activity.held))],
        or_dash(participants.into_iter().collect(), numerals),
        text_cell(None, numerals),
        or_dash(links(&activity.evidence, numerals).collect(), numerals),
    ]
}

/// Which planned step the work was for.
fn step_note(answers: &Answers, measure: &Measure, numerals: Numerals) -> Option<CellItem> {
    let answers = wording::answers(answers, measure)?;
    Some(CellItem::Text(format!("({})", numerals.text(&answers))))
}

fn links(evidence: &[Evidence], numerals: Numerals) -> impl Iterator<Item = CellItem> {
    evidence.iter().map(move |evidence| CellItem::Link {
        title: match &evidence.title {
            Some(title) => format!("{}: {}", wording::EVIDENCE, numerals.text(title)),
            None => wording::EVIDENCE.to_owned(),
        },
        url: printable(&evidence.url),
    })
}

/// The cell; a dash if it is empty.
fn or_dash(cell: Cell, numerals: Numerals) -> Cell {
    if cell.is_empty() {
        text_cell(None, numerals)
    } else {
        cell
    }
}
