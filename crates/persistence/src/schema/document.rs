//! The tables of documents, of their contents, and of publications; docs/data-model.md explains them.

diesel::table! {
    contents (id) {
        id -> Uuid,
        kind -> Text,
        subject_id -> Uuid,
        version -> Integer,
        schema_version -> SmallInt,
        body -> Text,
        sha256 -> Text,
        author_id -> Nullable<Uuid>,
        // The people who wrote in this version or in one that it is based on.
        contributors -> Array<Uuid>,
        // The version that this one was made from.
        base_id -> Nullable<Uuid>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    analyses (organization_id, fiscal_year) {
        organization_id -> Uuid,
        fiscal_year -> SmallInt,
        revision -> BigInt,
        updated_by -> Uuid,
        updated_at -> Timestamptz,
        id -> Uuid,
        content_id -> Uuid,
    }
}

diesel::table! {
    scores (id) {
        id -> Uuid,
        organization_id -> Uuid,
        programme -> Text,
        fiscal_year -> SmallInt,
        revision -> BigInt,
        content_id -> Uuid,
        indicators -> Jsonb,
        updated_by -> Uuid,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    analysis_drafts (id) {
        id -> Uuid,
        organization_id -> Uuid,
        fiscal_year -> SmallInt,
        revision -> BigInt,
        content_id -> Uuid,
        updated_by -> Uuid,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    measure_templates (id) {
        id -> Uuid,
        owner -> Text,
        province_code -> Nullable<Text>,
        organization_id -> Nullable<Uuid>,
        key -> Text,
        revision -> BigInt,
        content_id -> Uuid,
        updated_by -> Nullable<Uuid>,
        updated_at -> Timestamptz,
        removed_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    documents (id) {
        id -> Uuid,
        kind -> Text,
        organization_id -> Uuid,
        province_code -> Text,
        fiscal_year -> SmallInt,
        key -> Text,
        revision -> BigInt,
        created_by -> Uuid,
        created_at -> Timestamptz,
        programme -> Text,
    }
}

diesel::table! {
    editions (document_id, number) {
        document_id -> Uuid,
        number -> Integer,
        state -> Text,
        title -> Text,
        indicators -> Array<Text>,
        division_id -> Nullable<Uuid>,
        category -> Nullable<Text>,
        drafters -> Array<Uuid>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        content_id -> Uuid,
        catalogues -> Nullable<Text>,
        change_kind -> Nullable<Text>,
        change_note -> Nullable<Text>,
    }
}

// A view: an edition with its document, its content and its acts (as the text of a JSON array).
diesel::table! {
    edition_details (document_id, number) {
        document_id -> Uuid,
        number -> Integer,
        state -> Text,
        drafters -> Array<Uuid>,
        catalogues -> Nullable<Text>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        kind -> Text,
        organization_id -> Uuid,
        province_code -> Text,
        fiscal_year -> SmallInt,
        content_id -> Uuid,
        version -> Integer,
        schema_version -> SmallInt,
        body -> Text,
        sha256 -> Text,
        contributors -> Array<Uuid>,
        base_id -> Nullable<Uuid>,
        acts -> Text,
        change_kind -> Nullable<Text>,
        change_note -> Nullable<Text>,
    }
}

diesel::table! {
    activities (id) {
        id -> Uuid,
        document_id -> Uuid,
        key -> Text,
        revision -> BigInt,
        created_by -> Uuid,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        content_id -> Uuid,
    }
}

diesel::table! {
    results (id) {
        id -> Uuid,
        document_id -> Uuid,
        key -> Text,
        revision -> BigInt,
        created_by -> Uuid,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        content_id -> Uuid,
    }
}

diesel::table! {
    publications (document_id, edition) {
        document_id -> Uuid,
        edition -> Integer,
        kind -> Text,
        organization_id -> Uuid,
        province_code -> Text,
        fiscal_year -> SmallInt,
        title -> Text,
        indicators -> Array<Text>,
        division_id -> Nullable<Uuid>,
        category -> Nullable<Text>,
        // Whether the public may see it. False only for an internal survey that the organization does not show.
        is_public -> Bool,
        // Whether it is an invitation to an internal survey.
        is_internal -> Bool,
        body -> Text,
        etag -> Text,
        published_at -> Timestamptz,
        withdrawn_at -> Nullable<Timestamptz>,
        withdraw_reason -> Nullable<Text>,
        schema_version -> SmallInt,
        // Whether it is the last published edition of its document. It may be withdrawn.
        is_current -> Bool,
        superseded_at -> Nullable<Timestamptz>,
        // Whether a migration made the body from the stored content. Version 0.1 kept only the last published body.
        is_reconstructed -> Bool,
        change_kind -> Nullable<Text>,
        change_note -> Nullable<Text>,
        content_sha256 -> Text,
        changed_fields -> Array<Text>,
        // The reason of an approval by an author. A trigger copies it from the approval.
        override_reason -> Nullable<Text>,
        // The same for the measures that a report shows: a JSON object of reasons by id, also from a trigger.
        frozen_overrides -> Nullable<Text>,
    }
}
