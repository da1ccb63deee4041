//! The two orders in which the audit trail and the security events are listed. The SQL function `place_in_trail` of the
//! schema gives the place of a row: the era of its number, then the id of its transaction.

/// By number. A row of a long transaction appears late, with a smaller number than rows that were read before.
const BY_NUMBER: [&str; 2] = ["id > $3", "id"];

/// By `place_in_trail`, and only rows whose transaction is older than every open one. The place of the row `$3` is a
/// subquery, so that it is computed once; without such a row, as for 0, it is the beginning of the era.
const SETTLED: [&str; 2] = [
    "(place_in_trail(id, transaction_id), id) \
         > ((SELECT place_in_trail($3, (SELECT transaction_id FROM {table} WHERE id = $3))), $3) \
     AND place_in_trail(id, transaction_id) < {settled}",
    "place_in_trail(id, transaction_id), id",
];

/// The place of the first row of `{table}` that an open transaction may still precede.
const SETTLED_BEFORE: &str = "(SELECT place_in_trail(max(id), pg_snapshot_xmin(pg_current_snapshot())) FROM {table})";

/// When the oldest row of `{table}` that is not settled was added; no row if all are.
const OLDEST_UNSETTLED: &str = "SELECT at FROM {table} WHERE place_in_trail(id, transaction_id) >= {settled} \
     ORDER BY place_in_trail(id, transaction_id), id LIMIT 1";

/// A statement that says for how many seconds the oldest row of the two lists has waited to be settled: `NULL` if none
/// waits.
pub(super) fn waiting_seconds() -> String {
    let [entry, event] = ["audit_entries", "security_events"].map(|table| in_table(OLDEST_UNSETTLED, table));
    format!("SELECT CAST(extract(epoch FROM now() - least(({entry}), ({event}))) AS float8) AS seconds")
}

/// Completes a statement that lists rows of `table` from the one after number `$3`: replaces `{after}` by the condition
/// and `{order}` by the order.
pub(super) fn in_order(statement: &str, table: &str, settled: bool) -> String {
    let [after, order] = if settled { SETTLED } else { BY_NUMBER };
    in_table(&statement.replace("{after}", after).replace("{order}", order), table)
}

fn in_table(statement: &str, table: &str) -> String {
    statement.replace("{settled}", SETTLED_BEFORE).replace("{table}", table)
}
