use prongsai_test_support::Role;

use super::table::TABLE;
use super::table_of_channels::CHANNELS;
use super::table_of_files::FILES;
use super::table_of_jobs::JOBS;
use super::table_of_rules::RULES;
use super::table_of_scores::SCORES;
use super::table_of_tokens::TOKENS;

/// Who may carry an operation out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rights {
    /// The answer to a person who has every role of another organization.
    pub(crate) outsider: Outsider,
    /// A role that sees our organization but is not sufficient, and one that is; `None` if every person who sees the
    /// thing may.
    pub(crate) roles: Option<(Role, Role)>,
    /// The query that the operation needs.
    pub(crate) query: &'static str,
}

/// The answer to a person who has every role of another organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outsider {
    /// 404: the thing does not exist for them.
    NotFound,
    /// 403: it concerns all organizations, and they have no right to it.
    Forbidden,
    /// A refusal of the input, because the input names our organization.
    Refused,
    /// 200 with their own things, and nothing of ours.
    SeesOwn,
    /// 200: every person with a login may.
    SeesAll,
    /// Their own account; nothing of our organization is concerned.
    ActsOnSelf,
}

/// Operations, what an outsider gets, and the roles.
pub(super) type Row = (&'static [&'static str], Outsider, Option<(Role, Role)>);

/// The queries that operations need.
const QUERIES: [(&str, &str); 6] = [
    ("upload_file", "?name=note.txt"),
    ("put_file_content", "?name=note.txt"),
    ("draft_measure_from_template", "?fiscal_year=2567"),
    ("import_scores", "?fiscal_year=2567"),
    ("import_bundle", "?dry_run=true"),
    ("export_bundle", "?fiscal_year=2566"),
];

pub(crate) fn rights_of(operation: &str) -> Rights {
    let rows: Vec<&Row> = rows().filter(|(ids, ..)| ids.contains(&operation)).collect();
    let [(_, outsider, roles)] = rows[..] else {
        panic!(
            "{operation} stands {} times in contract/table.rs: write down who may do it, once",
            rows.len()
        )
    };
    let query = QUERIES
        .iter()
        .find(|(id, _)| *id == operation)
        .map_or("", |(_, query)| query);
    Rights {
        outsider: *outsider,
        roles: *roles,
        query,
    }
}

/// The rows of all tables.
fn rows() -> impl Iterator<Item = &'static Row> {
    TABLE
        .iter()
        .chain(CHANNELS)
        .chain(RULES)
        .chain(SCORES)
        .chain(FILES)
        .chain(TOKENS)
        .chain(JOBS)
}

/// Every operation that the table names.
pub(crate) fn named_operations() -> impl Iterator<Item = &'static str> {
    rows().flat_map(|(ids, ..)| ids.iter().copied())
}
