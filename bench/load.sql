-- Fills a freshly migrated database with the measures of a whole country: 7,850 organizations × 3 fiscal years × 5
-- measures. The variable `approved` adds as many approved measures of 256 organizations, which wait for their publication.
-- Nothing is random: every value follows from the number of its row, so that each run loads the same bytes.
-- The texts are invented. They have the length and the words of real ones, about 2 kB of JSON for each measure.
\set ON_ERROR_STOP on
\if :{?approved}
\else
    \set approved 0
\endif
SET client_min_messages = warning;
SET synchronous_commit = off; -- only in this session; the measured requests commit to disk
SET jit = off; -- the server sets it too; otherwise PostgreSQL compiles the queries of triggers for every row
SET max_parallel_workers_per_gather = 0;

-- A UUID of version 7: first the milliseconds, so that ids sort by creation, then a tag and the row's number. Each kind
-- of row has its own tag of three hexadecimal digits, so that no two rows have the same id.
CREATE FUNCTION pg_temp.id(made_at timestamptz, tag text, number bigint) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT (lpad(to_hex((extract(epoch FROM made_at) * 1000)::bigint), 12, '0') || '7' || tag
            || '8' || lpad(to_hex(number), 15, '0'))::uuid
$$;
CREATE FUNCTION pg_temp.pick(items text[], number bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT items[1 + number % cardinality(items)]
$$;
CREATE FUNCTION pg_temp.sha256_hex(body text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(body, 'UTF8')), 'hex')
$$;
CREATE FUNCTION pg_temp.rfc3339(at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
$$;

-- Organizations, four divisions each, and three people each: a drafter, an approver and a publisher. ----------------

CREATE TEMP TABLE province AS
    SELECT code, (row_number() OVER (ORDER BY code) - 1)::int AS number FROM provinces;

CREATE TEMP TABLE organization AS
SELECT i AS number, pg_temp.id(at, '0a0', i) AS id, p.code AS province_code, at,
       pg_temp.pick(ARRAY['subdistrict_administrative_organization', 'subdistrict_municipality',
                          'subdistrict_administrative_organization', 'town_municipality'], i) AS kind,
       pg_temp.pick(ARRAY['องค์การบริหารส่วนตำบล', 'เทศบาลตำบล', 'องค์การบริหารส่วนตำบล', 'เทศบาลเมือง'], i)
           || 'ตัวอย่างที่ ' || i AS name_th,
       pg_temp.id(at, '0c0', i * 3) AS drafter,
       pg_temp.id(at, '0c0', i * 3 + 1) AS approver,
       pg_temp.id(at, '0c0', i * 3 + 2) AS publisher
FROM generate_series(1, 7850) i
JOIN province p ON p.number = i % 77
CROSS JOIN LATERAL (SELECT timestamptz '2023-06-01 02:00+00' + i * interval '1 minute' AS at) t;

INSERT INTO organizations (id, name_th, name_folded, kind, province_code, website, contact, whistle_blowing,
                           created_at, updated_at)
SELECT id, name_th, replace(name_th, ' ', ''), kind, province_code,
       'https://sample-' || number || '.example.go.th', channels, channels, at, at
FROM organization
CROSS JOIN LATERAL (SELECT '{"address":null,"email":"sample-' || number || '@example.go.th","hotline":null,'
                        || '"phone":"0 0000 0000","url":null}' AS channels) c;

INSERT INTO divisions (id, organization_id, name_th, name_folded, created_at)
SELECT pg_temp.id(at, '0b0', organization.number * 4 + d.place - 1), id, d.name, replace(d.name, ' ', ''), at
FROM organization
CROSS JOIN unnest(ARRAY['สำนักปลัด', 'กองคลัง', 'กองช่าง', 'กองการศึกษา']) WITH ORDINALITY AS d (name, place);

CREATE TEMP TABLE person AS
SELECT organization.id AS organization_id, at, x.id AS user_id, x.role, x.role || '-' || number AS username, number * 3 + x.place AS number
FROM organization
CROSS JOIN LATERAL (VALUES (drafter, 'drafter', 0), (approver, 'approver', 1), (publisher, 'publisher', 2))
    AS x (id, role, place);

-- Nobody can log in with this password hash; the benchmark adds its own drafters with `prongsai user create`.
INSERT INTO users (id, username, display_name, password_hash, created_at, updated_at)
SELECT user_id, username, 'เจ้าหน้าที่ ' || username, '!', at, at FROM person;
-- A second person confirms who may approve or publish: here the drafter.
INSERT INTO memberships (id, user_id, role, organization_id, created_at, confirmed_by, confirmed_at)
SELECT pg_temp.id(person.at, '0d0', person.number), user_id, role, organization_id, person.at,
       CASE WHEN role <> 'drafter' THEN organization.drafter END, CASE WHEN role <> 'drafter' THEN person.at END
FROM person JOIN organization ON organization.id = organization_id;

-- What approvals show of each organization, as canonical JSON.
INSERT INTO letterheads (id, organization_id, body, sha256)
SELECT pg_temp.id(at, '0f1', number), organization.id, body, pg_temp.sha256_hex(body)
FROM organization
JOIN provinces ON provinces.code = organization.province_code
CROSS JOIN LATERAL (SELECT '{"district_th":null,"kind":"' || kind || '","name_th":' || to_json(organization.name_th)::text
    || ',"province_code":"' || province_code || '","province_th":' || to_json(provinces.name_th)::text
    || ',"template":{"header_lines":[],"numerals":"arabic","signature_positions":[]},"website":"https://sample-' || number || '.example.go.th"}' AS body) b;

-- Measures. Of ten in a row, seven are published, one is a draft, one submitted and one approved. -----------------------
-- 7,850 measures are one for each organization; 39,250 are the five of each organization in one fiscal year. Those above
-- 117,750 are approved; `operations.py` finds their organizations in the same way.

CREATE TEMP TABLE busy AS
SELECT array_agg(number ORDER BY place) AS numbers
FROM (SELECT number, row_number() OVER (ORDER BY sha256(id::text::bytea)) AS place
      FROM organization WHERE kind <> 'town_municipality') ordered
WHERE place <= 256;

CREATE TEMP TABLE measure AS
SELECT i AS number, pg_temp.id(t.at, '0e0', i) AS id, pg_temp.id(t.at, '0e1', i) AS content_id,
       o.id AS organization_id, o.province_code, o.name_th, o.kind,
       y.year AS fiscal_year, t.at, o.drafter, o.approver, o.publisher, s.step,
       (ARRAY['draft', 'submitted', 'approved', 'published'])[s.step] AS state,
       'i' || 1 + (i + i / 7850) % 10 AS indicator,
       pg_temp.id(o.at, '0b0', o.number * 4 + i % 4) AS division_id,
       pg_temp.pick(ARRAY['สำนักปลัด', 'กองคลัง', 'กองช่าง', 'กองการศึกษา'], i) AS division,
       pg_temp.pick(ARRAY['การปฏิบัติหน้าที่', 'การใช้งบประมาณ', 'การใช้อำนาจ', 'การใช้ทรัพย์สินของราชการ',
           'การแก้ไขปัญหาการทุจริต', 'คุณภาพการดำเนินงาน', 'ประสิทธิภาพการสื่อสาร', 'การปรับปรุงระบบการทำงาน',
           'การเปิดเผยข้อมูล', 'การป้องกันการทุจริต'], i + i / 7850) AS topic,
       'มาตรการยกระดับ' || pg_temp.pick(ARRAY['การปฏิบัติหน้าที่', 'การใช้งบประมาณ', 'การใช้อำนาจ',
           'การใช้ทรัพย์สินของราชการ', 'การแก้ไขปัญหาการทุจริต', 'คุณภาพการดำเนินงาน', 'ประสิทธิภาพการสื่อสาร',
           'การปรับปรุงระบบการทำงาน', 'การเปิดเผยข้อมูล', 'การป้องกันการทุจริต'], i + i / 7850)
           || 'ของ' || o.name_th || ' ประจำปีงบประมาณ พ.ศ. ' || y.year AS title
FROM generate_series(0, 117749 + :approved) i
CROSS JOIN busy
JOIN organization o ON o.number = CASE WHEN i < 117750 THEN 1 + i % 7850 ELSE busy.numbers[1 + i % 256] END
CROSS JOIN LATERAL (SELECT 2567 + CASE WHEN i < 117750 THEN i / 39250 ELSE i % 3 END AS year) y
CROSS JOIN LATERAL (SELECT timestamptz '2023-10-01 01:00+00' + (i % 117750) * interval '13 minutes' AS at) t
CROSS JOIN LATERAL (SELECT CASE WHEN i >= 117750 THEN 3 ELSE CASE (i % 10 + i / 10 + i / 7850) % 10
    WHEN 7 THEN 1 WHEN 8 THEN 2 WHEN 9 THEN 3 ELSE 4 END END AS step) s;

-- The content of each edition as canonical JSON: names sorted, no white space.
CREATE TEMP TABLE content AS
SELECT number, json, public_json, pg_temp.sha256_hex(json) AS sha256
FROM measure
CROSS JOIN LATERAL (SELECT
    '"budget_baht":' || CASE WHEN number % 3 = 0 THEN ((1 + number % 40) * 5000)::text ELSE 'null' END AS budget,
    '"division":{"id":"' || division_id || '","name":"' || division || '"}' AS division_json,
    '"guideline":' || to_json('ให้ทุกส่วนราชการนำผลการประเมินด้าน' || topic || 'ของปีก่อนมาวิเคราะห์ร่วมกัน '
        || pg_temp.pick(ARRAY['กำหนดผู้รับผิดชอบและระยะเวลาให้ชัดเจน', 'จัดทำคู่มือการปฏิบัติงานและเผยแพร่ให้ประชาชนทราบ',
               'ชี้แจงแนวปฏิบัติแก่บุคลากรทุกระดับ', 'เปิดช่องทางรับฟังความเห็นของผู้มีส่วนได้ส่วนเสีย'], number / 7)
        || ' และรายงานผลต่อผู้บริหารตามรอบที่กำหนด ลำดับที่ ' || number)::text AS guideline,
    '"steps":[' || (SELECT string_agg('{"cadence":' || CASE k WHEN 1 THEN 'null' ELSE '"monthly"' END
        || ',"due_on":' || CASE k WHEN 1 THEN '"' || fiscal_year - 544 || '-12-29"' ELSE 'null' END
        || ',"key":"step-' || k || '","text":' || to_json(
            pg_temp.pick(ARRAY['จัดประชุมชี้แจงคณะทำงานและมอบหมายหน้าที่', 'สำรวจปัญหาและข้อเสนอแนะจากผู้รับบริการ',
                'ปรับปรุงขั้นตอนการให้บริการและลดระยะเวลา', 'ประชาสัมพันธ์ช่องทางร้องเรียนผ่านเว็บไซต์และที่ทำการ',
                'สอบทานเอกสารการเบิกจ่ายและการจัดซื้อจัดจ้าง'], number + k)
            || ' โดย' || division || ' ' || pg_temp.pick(ARRAY['พร้อมบันทึกผลเป็นลายลักษณ์อักษรทุกครั้ง',
                'และสรุปประเด็นเสนอผู้บริหารภายในเดือนถัดไป', 'แล้วเผยแพร่ผลบนเว็บไซต์ของหน่วยงาน'], number / 3 + k))::text
        || '}', ',' ORDER BY k) FROM generate_series(1, 2) k) || ']' AS steps) a
CROSS JOIN LATERAL (SELECT
    '"indicators":["' || indicator || '"],"monitoring":' || to_json('ผู้บังคับบัญชาติดตามความก้าวหน้า'
        || pg_temp.pick(ARRAY['ทุกเดือน', 'ทุกไตรมาส', 'ทุกหกเดือน'], number)
        || ' และสรุปผลด้าน' || topic || 'เสนอต่อคณะกรรมการประเมินคุณธรรมและความโปร่งใส')::text AS monitoring,
    '"reporting_round_months":' || CASE number % 2 WHEN 0 THEN 6 ELSE 12 END || ',' || steps
        || ',"target":' || to_json('ร้อยละ ' || 80 + number % 20 || ' ของผู้รับบริการพึงพอใจ')::text
        || ',"title":' || to_json(title)::text || '}' AS tail) b
CROSS JOIN LATERAL (SELECT
    '{' || budget || ',' || division_json || ',"findings":[],' || guideline || ',' || monitoring || ',' || tail AS json,
    -- The public document has more members than the content; %s is replaced with the hash of the content.
    '{' || budget || ',"content_sha256":"%s",' || division_json || ',"edition":1,"findings":[],"fiscal_year":'
        || fiscal_year || ',' || guideline || ',"id":"' || id || '",' || monitoring
        || ',"organization":{"id":"' || organization_id || '","kind":"' || kind || '","name_th":' || to_json(name_th)::text
        || ',"province_code":"' || province_code || '"},"published_at":"' || pg_temp.rfc3339(at + interval '3 days') || '",'
        || tail AS public_json) c;

INSERT INTO contents (id, kind, subject_id, version, schema_version, body, sha256, author_id, contributors, created_at)
SELECT content_id, 'measure', id, 1, 1, json, sha256, drafter, ARRAY[drafter], at
FROM measure
JOIN content USING (number)
ORDER BY number;

INSERT INTO documents (id, kind, organization_id, province_code, programme, fiscal_year, key, revision, created_by,
                       created_at)
SELECT id, 'measure', organization_id, province_code, 'nacc-ita', fiscal_year, replace(id::text, '-', ''), step,
       drafter, at
FROM measure ORDER BY number;

-- One transaction for editions, acts and audit entries: at its end triggers check that each state was reached by its act,
-- and that each act is in the audit trail.
BEGIN;
INSERT INTO editions (document_id, number, state, content_id, title, indicators, division_id, drafters, catalogues,
                      created_at, updated_at)
SELECT id, 1, state, content_id, title, ARRAY[indicator], division_id, ARRAY[drafter],
       CASE WHEN step >= 2 THEN '[[' || fiscal_year || ',1]]' END, at, at + (step - 1) * interval '1 day'
FROM measure ORDER BY number;

INSERT INTO acts (document_id, edition, ordinal, act, person_id, person_name, person_position, acting_as, is_override,
                  content_sha256, is_migrated, at, letterhead_id)
SELECT measure.id, 1, ordinal, (ARRAY['submitted', 'approved', 'published'])[ordinal], person.id, person.display_name,
       person.position, person.acting_as, false, content.sha256, false, measure.at + ordinal * interval '1 day',
       CASE ordinal WHEN 2 THEN letterhead.id END
FROM measure
JOIN content USING (number)
JOIN letterheads letterhead USING (organization_id)
CROSS JOIN LATERAL generate_series(1, step - 1) AS ordinal
JOIN users person ON person.id = (ARRAY[drafter, approver, publisher])[ordinal]
ORDER BY number, ordinal;

INSERT INTO audit_entries (at, actor_id, action, subject_kind, subject_id, organization_id, edition, from_state,
                           to_state, request_id)
SELECT at + (done - 1) * interval '1 day', (ARRAY[drafter, drafter, approver, publisher])[done],
       'measure.' || (ARRAY['create', 'submit', 'approve', 'publish'])[done], 'measure', id, organization_id, 1,
       states[done - 1], states[done], pg_temp.id(at, '0f0', number * 4 + done)
FROM measure
CROSS JOIN (SELECT ARRAY['draft', 'submitted', 'approved', 'published'] AS states) s
CROSS JOIN LATERAL generate_series(1, step) AS done
ORDER BY number, done;
COMMIT;

INSERT INTO publications (document_id, edition, kind, organization_id, province_code, fiscal_year, title, indicators,
                          division_id, is_public, is_internal, body, etag, published_at, schema_version, is_current,
                          is_reconstructed, content_sha256, changed_fields)
SELECT id, 1, 'measure', organization_id, province_code, fiscal_year, title, ARRAY[indicator], division_id,
       true, false, body, pg_temp.sha256_hex(body), at + interval '3 days', 1, true, false,
       sha256, '{}'
FROM measure
JOIN content USING (number)
CROSS JOIN LATERAL (SELECT replace(public_json, '%s', sha256) AS body) b
WHERE state = 'published' ORDER BY number;

VACUUM (ANALYZE);
CHECKPOINT;
