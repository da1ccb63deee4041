-- Addresses and sign-ins are personal data that is kept for a stated time. They live in tables of their own, so that the
-- audit trail never has to be changed.

-- Each month has a key. The digest of an address in the audit trail is an HMAC with the key of its month. When the key is
-- deleted, nothing leads from the digest back to the address.
CREATE TABLE address_keys (
    -- The first day of the month, in UTC.
    month date PRIMARY KEY,
    key   bytea NOT NULL CHECK (octet_length(key) = 32)
);
CREATE TABLE addresses (
    -- HMAC-SHA-256 in hexadecimal.
    digest  text PRIMARY KEY,
    month   date NOT NULL REFERENCES address_keys ON DELETE CASCADE,
    address text NOT NULL
);
CREATE INDEX addresses_of_month ON addresses (month);

ALTER TABLE audit_entries
    -- Of the address that the request came from. NULL: a command of the program, or before 0.3.
    ADD COLUMN address_digest text,
    -- The id that the client gave the request.
    ADD COLUMN client_request_id text,
    -- Entries whose transaction is older than every open one are settled: no entry appears before them any more. NULL:
    -- before 0.3.
    ADD COLUMN transaction_id xid8;
ALTER TABLE audit_entries ALTER COLUMN transaction_id SET DEFAULT pg_current_xact_id();
CREATE INDEX audit_entries_settled ON audit_entries ((coalesce(transaction_id, '0'::xid8)), id);

-- Sign-ins, refusals, exports and downloads of what is not public.
CREATE TABLE security_events (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at                timestamptz NOT NULL,
    kind              text NOT NULL,
    person_id         uuid,
    person_name       text,
    -- Of the person and of the subject, at that moment.
    organization_ids  uuid[] NOT NULL,
    subject_kind      text,
    subject_id        uuid,
    detail            text,
    address           text,
    request_id        uuid,
    client_request_id text,
    transaction_id    xid8 DEFAULT pg_current_xact_id()
);
CREATE INDEX security_events_settled ON security_events ((coalesce(transaction_id, '0'::xid8)), id);
CREATE INDEX security_events_by_age ON security_events (at);
CREATE INDEX security_events_of_person ON security_events (person_id, id);
CREATE INDEX security_events_of_organizations ON security_events USING gin (organization_ids);

-- The law asks for 90 days of traffic data (Computer-Related Crime Act B.E. 2550, section 26). Nothing younger is deleted,
-- whatever the configuration says.
CREATE FUNCTION security_events_stay_ninety_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' OR OLD.at > now() - interval '90 days' THEN
        RAISE EXCEPTION 'a security event stays for 90 days' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER security_events_stay_ninety_days BEFORE UPDATE OR DELETE ON security_events
    FOR EACH ROW EXECUTE FUNCTION security_events_stay_ninety_days();
CREATE FUNCTION address_keys_stay_ninety_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' OR OLD.month + interval '1 month' > now() - interval '90 days' THEN
        RAISE EXCEPTION 'an address stays for 90 days' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER address_keys_stay_ninety_days BEFORE UPDATE OR DELETE ON address_keys
    FOR EACH ROW EXECUTE FUNCTION address_keys_stay_ninety_days();
CREATE TRIGGER address_keys_are_not_truncated BEFORE TRUNCATE ON address_keys
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER security_events_are_not_truncated BEFORE TRUNCATE ON security_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Sign-ins were entries of the audit trail, with their addresses. They move; their numbers are not used again.
INSERT INTO security_events (at, kind, person_id, person_name, organization_ids, subject_kind, subject_id, detail, address,
                             request_id, transaction_id)
SELECT entry.at, substring(entry.action FROM 9), coalesce(entry.actor_id, CASE entry.subject_kind WHEN 'user' THEN entry.subject_id END),
       entry.actor_name,
       ARRAY(SELECT DISTINCT held.organization_id FROM memberships held
             WHERE held.user_id = coalesce(entry.actor_id, entry.subject_id) AND held.organization_id IS NOT NULL),
       entry.subject_kind, entry.subject_id, NULL, entry.detail::json ->> 'address', entry.request_id, NULL
FROM audit_entries entry
WHERE entry.action IN ('session.login', 'session.login-failed', 'session.refresh', 'session.refresh-reuse',
                       'session.logout')
ORDER BY entry.id;
-- A deferred check would stand between this and the next change of the table.
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_only_grow;
DELETE FROM audit_entries
WHERE action IN ('session.login', 'session.login-failed', 'session.refresh', 'session.refresh-reuse', 'session.logout');
ALTER TABLE audit_entries ENABLE TRIGGER audit_entries_only_grow;

-- How far a program that passes entries on has come.
CREATE TABLE forwarding (
    name      text PRIMARY KEY,
    entry_id  bigint NOT NULL,
    event_id  bigint NOT NULL
);
