-- An account begins without a password. The person sets it with a token, which an administrator or the operator of the
-- host hands over.
ALTER TABLE users
    ALTER COLUMN password_hash DROP NOT NULL,
    -- The administrator whose token set the password, until a second person confirms the account.
    ADD COLUMN handed_over_by uuid REFERENCES users
        CONSTRAINT users_not_handed_over_by_themselves CHECK (handed_over_by <> id);

-- One token of a person at a time; a new one replaces it. Only its hash is kept.
CREATE TABLE password_tokens (
    user_id      uuid PRIMARY KEY REFERENCES users,
    token_sha256 bytea NOT NULL UNIQUE,
    -- NULL: the operator of the host.
    issued_by    uuid REFERENCES users,
    issued_at    timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL
);

-- A role that one person proposed. It gives no right. A second person moves it to memberships.
CREATE TABLE pending_grants (
    id              uuid PRIMARY KEY,
    user_id         uuid NOT NULL REFERENCES users,
    role            text NOT NULL CHECK (role IN ('platform_admin', 'organization_admin', 'approver', 'publisher')),
    organization_id uuid REFERENCES organizations,
    -- NULL: the operator of the host.
    proposed_by     uuid REFERENCES users,
    proposed_at     timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    CONSTRAINT pending_grants_scope CHECK ((role = 'platform_admin') = (organization_id IS NULL)),
    CONSTRAINT pending_grants_not_for_oneself CHECK (proposed_by <> user_id)
);
CREATE UNIQUE INDEX pending_grants_once ON pending_grants (user_id, role, coalesce(organization_id::text, ''));
CREATE INDEX pending_grants_of_organization ON pending_grants (organization_id);

ALTER TABLE memberships
    -- Who confirmed it; NULL with a time: the operator of the host.
    ADD COLUMN confirmed_by uuid REFERENCES users,
    ADD COLUMN confirmed_at timestamptz,
    -- Roles that one person gave before this rule stay, and are counted as unconfirmed. The operator of the host alone makes
    -- administrators of the platform: there is nobody else at the beginning.
    ADD CONSTRAINT memberships_of_two_people CHECK (
        role NOT IN ('organization_admin', 'approver', 'publisher') AND (role <> 'platform_admin' OR granted_by IS NULL)
        OR confirmed_at IS NOT NULL) NOT VALID,
    ADD CONSTRAINT memberships_confirmed_by_another CHECK (
        confirmed_at IS NULL OR confirmed_by IS DISTINCT FROM granted_by AND confirmed_by IS DISTINCT FROM user_id);

-- What a person is told about their account and about those that they administer.
CREATE TABLE notices (
    id      uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users,
    at      timestamptz NOT NULL,
    kind    text NOT NULL,
    -- Names as they were: of the person whom it is about, of the one who acted, of the organization.
    detail  jsonb NOT NULL,
    read_at timestamptz
);
CREATE INDEX notices_of_user ON notices (user_id, id);
