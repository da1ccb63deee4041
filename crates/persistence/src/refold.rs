//! Computes the comparison keys of names again. A release may fold more spellings than the one before, and a name whose key is
//! out of date would not be found.

use diesel::QueryableByName;
use diesel::sql_types::{Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl as _;
use diesel_async::pg::AsyncPgConnection;
use prongsai_domain::text::fold;
use uuid::Uuid;

use crate::StoreError;

/// The tables whose names have keys, each with the condition under which another row has the same identity.
const TABLES: [(&str, &str); 2] = [
    (
        "organizations",
        "own.merged_into IS NULL AND other.merged_into IS NULL AND other.kind = own.kind AND other.province_code = own.province_code \
         AND coalesce(other.district_code, '') = coalesce(own.district_code, '')",
    ),
    ("divisions", "other.organization_id = own.organization_id"),
];

#[derive(QueryableByName)]
struct StoredKey {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    name_th: String,
    #[diesel(sql_type = Text)]
    name_folded: String,
}

/// Updates the keys that are out of date. If another row has the new key already, two rows are the same by the new rule: both are
/// kept as they are, and the log names them. Names themselves never change.
pub(crate) async fn refold(connection: &mut AsyncPgConnection) -> Result<(), StoreError> {
    for (table, same) in TABLES {
        let names: Vec<StoredKey> =
            diesel::sql_query(format!("SELECT id, name_th, name_folded FROM {table} ORDER BY id"))
                .load(connection)
                .await?;
        for name in names {
            let key = fold(&name.name_th);
            if key == name.name_folded {
                continue;
            }
            let update = format!(
                "UPDATE {table} own SET name_folded = $1 WHERE own.id = $2 AND NOT EXISTS \
                 (SELECT FROM {table} other WHERE other.id <> own.id AND other.name_folded = $1 AND {same})"
            );
            let changed = diesel::sql_query(update)
                .bind::<Text, _>(&key)
                .bind::<SqlUuid, _>(name.id)
                .execute(connection)
                .await?;
            if changed == 0 {
                tracing::warn!(
                    table,
                    id = %name.id,
                    name = name.name_th,
                    "another row has the same name in another spelling; prongsai organization duplicates lists both"
                );
            }
        }
    }
    Ok(())
}
