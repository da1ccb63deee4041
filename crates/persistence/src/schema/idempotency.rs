diesel::table! {
    idempotency_keys (user_id, key) {
        user_id -> Uuid,
        key -> Text,
        request_sha256 -> Text,
        status -> Nullable<SmallInt>,
        headers -> Nullable<Text>,
        body -> Nullable<Text>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    idempotency_parts (user_id, key, number) {
        user_id -> Uuid,
        key -> Text,
        number -> Integer,
        body -> Binary,
    }
}
