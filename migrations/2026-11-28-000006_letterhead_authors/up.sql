-- An approval shows the organization's name and website. Who changed them is an author of what is approved next, until
-- somebody else has approved it with the change.
ALTER TABLE organizations
    -- Who changed the organization last. NULL: before 0.3.
    ADD COLUMN changed_by uuid REFERENCES users;
CREATE TABLE letterhead_authors (
    organization_id uuid NOT NULL REFERENCES organizations,
    -- The column of the organization.
    field           text NOT NULL,
    person_id       uuid NOT NULL REFERENCES users,
    PRIMARY KEY (organization_id, field)
);

-- The runtime role may not write the table. So the functions that do have the rights of their owner.
CREATE FUNCTION organizations_note_authors() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    fields text[] := ARRAY['name_th', 'kind', 'province_code', 'district_code', 'website'];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        fields := ARRAY(SELECT field FROM unnest(fields) field
                        WHERE to_json(NEW) ->> field IS DISTINCT FROM to_json(OLD) ->> field);
        IF fields <> '{}' AND NEW.changed_by IS NULL THEN
            RAISE EXCEPTION 'a person changes an organization'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'organizations_note_authors';
        END IF;
    END IF;
    INSERT INTO letterhead_authors
    SELECT NEW.id, unnest(fields), NEW.changed_by WHERE NEW.changed_by IS NOT NULL
    ON CONFLICT (organization_id, field) DO UPDATE SET person_id = excluded.person_id;
    RETURN NULL;
END $$;
CREATE TRIGGER organizations_note_authors AFTER INSERT OR UPDATE ON organizations FOR EACH ROW
    EXECUTE FUNCTION organizations_note_authors();

-- A change of what the public reads of an organization is in the audit trail. Checked at the end of the transaction.
CREATE FUNCTION organizations_are_in_the_trail() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM audit_entries
                   WHERE subject_id = NEW.id AND subject_kind = 'organization' AND organization_id = NEW.id
                     AND action LIKE 'organization.%' AND actor_id = NEW.changed_by
                     AND transaction_id = pg_current_xact_id()) THEN
        RAISE EXCEPTION 'a change of an organization has an entry in the audit trail'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'organizations_are_in_the_trail';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER organizations_are_in_the_trail AFTER UPDATE ON organizations DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION organizations_are_in_the_trail();

-- An approval names what it shows of the organization, as the organization is at that moment. Approvals from before 0.3
-- name nothing.
CREATE FUNCTION is_letterhead_of(letterhead letterheads, organization organizations) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT letterhead.organization_id = organization.id
       AND letterhead.sha256 = encode(sha256(convert_to(letterhead.body, 'UTF8') || coalesce(letterhead.logo, '')), 'hex')
       AND (organization.name_th, organization.kind, organization.province_code, organization.website)
           IS NOT DISTINCT FROM (shown.body ->> 'name_th', shown.body ->> 'kind', shown.body ->> 'province_code',
                                 shown.body ->> 'website')
    FROM (SELECT letterhead.body::json AS body) shown
$$;
CREATE FUNCTION acts_approve_a_letterhead() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    shown uuid := (SELECT organization.id FROM letterheads letterhead
        JOIN documents document ON document.id = NEW.document_id
        JOIN organizations organization ON organization.id = document.organization_id
        WHERE letterhead.id = NEW.letterhead_id AND is_letterhead_of(letterhead, organization));
BEGIN
    IF shown IS NULL THEN
        RAISE EXCEPTION 'an approval names the present letterhead of the organization'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'acts_approve_a_letterhead';
    END IF;
    IF NOT EXISTS (SELECT FROM letterhead_authors WHERE organization_id = shown AND person_id = NEW.person_id) THEN
        DELETE FROM letterhead_authors WHERE organization_id = shown;
    ELSIF NOT NEW.is_override THEN
        RAISE EXCEPTION 'an author of the letterhead does not approve it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'acts_four_eyes';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acts_approve_a_letterhead BEFORE INSERT ON acts FOR EACH ROW WHEN (NEW.act = 'approved')
    EXECUTE FUNCTION acts_approve_a_letterhead();

-- A withdrawal has a reason.
ALTER TABLE publications
    ADD CONSTRAINT publications_withdrawal_has_reason CHECK ((withdrawn_at IS NULL) = (withdraw_reason IS NULL)) NOT VALID;

-- Names in functions --------------------------------------------------------------------------------------------------

-- Whatever the search path of a session is, functions use the names of PostgreSQL and of this schema.
DO $$
DECLARE
    function regprocedure;
BEGIN
    FOR function IN SELECT oid FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql')
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp', function);
    END LOOP;
END $$;
