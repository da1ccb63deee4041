-- What the runtime role could still do with statements of its own, and what broke who reads the trail.

-- Acts and the trail ------------------------------------------------------------------------------------------------

-- An act is in the audit trail, in the same transaction, as its organization finds it. Checked at the end of the transaction.
CREATE FUNCTION acts_are_in_the_trail() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    step text := CASE NEW.act WHEN 'submitted' THEN 'submit' WHEN 'returned' THEN 'return' WHEN 'published' THEN 'publish'
        WHEN 'superseded' THEN 'supersede' WHEN 'withdrawn' THEN 'withdraw'
        WHEN 'approved' THEN CASE WHEN NEW.is_override THEN 'approve-override' ELSE 'approve' END END;
BEGIN
    IF NOT EXISTS (SELECT FROM audit_entries entry
                   JOIN documents document ON document.id = entry.subject_id
                   WHERE entry.subject_id = NEW.document_id AND entry.edition = NEW.edition
                     AND entry.subject_kind = document.kind AND entry.organization_id = document.organization_id
                     AND entry.action = document.kind || '.' || step AND entry.to_state = NEW.act
                     AND entry.actor_id = NEW.person_id AND entry.at = NEW.at
                     AND entry.transaction_id = pg_current_xact_id()) THEN
        RAISE EXCEPTION 'an act has an entry in the audit trail'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'acts_are_in_the_trail';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER acts_are_in_the_trail AFTER INSERT ON acts DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION acts_are_in_the_trail();

-- Publications --------------------------------------------------------------------------------------------------------

-- What lists and the head of the body show of a publication is what its edition and its organization say.
CREATE FUNCTION publications_are_listed_as_they_are() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM editions edition
                   JOIN documents document ON document.id = edition.document_id
                   JOIN organizations organization ON organization.id = document.organization_id
                   WHERE edition.document_id = NEW.document_id AND edition.number = NEW.edition
                     AND (NEW.body::json ->> 'fiscal_year')::integer = document.fiscal_year
                     AND (NEW.body::json ->> 'published_at')::timestamptz = NEW.published_at
                     AND EXISTS (SELECT FROM acts WHERE document_id = NEW.document_id AND acts.edition = NEW.edition
                                 AND act = 'published' AND at = NEW.published_at)
                     AND (edition.title, edition.indicators, edition.division_id, edition.category, document.kind,
                          document.organization_id, document.fiscal_year, organization.province_code,
                          NOT NEW.is_internal OR organization.publishes_internal_surveys)
                         IS NOT DISTINCT FROM
                         (NEW.title, NEW.indicators, NEW.division_id, NEW.category, NEW.kind, NEW.organization_id,
                          NEW.fiscal_year, NEW.province_code, NEW.is_public)) THEN
        RAISE EXCEPTION 'a publication is listed as its edition says'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_are_listed_as_they_are';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER publications_are_listed_as_they_are AFTER INSERT ON publications FOR EACH ROW
    EXECUTE FUNCTION publications_are_listed_as_they_are();

-- Whether and where a publication is shown goes one way: it is withdrawn once, and it is replaced once, each by an act.
-- Only an invitation to an internal survey is shown or hidden by a setting.
CREATE OR REPLACE FUNCTION publications_go_one_way() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reached text := (SELECT state FROM editions WHERE document_id = NEW.document_id AND number = NEW.edition);
    organization organizations;
    withdrawal acts;
    refused boolean;
BEGIN
    SELECT * INTO organization FROM organizations WHERE id = NEW.organization_id;
    refused := NEW.is_public <> OLD.is_public
        AND NOT (OLD.is_internal AND NEW.is_public = organization.publishes_internal_surveys);
    refused := refused OR NEW.province_code <> OLD.province_code AND NEW.province_code <> organization.province_code;
    IF (NEW.is_current, NEW.superseded_at) IS DISTINCT FROM (OLD.is_current, OLD.superseded_at) THEN
        -- The next edition was published at that moment.
        refused := refused OR NOT OLD.is_current OR NEW.is_current OR OLD.superseded_at IS NOT NULL
            OR NOT EXISTS (SELECT FROM acts WHERE document_id = NEW.document_id AND edition > NEW.edition
                           AND act = 'published' AND at = NEW.superseded_at);
    END IF;
    IF (NEW.withdrawn_at, NEW.withdraw_reason) IS DISTINCT FROM (OLD.withdrawn_at, OLD.withdraw_reason) THEN
        SELECT * INTO withdrawal FROM acts WHERE document_id = NEW.document_id AND edition = NEW.edition
            AND act = 'withdrawn' ORDER BY ordinal DESC LIMIT 1;
        refused := refused OR OLD.withdrawn_at IS NOT NULL OR reached <> 'withdrawn'
            OR (NEW.withdrawn_at, NEW.withdraw_reason) IS DISTINCT FROM (withdrawal.at, withdrawal.reason);
    END IF;
    IF refused THEN
        RAISE EXCEPTION 'a publication is withdrawn once and replaced once' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

-- What is verified as withdrawn was withdrawn.
CREATE FUNCTION verification_records_follow_acts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM acts WHERE document_id = NEW.document_id AND edition = NEW.edition AND act = 'withdrawn'
                   AND (at, reason) = (NEW.withdrawn_at, NEW.withdraw_reason)) THEN
        RAISE EXCEPTION 'an act withdraws what is verified' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER verification_records_follow_acts BEFORE UPDATE ON verification_records
    FOR EACH ROW EXECUTE FUNCTION verification_records_follow_acts();

-- What readers of the trail rely on ---------------------------------------------------------------------------------

