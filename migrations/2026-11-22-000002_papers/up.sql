-- How an office wants its papers; an office without a row has the defaults.
CREATE TABLE paper_templates (
    organization_id     uuid PRIMARY KEY REFERENCES organizations,
    revision            bigint NOT NULL CHECK (revision > 0),
    numerals            text NOT NULL CHECK (numerals IN ('arabic', 'thai')),
    header_lines        text[] NOT NULL CHECK (cardinality(header_lines) <= 10),
    signature_positions text[] NOT NULL CHECK (cardinality(signature_positions) <= 10),
    -- A PNG that was decoded and encoded anew when it was taken in.
    logo                bytea CHECK (octet_length(logo) <= 524288),
    updated_at          timestamptz NOT NULL
);

-- What can be verified by the short code on a paper: one row for each published edition, and one for each plan and
-- year book that was made of published editions. The imprint (canonical JSON) and the logo are those of the moment of
-- publication, so that the same paper can be made again to the byte.
-- Editions that were published before this table was there get their row when a paper of them is first made: a code
-- is on no paper before.
CREATE TABLE proofs (
    code            text PRIMARY KEY CHECK (code ~ '^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$'),
    kind            text NOT NULL CHECK (kind IN ('measure', 'report', 'announcement', 'plan', 'yearbook')),
    document_id     uuid REFERENCES documents,
    edition         integer,
    organization_id uuid NOT NULL REFERENCES organizations,
    fiscal_year     smallint NOT NULL,
    heading         text NOT NULL,
    content_sha256  text NOT NULL,
    -- Of a plan or year book: which editions it was made of, as canonical JSON.
    members         text COMPRESSION lz4,
    imprint         text COMPRESSION lz4 NOT NULL,
    logo            bytea,
    published_at    timestamptz NOT NULL,
    is_internal     boolean NOT NULL,
    withdrawn_at    timestamptz,
    withdraw_reason text,
    FOREIGN KEY (document_id, edition) REFERENCES editions (document_id, number),
    CONSTRAINT proofs_of_what CHECK (CASE
        WHEN kind IN ('plan', 'yearbook') THEN document_id IS NULL AND edition IS NULL AND members IS NOT NULL
        ELSE document_id IS NOT NULL AND edition IS NOT NULL AND members IS NULL END),
    CONSTRAINT proofs_withdrawal_has_reason CHECK ((withdrawn_at IS NULL) = (withdraw_reason IS NULL))
);
CREATE UNIQUE INDEX proofs_of_edition ON proofs (document_id, edition) WHERE document_id IS NOT NULL;
CREATE UNIQUE INDEX proofs_of_year ON proofs (organization_id, fiscal_year, kind, content_sha256)
    WHERE document_id IS NULL;

-- What was printed on a paper does not change; only a withdrawal is noted.
CREATE FUNCTION proofs_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR (NEW.code, NEW.kind, NEW.document_id, NEW.edition, NEW.content_sha256, NEW.members,
        NEW.imprint, NEW.logo, NEW.published_at) IS DISTINCT FROM (OLD.code, OLD.kind, OLD.document_id, OLD.edition,
        OLD.content_sha256, OLD.members, OLD.imprint, OLD.logo, OLD.published_at) THEN
        RAISE EXCEPTION 'a proof stays as it was printed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER proofs_stay BEFORE UPDATE OR DELETE ON proofs FOR EACH ROW EXECUTE FUNCTION proofs_stay();

-- The files that were made of a proof's content: normally one for each paper and format, for ever the same bytes. When
-- it becomes another file (other fonts, a newer program), that is a further row.
CREATE TABLE renderings (
    code    text NOT NULL REFERENCES proofs,
    paper   text NOT NULL CHECK (paper IN ('plan', 'report', 'announcement', 'poster', 'yearbook')),
    format  text NOT NULL CHECK (format IN ('pdf')),
    sha256  text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    size    bigint NOT NULL CHECK (size > 0),
    fonts   text NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (code, paper, format, sha256)
);

CREATE FUNCTION renderings_only_grow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the record of what was made only grows' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER renderings_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON renderings
    FOR EACH STATEMENT EXECUTE FUNCTION renderings_only_grow();
