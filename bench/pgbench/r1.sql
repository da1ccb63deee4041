-- The statement of GET /public/v1/measures/{id}. It draws a published measure: of ten in a row
-- seven are published, see load.sql.
\set block random(0, 11774)
\set place mod(random(0, 6) + 100000 - :block - :block / 785, 10)
\set number 10 * :block + :place
\set milliseconds 1696122000000 + :number * 780000
SELECT "publications"."document_id", "publications"."kind", "publications"."edition", "publications"."body", "publications"."schema_version", "publications"."published_at", "publications"."etag", "publications"."withdrawn_at", "publications"."withdraw_reason" FROM "publications" WHERE (((("publications"."document_id" = (lpad(to_hex(:milliseconds::bigint), 12, '0') || '70e08' || lpad(to_hex(:number::bigint), 15, '0'))::uuid) AND ("publications"."kind" = 'measure')) AND "publications"."is_current") AND "publications"."is_public") LIMIT 1;
