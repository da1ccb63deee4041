/// By number. A row of a long transaction appears late, with a smaller number than rows that were read before.
const BY_NUMBER: [&str; 2] = ["id > $3", "id"];

/// By `place_in_trail`, and only rows whose transaction is older than every open one.
const SETTLED: [&str; 2] = [
    "(place_in_trail(id, transaction_id), id) \
         > ((SELECT place_in_trail($3, (SELECT transaction_id FROM {table} WHERE id = $3))), $3) \
     AND place_in_trail(id, transaction_id) \
         < (SELECT place_in_trail(max(id), pg_snapshot_xmin(pg_current_snapshot())) FROM {table})",
    "place_in_trail(id, transaction_id), id",
];

/// For how many seconds the oldest row of the two lists has waited to be settled; `NULL` if none waits.
pub(super) const WAITING_SECONDS: &str = "SELECT CAST(extract(epoch FROM now() - least(\
       (SELECT at FROM audit_entries WHERE place_in_trail(id, transaction_id) >= \
            (SELECT place_in_trail(max(id), pg_snapshot_xmin(pg_current_snapshot())) FROM audit_entries) \
        ORDER BY place_in_trail(id, transaction_id), id LIMIT 1), \
       (SELECT at FROM security_events WHERE place_in_trail(id, transaction_id) >= \
            (SELECT place_in_trail(max(id), pg_snapshot_xmin(pg_current_snapshot())) FROM security_events) \
        ORDER BY place_in_trail(id, transaction_id), id LIMIT 1))) AS float8) AS seconds";

/// Completes a statement that lists rows of `table` from the one after number `$3`: replaces `{after}` by the condition
/// and `{order}` by the order.
pub(super) fn in_order(statement: &str, table: &str, settled: bool) -> String {
    let [after, order] = if settled { SETTLED } else { BY_NUMBER };
    statement
        .replace("{after}", after)
        .replace("{order}", order)
        .replace("{table}", table)
}
