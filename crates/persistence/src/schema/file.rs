diesel::table! {
    files (id) {
        id -> Uuid,
        organization_id -> Uuid,
        revision -> BigInt,
        title -> Text,
        created_by -> Uuid,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        // The three are set together: the file was removed, and its rows are a tombstone.
        removed_by -> Nullable<Uuid>,
        removed_at -> Nullable<Timestamptz>,
        removal_reason -> Nullable<Text>,
    }
}

diesel::table! {
    file_versions (file_id, version) {
        file_id -> Uuid,
        version -> Integer,
        name -> Text,
        media_type -> Text,
        size -> BigInt,
        // The bytes that are served, and those that were sent.
        sha256 -> Text,
        received_sha256 -> Text,
        findings -> Text,
        // NULL after the removal of the file.
        blob -> Nullable<Text>,
        thumbnail -> Nullable<Text>,
        uploaded_by -> Uuid,
        uploaded_at -> Timestamptz,
    }
}

diesel::joinable!(file_versions -> files (file_id));
diesel::allow_tables_to_appear_in_same_query!(files, file_versions);
