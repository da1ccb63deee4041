-- Files that an organization keeps as evidence. Each version has its own bytes in the blob store. A version does not change; a file
-- that must go leaves its rows as a tombstone, without the bytes.
CREATE TABLE files (
    id              uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations,
    revision        bigint NOT NULL DEFAULT 1,
    title           text COLLATE "th-x-icu" NOT NULL CHECK (octet_length(title) BETWEEN 1 AND 4000),
    created_by      uuid NOT NULL REFERENCES users,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    removed_by      uuid REFERENCES users,
    removed_at      timestamptz,
    removal_reason  text,
    CONSTRAINT files_removal_is_whole CHECK (num_nonnulls(removed_by, removed_at, removal_reason) IN (0, 3))
);
CREATE INDEX files_of_organization ON files (organization_id, id);

CREATE TABLE file_versions (
    file_id          uuid NOT NULL REFERENCES files ON DELETE CASCADE,
    version          integer NOT NULL CHECK (version > 0),
    -- The name under which it is served, with the extension of its type.
    name             text NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 1000),
    media_type       text NOT NULL CHECK (octet_length(media_type) BETWEEN 3 AND 100),
    size             bigint NOT NULL CHECK (size > 0),
    -- The bytes that are served.
    sha256           text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    -- The bytes that were sent, before they were cleaned.
    received_sha256  text NOT NULL CHECK (received_sha256 ~ '^[0-9a-f]{64}$'),
    -- What was found and removed, as JSON.
    findings         text NOT NULL,
    -- NULL after the removal of the file.
    blob             text REFERENCES blobs,
    thumbnail        text REFERENCES blobs,
    uploaded_by      uuid NOT NULL REFERENCES users,
    uploaded_at      timestamptz NOT NULL,
    PRIMARY KEY (file_id, version),
    CONSTRAINT file_versions_have_their_bytes CHECK (blob = sha256)
);
CREATE INDEX file_versions_of_blob ON file_versions (blob) WHERE blob IS NOT NULL;
CREATE INDEX file_versions_of_thumbnail ON file_versions (thumbnail) WHERE thumbnail IS NOT NULL;

-- Which contents name which files: a result names its evidence. A content names only files that are there, with the hash that
-- they have.
CREATE TABLE content_files (
    content_id uuid NOT NULL REFERENCES contents,
    file_id    uuid NOT NULL,
    version    integer NOT NULL,
    PRIMARY KEY (content_id, file_id, version),
    FOREIGN KEY (file_id, version) REFERENCES file_versions
);
CREATE INDEX content_files_of_file ON content_files (file_id, version);
CREATE FUNCTION files_named_by(body text) RETURNS TABLE (file_id uuid, version integer, sha256 text) LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT DISTINCT (found ->> 'id')::uuid, (found ->> 'version')::integer, found ->> 'sha256'
    FROM jsonb_path_query(body::jsonb, '$.**.file') found WHERE jsonb_typeof(found) = 'object'
$$;
-- Who uploaded a file is an author of what shows it, and does not approve it.
CREATE FUNCTION contents_check_files() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    uploaders uuid[];
BEGIN
    IF EXISTS (SELECT FROM files_named_by(NEW.body) named WHERE NOT EXISTS (
            SELECT FROM file_versions stored JOIN files ON files.id = stored.file_id
            WHERE stored.file_id = named.file_id AND stored.version = named.version AND stored.sha256 = named.sha256
              AND files.removed_at IS NULL)) THEN
        RAISE EXCEPTION 'a content names files that are there'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contents_check_files';
    END IF;
    uploaders := ARRAY(SELECT DISTINCT stored.uploaded_by FROM files_named_by(NEW.body) named
        JOIN file_versions stored ON stored.file_id = named.file_id AND stored.version = named.version
        WHERE stored.uploaded_by <> ALL (NEW.contributors));
    NEW.contributors := NEW.contributors || uploaders;
    RETURN NEW;
END $$;
CREATE TRIGGER contents_check_files BEFORE INSERT ON contents FOR EACH ROW
    WHEN (NEW.kind IN ('result', 'activity')) EXECUTE FUNCTION contents_check_files();
