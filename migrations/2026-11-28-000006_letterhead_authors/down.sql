ALTER TABLE publications DROP CONSTRAINT publications_withdrawal_has_reason;
DROP TRIGGER organizations_begin_with_an_author ON organizations;
DROP TRIGGER organizations_have_letterhead_authors ON organizations;
DROP FUNCTION organizations_have_letterhead_authors;
CREATE OR REPLACE FUNCTION edition_authors(wanted uuid, edition_number integer)
RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(DISTINCT person), '{}') FROM (
        SELECT unnest(edition.drafters || same.contributors) AS person
        FROM editions edition
        JOIN contents content ON content.id = edition.content_id
        JOIN contents same ON same.subject_id = content.subject_id AND same.sha256 = content.sha256
        WHERE edition.document_id = wanted AND edition.number = edition_number
        UNION ALL
        SELECT unnest(same.contributors)
        FROM frozen_parts(wanted, edition_number) part
        CROSS JOIN LATERAL (SELECT contributors FROM contents content
                            WHERE content.subject_id = part.subject_id AND content.sha256 = part.sha256 OFFSET 0) same
    ) people
$$;
CREATE OR REPLACE FUNCTION acts_approve_a_letterhead() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM letterheads letterhead
                   JOIN documents document ON document.id = NEW.document_id
                   JOIN organizations organization ON organization.id = document.organization_id
                   WHERE letterhead.id = NEW.letterhead_id AND letterhead.organization_id = organization.id
                     AND letterhead.body::json ->> 'name_th' = organization.name_th) THEN
        RAISE EXCEPTION 'an approval names the present letterhead of the organization'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'acts_approve_a_letterhead';
    END IF;
    RETURN NEW;
END $$;
ALTER TABLE organizations DROP COLUMN letterhead_authors, DROP COLUMN changed_by;
