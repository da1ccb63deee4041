-- Reference data -----------------------------------------------------------------------------------------------------

CREATE TABLE provinces (
    code      text PRIMARY KEY CHECK (code ~ '^[0-9]{2}$'),
    iso_code  text NOT NULL UNIQUE,
    name_th   text COLLATE "th-x-icu" NOT NULL,
    name_en   text NOT NULL,
    region_th text NOT NULL
);

CREATE TABLE districts (
    code          text PRIMARY KEY CHECK (code ~ '^[0-9]{4}$'),
    province_code text NOT NULL REFERENCES provinces,
    name_th       text COLLATE "th-x-icu" NOT NULL,
    name_en       text NOT NULL
);
CREATE INDEX districts_of_province ON districts (province_code);

-- The catalogue of a programme and year; a replacement is a new revision, the old ones stay.
CREATE TABLE catalogues (
    programme   text NOT NULL,
    fiscal_year smallint NOT NULL,
    revision    bigint NOT NULL CHECK (revision > 0),
    content     text COMPRESSION lz4 NOT NULL,
    sha256      text NOT NULL,
    replaced_by uuid,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (programme, fiscal_year, revision)
);

-- Offices and people -------------------------------------------------------------------------------------------------

CREATE TABLE organizations (
    id              uuid PRIMARY KEY,
    revision        bigint NOT NULL DEFAULT 1,
    name_th         text COLLATE "th-x-icu" NOT NULL,
    name_folded     text NOT NULL,
    kind            text NOT NULL,
    province_code   text NOT NULL REFERENCES provinces,
    district_code   text REFERENCES districts,
    local_code      text UNIQUE CHECK (local_code ~ '^[0-9]{8}$'),
    website         text,
    contact         text NOT NULL,
    whistle_blowing text NOT NULL,
    survey_token    text,
    publishes_internal_surveys boolean NOT NULL DEFAULT false,
    allows_four_eyes_override  boolean NOT NULL DEFAULT false,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);
-- Two offices of one kind may share a name in a province only in different districts.
CREATE UNIQUE INDEX organizations_identity ON organizations (kind, province_code, name_folded, coalesce(district_code, ''));
CREATE INDEX organizations_of_province ON organizations (province_code, id);

CREATE TABLE divisions (
    id              uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations,
    revision        bigint NOT NULL DEFAULT 1,
    name_th         text COLLATE "th-x-icu" NOT NULL,
    name_folded     text NOT NULL,
    is_active       boolean NOT NULL DEFAULT true,
    created_at      timestamptz NOT NULL,
    UNIQUE (organization_id, name_folded)
);

CREATE TABLE users (
    id            uuid PRIMARY KEY,
    revision      bigint NOT NULL DEFAULT 1,
    username      text NOT NULL UNIQUE,
    display_name  text COLLATE "th-x-icu" NOT NULL,
    position      text,
    password_hash text NOT NULL,
    is_active     boolean NOT NULL DEFAULT true,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL
);

CREATE TABLE memberships (
    id              uuid PRIMARY KEY,
    user_id         uuid NOT NULL REFERENCES users,
    role            text NOT NULL,
    organization_id uuid REFERENCES organizations,
    province_code   text REFERENCES provinces,
    granted_by      uuid REFERENCES users,
    created_at      timestamptz NOT NULL,
    CONSTRAINT memberships_scope CHECK (CASE role
        WHEN 'platform_admin' THEN organization_id IS NULL AND province_code IS NULL
        WHEN 'provincial_viewer' THEN organization_id IS NULL AND province_code IS NOT NULL
        WHEN 'organization_admin' THEN organization_id IS NOT NULL AND province_code IS NULL
        WHEN 'drafter' THEN organization_id IS NOT NULL AND province_code IS NULL
        WHEN 'approver' THEN organization_id IS NOT NULL AND province_code IS NULL
        WHEN 'publisher' THEN organization_id IS NOT NULL AND province_code IS NULL
        WHEN 'auditor' THEN organization_id IS NOT NULL AND province_code IS NULL
        ELSE false END)
);
CREATE UNIQUE INDEX memberships_once
    ON memberships (user_id, role, coalesce(organization_id::text, ''), coalesce(province_code, ''));
