/// By number. A row of a long transaction appears late, with a smaller number than rows that were read before.
const BY_NUMBER: [&str; 2] = ["id > $3", "id"];

/// By era and transaction, and only rows whose transaction is older than every open one; an era is the time between two
/// restores of the database. NULL: a row from before 0.3.
const SETTLED: [&str; 2] = [
    "(era(id), coalesce(transaction_id, '0'::xid8), id) \
         > (era($3), coalesce((SELECT transaction_id FROM {table} WHERE id = $3), '0'::xid8), $3) \
     AND (era(id) < era((SELECT max(id) FROM {table})) \
          OR coalesce(transaction_id, '0'::xid8) < pg_snapshot_xmin(pg_current_snapshot()))",
    "era(id), coalesce(transaction_id, '0'::xid8), id",
];

/// Completes a statement that lists rows of `table` from the one after number `$3`: replaces `{after}` by the condition
/// and `{order}` by the order.
pub(super) fn in_order(statement: &str, table: &str, settled: bool) -> String {
    let [after, order] = if settled { SETTLED } else { BY_NUMBER };
    statement
        .replace("{after}", after)
        .replace("{order}", order)
        .replace("{table}", table)
}
