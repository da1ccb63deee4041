-- Contents of activities stay. Reports of schema version 3 stay too, and an earlier program does not read them.
CREATE OR REPLACE FUNCTION publications_show_files() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO published_files (document_id, edition, file_id, version)
    SELECT DISTINCT NEW.document_id, NEW.edition, named.file_id, named.version
    FROM jsonb_path_query(NEW.body::jsonb, '$.frozen.measures[*].results[*]') shown
    JOIN contents ON contents.kind = 'result' AND contents.subject_id = (shown ->> 'id')::uuid
        AND contents.version = (shown ->> 'version')::integer AND contents.sha256 = shown ->> 'sha256'
    JOIN content_files named ON named.content_id = contents.id
    JOIN files ON files.id = named.file_id AND files.organization_id = NEW.organization_id;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION frozen_parts(wanted uuid, edition_number integer)
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
DROP TABLE activities;
DELETE FROM kinds WHERE name = 'activity' AND NOT EXISTS (SELECT FROM contents WHERE kind = 'activity');
