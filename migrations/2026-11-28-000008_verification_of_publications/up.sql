-- What is verified was published: a record of an edition is that of its publication, and a plan or year book is made of
-- publications of its organization and year.
CREATE FUNCTION verification_records_verify_publications() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    member json;
    made_at timestamptz;
    published publications;
    refused boolean := false;
BEGIN
    IF NEW.document_id IS NOT NULL THEN
        SELECT * INTO published FROM publications WHERE document_id = NEW.document_id AND edition = NEW.edition;
        refused := (published.kind, published.organization_id, published.fiscal_year, published.title,
                    published.published_at, published.is_internal, published.body::json ->> 'content_sha256')
            IS DISTINCT FROM (NEW.kind, NEW.organization_id, NEW.fiscal_year, NEW.title,
                    NEW.published_at, NEW.is_internal, NEW.content_sha256);
    ELSE
        FOR member IN SELECT value FROM json_array_elements(NEW.members::json) LOOP
            SELECT * INTO published FROM publications
                WHERE document_id = (member ->> 'document_id')::uuid AND edition = (member ->> 'edition')::integer;
            refused := refused OR (published.organization_id, published.fiscal_year, published.body::json ->> 'content_sha256')
                IS DISTINCT FROM (NEW.organization_id, NEW.fiscal_year, member ->> 'content_sha256');
            made_at := greatest(made_at, published.published_at);
        END LOOP;
        refused := refused OR NEW.kind NOT IN ('plan', 'yearbook') OR NEW.published_at IS DISTINCT FROM made_at;
    END IF;
    IF refused THEN
        RAISE EXCEPTION 'what is verified was published'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'verification_records_verify_publications';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER verification_records_verify_publications AFTER INSERT ON verification_records
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION verification_records_verify_publications();
