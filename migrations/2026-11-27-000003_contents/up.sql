-- 0.1 → 0.2: contents become immutable rows, acts become rows, and every edition that was public stays public.
-- This step is stop-and-migrate: a server of 0.1 cannot run beside it. It is the one exception to expand/contract.

-- Kinds --------------------------------------------------------------------------------------------------------------

-- Kinds of contents, and those among them that are documents.
CREATE TABLE kinds (name text PRIMARY KEY);
CREATE TABLE document_kinds (name text PRIMARY KEY REFERENCES kinds);
INSERT INTO kinds (name) VALUES ('measure'), ('report'), ('announcement'), ('result'), ('analysis');
INSERT INTO document_kinds (name) VALUES ('measure'), ('report'), ('announcement');

ALTER TABLE documents DROP CONSTRAINT documents_kind_check;
ALTER TABLE documents ADD CONSTRAINT documents_kind_fkey FOREIGN KEY (kind) REFERENCES document_kinds;
ALTER TABLE proofs DROP CONSTRAINT proofs_kind_check;
ALTER TABLE proofs DROP CONSTRAINT proofs_of_what;
ALTER TABLE proofs ADD CONSTRAINT proofs_of_what CHECK (CASE
    WHEN document_id IS NULL THEN edition IS NULL AND members IS NOT NULL
    ELSE edition IS NOT NULL AND members IS NULL END);
ALTER TABLE renderings DROP CONSTRAINT renderings_paper_check;

-- Contents -----------------------------------------------------------------------------------------------------------

-- One version of what a document, a result or an analysis says. A row is inserted once and never changes. It stays
-- when its subject is deleted, so that a reference (subject, SHA-256) can always be resolved.
CREATE TABLE contents (
    id             uuid PRIMARY KEY,
    kind           text NOT NULL REFERENCES kinds,
    -- The document, result or analysis.
    subject_id     uuid NOT NULL,
    -- Counts the versions of the subject.
    version        integer NOT NULL CHECK (version > 0),
    -- How the body is read: each kind counts the versions of its own schema.
    schema_version smallint NOT NULL CHECK (schema_version > 0),
    -- Canonical JSON (RFC 8785), the bytes that are hashed.
    body           text COMPRESSION lz4 NOT NULL,
    sha256         text NOT NULL,
    -- Who wrote this version. NULL: written before 0.2, and the audit trail does not tell.
    author_id      uuid REFERENCES users,
    -- Everybody who wrote in this version or in one that it is based on, as far as that is known.
    contributors   uuid[] NOT NULL,
    -- The version that was changed into this one.
    base_id        uuid REFERENCES contents,
    created_at     timestamptz NOT NULL,
    UNIQUE (subject_id, version),
    -- What says a content names it with its subject.
    CONSTRAINT contents_subject UNIQUE (id, subject_id),
    CONSTRAINT contents_hash CHECK (sha256 = encode(sha256(convert_to(body, 'UTF8')), 'hex'))
);

-- Who wrote which edition, as the audit trail tells. A draft that was deleted before an edition of the same number
-- does not count.
CREATE TEMPORARY TABLE edition_writers ON COMMIT DROP AS
SELECT entry.subject_id AS document_id, entry.edition, array_agg(DISTINCT entry.actor_id) AS people,
       (array_agg(entry.actor_id ORDER BY entry.id DESC))[1] AS last_person, max(entry.at) AS last_at
FROM audit_entries entry JOIN users ON users.id = entry.actor_id
WHERE entry.action IN (entry.subject_kind || '.create', entry.subject_kind || '.edit', entry.subject_kind || '.revise')
  AND entry.edition IS NOT NULL
  AND NOT EXISTS (SELECT FROM audit_entries deleted WHERE deleted.subject_id = entry.subject_id
                  AND deleted.edition = entry.edition AND deleted.action = entry.subject_kind || '.delete'
                  AND deleted.id > entry.id)
GROUP BY entry.subject_id, entry.edition;

