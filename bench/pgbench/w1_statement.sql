-- The rows of POST /api/v1/measures in one statement: one round trip, the highest rate of this write in PostgreSQL.
\set drafter random(1, :drafters)
\set noise random(0, 1000000000000)
WITH "made" AS MATERIALIZED (
    SELECT lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') AS "head",
           '8' || lpad(to_hex(:noise::bigint), 15, '0') AS "tail"),
"new" AS MATERIALIZED (
    SELECT ("head" || '7000' || "tail")::uuid AS "id", "head" || '7000' || "tail" AS "key",
           ("head" || '7001' || "tail")::uuid AS "content_id", (:organizations::uuid[])[:drafter::int] AS "organization",
           (:provinces::text[])[:drafter::int] AS "province", (:users::uuid[])[:drafter::int] AS "user" FROM "made"),
"content" AS (
    INSERT INTO contents (id, kind, subject_id, version, schema_version, body, sha256, author_id, contributors, base_id,
                          created_at)
    SELECT "content_id", 'measure', "id", 1, 1, :body, :sha256, "user", ARRAY["user"], NULL, now() FROM "new"),
"document" AS (
    INSERT INTO documents (id, kind, organization_id, province_code, programme, fiscal_year, key, revision, created_by,
                           created_at)
    SELECT "id", 'measure', "organization", "province", 'nacc-ita', 2569, "key", 1, "user", now() FROM "new"),
"edition" AS (
    INSERT INTO editions (document_id, number, state, content_id, title, indicators, division_id, category, drafters,
                          catalogues, created_at, updated_at)
    SELECT "id", 1, 'draft', "content_id", :title, '{i9}', NULL, NULL, ARRAY["user"], NULL, now(), now() FROM "new")
INSERT INTO audit_entries (at, actor_id, action, subject_kind, subject_id, organization_id, edition, from_state,
    to_state, reason, request_id, detail)
SELECT now(), "user", 'measure.create', 'measure', "id", "organization", 1, NULL, 'draft', NULL, "id", NULL FROM "new";