CREATE FUNCTION contents_name_files() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO content_files (content_id, file_id, version) SELECT NEW.id, file_id, version FROM files_named_by(NEW.body);
    RETURN NULL;
END $$;
CREATE TRIGGER contents_name_files AFTER INSERT ON contents FOR EACH ROW
    WHEN (NEW.kind IN ('result', 'activity')) EXECUTE FUNCTION contents_name_files();

-- The files that a publication shows. They are public while it is. A file of another organization never becomes public by being named.
CREATE TABLE published_files (
    document_id uuid NOT NULL,
    edition     integer NOT NULL,
    file_id     uuid NOT NULL,
    version     integer NOT NULL,
    PRIMARY KEY (document_id, edition, file_id, version),
    FOREIGN KEY (document_id, edition) REFERENCES publications,
    FOREIGN KEY (file_id, version) REFERENCES file_versions
);
CREATE INDEX published_files_of_file ON published_files (file_id, version);
CREATE FUNCTION publications_show_files() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO published_files (document_id, edition, file_id, version)
    SELECT DISTINCT NEW.document_id, NEW.edition, named.file_id, named.version
    FROM jsonb_path_query(NEW.body::jsonb, '$.frozen.measures[*].results[*]') shown
    JOIN contents ON contents.kind = 'result' AND contents.subject_id = (shown ->> 'id')::uuid
        AND contents.version = (shown ->> 'version')::integer AND contents.sha256 = shown ->> 'sha256'
    JOIN content_files named ON named.content_id = contents.id
    JOIN files ON files.id = named.file_id AND files.organization_id = NEW.organization_id;
    RETURN NULL;
END $$;
CREATE TRIGGER publications_show_files AFTER INSERT ON publications FOR EACH ROW WHEN (NEW.kind = 'report')
    EXECUTE FUNCTION publications_show_files();

-- A version stays as it is; a removal takes only its bytes. A file that something names is not deleted.
CREATE FUNCTION file_versions_stay() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF to_jsonb(NEW) - ARRAY['blob', 'thumbnail'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['blob', 'thumbnail']
        OR num_nonnulls(NEW.blob, NEW.thumbnail) > 0
        OR NOT EXISTS (SELECT FROM files WHERE id = NEW.file_id AND removed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a version of a file does not change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER file_versions_stay BEFORE UPDATE ON file_versions FOR EACH ROW EXECUTE FUNCTION file_versions_stay();
CREATE FUNCTION files_stay() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.removed_at IS NOT NULL
        OR (NEW.id, NEW.organization_id, NEW.created_by, NEW.created_at)
            IS DISTINCT FROM (OLD.id, OLD.organization_id, OLD.created_by, OLD.created_at) THEN
        RAISE EXCEPTION 'a tombstone does not change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER files_stay BEFORE UPDATE ON files FOR EACH ROW EXECUTE FUNCTION files_stay();
CREATE TRIGGER files_of_merged_organization BEFORE INSERT OR UPDATE OF title ON files FOR EACH ROW
    EXECUTE FUNCTION refuse_merged_organization();

CREATE OR REPLACE VIEW blobs_in_use AS
SELECT stored_renditions.sha256 FROM stored_renditions
UNION ALL SELECT letterheads.logo_sha256 FROM letterheads WHERE letterheads.logo_sha256 IS NOT NULL
UNION ALL SELECT verification_records.logo_sha256 FROM verification_records
    WHERE verification_records.logo_sha256 IS NOT NULL
UNION ALL SELECT rendition_templates.logo_sha256 FROM rendition_templates
    WHERE rendition_templates.logo_sha256 IS NOT NULL
UNION ALL SELECT rendition_templates.proposed_logo_sha256 FROM rendition_templates
    WHERE rendition_templates.proposed_logo_sha256 IS NOT NULL
UNION ALL SELECT file_versions.blob FROM file_versions WHERE file_versions.blob IS NOT NULL
UNION ALL SELECT file_versions.thumbnail FROM file_versions WHERE file_versions.thumbnail IS NOT NULL;