ALTER TABLE editions ADD COLUMN content_id uuid;
ALTER TABLE editions DISABLE TRIGGER editions_keep_published;
UPDATE editions SET content_id = gen_random_uuid();

INSERT INTO contents (id, kind, subject_id, version, schema_version, body, sha256, author_id, contributors, base_id,
                      created_at)
SELECT edition.content_id, edition.kind, edition.document_id,
       row_number() OVER (PARTITION BY edition.document_id ORDER BY edition.number), 1,
       edition.content, edition.content_sha256,
       coalesce(writers.last_person, edition.drafters[1]),
       -- Those who wrote in it or in an earlier edition, on which it is based.
       (SELECT array_agg(DISTINCT person) FROM editions earlier
        LEFT JOIN edition_writers known
            ON known.document_id = earlier.document_id AND known.edition = earlier.number
        CROSS JOIN LATERAL unnest(coalesce(known.people, earlier.drafters)) person
        WHERE earlier.document_id = edition.document_id AND earlier.number <= edition.number),
       lag(edition.content_id) OVER (PARTITION BY edition.document_id ORDER BY edition.number),
       coalesce(writers.last_at, edition.created_at)
FROM editions edition
LEFT JOIN edition_writers writers ON writers.document_id = edition.document_id AND writers.edition = edition.number;

-- Results: the authors stand in the audit trail. Only the present version is known; it keeps its number.
CREATE TEMPORARY TABLE result_writers ON COMMIT DROP AS
SELECT (entry.detail::json ->> 'result')::uuid AS result_id, array_agg(DISTINCT entry.actor_id) AS people,
       (array_agg(entry.actor_id ORDER BY entry.id DESC))[1] AS last_person
FROM audit_entries entry JOIN users ON users.id = entry.actor_id
WHERE entry.action IN ('result.create', 'result.edit')
GROUP BY 1;

ALTER TABLE results ADD COLUMN content_id uuid;
UPDATE results SET content_id = gen_random_uuid();
INSERT INTO contents (id, kind, subject_id, version, schema_version, body, sha256, author_id, contributors, created_at)
SELECT result.content_id, 'result', result.id, result.revision, 1, result.content,
       encode(sha256(convert_to(result.content, 'UTF8')), 'hex'),
       coalesce(writers.last_person, result.created_by), coalesce(writers.people, ARRAY[result.created_by]),
       result.updated_at
FROM results result LEFT JOIN result_writers writers ON writers.result_id = result.id;
ALTER TABLE results DROP COLUMN content;
ALTER TABLE results ALTER COLUMN content_id SET NOT NULL;
ALTER TABLE results ADD CONSTRAINT results_content_fkey
    FOREIGN KEY (content_id, id) REFERENCES contents (id, subject_id);

-- Analyses know who changed them last; the audit trail knows the others.
CREATE TEMPORARY TABLE analysis_writers ON COMMIT DROP AS
SELECT entry.organization_id, (entry.detail::json ->> 'fiscal_year')::smallint AS fiscal_year,
       array_agg(DISTINCT entry.actor_id) AS people
FROM audit_entries entry JOIN users ON users.id = entry.actor_id
WHERE entry.action IN ('analysis.create', 'analysis.edit')
GROUP BY 1, 2;

ALTER TABLE analyses ADD COLUMN id uuid, ADD COLUMN content_id uuid;
UPDATE analyses SET id = gen_random_uuid(), content_id = gen_random_uuid();
INSERT INTO contents (id, kind, subject_id, version, schema_version, body, sha256, author_id, contributors, created_at)
SELECT analysis.content_id, 'analysis', analysis.id, analysis.revision, 1, analysis.content,
       encode(sha256(convert_to(analysis.content, 'UTF8')), 'hex'), analysis.updated_by,
       coalesce(writers.people, ARRAY[analysis.updated_by]), analysis.updated_at
FROM analyses analysis
LEFT JOIN analysis_writers writers ON writers.organization_id = analysis.organization_id
    AND writers.fiscal_year = analysis.fiscal_year;
