-- What POST /api/v1/measures writes: five round trips, as the server makes them. (It reads three times before.)
\set drafter random(1, :drafters)
\set noise random(0, 1000000000000)
BEGIN;
INSERT INTO "documents" ("id", "kind", "organization_id", "province_code", "fiscal_year", "key", "revision", "created_by", "created_at") SELECT "id", 'measure', (:offices::uuid[])[:drafter::int], (:provinces::text[])[:drafter::int], 2569, "id"::text, 1, (:users::uuid[])[:drafter::int], now() FROM (SELECT (lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7000' || '8' || lpad(to_hex(:noise::bigint), 15, '0'))::uuid AS "id") "new" RETURNING "id" \gset
INSERT INTO "editions" ("document_id", "number", "state", "content", "content_sha256", "kind", "organization_id", "province_code", "fiscal_year", "heading", "indicators", "division_id", "subkind", "drafters", "created_at", "updated_at") VALUES (:id::uuid, 1, 'draft', :content, :sha256, 'measure', (:offices::uuid[])[:drafter::int], (:provinces::text[])[:drafter::int], 2569, :heading, '{i9}', NULL, NULL, ARRAY[(:users::uuid[])[:drafter::int]], now(), now());
INSERT INTO "audit_entries" ("at", "actor_id", "action", "subject_kind", "subject_id", "organization_id", "edition", "from_state", "to_state", "reason", "request_id", "detail") VALUES (now(), (:users::uuid[])[:drafter::int], 'measure.create', 'measure', :id::uuid, (:offices::uuid[])[:drafter::int], 1, NULL, 'draft', NULL, :id::uuid, NULL);
COMMIT;
