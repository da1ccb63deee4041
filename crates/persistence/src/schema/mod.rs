//! The tables that diesel queries name, without columns that only statements in SQL use; docs/data-model.md explains
//! them. These declarations are written by hand: a migration that changes a table changes them too.

mod binding_rule;
mod channel;
mod document;
mod file;
mod idempotency;
mod job;
mod rendition;
mod service_token;
mod session;

pub(crate) use binding_rule::binding_rules;
pub(crate) use channel::{channels, link_checks};
pub(crate) use document::{
    activities, analyses, analysis_drafts, contents, documents, edition_details, editions, measure_templates,
    publications, results, scores,
};
pub(crate) use file::{file_versions, files};
pub(crate) use idempotency::{idempotency_keys, idempotency_parts};
pub(crate) use job::jobs;
pub(crate) use rendition::{letterheads, renderings, rendition_templates, stored_renditions, verification_records};
pub(crate) use service_token::service_tokens;
pub(crate) use session::{login_throttle, recovery_codes, refresh_tokens, second_factors};

diesel::table! {
    provinces (code) {
        code -> Text,
        iso_code -> Text,
        name_th -> Text,
        name_en -> Text,
        region_th -> Text,
    }
}

diesel::table! {
    districts (code) {
        code -> Text,
        province_code -> Text,
        name_th -> Text,
        name_en -> Text,
    }
}

