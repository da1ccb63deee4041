-- Fills a migrated database: 2,000 organizations, 30,000 measures, 2,000 reports and 2,000 announcements with their
-- editions, acts, contents and publications, 6,000 roles, and 68,000 audit entries. Every value follows from the number of its row.

-- These triggers look at every row, and say nothing about plans.
ALTER TABLE editions DISABLE TRIGGER USER;
ALTER TABLE publications DISABLE TRIGGER USER;
ALTER TABLE acts DISABLE TRIGGER USER;

-- Identifiers sort by number, as those of version 7 sort by creation.
CREATE FUNCTION id_of(tag text, number integer) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT ('0189' || tag || '-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid
$$;
CREATE FUNCTION plan_of(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON) ' || statement INTO plan;
    RETURN plan::text;
END $$;

INSERT INTO organizations (id, name_th, name_folded, kind, province_code, contact, whistle_blowing, created_at, updated_at)
SELECT id_of('000a', i), 'เทศบาลตำบลตัวอย่างที่ ' || i, 'เทศบาลตำบลตัวอย่างที่' || i, 'subdistrict_municipality', province.code,
       '{}', '{}', timestamptz '2023-06-01Z', timestamptz '2023-06-01Z'
FROM generate_series(0, 1999) i
JOIN (SELECT code, row_number() OVER (ORDER BY code) - 1 AS number FROM provinces) province ON province.number = i % 77;

INSERT INTO divisions (id, organization_id, name_th, name_folded, created_at)
SELECT id_of('000b', i), id_of('000a', i / 4), 'กองที่ ' || i % 4, 'กองที่' || i % 4, timestamptz '2023-06-01Z'
FROM generate_series(0, 7999) i;

INSERT INTO users (id, username, display_name, password_hash, created_at, updated_at)
SELECT id_of('000c', i), 'drafter-' || i, 'เจ้าหน้าที่ ' || i, '!', timestamptz '2023-06-01Z', timestamptz '2023-06-01Z'
FROM generate_series(0, 1999) i;

-- Everybody drafts, approves and publishes in an organization.
INSERT INTO memberships (id, user_id, role, organization_id, granted_by, created_at, confirmed_at)
SELECT md5(role || i)::uuid, id_of('000c', i), role, id_of('000a', i), id_of('000c', (i + 1) % 2000),
       timestamptz '2023-06-01Z', timestamptz '2023-06-01Z'
FROM generate_series(0, 1999) i CROSS JOIN unnest(ARRAY['drafter', 'approver', 'publisher']) role;

-- Of ten documents, about seven are published, one each is a draft, submitted, approved. Few are returned.
CREATE TABLE loaded AS
SELECT i AS number, id_of('000d', i) AS id, id_of('000e', i) AS content_id, id_of('000a', i % 2000) AS organization_id,
       id_of('000b', (i % 2000) * 4 + i / 2000 % 4) AS division_id, id_of('000c', i % 2000) AS drafter,
       organization.province_code, 2565 + i / 12000 AS fiscal_year,
       CASE i % 17 WHEN 15 THEN 'report' WHEN 16 THEN 'announcement' ELSE 'measure' END AS kind,
       CASE WHEN i % 500 = 3 THEN 'returned' ELSE (ARRAY['published', 'published', 'published', 'published', 'published',
           'published', 'published', 'draft', 'submitted', 'approved'])[1 + i * 7919::bigint % 10007 % 10] END AS state,
       CASE WHEN i % 1000 = 7 THEN 'i30' ELSE 'i' || 1 + i * 6101::bigint % 10009 % 10 END AS indicator,
       'มาตรการยกระดับการปฏิบัติหน้าที่ ลำดับที่ ' || i AS title,
       timestamptz '2023-10-01Z' + i * interval '10 minutes' AS at
FROM generate_series(0, 33999) i
JOIN organizations organization ON organization.id = id_of('000a', i % 2000);

INSERT INTO contents (id, kind, subject_id, version, schema_version, body, sha256, author_id, contributors, created_at)
SELECT content_id, kind, id, 1, 1, body, encode(sha256(convert_to(body, 'UTF8')), 'hex'), drafter, ARRAY[drafter], at
FROM loaded CROSS JOIN LATERAL (SELECT
    '{"guideline":"' || repeat('ให้ทุกส่วนราชการนำผลการประเมินมาวิเคราะห์ร่วมกัน ' || number || ' ', 6) || '","title":"' || title
        || '"}' AS body) written;

INSERT INTO documents (id, kind, organization_id, province_code, fiscal_year, programme, key, created_by, created_at)
SELECT id, kind, organization_id, province_code, fiscal_year, 'nacc-ita', 'document-' || number, drafter, at FROM loaded;

INSERT INTO editions (document_id, number, state, title, indicators, division_id, category, drafters, created_at,
                      updated_at, content_id)
SELECT id, 1, state, title, CASE kind WHEN 'measure' THEN ARRAY[indicator] ELSE ARRAY[]::text[] END,
       CASE kind WHEN 'measure' THEN division_id END, CASE kind WHEN 'announcement' THEN 'general' END, ARRAY[drafter],
       at, at, content_id
FROM loaded;

-- Some published documents have a correction in work.
INSERT INTO editions (document_id, number, state, title, indicators, division_id, category, drafters, created_at,
                      updated_at, content_id)
SELECT document_id, 2, 'draft', edition.title, indicators, edition.division_id, category, drafters, created_at, updated_at,
       edition.content_id
FROM editions edition JOIN loaded ON loaded.id = document_id
WHERE edition.state = 'published' AND loaded.number % 20 = 0;

INSERT INTO publications (document_id, edition, kind, organization_id, province_code, fiscal_year, title, indicators,
                          division_id, category, is_public, is_internal, body, etag, published_at, schema_version, is_current,
                          is_reconstructed, content_sha256, changed_fields)
SELECT loaded.id, 1, loaded.kind, organization_id, province_code, fiscal_year, edition.title, indicators, edition.division_id, category,
       true, false, content.body, content.sha256, loaded.at, 1, true, false,
       content.sha256, '{}'
FROM loaded
JOIN editions edition ON edition.document_id = loaded.id AND edition.number = 1
JOIN contents content ON content.id = loaded.content_id
WHERE loaded.state = 'published';

INSERT INTO acts (document_id, edition, ordinal, act, person_id, person_name, is_override, is_migrated, at)
SELECT id, 1, ordinal, (ARRAY['submitted', 'approved', 'published'])[ordinal], drafter, 'เจ้าหน้าที่', false, true, at
FROM loaded CROSS JOIN generate_series(1, 3) ordinal WHERE state = 'published';

INSERT INTO audit_entries (at, actor_id, action, subject_kind, subject_id, organization_id, edition, to_state, request_id)
SELECT at, drafter, kind || (ARRAY['.create', '.edit'])[step], kind, id, organization_id, 1, 'draft',
       md5(number || '/' || step)::uuid
FROM loaded CROSS JOIN generate_series(1, 2) step ORDER BY step, number;

DROP TABLE loaded;
