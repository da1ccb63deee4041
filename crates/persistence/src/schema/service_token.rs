//! Service tokens.

diesel::table! {
    service_tokens (id) {
        id -> Uuid,
        user_id -> Uuid,
        organization_id -> Uuid,
        name -> Text,
        actions -> Array<Text>,
        token_sha256 -> Bytea,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        last_used_at -> Nullable<Timestamptz>,
        revoked_at -> Nullable<Timestamptz>,
        revoked_by -> Nullable<Uuid>,
        replaced_by -> Nullable<Uuid>,
    }
}