ALTER TABLE analyses DROP COLUMN content;
ALTER TABLE analyses ALTER COLUMN id SET NOT NULL, ALTER COLUMN content_id SET NOT NULL;
ALTER TABLE analyses ADD CONSTRAINT analyses_id_key UNIQUE (id);
ALTER TABLE analyses ADD CONSTRAINT analyses_content_fkey
    FOREIGN KEY (content_id, id) REFERENCES contents (id, subject_id);

-- Organisations ------------------------------------------------------------------------------------------------------

-- The organisations that were merged into one, or that it was raised or split from. They stay, with their documents.
ALTER TABLE organizations ADD COLUMN predecessors uuid[] NOT NULL DEFAULT '{}';

-- Acts ---------------------------------------------------------------------------------------------------------------

-- The post that a person acts for at present (รักษาราชการแทน, ปฏิบัติราชการแทน); an act keeps it.
ALTER TABLE users ADD COLUMN acting_as text;

-- Who did what to an edition, with the person as they were at that moment.
CREATE TABLE acts (
    document_id     uuid NOT NULL,
    edition         integer NOT NULL,
    ordinal         integer NOT NULL CHECK (ordinal > 0),
    act             text NOT NULL CHECK (act IN
                    ('submitted', 'returned', 'approved', 'published', 'superseded', 'withdrawn')),
    person_id       uuid NOT NULL REFERENCES users,
    person_name     text NOT NULL,
    person_position text,
    -- The post that the person acted for, where it is another one.
    acting_as       text,
    reason          text,
    -- Whether an approval set the four-eyes rule aside.
    is_override     boolean NOT NULL,
    -- What was acted on. NULL: done before 0.2, and the content has changed since.
    content_sha256  text,
    -- Whether name and position were taken when 0.1 was migrated, not when it was done.
    is_migrated     boolean NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (document_id, edition, ordinal),
    FOREIGN KEY (document_id, edition) REFERENCES editions (document_id, number),
    CONSTRAINT acts_have_reason CHECK
        ((act NOT IN ('returned', 'withdrawn') AND NOT is_override) OR reason IS NOT NULL),
    CONSTRAINT acts_override_approval CHECK (NOT is_override OR act = 'approved'),
    CONSTRAINT acts_name_content CHECK (content_sha256 IS NOT NULL OR is_migrated)
);

INSERT INTO acts (document_id, edition, ordinal, act, person_id, person_name, person_position, reason, is_override,
                  content_sha256, is_migrated, at)
SELECT done.document_id, done.number,
       -- 0.1 kept the last return. Where it was followed by another submission it comes first, whatever its clock said.
       row_number() OVER (PARTITION BY done.document_id, done.number ORDER BY
           done.act = 'returned' AND done.state NOT IN ('returned', 'withdrawn') DESC, done.at, done.place),
       done.act, done.person, users.display_name, users.position, done.reason, done.is_override, done.sha256, true,
       done.at
FROM (
    SELECT edition.document_id, edition.number, edition.state, each.*
    FROM editions edition CROSS JOIN LATERAL (VALUES
        (1, 'submitted', edition.submitted_by, edition.submitted_at, NULL, false,
            CASE WHEN edition.returned_at IS NULL OR edition.submitted_at > edition.returned_at
                 THEN edition.content_sha256 END),
        (2, 'returned', edition.returned_by, edition.returned_at, edition.return_reason, false, NULL),
        (3, 'approved', edition.approved_by, edition.approved_at, edition.override_reason,
            edition.override_reason IS NOT NULL, edition.content_sha256),
        (4, 'published', edition.published_by, edition.published_at, NULL, false, edition.content_sha256),
        (5, 'superseded',
            (SELECT successor.published_by FROM editions successor
             WHERE successor.document_id = edition.document_id AND successor.number > edition.number
               AND successor.published_by IS NOT NULL ORDER BY successor.number LIMIT 1),
            edition.superseded_at, NULL, false, edition.content_sha256),
        (6, 'withdrawn', edition.withdrawn_by, edition.withdrawn_at, edition.withdraw_reason, false,
            edition.content_sha256)
    ) AS each (place, act, person, at, reason, is_override, sha256)
    WHERE each.person IS NOT NULL AND each.at IS NOT NULL
) done JOIN users ON users.id = done.person;

