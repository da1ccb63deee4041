-- Tokens with which scripts act for a person, in one organization and with a part of the person's rights.
CREATE TABLE service_tokens (
    id              uuid PRIMARY KEY,
    user_id         uuid NOT NULL REFERENCES users,
    organization_id uuid NOT NULL REFERENCES organizations,
    name            text NOT NULL CHECK (name <> '' AND char_length(name) <= 100),
    actions         text[] NOT NULL,
    -- Only the hash of the token is kept.
    token_sha256    bytea NOT NULL UNIQUE CHECK (octet_length(token_sha256) = 32),
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    -- At most an hour older than the last use.
    last_used_at    timestamptz,
    revoked_at      timestamptz,
    revoked_by      uuid REFERENCES users,
    -- The token that replaces it; deleted tokens stay named here.
    replaced_by     uuid,
    -- No token approves, publishes, withdraws or administers, whatever a server of a later version writes.
    CONSTRAINT service_tokens_limited CHECK (actions <@ ARRAY['read_organization', 'read_drafts', 'read_history',
        'read_audit', 'draft', 'import', 'export'] AND cardinality(actions) > 0),
    CONSTRAINT service_tokens_expire CHECK (
        expires_at >= created_at AND expires_at <= created_at + interval '8760 hours'),
    CONSTRAINT service_tokens_revoked_by_somebody CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX service_tokens_of_user ON service_tokens (user_id, id);
CREATE INDEX service_tokens_of_organization ON service_tokens (organization_id, id);

-- The token of the request, if the person used one. The name is that of the moment.
ALTER TABLE audit_entries
    ADD COLUMN service_token_id uuid,
    ADD COLUMN service_token_name text,
    ADD CONSTRAINT audit_entries_service_token CHECK (
        (service_token_id IS NULL) = (service_token_name IS NULL) AND (service_token_id IS NULL OR actor_id IS NOT NULL))
        NOT VALID;
ALTER TABLE security_events
    ADD COLUMN service_token_id uuid,
    ADD COLUMN service_token_name text,
    ADD CONSTRAINT security_events_service_token CHECK (
        (service_token_id IS NULL) = (service_token_name IS NULL) AND (service_token_id IS NULL OR person_id IS NOT NULL))
        NOT VALID;
