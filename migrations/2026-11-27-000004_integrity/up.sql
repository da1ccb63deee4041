-- 0.2 → 0.3: what is published is what was approved by somebody who wrote none of it.

-- Authors ------------------------------------------------------------------------------------------------------------

-- The parts that an edition shows beside its own text, by subject and SHA-256: the analysis, the measures and the
-- results that a report was frozen with. Reports of schema version 1 carry copies; their stored text is hashed.
CREATE FUNCTION frozen_parts(wanted uuid, edition_number integer)
RETURNS TABLE (subject_id uuid, sha256 text) LANGUAGE sql STABLE AS $$
    WITH frozen AS (
        SELECT document.organization_id, document.fiscal_year, content.body::json -> 'frozen' AS year
        FROM editions edition
        JOIN documents document ON document.id = edition.document_id AND document.kind = 'report'
        JOIN contents content ON content.id = edition.content_id
        WHERE edition.document_id = wanted AND edition.number = edition_number),
    measure AS (
        SELECT (item ->> 'id')::uuid AS id, coalesce(item ->> 'sha256', item ->> 'content_sha256') AS sha256,
               item -> 'results' AS results
        FROM frozen, json_array_elements(frozen.year -> 'measures') item)
    SELECT measure.id, measure.sha256 FROM measure
    UNION ALL
    SELECT (item ->> 'id')::uuid,
           coalesce(item ->> 'sha256', encode(sha256(convert_to((item -> 'content')::text, 'UTF8')), 'hex'))
    FROM measure, json_array_elements(measure.results) item
    UNION ALL
    SELECT analysis.id, coalesce(frozen.year -> 'analysis' ->> 'sha256',
                                 encode(sha256(convert_to((frozen.year -> 'analysis')::text, 'UTF8')), 'hex'))
    FROM frozen
    JOIN analyses analysis ON analysis.organization_id = frozen.organization_id
        AND analysis.fiscal_year = frozen.fiscal_year
    WHERE json_typeof(frozen.year -> 'analysis') = 'object'
$$;

-- Everybody who may not approve an edition: who wrote in it, in what it is based on or in what it shows, and who
-- submitted it.
CREATE FUNCTION edition_authors(wanted uuid, edition_number integer)
RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(DISTINCT person), '{}') FROM (
        SELECT unnest(edition.drafters || content.contributors) AS person
        FROM editions edition JOIN contents content ON content.id = edition.content_id
        WHERE edition.document_id = wanted AND edition.number = edition_number
        UNION ALL
        SELECT unnest(content.contributors)
        FROM frozen_parts(wanted, edition_number) part
        JOIN contents content ON content.subject_id = part.subject_id AND content.sha256 = part.sha256
    ) people
$$;

-- 0.2 gave a correction its present author only, and a report nobody who wrote what it shows. Nothing is added to the
-- drafters of what was approved.
-- A deferred check would stand between this and the next change of the table.
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE editions DISABLE TRIGGER editions_keep_content;
UPDATE editions SET drafters = ARRAY(
    SELECT person FROM unnest(drafters) person
    UNION ALL
    SELECT person FROM unnest(edition_authors(document_id, number)) person WHERE person <> ALL (drafters))
WHERE state IN ('draft', 'returned', 'submitted') AND NOT drafters @> edition_authors(document_id, number);
ALTER TABLE editions ENABLE TRIGGER editions_keep_content;

CREATE OR REPLACE FUNCTION acts_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.person_id = ANY (edition_authors(NEW.document_id, NEW.edition)) THEN
        RAISE EXCEPTION 'an author of an edition does not approve it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'acts_four_eyes';
    END IF;
    RETURN NEW;
END $$;

-- What a correction changes ---------------------------------------------------------------------------------------------

-- As the drafter states it. It is public, so it is fixed with the edition; the public reads it beside the body.
ALTER TABLE editions
    ADD COLUMN change_kind text,
    ADD COLUMN change_note text,
    ADD CONSTRAINT editions_change CHECK ((change_kind IS NULL) = (change_note IS NULL)),
    ADD CONSTRAINT editions_change_kind CHECK (change_kind IN ('clerical', 'update', 'substantive'));
ALTER TABLE publications
    ADD COLUMN change_kind text,
    ADD COLUMN change_note text;

CREATE FUNCTION editions_keep_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what an edition says of its change is fixed when it begins' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER editions_keep_change BEFORE UPDATE ON editions FOR EACH ROW
    WHEN ((OLD.change_kind, OLD.change_note) IS DISTINCT FROM (NEW.change_kind, NEW.change_note))
    EXECUTE FUNCTION editions_keep_change();
CREATE FUNCTION publications_keep_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was published stays as it was' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER publications_keep_change BEFORE UPDATE ON publications FOR EACH ROW
    WHEN ((OLD.change_kind, OLD.change_note) IS DISTINCT FROM (NEW.change_kind, NEW.change_note))
    EXECUTE FUNCTION publications_keep_change();

DROP VIEW edition_details;
CREATE VIEW edition_details AS
SELECT edition.document_id, edition.number, edition.state, edition.drafters, edition.catalogues, edition.created_at,
       edition.updated_at, document.kind, document.organization_id, document.province_code, document.fiscal_year,
       content.id AS content_id, content.version, content.schema_version, content.body, content.sha256,
       content.contributors, content.base_id,
       coalesce((SELECT json_agg(done ORDER BY done.ordinal) FROM acts done
                 WHERE done.document_id = edition.document_id AND done.edition = edition.number), '[]')::text AS acts,
       edition.change_kind, edition.change_note
FROM editions edition
JOIN documents document ON document.id = edition.document_id
JOIN contents content ON content.id = edition.content_id;