-- Documents and editions ---------------------------------------------------------------------------------------------

ALTER TABLE documents ADD COLUMN programme text NOT NULL DEFAULT 'nacc-ita';
ALTER TABLE documents ALTER COLUMN programme DROP DEFAULT;
ALTER TABLE documents DROP CONSTRAINT documents_organization_id_fiscal_year_kind_key_key;
ALTER TABLE documents ADD CONSTRAINT documents_identity UNIQUE (organization_id, programme, fiscal_year, kind, key);

-- Publications: one row an edition -----------------------------------------------------------------------------------

DROP TRIGGER publications_notify ON publications;
ALTER TABLE publications DROP CONSTRAINT publications_pkey;
ALTER TABLE publications ADD PRIMARY KEY (document_id, edition);
ALTER TABLE publications
    -- How the content in the body is read.
    ADD COLUMN schema_version smallint NOT NULL DEFAULT 1,
    -- Of the editions that were public, the last.
    ADD COLUMN is_current boolean NOT NULL DEFAULT true,
    ADD COLUMN superseded_at timestamptz,
    -- Whether the body was put together again when 0.1 was migrated, with the office's name of that day.
    ADD COLUMN is_reconstructed boolean NOT NULL DEFAULT false;
ALTER TABLE publications ALTER COLUMN schema_version DROP DEFAULT, ALTER COLUMN is_current DROP DEFAULT,
    ALTER COLUMN is_reconstructed DROP DEFAULT;

-- 0.1 kept the body of the last public edition only. The others are put together from their content as 0.1 did it.
INSERT INTO publications (document_id, edition, kind, organization_id, province_code, fiscal_year, heading, indicators,
    division_id, subkind, is_public, is_internal, body, etag, published_at, withdrawn_at, withdraw_reason,
    schema_version, is_current, superseded_at, is_reconstructed)
SELECT edition.document_id, edition.number, edition.kind, edition.organization_id, edition.province_code,
       edition.fiscal_year, edition.heading, edition.indicators, edition.division_id, edition.subkind,
       NOT internal.is_it OR office.publishes_internal_surveys, internal.is_it,
       built.body, encode(sha256(convert_to(built.body, 'UTF8')), 'hex'), edition.published_at,
       edition.withdrawn_at, edition.withdraw_reason, 1, false, edition.superseded_at, true
FROM editions edition
JOIN organizations office ON office.id = edition.organization_id
CROSS JOIN LATERAL (SELECT
    coalesce(edition.content::json -> 'survey' ->> 'audience' = 'internal', false) AS is_it) internal
CROSS JOIN LATERAL (
    SELECT '{' || string_agg(to_json(field.name)::text || ':' || field.value, ',' ORDER BY field.name COLLATE "C") || '}'
    FROM (
        SELECT key AS name, value::text AS value FROM json_each(edition.content::json)
        UNION ALL VALUES
            ('content_sha256', to_json(edition.content_sha256)::text),
            ('edition', edition.number::text),
            ('fiscal_year', edition.fiscal_year::text),
            ('id', to_json(edition.document_id::text)::text),
            ('organization', '{"id":' || to_json(office.id::text)::text || ',"kind":' || to_json(office.kind)::text ||
                ',"name_th":' || to_json(office.name_th)::text || ',"province_code":' ||
                to_json(office.province_code)::text || '}'),
            ('published_at', to_json(regexp_replace(to_char(edition.published_at AT TIME ZONE 'UTC',
                'YYYY-MM-DD"T"HH24:MI:SS.US'), '\.?0+$', '') || 'Z')::text)
    ) field
) built (body)
WHERE edition.published_at IS NOT NULL
  AND NOT EXISTS (SELECT FROM publications kept
                  WHERE kept.document_id = edition.document_id AND kept.edition = edition.number);

