-- The second factor of a person: an authenticator that shows one-time codes (RFC 6238).
CREATE TABLE second_factors (
    user_id      uuid PRIMARY KEY REFERENCES users,
    -- Shared with the authenticator.
    secret       bytea NOT NULL CONSTRAINT second_factors_secret_of_160_bits CHECK (octet_length(secret) >= 20),
    enrolled_at  timestamptz NOT NULL,
    -- When the person showed that the authenticator works. Before, the row has no effect.
    confirmed_at timestamptz,
    -- The time step of the last code that was used. Earlier ones are refused, so that no code is used twice.
    last_step    bigint NOT NULL
);

-- For a lost authenticator. Only hashes are kept. A code is deleted when it is used.
CREATE TABLE recovery_codes (
    user_id     uuid NOT NULL REFERENCES users,
    code_sha256 bytea NOT NULL CONSTRAINT recovery_codes_sha256 CHECK (octet_length(code_sha256) = 32),
    PRIMARY KEY (user_id, code_sha256)
);

-- When the second factor was proved last in the session.
ALTER TABLE sessions ADD COLUMN second_factor_at timestamptz;

ALTER TABLE organizations
    ADD COLUMN requires_second_factor boolean NOT NULL DEFAULT false,
    -- The people who switched it off, or the one who proposed that.
    ADD COLUMN second_factor_waiver_proposed_by uuid REFERENCES users,
    ADD COLUMN second_factor_waiver_accepted_by uuid REFERENCES users,
    ADD CONSTRAINT organizations_second_factor_waiver_two_people CHECK (
        second_factor_waiver_accepted_by IS NULL
        OR second_factor_waiver_accepted_by <> second_factor_waiver_proposed_by IS TRUE);

CREATE FUNCTION organizations_waive_second_factor() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- The first person proposed it in an earlier change.
    IF NEW.second_factor_waiver_accepted_by IS NULL
        OR NEW.second_factor_waiver_proposed_by IS DISTINCT FROM OLD.second_factor_waiver_proposed_by THEN
        RAISE EXCEPTION 'two people switch this setting off'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'organizations_waive_second_factor';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER organizations_waive_second_factor BEFORE UPDATE ON organizations
    FOR EACH ROW WHEN (OLD.requires_second_factor AND NOT NEW.requires_second_factor)
    EXECUTE FUNCTION organizations_waive_second_factor();
