-- Readers made the missing verification records until now. SQL cannot compute them: a record has the canonical JSON of an
-- issuer, and a hash over it. So two jobs make them: of public editions from before there were records, and of the plan and the
-- year book of each year as they are public now.
INSERT INTO jobs (id, kind, version, payload, dedupe_key, attempts_max)
SELECT gen_random_uuid(), kind, 1, 'null', 'regular:' || kind, 12
FROM (VALUES ('verification.editions'), ('verification.all-years')) AS missing (kind)
WHERE EXISTS (SELECT FROM publications);
