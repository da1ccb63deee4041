-- The functions in SQL, as they were.

CREATE OR REPLACE FUNCTION edition_authors(wanted uuid, edition_number integer) RETURNS uuid[]
LANGUAGE sql STABLE AS $$
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
    ) people
$$;
ALTER FUNCTION edition_authors(wanted uuid, edition_number integer) RESET ALL;

CREATE OR REPLACE FUNCTION override_of(wanted uuid, edition_number integer) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN is_override THEN reason END
            FROM acts WHERE document_id = wanted AND edition = edition_number AND act = 'approved'
            ORDER BY ordinal DESC LIMIT 1
$$;
ALTER FUNCTION override_of(wanted uuid, edition_number integer) RESET ALL;

CREATE OR REPLACE FUNCTION frozen_overrides(wanted uuid, edition_number integer) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT (json_object_agg(measure.id, measure.reason ORDER BY measure.id)
                FILTER (WHERE measure.reason IS NOT NULL))::text
        FROM (
            SELECT item ->> 'id' AS id, override_of((item ->> 'id')::uuid, (item ->> 'edition')::integer) AS reason
            FROM editions edition
            JOIN documents document ON document.id = edition.document_id AND document.kind = 'report'
            JOIN contents content ON content.id = edition.content_id
            CROSS JOIN json_array_elements(content.body::json -> 'frozen' -> 'measures') item
            WHERE edition.document_id = wanted AND edition.number = edition_number) measure
$$;
ALTER FUNCTION frozen_overrides(wanted uuid, edition_number integer) RESET ALL;

CREATE OR REPLACE FUNCTION content_of_body(body text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT '{' || coalesce(string_agg(to_json(key)::text || ':' || value::text, ',' ORDER BY key COLLATE "C"), '') || '}'
            FROM json_each(body::json)
            WHERE NOT is_head_field(key)
$$;
ALTER FUNCTION content_of_body(body text) RESET ALL;

CREATE OR REPLACE FUNCTION changed_fields(before text, after text) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(array_agg(name ORDER BY name COLLATE "C"), '{}')
        FROM (SELECT key AS name, value::text AS value FROM json_each(before::json)) earlier
        FULL JOIN (SELECT key AS name, value::text AS value FROM json_each(after::json)) later USING (name)
        WHERE earlier.value IS DISTINCT FROM later.value AND NOT is_head_field(name)
$$;
ALTER FUNCTION changed_fields(before text, after text) RESET ALL;

CREATE OR REPLACE FUNCTION content_difference(before text, after text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(json_object_agg(name, json_build_array(earlier.value, later.value) ORDER BY name COLLATE "C"),
                        '{}')::text
        FROM (SELECT key AS name, value FROM json_each(coalesce(before, '{}')::json)) earlier
        FULL JOIN (SELECT key AS name, value FROM json_each(coalesce(after, '{}')::json)) later USING (name)
        WHERE earlier.value::text IS DISTINCT FROM later.value::text
$$;
ALTER FUNCTION content_difference(before text, after text) RESET ALL;
