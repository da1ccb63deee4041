CREATE OR REPLACE FUNCTION acts_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM editions WHERE document_id = NEW.document_id AND number = NEW.edition
               AND NEW.person_id = ANY (drafters)) THEN
        RAISE EXCEPTION 'a drafter of an edition does not approve it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'acts_four_eyes';
    END IF;
    RETURN NEW;
END $$;
DROP FUNCTION edition_authors;
DROP FUNCTION frozen_parts;