CREATE INDEX memberships_of_organization ON memberships (organization_id);

-- One login begins a session; each refresh replaces its token. A token is kept as a hash only.
CREATE TABLE sessions (
    id         uuid PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES users,
    created_at timestamptz NOT NULL,
    ended_at   timestamptz,
    ended_why  text
);
CREATE INDEX sessions_of_user ON sessions (user_id) WHERE ended_at IS NULL;

CREATE TABLE refresh_tokens (
    token_sha256 bytea PRIMARY KEY,
    session_id   uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
    client       text NOT NULL,
    issued_at    timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    used_at      timestamptz
);
CREATE INDEX refresh_tokens_of_session ON refresh_tokens (session_id);

-- Failed logins by account and by address.
CREATE TABLE login_failures (
    subject text PRIMARY KEY,
    count   integer NOT NULL,
    last_at timestamptz NOT NULL
);

-- Documents and editions ---------------------------------------------------------------------------------------------

CREATE TABLE analyses (
    organization_id uuid NOT NULL REFERENCES organizations,
    fiscal_year     smallint NOT NULL,
    revision        bigint NOT NULL DEFAULT 1,
    content         text COMPRESSION lz4 NOT NULL,
    updated_by      uuid NOT NULL REFERENCES users,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, fiscal_year)
);

CREATE TABLE documents (
    id              uuid PRIMARY KEY,
    kind            text NOT NULL CHECK (kind IN ('measure', 'report', 'announcement')),
    organization_id uuid NOT NULL REFERENCES organizations,
    province_code   text NOT NULL REFERENCES provinces,
    fiscal_year     smallint NOT NULL,
    key             text NOT NULL,
    revision        bigint NOT NULL DEFAULT 1,
    created_by      uuid NOT NULL REFERENCES users,
    created_at      timestamptz NOT NULL,
    UNIQUE (organization_id, fiscal_year, kind, key)
);
CREATE INDEX documents_by_kind ON documents (kind, id);
CREATE INDEX documents_of_organization ON documents (organization_id, kind, id);
CREATE INDEX documents_of_province ON documents (province_code, kind, id);

CREATE TABLE editions (
    document_id     uuid NOT NULL REFERENCES documents ON DELETE CASCADE,
    number          integer NOT NULL CHECK (number > 0),
    state           text NOT NULL CHECK (state IN
                    ('draft', 'returned', 'submitted', 'approved', 'published', 'superseded', 'withdrawn')),
    -- Canonical JSON (RFC 8785), the bytes that were hashed.
    content         text COMPRESSION lz4 NOT NULL,
    content_sha256  text NOT NULL,
    -- Lifted out of the document and the content, so that lists and filters need not open it.
    kind            text NOT NULL,
    organization_id uuid NOT NULL,
    province_code   text NOT NULL,
    fiscal_year     smallint NOT NULL,
    heading         text NOT NULL,
    indicators      text[] NOT NULL,
    division_id     uuid REFERENCES divisions,
    subkind         text,
    -- Who did what, when and why.
    drafters        uuid[] NOT NULL CHECK (cardinality(drafters) > 0),
    submitted_by    uuid REFERENCES users,
    submitted_at    timestamptz,
    returned_by     uuid REFERENCES users,
    returned_at     timestamptz,
    return_reason   text,
    approved_by     uuid REFERENCES users,
    approved_at     timestamptz,
    override_reason text,
    published_by    uuid REFERENCES users,
    published_at    timestamptz,
    superseded_at   timestamptz,
    withdrawn_by    uuid REFERENCES users,
    withdrawn_at    timestamptz,
    withdraw_reason text,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (document_id, number),
    CONSTRAINT editions_four_eyes CHECK
        (approved_by IS NULL OR override_reason IS NOT NULL OR approved_by <> ALL (drafters)),
    CONSTRAINT editions_approved_before_published CHECK
        (state NOT IN ('approved', 'published', 'superseded') OR approved_by IS NOT NULL),
    CONSTRAINT editions_return_has_reason CHECK (returned_at IS NULL OR return_reason IS NOT NULL),
    CONSTRAINT editions_withdrawal_has_reason CHECK (state <> 'withdrawn' OR withdraw_reason IS NOT NULL)
);
CREATE UNIQUE INDEX editions_one_in_work ON editions (document_id)
    WHERE state IN ('draft', 'returned', 'submitted', 'approved');