ALTER TABLE publications RENAME COLUMN heading TO title;
ALTER TABLE publications RENAME COLUMN subkind TO category;
ALTER TABLE proofs RENAME COLUMN heading TO title;
ALTER TABLE editions RENAME COLUMN heading TO title;
ALTER TABLE editions RENAME COLUMN subkind TO category;

DROP INDEX publications_list, publications_of_province, publications_of_organization;
CREATE UNIQUE INDEX publications_one_current ON publications (document_id) WHERE is_current;
CREATE INDEX publications_list ON publications (kind, document_id)
    INCLUDE (organization_id, province_code, fiscal_year) WHERE is_current AND is_public AND withdrawn_at IS NULL;
CREATE INDEX publications_of_province ON publications (kind, province_code, fiscal_year, document_id)
    WHERE is_current AND is_public AND withdrawn_at IS NULL;
CREATE INDEX publications_of_organization ON publications (kind, organization_id, fiscal_year, document_id)
    WHERE is_current AND is_public AND withdrawn_at IS NULL;

-- What 0.2 no longer keeps in editions -------------------------------------------------------------------------------

DROP TRIGGER editions_keep_published ON editions;
DROP FUNCTION editions_keep_published;
ALTER TABLE editions
    DROP CONSTRAINT editions_four_eyes,
    DROP CONSTRAINT editions_approved_before_published,
    DROP CONSTRAINT editions_return_has_reason,
    DROP CONSTRAINT editions_withdrawal_has_reason,
    DROP COLUMN content, DROP COLUMN content_sha256,
    DROP COLUMN kind, DROP COLUMN organization_id, DROP COLUMN province_code, DROP COLUMN fiscal_year,
    DROP COLUMN submitted_by, DROP COLUMN submitted_at,
    DROP COLUMN returned_by, DROP COLUMN returned_at, DROP COLUMN return_reason,
    DROP COLUMN approved_by, DROP COLUMN approved_at, DROP COLUMN override_reason,
    DROP COLUMN published_by, DROP COLUMN published_at, DROP COLUMN superseded_at,
    DROP COLUMN withdrawn_by, DROP COLUMN withdrawn_at, DROP COLUMN withdraw_reason,
    ALTER COLUMN content_id SET NOT NULL,
    ADD CONSTRAINT editions_content_fkey FOREIGN KEY (content_id, document_id) REFERENCES contents (id, subject_id),
    -- Which catalogues name its indicators, as canonical JSON [[fiscal year, revision], …]; fixed at submission.
    ADD COLUMN catalogues text;

CREATE INDEX editions_of_division ON editions (division_id) WHERE division_id IS NOT NULL;
CREATE INDEX editions_by_state ON editions (state, document_id);
CREATE INDEX editions_by_indicator ON editions USING gin (indicators);
CREATE INDEX audit_entries_of_request ON audit_entries (request_id) WHERE request_id IS NOT NULL;

-- What the database keeps by itself ----------------------------------------------------------------------------------

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are inserted once and never changed', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER contents_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON contents
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER acts_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON acts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An edition takes the steps of the workflow, and what it says is fixed from its submission on, until it is returned.
CREATE FUNCTION editions_keep_content() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    refusal text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN
            RAISE EXCEPTION 'an edition that was submitted is never deleted' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    refusal := CASE
        WHEN (NEW.document_id, NEW.number, NEW.created_at) <> (OLD.document_id, OLD.number, OLD.created_at)
            THEN 'an edition keeps its number'
        WHEN NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
            ('draft', 'submitted'), ('returned', 'submitted'), ('returned', 'withdrawn'), ('submitted', 'returned'),
            ('submitted', 'approved'), ('submitted', 'withdrawn'), ('approved', 'returned'), ('approved', 'published'),
            ('approved', 'withdrawn'), ('published', 'superseded'), ('published', 'withdrawn'))
            THEN 'an edition takes the steps of the workflow'
        WHEN NOT NEW.drafters @> OLD.drafters THEN 'the drafters of an edition only grow'
        WHEN OLD.state IN ('draft', 'returned') OR NEW.state = 'returned' THEN NULL
        WHEN (NEW.content_id, NEW.title, NEW.indicators, NEW.division_id, NEW.category, NEW.catalogues, NEW.drafters)
            IS DISTINCT FROM
            (OLD.content_id, OLD.title, OLD.indicators, OLD.division_id, OLD.category, OLD.catalogues, OLD.drafters)
            THEN 'what an edition says is fixed from its submission on'
    END;
    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION '%', refusal USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER editions_keep_content BEFORE UPDATE OR DELETE ON editions
    FOR EACH ROW EXECUTE FUNCTION editions_keep_content();

