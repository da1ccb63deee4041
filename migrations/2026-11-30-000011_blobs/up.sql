-- The files in the blob store. The SHA-256 of the bytes is the name.
CREATE TABLE blobs (
    sha256      text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    size        bigint NOT NULL CHECK (size > 0),
    media_type  text NOT NULL CHECK (octet_length(media_type) BETWEEN 3 AND 100),
    created_at  timestamptz NOT NULL DEFAULT now(),
    -- When it was last claimed by a writer, who names it in another row within an hour.
    touched_at  timestamptz NOT NULL DEFAULT now(),
    -- Since when a sweep knows that no row names it.
    unused_since timestamptz,
    -- Since when it is being removed from the store. The row follows.
    removing_at timestamptz
);
CREATE INDEX blobs_by_age ON blobs (touched_at);

-- Which store has the files: the same id is in a file of the store. When they differ, nothing is removed: the database is a
-- copy, or the folder of the store is not mounted.
CREATE TABLE blob_store (
    is_only   boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    id        uuid NOT NULL DEFAULT gen_random_uuid(),
    -- Whether the store has the file.
    is_marked boolean NOT NULL DEFAULT false
);
INSERT INTO blob_store DEFAULT VALUES;

-- PDFs of what was published, so that no server makes a file that another one made.
CREATE TABLE stored_renditions (
    -- A hash of everything that goes into the file except the fonts.
    key       text PRIMARY KEY CHECK (key ~ '^[0-9a-f]{64}$'),
    code      text NOT NULL REFERENCES verification_records,
    rendition text NOT NULL,
    -- The version of the program's part that makes files.
    renderer  text NOT NULL,
    sha256    text NOT NULL REFERENCES blobs,
    made_at   timestamptz NOT NULL
);
CREATE INDEX stored_renditions_of_blob ON stored_renditions (sha256);
CREATE INDEX stored_renditions_of_record ON stored_renditions (code);

-- Logos ---------------------------------------------------------------------------------------------------------------

-- A logo from before this step stays in its row, in `logo`. Later ones are blobs.
ALTER TABLE rendition_templates
    ADD COLUMN logo_sha256 text REFERENCES blobs,
    ADD COLUMN proposed_logo_sha256 text REFERENCES blobs,
    ADD CONSTRAINT rendition_templates_one_logo CHECK (
        num_nonnulls(logo, logo_sha256) <= 1 AND num_nonnulls(proposed_logo, proposed_logo_sha256) <= 1);
ALTER TABLE letterheads
    ADD COLUMN logo_sha256 text REFERENCES blobs,
    ADD CONSTRAINT letterheads_one_logo CHECK (num_nonnulls(logo, logo_sha256) <= 1);
ALTER TABLE verification_records
    ADD COLUMN logo_sha256 text REFERENCES blobs,
    ADD CONSTRAINT verification_records_one_logo CHECK (num_nonnulls(logo, logo_sha256) <= 1);
CREATE INDEX letterheads_of_blob ON letterheads (logo_sha256) WHERE logo_sha256 IS NOT NULL;
CREATE INDEX verification_records_of_blob ON verification_records (logo_sha256) WHERE logo_sha256 IS NOT NULL;

-- Every blob that a row names. What is not in here is removed from the store.
CREATE VIEW blobs_in_use AS
SELECT stored_renditions.sha256 FROM stored_renditions
UNION ALL SELECT letterheads.logo_sha256 FROM letterheads WHERE letterheads.logo_sha256 IS NOT NULL
UNION ALL SELECT verification_records.logo_sha256 FROM verification_records
    WHERE verification_records.logo_sha256 IS NOT NULL
UNION ALL SELECT rendition_templates.logo_sha256 FROM rendition_templates
    WHERE rendition_templates.logo_sha256 IS NOT NULL
UNION ALL SELECT rendition_templates.proposed_logo_sha256 FROM rendition_templates
    WHERE rendition_templates.proposed_logo_sha256 IS NOT NULL;