diesel::table! {
    catalogues (programme, fiscal_year, revision) {
        programme -> Text,
        fiscal_year -> SmallInt,
        revision -> BigInt,
        content -> Text,
        sha256 -> Text,
        replaced_by -> Nullable<Uuid>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    organizations (id) {
        id -> Uuid,
        revision -> BigInt,
        name_th -> Text,
        name_folded -> Text,
        kind -> Text,
        province_code -> Text,
        district_code -> Nullable<Text>,
        local_code -> Nullable<Text>,
        website -> Nullable<Text>,
        contact -> Text,
        whistle_blowing -> Text,
        survey_token -> Nullable<Text>,
        publishes_internal_surveys -> Bool,
        allows_four_eyes_override -> Bool,
        requires_second_factor -> Bool,
        predecessors -> Array<Uuid>,
        merged_into -> Nullable<Uuid>,
        internal_surveys_proposed_by -> Nullable<Uuid>,
        internal_surveys_proposed_at -> Nullable<Timestamptz>,
        internal_surveys_accepted_by -> Nullable<Uuid>,
        four_eyes_override_proposed_by -> Nullable<Uuid>,
        four_eyes_override_proposed_at -> Nullable<Timestamptz>,
        four_eyes_override_accepted_by -> Nullable<Uuid>,
        second_factor_waiver_proposed_by -> Nullable<Uuid>,
        second_factor_waiver_proposed_at -> Nullable<Timestamptz>,
        second_factor_waiver_accepted_by -> Nullable<Uuid>,
        changed_by -> Nullable<Uuid>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    divisions (id) {
        id -> Uuid,
        organization_id -> Uuid,
        revision -> BigInt,
        name_th -> Text,
        name_folded -> Text,
        is_active -> Bool,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    users (id) {
        id -> Uuid,
        revision -> BigInt,
        username -> Text,
        display_name -> Text,
        position -> Nullable<Text>,
        acting_as -> Nullable<Text>,
        email -> Nullable<Text>,
        password_hash -> Nullable<Text>,
        handed_over_by -> Nullable<Uuid>,
        is_active -> Bool,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        email_set_by -> Nullable<Uuid>,
        had_in_hand -> Array<Uuid>,
    }
}

diesel::table! {
    memberships (id) {
        id -> Uuid,
        user_id -> Uuid,
        role -> Text,
        organization_id -> Nullable<Uuid>,
        province_code -> Nullable<Text>,
        granted_by -> Nullable<Uuid>,
        created_at -> Timestamptz,
        confirmed_by -> Nullable<Uuid>,
        confirmed_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    password_tokens (user_id) {
        user_id -> Uuid,
        token_sha256 -> Bytea,
        issued_by -> Nullable<Uuid>,
        issued_at -> Timestamptz,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    pending_grants (id) {
        id -> Uuid,
        user_id -> Uuid,
        role -> Text,
        organization_id -> Nullable<Uuid>,
        proposed_by -> Nullable<Uuid>,
        proposed_at -> Timestamptz,
        expires_at -> Timestamptz,
        expiry_told_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    notices (id) {
        id -> Uuid,
        user_id -> Uuid,
        at -> Timestamptz,
        kind -> Text,
        detail -> Jsonb,
        read_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    sessions (id) {
        id -> Uuid,
        user_id -> Uuid,
        created_at -> Timestamptz,
        refreshed_at -> Timestamptz,
        expires_at -> Timestamptz,
        generation -> Integer,
        exchanged_at -> Nullable<Timestamptz>,
        user_agent -> Nullable<Text>,
        address -> Nullable<Text>,
        ended_at -> Nullable<Timestamptz>,
        ended_why -> Nullable<Text>,
        second_factor_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    audit_entries (id) {
        id -> BigInt,
        at -> Timestamptz,
        actor_id -> Nullable<Uuid>,
        action -> Text,
        subject_kind -> Text,
        subject_id -> Nullable<Uuid>,
        organization_id -> Nullable<Uuid>,
        edition -> Nullable<Integer>,
        from_state -> Nullable<Text>,
        to_state -> Nullable<Text>,
        reason -> Nullable<Text>,
        request_id -> Nullable<Uuid>,
        detail -> Nullable<Text>,
        actor_name -> Nullable<Text>,
        actor_position -> Nullable<Text>,
        actor_acting_as -> Nullable<Text>,
        actor_roles -> Nullable<Array<Text>>,
        before_content_id -> Nullable<Uuid>,
        after_content_id -> Nullable<Uuid>,
        changes -> Nullable<Text>,
        address_digest -> Nullable<Text>,
        client_request_id -> Nullable<Text>,
        service_token_id -> Nullable<Uuid>,
        service_token_name -> Nullable<Text>,
    }
}

diesel::table! {
    address_keys (month) {
        month -> Date,
        key -> Bytea,
    }
}

diesel::table! {
    addresses (digest) {
        digest -> Text,
        month -> Date,
        address -> Text,
    }
}

diesel::table! {
    forwarding (name) {
        name -> Text,
        entry_id -> BigInt,
        event_id -> BigInt,
    }
}

diesel::joinable!(organizations -> provinces (province_code));
diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(service_tokens -> users (user_id));
diesel::joinable!(edition_details -> documents (document_id));
diesel::joinable!(activities -> contents (content_id));
diesel::joinable!(results -> contents (content_id));
diesel::joinable!(analyses -> contents (content_id));
diesel::joinable!(scores -> contents (content_id));
diesel::joinable!(analysis_drafts -> contents (content_id));
diesel::joinable!(measure_templates -> contents (content_id));
diesel::joinable!(organizations -> districts (district_code));
diesel::joinable!(rendition_templates -> organizations (organization_id));

diesel::allow_tables_to_appear_in_same_query!(
    provinces,
    districts,
    catalogues,
    organizations,
    divisions,
    users,
    memberships,
    password_tokens,
    pending_grants,
    notices,
    service_tokens,
    sessions,
    second_factors,
    recovery_codes,
    refresh_tokens,
    login_throttle,
    activities,
    analyses,
    analysis_drafts,
    measure_templates,
    scores,
    contents,
    documents,
    edition_details,
    editions,
    results,
    publications,
    audit_entries,
    idempotency_keys,
    idempotency_parts,
    letterheads,
    rendition_templates,
    verification_records,
    renderings,
    stored_renditions,
);
