use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::Catalogue;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::Organization;
use prongsai_domain::score::table::{
    CELL_ERRORS_MAX, CellError, IgnoredColumn, TableEntry, TableScores, YEARS_MAX, parse_years, stated_years,
};
use prongsai_domain::score::{ScoreCard, ScoreCardInput};
use prongsai_domain::violation::Checker;

use super::owners::{Owners, refused};
use super::table::ScoreTable;
use crate::bundle::{Running, off_thread};
use crate::{App, Context, Error, catalogue};

/// What the rows of a table are read for.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) organization: &'a Organization,
    pub(super) programme: &'a str,
    pub(super) fiscal_year: Option<FiscalYear>,
}

/// The scores of a table, checked.
pub(super) struct Plan {
    pub(super) programme: String,
    pub(super) catalogues: BTreeMap<FiscalYear, Arc<Catalogue>>,
    pub(super) entries: Vec<PlannedScores>,
}

/// The scores of an organization and year.
pub(super) struct PlannedScores {
    pub(super) row: usize,
    pub(super) organization: OrganizationId,
    pub(super) name: String,
    pub(super) fiscal_year: FiscalYear,
    pub(super) scores: ScoreCard,
}

/// Reads and checks a table. Cells are read on a thread that serves no requests.
pub(super) async fn planned(
    app: &App,
    context: &Context,
    source: Source<'_>,
    table: ScoreTable,
    running: &Running,
) -> Result<(Plan, Vec<IgnoredColumn>), Error> {
    let rows = Arc::new(table.rows);
    let of_thread = Arc::clone(&rows);
    let mut years = off_thread(running, move || Ok(stated_years(&of_thread))).await?;
    years.extend(source.fiscal_year);
    check_years(&years)?;
    let mut catalogues = BTreeMap::new();
    for year in years {
        let (_, found) = catalogue::of_programme(app, source.programme, year).await?;
        catalogues.insert(year, found);
    }
    let default = source.fiscal_year;
    let of_thread = catalogues.clone();
    let read = off_thread(running, move || Ok(parse_years(&rows, default, &of_thread))).await?;
    let names: BTreeSet<String> = read
        .entries
        .iter()
        .filter_map(|entry| entry.organization.clone())
        .collect();
    let named = app
        .store
        .organizations_named(&names.into_iter().collect::<Vec<_>>())
        .await?;
    let owners = Owners::new(&context.actor, source.organization, &named);
    let ignored = read.ignored.clone();
    let entries = checked(read, &owners, &catalogues)?;
    let plan = Plan {
        programme: source.programme.to_owned(),
        catalogues,
        entries,
    };
    Ok((plan, ignored))
}

fn check_years(years: &BTreeSet<FiscalYear>) -> Result<(), Error> {
    let error = if years.is_empty() {
        refused(
            1,
            "fiscal-year-required",
            "ตารางไม่มีคอลัมน์ปีงบประมาณ โปรดระบุด้วยพารามิเตอร์ fiscal_year",
            "the table has no column for the fiscal year; name it in the parameter fiscal_year",
        )
    } else if years.len() > YEARS_MAX {
        refused(
            1,
            "too-many-years",
            &format!("ตารางมีเกิน {YEARS_MAX} ปีงบประมาณ"),
            &format!("the table has more than {YEARS_MAX} fiscal years"),
        )
    } else {
        return Ok(());
    };
    Err(Error::InvalidTable {
        errors: vec![error],
        further: 0,
    })
}

/// The checked entries, or every wrong cell.
fn checked(
    read: TableScores,
    owners: &Owners<'_>,
    catalogues: &BTreeMap<FiscalYear, Arc<Catalogue>>,
) -> Result<Vec<PlannedScores>, Error> {
    let mut errors = read.errors;
    let mut entries = Vec::with_capacity(read.entries.len());
    let mut first_rows: BTreeMap<(OrganizationId, FiscalYear), usize> = BTreeMap::new();
    for entry in read.entries {
        let Some((fiscal_year, catalogue)) = entry.fiscal_year.and_then(|year| Some((year, catalogues.get(&year)?)))
        else {
            // `parse_years` returns only entries of years that have a catalogue.
            continue;
        };
        let row = entry.row;
        let owner = owners.find(row, entry.organization.as_deref());
        let scores = checked_card(entry, catalogue, &mut errors);
        let owner = match owner {
            Ok(owner) => owner,
            Err(error) => {
                errors.push(error);
                continue;
            }
        };
        if let Some(first) = first_rows.insert((owner.id, fiscal_year), row) {
            errors.push(refused(
                row,
                "duplicate",
                &format!("หน่วยงานและปีงบประมาณซ้ำกับแถวที่ {first}"),
                &format!("row {first} has the same organization and fiscal year"),
            ));
        }
        entries.extend(scores.map(|scores| PlannedScores {
            row,
            organization: owner.id,
            name: owner.profile.name_th.clone(),
            fiscal_year,
            scores,
        }));
    }
    if entries.is_empty() && errors.is_empty() {
        errors.push(refused(
            1,
            "no-scores",
            "ตารางไม่มีคะแนน มีแต่หัวตาราง",
            "the table has a heading and no scores",
        ));
    }
    if errors.is_empty() && read.further_errors == 0 {
        return Ok(entries);
    }
    errors.sort_by_key(|error| (error.row, error.column));
    let further = read.further_errors + errors.len().saturating_sub(CELL_ERRORS_MAX);
    errors.truncate(CELL_ERRORS_MAX);
    Err(Error::InvalidTable { errors, further })
}

fn checked_card(entry: TableEntry, catalogue: &Catalogue, errors: &mut Vec<CellError>) -> Option<ScoreCard> {
    if look_like_fractions(&entry.scores) {
        errors.push(refused(
            entry.row,
            "scores-look-like-fractions",
            "คะแนนทั้งหมดไม่เกิน 1 น่าจะเป็นสัดส่วน โปรดใช้คะแนนเต็ม 100",
            "all scores are at most 1, so they look like fractions; give scores on 100",
        ));
        return None;
    }
    let mut checker = Checker::new();
    let card = entry.scores.check(catalogue, &mut checker);
    match checker.finish(card) {
        Ok(card) => Some(card),
        Err(violations) => {
            errors.extend(violations.into_iter().map(|violation| CellError {
                row: entry.row,
                column: None,
                code: "invalid-value",
                message_th: format!("{}: {}", violation.pointer, violation.message_th),
                message_en: format!("{}: {}", violation.pointer, violation.message_en),
                suggestion: violation.suggestion,
            }));
            None
        }
    }
}

/// Whether there are several scores, none above 1, and one between 0 and 1: 0.8412 for 84.12 %.
fn look_like_fractions(scores: &ScoreCardInput) -> bool {
    let single = [
        scores.total,
        scores.iit,
        scores.eit,
        scores.eit_part_1,
        scores.eit_part_2,
        scores.oit,
    ];
    let parts = scores.indicators.values().chain(scores.sub_indicators.values());
    let all: Vec<f64> = single.into_iter().flatten().chain(parts.copied()).collect();
    all.len() > 1 && all.iter().all(|score| *score <= 1.0) && all.iter().any(|score| *score > 0.0 && *score < 1.0)
}
