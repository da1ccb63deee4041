-- The transaction of POST /api/v1/measures: six round trips, as in the server, which reads three times before.
-- The server makes ids and JSON itself. Here the first statement makes the ids, and PostgreSQL the JSON.
\set drafter random(1, :drafters)
\set noise random(0, 1000000000000)
BEGIN;
SELECT person.display_name, person.position, person.acting_as,
       coalesce((SELECT json_agg(json_build_object('role', held.role, 'organization_id', held.organization_id,
           'province_code', held.province_code)) FROM memberships held WHERE held.user_id = person.id), '[]')::text
           AS memberships,
       "new"."head" || '7000' || "new"."tail" AS "id", "new"."head" || '7001' || "new"."tail" AS "content_id"
FROM users person, (SELECT lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') AS "head",
                           '8' || lpad(to_hex(:noise::bigint), 15, '0') AS "tail") "new"
WHERE person.id = (:users::uuid[])[:drafter::int] AND person.is_active
\gset
SELECT "organizations"."id", "organizations"."revision", "organizations"."name_th", "organizations"."kind", "organizations"."province_code", "organizations"."district_code", "organizations"."local_code", "organizations"."website", "organizations"."contact", "organizations"."whistle_blowing", "organizations"."survey_token", "organizations"."publishes_internal_surveys", "organizations"."allows_four_eyes_override", "organizations"."predecessors" FROM "organizations" WHERE ("organizations"."id" = (:organizations::uuid[])[:drafter::int]) LIMIT 1 FOR SHARE;
WITH new_contents AS (
    INSERT INTO contents (id, kind, subject_id, version, schema_version, body, sha256, author_id, contributors, base_id,
                          created_at)
    SELECT id, kind, subject_id, 1, schema_version, body, sha256, author_id, contributors, base_id, created_at
    FROM json_populate_recordset(NULL::contents, json_build_array(json_build_object(
        'id', :content_id::uuid, 'kind', 'measure', 'subject_id', :id::uuid, 'schema_version', 1, 'body', :body::text,
        'sha256', :sha256::text, 'author_id', (:users::uuid[])[:drafter::int],
        'contributors', json_build_array((:users::uuid[])[:drafter::int]), 'base_id', NULL, 'created_at', now())))),
new_documents AS (
    INSERT INTO documents (id, kind, organization_id, province_code, programme, fiscal_year, key, revision, created_by,
                           created_at)
    SELECT id, kind, organization_id, province_code, programme, fiscal_year, key, revision, created_by, created_at
    FROM json_populate_recordset(NULL::documents, json_build_array(json_build_object(
        'id', :id::uuid, 'kind', 'measure', 'organization_id', (:organizations::uuid[])[:drafter::int],
        'province_code', (:provinces::text[])[:drafter::int], 'programme', 'nacc-ita', 'fiscal_year', 2569,
        'key', :id::text, 'revision', 1, 'created_by', (:users::uuid[])[:drafter::int], 'created_at', now()))))
INSERT INTO editions (document_id, number, state, content_id, title, indicators, division_id, category, drafters,
                      catalogues, created_at, updated_at)
SELECT document_id, number, state, content_id, title, indicators, division_id, category, drafters, catalogues,
       created_at, updated_at
FROM json_populate_recordset(NULL::editions, json_build_array(json_build_object(
    'document_id', :id::uuid, 'number', 1, 'state', 'draft', 'content_id', :content_id::uuid, 'title', :title::text,
    'indicators', json_build_array('i9'), 'division_id', NULL, 'category', NULL,
    'drafters', json_build_array((:users::uuid[])[:drafter::int]), 'catalogues', NULL, 'created_at', now(),
    'updated_at', now())));
INSERT INTO audit_entries (at, actor_id, action, subject_kind, subject_id, organization_id, edition, from_state,
    to_state, reason, request_id, detail)
SELECT entry.at, entry.actor_id, entry.action, entry.subject_kind, entry.subject_id, entry.organization_id,
    entry.edition, entry.from_state, entry.to_state, entry.reason, entry.request_id, entry.detail
FROM json_array_elements(json_build_array(json_build_object(
         'at', now(), 'actor_id', (:users::uuid[])[:drafter::int], 'action', 'measure.create',
         'subject_kind', 'measure', 'subject_id', :id::uuid, 'organization_id', (:organizations::uuid[])[:drafter::int],
         'edition', 1, 'from_state', NULL, 'to_state', 'draft', 'reason', NULL, 'request_id', :id::uuid,
         'detail', NULL))) WITH ORDINALITY item (value, place),
     json_populate_record(NULL::audit_entries, item.value) entry
ORDER BY item.place;
COMMIT;
