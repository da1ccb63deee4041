//! Jobs.

diesel::table! {
    jobs (id) {
        id -> Uuid,
        kind -> Text,
        version -> SmallInt,
        payload -> Text,
        dedupe_key -> Nullable<Text>,
        state -> Text,
        attempts -> Integer,
        attempts_max -> Integer,
        run_at -> Timestamptz,
        lease_token -> Nullable<Uuid>,
        lease_until -> Nullable<Timestamptz>,
        caused_by -> Nullable<Uuid>,
        organization_id -> Nullable<Uuid>,
        created_at -> Timestamptz,
        started_at -> Nullable<Timestamptz>,
        finished_at -> Nullable<Timestamptz>,
        error_code -> Nullable<Text>,
        merged_into -> Nullable<Uuid>,
    }
}
