ALTER TABLE publications DROP CONSTRAINT publications_withdrawal_has_reason;
CREATE OR REPLACE FUNCTION acts_approve_a_letterhead() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM letterheads letterhead
                   JOIN documents document ON document.id = NEW.document_id
                   JOIN organizations organization ON organization.id = document.organization_id
                   WHERE letterhead.id = NEW.letterhead_id AND is_letterhead_of(letterhead, organization)) THEN
        RAISE EXCEPTION 'an approval names the present letterhead of the organization'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'acts_approve_a_letterhead';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER organizations_are_in_the_trail ON organizations;
DROP FUNCTION organizations_are_in_the_trail;
DROP TRIGGER organizations_note_authors ON organizations;
DROP FUNCTION organizations_note_authors;
DROP TABLE letterhead_authors;
ALTER TABLE organizations DROP COLUMN changed_by;