-- Sign-ins have a table of their own. A server of 0.2 would still write them, with addresses that cannot be erased.
ALTER TABLE audit_entries
    ADD CONSTRAINT audit_entries_no_sessions CHECK (action NOT IN ('session.login', 'session.login-failed',
        'session.refresh', 'session.refresh-reuse', 'session.logout')) NOT VALID,
    ADD CONSTRAINT audit_entries_readable CHECK (
        at BETWEEN '1900-01-01T00:00:00Z' AND '9999-01-01T00:00:00Z'
        AND (detail IS NULL OR json_typeof(detail::json) IS NOT NULL)
        AND (changes IS NULL OR json_typeof(changes::json) IS NOT NULL)
        AND array_position(actor_roles, NULL) IS NULL) NOT VALID,
    -- A reader has many rows in memory at once.
    ADD CONSTRAINT audit_entries_short CHECK (
        octet_length(coalesce(detail, '')) + octet_length(coalesce(changes, '')) <= 4194304
        AND octet_length(concat(action, subject_kind, from_state, to_state, reason, actor_name, actor_position,
                                actor_acting_as, address_digest, client_request_id)) <= 131072
        AND octet_length(actor_roles::text) <= 4096) NOT VALID;
ALTER TABLE security_events
    ADD CONSTRAINT security_events_readable CHECK (
        at BETWEEN '1900-01-01T00:00:00Z' AND '9999-01-01T00:00:00Z'
        AND (detail IS NULL OR json_typeof(detail::json) IS NOT NULL)
        AND array_position(organization_ids, NULL) IS NULL) NOT VALID,
    ADD CONSTRAINT security_events_short CHECK (
        octet_length(concat(kind, person_name, subject_kind, detail, address, client_request_id)) <= 131072
        AND cardinality(organization_ids) <= 8000) NOT VALID;

-- The same rule, for any time zone of the session.
CREATE OR REPLACE FUNCTION address_keys_stay_ninety_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' OR (OLD.month + interval '1 month') AT TIME ZONE 'UTC' > now() - interval '90 days' THEN
        RAISE EXCEPTION 'an address stays for 90 days' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;

-- After a restore, numbers and transactions begin again and would be mixed with those that readers of the trail already
-- have. So each restore begins an era, and the numbers of an era begin at the next multiple of 10^12.
CREATE TABLE database_identity (
    -- Of this table, the database, the cluster and the timeline. Another value: the database was restored or copied.
    identity text NOT NULL
);
CREATE FUNCTION present_identity() RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    present text := (SELECT oid FROM pg_database WHERE datname = current_database())
        || '/' || 'public.database_identity'::regclass::oid;
BEGIN
    RETURN concat_ws('/', present, (SELECT system_identifier FROM pg_control_system()),
                     (SELECT timeline_id FROM pg_control_checkpoint()));
EXCEPTION WHEN insufficient_privilege THEN
    -- Some providers of PostgreSQL keep these functions to themselves.
    RETURN present;
END $$;
INSERT INTO database_identity VALUES (present_identity());
-- Begins an era if the database was restored or copied.
CREATE FUNCTION begin_era_after_restore() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    listed text;
    last bigint;
BEGIN
    LOCK TABLE database_identity IN EXCLUSIVE MODE;
    -- Rows of open transactions would appear in the old era, after rows of the new one.
    LOCK TABLE audit_entries, security_events IN SHARE ROW EXCLUSIVE MODE;
    IF EXISTS (SELECT FROM database_identity WHERE identity = present_identity()) THEN
        RETURN;
    END IF;
    UPDATE database_identity SET identity = present_identity();
    FOREACH listed IN ARRAY ARRAY['audit_entries', 'security_events'] LOOP
        EXECUTE format('SELECT coalesce(max(id), 0) FROM %I', listed) INTO last;
        PERFORM setval(pg_get_serial_sequence(listed, 'id'), (last / 1000000000000 + 1) * 1000000000000);
    END LOOP;
END $$;

-- The place of a row for who follows the list: first the era, then the transaction. NULL: before 0.3. One number and not two,
-- because the planner estimates a comparison of rows by the first column alone, and nearly all rows are of one era.
CREATE FUNCTION place_in_trail(number bigint, transaction xid8) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    -- No function of this schema is called: indexes are made and analyzed with an empty search path.
    SELECT ((number / 1000000000000) << 48) + coalesce(transaction::text::bigint, 0)
$$;
DROP INDEX audit_entries_settled;
DROP INDEX security_events_settled;
CREATE INDEX audit_entries_settled ON audit_entries (place_in_trail(id, transaction_id), id);
CREATE INDEX audit_entries_of_organization_settled
    ON audit_entries (organization_id, place_in_trail(id, transaction_id), id);
CREATE INDEX security_events_settled ON security_events (place_in_trail(id, transaction_id), id);

-- Who passes the trail on goes forward, and never beyond what there is: rows that it skipped would not be passed on.
CREATE FUNCTION forwarding_goes_forward() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    from_entry bigint := CASE TG_OP WHEN 'UPDATE' THEN OLD.entry_id ELSE 0 END;
    from_event bigint := CASE TG_OP WHEN 'UPDATE' THEN OLD.event_id ELSE 0 END;
BEGIN
    IF NEW.entry_id NOT BETWEEN from_entry AND greatest(from_entry, (SELECT max(id) FROM audit_entries))
        OR NEW.event_id NOT BETWEEN from_event AND greatest(from_event, (SELECT max(id) FROM security_events)) THEN
        RAISE EXCEPTION 'the position goes forward, up to the last row' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER forwarding_goes_forward BEFORE INSERT OR UPDATE ON forwarding
    FOR EACH ROW EXECUTE FUNCTION forwarding_goes_forward();