-- The four-eyes rule: a drafter of an edition does not approve it, unless an override marks the approval.
CREATE FUNCTION acts_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM editions WHERE document_id = NEW.document_id AND number = NEW.edition
               AND NEW.person_id = ANY (drafters)) THEN
        RAISE EXCEPTION 'a drafter of an edition does not approve it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'acts_four_eyes';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acts_four_eyes BEFORE INSERT ON acts
    FOR EACH ROW WHEN (NEW.act = 'approved' AND NOT NEW.is_override) EXECUTE FUNCTION acts_four_eyes();

-- A state is reached by the act that it is named after, and what is approved is what the approval named. Checked at the
-- end of the transaction.
CREATE FUNCTION editions_state_has_act() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- What was done since the edition was last sent back.
    done text[] := (SELECT array_agg(act) FROM acts
        WHERE document_id = NEW.document_id AND edition = NEW.number AND ordinal >= coalesce(
            (SELECT max(ordinal) FROM acts
             WHERE document_id = NEW.document_id AND edition = NEW.number AND act = 'returned'), 0));
    needed text[] := CASE NEW.state
        WHEN 'submitted' THEN ARRAY['submitted']
        WHEN 'returned' THEN ARRAY['returned']
        WHEN 'approved' THEN ARRAY['approved']
        WHEN 'published' THEN ARRAY['approved', 'published']
        WHEN 'superseded' THEN ARRAY['approved', 'published', 'superseded']
        WHEN 'withdrawn' THEN ARRAY['withdrawn']
        ELSE ARRAY[]::text[] END;
    approval acts;
BEGIN
    IF NOT coalesce(done, ARRAY[]::text[]) @> needed THEN
        RAISE EXCEPTION 'an edition is % only by such an act', NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'editions_state_has_act';
    END IF;
    IF needed @> ARRAY['approved'] THEN
        SELECT * INTO approval FROM acts WHERE document_id = NEW.document_id AND edition = NEW.number
            AND act = 'approved' ORDER BY ordinal DESC LIMIT 1;
        IF approval.content_sha256 IS DISTINCT FROM (SELECT sha256 FROM contents WHERE id = NEW.content_id) THEN
            RAISE EXCEPTION 'the approval is of another content'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'editions_approved_content';
        END IF;
        IF approval.person_id = ANY (NEW.drafters) AND NOT approval.is_override THEN
            RAISE EXCEPTION 'a drafter of an edition does not approve it'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'acts_four_eyes';
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER editions_state_has_act AFTER INSERT OR UPDATE ON editions DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.state <> 'draft') EXECUTE FUNCTION editions_state_has_act();

-- What was published is not changed; whether and where it is shown may be.
CREATE FUNCTION publications_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR (NEW.document_id, NEW.edition, NEW.kind, NEW.organization_id, NEW.fiscal_year, NEW.title,
        NEW.indicators, NEW.division_id, NEW.category, NEW.is_internal, NEW.schema_version, NEW.body, NEW.etag,
        NEW.published_at, NEW.is_reconstructed)
        IS DISTINCT FROM (OLD.document_id, OLD.edition, OLD.kind, OLD.organization_id, OLD.fiscal_year, OLD.title,
        OLD.indicators, OLD.division_id, OLD.category, OLD.is_internal, OLD.schema_version, OLD.body, OLD.etag,
        OLD.published_at, OLD.is_reconstructed) THEN
        RAISE EXCEPTION 'what was published stays as it was' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publications_stay BEFORE UPDATE OR DELETE ON publications
    FOR EACH ROW EXECUTE FUNCTION publications_stay();
