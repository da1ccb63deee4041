-- The way back loses the logos that are blobs, so it is refused while there are any.
DO $$
BEGIN
    IF EXISTS (SELECT FROM rendition_templates WHERE num_nonnulls(logo_sha256, proposed_logo_sha256) > 0)
        OR EXISTS (SELECT FROM letterheads WHERE logo_sha256 IS NOT NULL)
        OR EXISTS (SELECT FROM verification_records WHERE logo_sha256 IS NOT NULL) THEN
        RAISE EXCEPTION 'logos are in the blob store; restore a backup instead';
    END IF;
END $$;
CREATE OR REPLACE FUNCTION is_letterhead_of(letterhead letterheads, organization organizations) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT letterhead.organization_id = organization.id
       AND letterhead.sha256 = encode(sha256(convert_to(letterhead.body, 'UTF8') || coalesce(letterhead.logo, '')), 'hex')
       AND (organization.name_th, organization.kind, organization.province_code, organization.website)
           IS NOT DISTINCT FROM (shown.body ->> 'name_th', shown.body ->> 'kind', shown.body ->> 'province_code',
                                 shown.body ->> 'website')
    FROM (SELECT letterhead.body::json AS body) shown
$$;
CREATE OR REPLACE FUNCTION verification_records_stay() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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
CREATE OR REPLACE FUNCTION rendition_templates_need_two_people() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.accepted_by IS NULL OR NEW.author_id IS DISTINCT FROM OLD.proposed_by
        OR OLD.proposal IS NULL
        OR NEW.numerals IS DISTINCT FROM OLD.proposal::json ->> 'numerals'
        OR to_json(NEW.header_lines)::jsonb IS DISTINCT FROM OLD.proposal::jsonb -> 'header_lines'
        OR to_json(NEW.signature_positions)::jsonb IS DISTINCT FROM OLD.proposal::jsonb -> 'signature_positions'
        OR NEW.logo IS DISTINCT FROM OLD.proposed_logo THEN
        RAISE EXCEPTION 'two people put a template in force'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rendition_templates_two_people';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER rendition_templates_need_two_people ON rendition_templates;
CREATE TRIGGER rendition_templates_need_two_people BEFORE UPDATE ON rendition_templates FOR EACH ROW
    WHEN ((NEW.numerals, NEW.header_lines, NEW.signature_positions, NEW.logo)
          IS DISTINCT FROM (OLD.numerals, OLD.header_lines, OLD.signature_positions, OLD.logo))
    EXECUTE FUNCTION rendition_templates_need_two_people();
DROP TRIGGER rendition_templates_begin_as_proposals ON rendition_templates;
CREATE TRIGGER rendition_templates_begin_as_proposals BEFORE INSERT ON rendition_templates FOR EACH ROW
    WHEN (NEW.numerals <> 'arabic' OR NEW.header_lines <> '{}' OR NEW.signature_positions <> '{}'
          OR NEW.logo IS NOT NULL)
    EXECUTE FUNCTION rendition_templates_begin_as_proposals();
DROP TRIGGER rendition_templates_raise_revisions ON rendition_templates;
CREATE TRIGGER rendition_templates_raise_revisions AFTER UPDATE ON rendition_templates FOR EACH ROW
    WHEN ((NEW.numerals, NEW.header_lines, NEW.signature_positions, NEW.logo)
          IS DISTINCT FROM (OLD.numerals, OLD.header_lines, OLD.signature_positions, OLD.logo))
    EXECUTE FUNCTION letterhead_raises_revisions();
DROP VIEW blobs_in_use;
DROP TABLE stored_renditions;
ALTER TABLE verification_records DROP COLUMN logo_sha256;
ALTER TABLE letterheads DROP COLUMN logo_sha256;
ALTER TABLE rendition_templates DROP COLUMN logo_sha256, DROP COLUMN proposed_logo_sha256;
DROP TABLE blobs, blob_store;
