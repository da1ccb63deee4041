-- Activities that were held for the steps of measures, entered through the year as results are. What they say is content.
INSERT INTO kinds (name) VALUES ('activity');
CREATE TABLE activities (
    id          uuid PRIMARY KEY,
    document_id uuid NOT NULL REFERENCES documents,
    key         text NOT NULL,
    revision    bigint NOT NULL,
    created_by  uuid NOT NULL REFERENCES users,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    content_id  uuid NOT NULL,
    UNIQUE (document_id, key),
    CONSTRAINT activities_content_fkey FOREIGN KEY (content_id, id) REFERENCES contents (id, subject_id)
);
CREATE TRIGGER activities_get_newer BEFORE UPDATE OF content_id ON activities FOR EACH ROW
    WHEN (NEW.content_id <> OLD.content_id) EXECUTE FUNCTION contents_only_get_newer();
CREATE TRIGGER activities_keep_their_measure BEFORE UPDATE ON activities FOR EACH ROW
    WHEN ((NEW.id, NEW.document_id) IS DISTINCT FROM (OLD.id, OLD.document_id)) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER activities_of_merged_organization BEFORE INSERT OR UPDATE OF content_id ON activities FOR EACH ROW
    EXECUTE FUNCTION refuse_document_of_merged_organization();

-- Who wrote an activity is an author of the report that shows it.
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
               item -> 'results' AS results, item -> 'activities' AS activities
        FROM frozen, json_array_elements(frozen.year -> 'measures') item)
    SELECT measure.id, measure.sha256 FROM measure
    UNION ALL
    SELECT (item ->> 'id')::uuid,
           coalesce(item ->> 'sha256', encode(sha256(convert_to((item -> 'content')::text, 'UTF8')), 'hex'))
    FROM measure, json_array_elements(measure.results) item
    UNION ALL
    SELECT (item ->> 'id')::uuid, item ->> 'sha256'
    FROM measure, json_array_elements(coalesce(measure.activities, '[]')) item
    UNION ALL
    SELECT analysis.id, coalesce(frozen.year -> 'analysis' ->> 'sha256',
                                 encode(sha256(convert_to((frozen.year -> 'analysis')::text, 'UTF8')), 'hex'))
    FROM frozen
    JOIN analyses analysis ON analysis.organization_id = frozen.organization_id
        AND analysis.fiscal_year = frozen.fiscal_year
    WHERE json_typeof(frozen.year -> 'analysis') = 'object'
$$;

-- A file that an activity names is public with the report that shows the activity.
CREATE OR REPLACE FUNCTION publications_show_files() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO published_files (document_id, edition, file_id, version)
    SELECT DISTINCT NEW.document_id, NEW.edition, named.file_id, named.version
    FROM (SELECT 'result' AS kind, part FROM jsonb_path_query(NEW.body::jsonb, '$.frozen.measures[*].results[*]') part
          UNION ALL
          SELECT 'activity', part FROM jsonb_path_query(NEW.body::jsonb, '$.frozen.measures[*].activities[*]') part
    ) AS named_parts (kind, shown)
    JOIN contents ON contents.kind = named_parts.kind AND contents.subject_id = (shown ->> 'id')::uuid
        AND contents.version = (shown ->> 'version')::integer AND contents.sha256 = shown ->> 'sha256'
    JOIN content_files named ON named.content_id = contents.id
    JOIN files ON files.id = named.file_id AND files.organization_id = NEW.organization_id;
    RETURN NULL;
END $$;
