-- A report shows measures. The approval of such a measure may have overridden the four-eyes rule: every public answer that
-- shows the report marks it. What was published before has the mark beside its body, as in `override_reason`.

-- The reasons, by the id of the measure, as a JSON object. NULL without such a measure.
CREATE FUNCTION frozen_overrides(wanted uuid, edition_number integer) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT (json_object_agg(measure.id, measure.reason ORDER BY measure.id) FILTER (WHERE measure.reason IS NOT NULL))::text
    FROM (
        SELECT item ->> 'id' AS id, override_of((item ->> 'id')::uuid, (item ->> 'edition')::integer) AS reason
        FROM editions edition
        JOIN documents document ON document.id = edition.document_id AND document.kind = 'report'
        JOIN contents content ON content.id = edition.content_id
        CROSS JOIN json_array_elements(content.body::json -> 'frozen' -> 'measures') item
        WHERE edition.document_id = wanted AND edition.number = edition_number) measure
$$;

ALTER TABLE publications ADD COLUMN frozen_overrides text;
UPDATE publications SET frozen_overrides = frozen_overrides(document_id, edition)
WHERE kind = 'report' AND frozen_overrides(document_id, edition) IS NOT NULL;
-- A deferred check would stand between this and the next change of the table.
SET CONSTRAINTS ALL IMMEDIATE;

CREATE OR REPLACE FUNCTION publications_mark_override() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.override_reason := override_of(NEW.document_id, NEW.edition);
    NEW.frozen_overrides := frozen_overrides(NEW.document_id, NEW.edition);
    RETURN NEW;
END $$;
CREATE TRIGGER publications_keep_frozen_overrides BEFORE UPDATE ON publications FOR EACH ROW
    WHEN (OLD.frozen_overrides IS DISTINCT FROM NEW.frozen_overrides)
    EXECUTE FUNCTION publications_keep_change();

-- The fields of a public body that are not fields of its content.
CREATE OR REPLACE FUNCTION is_head_field(name text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT name IN ('content_sha256', 'edition', 'fiscal_year', 'frozen_overrides', 'id', 'organization',
                    'override_reason', 'published_at')
$$;
CREATE OR REPLACE FUNCTION changed_fields(before text, after text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(array_agg(name ORDER BY name COLLATE "C"), '{}')
    FROM (SELECT key AS name, value::text AS value FROM json_each(before::json)) earlier
    FULL JOIN (SELECT key AS name, value::text AS value FROM json_each(after::json)) later USING (name)
    WHERE earlier.value IS DISTINCT FROM later.value AND NOT is_head_field(name)
$$;
CREATE OR REPLACE FUNCTION content_of_body(body text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '{' || coalesce(string_agg(to_json(key)::text || ':' || value::text, ',' ORDER BY key COLLATE "C"), '') || '}'
    FROM json_each(body::json)
    WHERE NOT is_head_field(key)
$$;

-- The body of a report that becomes public names these overrides, as it names its own.
CREATE FUNCTION publications_name_frozen_overrides() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.body::json -> 'frozen_overrides')::jsonb IS DISTINCT FROM NEW.frozen_overrides::jsonb THEN
        RAISE EXCEPTION 'an override of a measure is not named'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_name_frozen_overrides';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER publications_name_frozen_overrides AFTER INSERT ON publications FOR EACH ROW
    WHEN (NEW.kind = 'report') EXECUTE FUNCTION publications_name_frozen_overrides();