CREATE UNIQUE INDEX editions_one_live ON editions (document_id) WHERE state = 'published';

-- Published content is never edited or deleted, whoever asks.
CREATE FUNCTION editions_keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL AND (TG_OP = 'DELETE' OR NEW.content <> OLD.content
        OR NEW.published_at IS DISTINCT FROM OLD.published_at OR NEW.number <> OLD.number
        OR NEW.document_id <> OLD.document_id) THEN
        RAISE EXCEPTION 'published content is never edited or deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER editions_keep_published BEFORE UPDATE OR DELETE ON editions
    FOR EACH ROW EXECUTE FUNCTION editions_keep_published();

CREATE TABLE results (
    id          uuid PRIMARY KEY,
    document_id uuid NOT NULL REFERENCES documents,
    key         text NOT NULL,
    revision    bigint NOT NULL DEFAULT 1,
    content     text COMPRESSION lz4 NOT NULL,
    created_by  uuid NOT NULL REFERENCES users,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    UNIQUE (document_id, key)
);

-- What the public reads, and nothing else: the public queries know no other table of documents. -----------------------

CREATE TABLE publications (
    document_id     uuid PRIMARY KEY REFERENCES documents,
    edition         integer NOT NULL,
    kind            text NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations,
    province_code   text NOT NULL,
    fiscal_year     smallint NOT NULL,
    heading         text NOT NULL,
    indicators      text[] NOT NULL,
    division_id     uuid,
    subkind         text,
    -- Whether it may be shown to the public at all; false for internal surveys unless the office chose so.
    is_public       boolean NOT NULL,
    is_internal     boolean NOT NULL,
    -- The canonical bytes that are served, and their entity tag.
    body            text COMPRESSION lz4 NOT NULL,
    etag            text NOT NULL,
    published_at    timestamptz NOT NULL,
    withdrawn_at    timestamptz,
    withdraw_reason text,
    FOREIGN KEY (document_id, edition) REFERENCES editions (document_id, number)
);
CREATE INDEX publications_list ON publications (kind, document_id)
    INCLUDE (organization_id, province_code, fiscal_year) WHERE is_public AND withdrawn_at IS NULL;
CREATE INDEX publications_of_province ON publications (kind, province_code, fiscal_year, document_id)
    WHERE is_public AND withdrawn_at IS NULL;
CREATE INDEX publications_of_organization ON publications (kind, organization_id, fiscal_year, document_id)
    WHERE is_public AND withdrawn_at IS NULL;

-- Tells every server instance which cached public answers are out of date.
CREATE FUNCTION publications_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('publications', NEW.document_id::text);
    RETURN NULL;
END $$;
CREATE TRIGGER publications_notify AFTER INSERT OR UPDATE ON publications
    FOR EACH ROW EXECUTE FUNCTION publications_notify();

-- The record ---------------------------------------------------------------------------------------------------------

CREATE TABLE audit_entries (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at              timestamptz NOT NULL,
    actor_id        uuid,
    action          text NOT NULL,
    subject_kind    text NOT NULL,
    subject_id      uuid,
    organization_id uuid,
    edition         integer,
    from_state      text,
    to_state        text,
    reason          text,
    request_id      uuid,
    detail          text
);
CREATE INDEX audit_entries_of_subject ON audit_entries (subject_id, id);

-- The audit trail only grows.
CREATE FUNCTION audit_entries_only_grow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail only grows' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_entries_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_only_grow();

-- The first answer to a request that carried an Idempotency-Key, written in the transaction of its effect.
CREATE TABLE idempotency_keys (
    user_id        uuid NOT NULL REFERENCES users,
    key            text NOT NULL,
    request_sha256 text NOT NULL,
    status         smallint,
    headers        text,
    body           text COMPRESSION lz4,
    created_at     timestamptz NOT NULL,
    PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
