-- An approval shows the organization's name and website. Who changed them is an author of what is approved next, until
-- somebody else has approved it with the change.
ALTER TABLE organizations
    -- Who changed the organization last.
    ADD COLUMN changed_by uuid REFERENCES users,
    -- Who changed what approvals show of it, since somebody else approved it.
    ADD COLUMN letterhead_authors uuid[] NOT NULL DEFAULT '{}';

CREATE FUNCTION organizations_have_letterhead_authors() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.changed_by IS NOT NULL AND NEW.changed_by <> ALL (NEW.letterhead_authors) THEN
        NEW.letterhead_authors := NEW.letterhead_authors || NEW.changed_by;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER organizations_begin_with_an_author BEFORE INSERT ON organizations FOR EACH ROW
    EXECUTE FUNCTION organizations_have_letterhead_authors();
CREATE TRIGGER organizations_have_letterhead_authors BEFORE UPDATE ON organizations FOR EACH ROW
    WHEN ((NEW.name_th, NEW.kind, NEW.province_code, NEW.district_code, NEW.website)
          IS DISTINCT FROM (OLD.name_th, OLD.kind, OLD.province_code, OLD.district_code, OLD.website))
    EXECUTE FUNCTION organizations_have_letterhead_authors();

CREATE OR REPLACE FUNCTION acts_approve_a_letterhead() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    authors uuid[] := (SELECT organization.letterhead_authors FROM letterheads letterhead
        JOIN documents document ON document.id = NEW.document_id
        JOIN organizations organization ON organization.id = document.organization_id
        WHERE letterhead.id = NEW.letterhead_id AND letterhead.organization_id = organization.id
          AND letterhead.body::json ->> 'name_th' = organization.name_th);
BEGIN
    IF authors IS NULL THEN
        RAISE EXCEPTION 'an approval names the present letterhead of the organization'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'acts_approve_a_letterhead';
    END IF;
    IF NEW.person_id = ANY (authors) THEN
        IF NOT NEW.is_override THEN
            RAISE EXCEPTION 'an author of the letterhead does not approve it'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'acts_four_eyes';
        END IF;
    ELSIF authors <> '{}' THEN
        UPDATE organizations SET letterhead_authors = '{}'
        WHERE id = (SELECT organization_id FROM documents WHERE id = NEW.document_id);
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION edition_authors(wanted uuid, edition_number integer)
RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(DISTINCT person), '{}') FROM (
        -- The same text may have been written in another version too, for example in an edition that was withdrawn.
        SELECT unnest(edition.drafters || same.contributors) AS person
        FROM editions edition
        JOIN contents content ON content.id = edition.content_id
        JOIN contents same ON same.subject_id = content.subject_id AND same.sha256 = content.sha256
        WHERE edition.document_id = wanted AND edition.number = edition_number
        UNION ALL
        -- One look-up for each part: the planner does not know how few there are, and would read all contents.
        SELECT unnest(same.contributors)
        FROM frozen_parts(wanted, edition_number) part
        CROSS JOIN LATERAL (SELECT contributors FROM contents content
                            WHERE content.subject_id = part.subject_id AND content.sha256 = part.sha256 OFFSET 0) same
        UNION ALL
        -- An approval shows the letterhead. What was approved keeps the one of its approval.
        SELECT unnest(organization.letterhead_authors)
        FROM editions edition
        JOIN documents document ON document.id = edition.document_id
        JOIN organizations organization ON organization.id = document.organization_id
        WHERE edition.document_id = wanted AND edition.number = edition_number AND edition.state = 'submitted'
    ) people
$$;

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