CREATE TRIGGER publications_stay_all BEFORE TRUNCATE ON publications
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A document keeps its identity.
CREATE FUNCTION documents_keep_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.kind, NEW.organization_id, NEW.programme, NEW.fiscal_year, NEW.key, NEW.created_by, NEW.created_at)
        <> (OLD.id, OLD.kind, OLD.organization_id, OLD.programme, OLD.fiscal_year, OLD.key, OLD.created_by,
            OLD.created_at) THEN
        RAISE EXCEPTION 'a document keeps its identity' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER documents_keep_identity BEFORE UPDATE ON documents
    FOR EACH ROW EXECUTE FUNCTION documents_keep_identity();
CREATE TRIGGER publications_notify AFTER INSERT OR UPDATE ON publications
    FOR EACH ROW EXECUTE FUNCTION publications_notify();

-- How editions are read ----------------------------------------------------------------------------------------------

-- What a reader may see of an edition; the rule is that of `domain::access`. The first three values describe the
-- reader: everything; everything of these organisations; in these provinces what was submitted.
CREATE FUNCTION is_visible(everything boolean, organizations uuid[], provinces text[],
                           organization_id uuid, province_code text, state text)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT everything OR organization_id = ANY (organizations)
        OR (province_code = ANY (provinces) AND state NOT IN ('draft', 'returned'))
$$;

-- An edition with its document, its content and its acts.
CREATE VIEW edition_details AS
SELECT edition.document_id, edition.number, edition.state, edition.drafters, edition.catalogues, edition.created_at,
       edition.updated_at, document.kind, document.organization_id, document.province_code, document.fiscal_year,
       content.id AS content_id, content.version, content.schema_version, content.body, content.sha256,
       content.contributors, content.base_id,
       coalesce((SELECT json_agg(done ORDER BY done.ordinal) FROM acts done
                 WHERE done.document_id = edition.document_id AND done.edition = edition.number), '[]')::text AS acts
FROM editions edition
JOIN documents document ON document.id = edition.document_id
JOIN contents content ON content.id = edition.content_id;

-- Names of the field -------------------------------------------------------------------------------------------------

ALTER TABLE paper_templates RENAME TO rendition_templates;
ALTER TABLE proofs RENAME TO verification_records;
ALTER TABLE verification_records RENAME COLUMN imprint TO issuer;
ALTER TABLE renderings RENAME COLUMN paper TO rendition;
ALTER INDEX proofs_of_edition RENAME TO verification_records_of_edition;
ALTER INDEX proofs_of_year RENAME TO verification_records_of_year;
ALTER TABLE verification_records RENAME CONSTRAINT proofs_of_what TO verification_records_of_what;
ALTER TABLE verification_records
    RENAME CONSTRAINT proofs_withdrawal_has_reason TO verification_records_withdrawal_has_reason;

-- Only a withdrawal is added to a verification record, once.
CREATE FUNCTION verification_records_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR (NEW.code, NEW.kind, NEW.document_id, NEW.edition, NEW.organization_id, NEW.fiscal_year,
        NEW.title, NEW.content_sha256, NEW.members, NEW.issuer, NEW.logo, NEW.published_at, NEW.is_internal)
        IS DISTINCT FROM (OLD.code, OLD.kind, OLD.document_id, OLD.edition, OLD.organization_id, OLD.fiscal_year,
        OLD.title, OLD.content_sha256, OLD.members, OLD.issuer, OLD.logo, OLD.published_at, OLD.is_internal)
        OR OLD.withdrawn_at IS NOT NULL THEN
        RAISE EXCEPTION 'a verification record does not change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER proofs_stay ON verification_records;
DROP FUNCTION proofs_stay();
CREATE TRIGGER verification_records_stay BEFORE UPDATE OR DELETE ON verification_records
    FOR EACH ROW EXECUTE FUNCTION verification_records_stay();
