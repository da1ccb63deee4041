diesel::table! {
    channels (id) {
        id -> Uuid,
        organization_id -> Uuid,
        revision -> BigInt,
        key -> Text,
        kind -> Text,
        title -> Text,
        address -> Text,
        is_checked -> Bool,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    link_checks (id) {
        id -> Uuid,
        organization_id -> Uuid,
        url -> Text,
        url_sha256 -> Text,
        // JSON.
        places -> Text,
        state -> Text,
        status -> Nullable<SmallInt>,
        fault -> Nullable<Text>,
        final_url -> Nullable<Text>,
        failing_since -> Nullable<Timestamptz>,
        checked_at -> Timestamptz,
    }
}
