//! The tables of renditions: templates, letterheads, verification records and the files that were made.

diesel::table! {
    rendition_templates (organization_id) {
        organization_id -> Uuid,
        revision -> BigInt,
        numerals -> Text,
        header_lines -> Array<Text>,
        signature_positions -> Array<Text>,
        logo -> Nullable<Bytea>,
        logo_sha256 -> Nullable<Text>,
        updated_at -> Timestamptz,
        proposal -> Nullable<Text>,
        proposed_logo -> Nullable<Bytea>,
        proposed_logo_sha256 -> Nullable<Text>,
        proposed_by -> Nullable<Uuid>,
        proposed_at -> Nullable<Timestamptz>,
        author_id -> Nullable<Uuid>,
        accepted_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    verification_records (code) {
        code -> Text,
        kind -> Text,
        document_id -> Nullable<Uuid>,
        edition -> Nullable<Integer>,
        organization_id -> Uuid,
        fiscal_year -> SmallInt,
        title -> Text,
        content_sha256 -> Text,
        members -> Nullable<Text>,
        issuer -> Text,
        logo -> Nullable<Bytea>,
        logo_sha256 -> Nullable<Text>,
        published_at -> Timestamptz,
        is_internal -> Bool,
        withdrawn_at -> Nullable<Timestamptz>,
        withdraw_reason -> Nullable<Text>,
    }
}

diesel::table! {
    renderings (code, rendition, format, sha256) {
        code -> Text,
        rendition -> Text,
        format -> Text,
        sha256 -> Text,
        size -> BigInt,
        fonts -> Text,
        made_at -> Timestamptz,
    }
}

diesel::table! {
    letterheads (id) {
        id -> Uuid,
        organization_id -> Uuid,
        body -> Text,
        sha256 -> Text,
        logo -> Nullable<Bytea>,
        logo_sha256 -> Nullable<Text>,
    }
}

diesel::table! {
    stored_renditions (key) {
        key -> Text,
        code -> Text,
        rendition -> Text,
        renderer -> Text,
        sha256 -> Text,
        made_at -> Timestamptz,
    }
}