-- A blob keeps its name, size and type.
CREATE TRIGGER blobs_stay BEFORE UPDATE ON blobs FOR EACH ROW
    WHEN ((NEW.sha256, NEW.size, NEW.media_type, NEW.created_at)
          IS DISTINCT FROM (OLD.sha256, OLD.size, OLD.media_type, OLD.created_at))
    EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION rendition_templates_need_two_people() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.accepted_by IS NULL OR NEW.author_id IS DISTINCT FROM OLD.proposed_by
        OR OLD.proposal IS NULL
        OR NEW.numerals IS DISTINCT FROM OLD.proposal::json ->> 'numerals'
        OR to_json(NEW.header_lines)::jsonb IS DISTINCT FROM OLD.proposal::jsonb -> 'header_lines'
        OR to_json(NEW.signature_positions)::jsonb IS DISTINCT FROM OLD.proposal::jsonb -> 'signature_positions'
        OR (NEW.logo, NEW.logo_sha256) IS DISTINCT FROM (OLD.proposed_logo, OLD.proposed_logo_sha256) THEN
        RAISE EXCEPTION 'two people put a template in force'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rendition_templates_two_people';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER rendition_templates_need_two_people ON rendition_templates;
CREATE TRIGGER rendition_templates_need_two_people BEFORE UPDATE ON rendition_templates FOR EACH ROW
    WHEN ((NEW.numerals, NEW.header_lines, NEW.signature_positions, NEW.logo, NEW.logo_sha256)
          IS DISTINCT FROM (OLD.numerals, OLD.header_lines, OLD.signature_positions, OLD.logo, OLD.logo_sha256))
    EXECUTE FUNCTION rendition_templates_need_two_people();
DROP TRIGGER rendition_templates_begin_as_proposals ON rendition_templates;
CREATE TRIGGER rendition_templates_begin_as_proposals BEFORE INSERT ON rendition_templates FOR EACH ROW
    WHEN (NEW.numerals <> 'arabic' OR NEW.header_lines <> '{}' OR NEW.signature_positions <> '{}'
          OR NEW.logo IS NOT NULL OR NEW.logo_sha256 IS NOT NULL)
    EXECUTE FUNCTION rendition_templates_begin_as_proposals();
DROP TRIGGER rendition_templates_raise_revisions ON rendition_templates;
CREATE TRIGGER rendition_templates_raise_revisions AFTER UPDATE ON rendition_templates FOR EACH ROW
    WHEN ((NEW.numerals, NEW.header_lines, NEW.signature_positions, NEW.logo, NEW.logo_sha256)
          IS DISTINCT FROM (OLD.numerals, OLD.header_lines, OLD.signature_positions, OLD.logo, OLD.logo_sha256))
    EXECUTE FUNCTION letterhead_raises_revisions();

CREATE OR REPLACE FUNCTION verification_records_stay() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR (NEW.code, NEW.kind, NEW.document_id, NEW.edition, NEW.organization_id, NEW.fiscal_year,
        NEW.title, NEW.content_sha256, NEW.members, NEW.issuer, NEW.logo, NEW.logo_sha256, NEW.published_at,
        NEW.is_internal)
        IS DISTINCT FROM (OLD.code, OLD.kind, OLD.document_id, OLD.edition, OLD.organization_id, OLD.fiscal_year,
        OLD.title, OLD.content_sha256, OLD.members, OLD.issuer, OLD.logo, OLD.logo_sha256, OLD.published_at,
        OLD.is_internal)
        OR OLD.withdrawn_at IS NOT NULL THEN
        RAISE EXCEPTION 'a verification record does not change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

-- The hash of a letterhead covers its body and its logo: the bytes of a logo in the row, or the hash of a blob.
CREATE OR REPLACE FUNCTION is_letterhead_of(letterhead letterheads, organization organizations) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT letterhead.organization_id = organization.id
       AND letterhead.sha256 = encode(sha256(convert_to(letterhead.body, 'UTF8') || CASE
               WHEN letterhead.logo_sha256 IS NULL THEN coalesce(letterhead.logo, '')
               ELSE convert_to(E'\nlogo ' || letterhead.logo_sha256, 'UTF8') END), 'hex')
       AND (organization.name_th, organization.kind, organization.province_code, organization.website)
           IS NOT DISTINCT FROM (shown.body ->> 'name_th', shown.body ->> 'kind', shown.body ->> 'province_code',
                                 shown.body ->> 'website')
    FROM (SELECT letterhead.body::json AS body) shown
$$;
