-- Two rows may stand for one organization, because a later release folds more spellings into one comparison key. The operator
-- merges them: the duplicate names the one that goes on, keeps its documents, and accepts nothing new.
ALTER TABLE organizations
    ADD COLUMN merged_into uuid REFERENCES organizations,
    ADD CONSTRAINT organizations_merge_into_another CHECK (merged_into <> id);

-- The one that goes on has the name and the local code alone.
DROP INDEX organizations_identity;
CREATE UNIQUE INDEX organizations_identity
    ON organizations (kind, province_code, name_folded, coalesce(district_code, '')) WHERE merged_into IS NULL;
ALTER TABLE organizations DROP CONSTRAINT organizations_local_code_key;
CREATE UNIQUE INDEX organizations_local_code_key ON organizations (local_code) WHERE merged_into IS NULL;

-- A merge is not taken back, and nobody is merged into an organization that has ended.
CREATE FUNCTION organizations_stay_merged() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.merged_into IS NOT NULL THEN
        RAISE EXCEPTION '%', OLD.merged_into
            USING ERRCODE = 'check_violation', CONSTRAINT = 'organization_is_merged';
    END IF;
    IF NEW.merged_into IS NOT NULL AND (TG_OP = 'INSERT'
        OR EXISTS (SELECT FROM organizations WHERE id = NEW.merged_into AND merged_into IS NOT NULL)
        OR EXISTS (SELECT FROM organizations WHERE merged_into = NEW.id)) THEN
        RAISE EXCEPTION 'an organization is merged into one that goes on'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'organizations_stay_merged';
    END IF;
    RETURN NEW;
END $$;
-- The comparison key may be computed again, as that of every organization.
CREATE TRIGGER organizations_stay_merged BEFORE UPDATE ON organizations FOR EACH ROW
    WHEN (to_jsonb(OLD) - 'name_folded' IS DISTINCT FROM to_jsonb(NEW) - 'name_folded')
    EXECUTE FUNCTION organizations_stay_merged();
CREATE TRIGGER organizations_begin_unmerged BEFORE INSERT ON organizations FOR EACH ROW WHEN (NEW.merged_into IS NOT NULL)
    EXECUTE FUNCTION organizations_stay_merged();

-- What would be new in a merged organization belongs to the one that goes on. The message is the id of that organization.
CREATE FUNCTION refuse_merged(organization uuid) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    successor uuid := (SELECT merged_into FROM organizations WHERE id = organization);
BEGIN
    IF successor IS NOT NULL THEN
        RAISE EXCEPTION '%', successor USING ERRCODE = 'check_violation', CONSTRAINT = 'organization_is_merged';
    END IF;
END $$;
CREATE FUNCTION refuse_merged_organization() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM refuse_merged(NEW.organization_id);
    RETURN NEW;
END $$;
CREATE FUNCTION refuse_document_of_merged_organization() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM refuse_merged((SELECT organization_id FROM documents WHERE id = NEW.document_id));
    RETURN NEW;
END $$;
-- Only new texts are refused: a later migration may still change the other columns.
DO $$
DECLARE
    written text;
BEGIN
    FOREACH written IN ARRAY ARRAY['analyses', 'scores', 'analysis_drafts', 'measure_templates'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE INSERT OR UPDATE OF content_id ON %I FOR EACH ROW
            EXECUTE FUNCTION refuse_merged_organization()', written || '_of_merged_organization', written);
    END LOOP;
    FOREACH written IN ARRAY ARRAY['editions', 'results'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON %I FOR EACH ROW
            EXECUTE FUNCTION refuse_document_of_merged_organization()', written || '_of_merged_organization', written);
    END LOOP;
END $$;
-- Nor is the text of a draft or of a result changed. A step may give an edition another content, e.g. when it is returned.
CREATE TRIGGER edited_editions_of_merged_organization BEFORE UPDATE OF content_id ON editions FOR EACH ROW
    WHEN (NEW.state = OLD.state) EXECUTE FUNCTION refuse_document_of_merged_organization();
CREATE TRIGGER edited_results_of_merged_organization BEFORE UPDATE OF content_id ON results FOR EACH ROW
    EXECUTE FUNCTION refuse_document_of_merged_organization();
CREATE TRIGGER rendition_templates_of_merged_organization BEFORE INSERT OR UPDATE OF proposal ON rendition_templates FOR EACH ROW
    WHEN (NEW.proposal IS NOT NULL) EXECUTE FUNCTION refuse_merged_organization();
CREATE TRIGGER divisions_of_merged_organization BEFORE INSERT OR UPDATE OF name_th, is_active ON divisions FOR EACH ROW
    EXECUTE FUNCTION refuse_merged_organization();
-- A document is added in one statement with its first edition, which cannot see the document yet.
CREATE TRIGGER documents_of_merged_organization BEFORE INSERT ON documents FOR EACH ROW
    EXECUTE FUNCTION refuse_merged_organization();
CREATE TRIGGER binding_rules_of_merged_organization BEFORE INSERT ON binding_rules FOR EACH ROW
    EXECUTE FUNCTION refuse_merged_organization();
-- An edition may still be returned and withdrawn.
CREATE TRIGGER acts_of_merged_organization BEFORE INSERT ON acts FOR EACH ROW
    WHEN (NEW.act IN ('submitted', 'approved', 'published'))
    EXECUTE FUNCTION refuse_document_of_merged_organization();

-- The entry of the operator, who is no person of the system, has no actor.
CREATE OR REPLACE FUNCTION organizations_are_in_the_trail() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM audit_entries
                   WHERE subject_id = NEW.id AND subject_kind = 'organization' AND organization_id = NEW.id
                     AND transaction_id = pg_current_xact_id()
                     AND (action LIKE 'organization.%' AND actor_id = NEW.changed_by
                          OR action = 'organization.merge' AND actor_id IS NULL)) THEN
        RAISE EXCEPTION 'a change of an organization has an entry in the audit trail'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'organizations_are_in_the_trail';
    END IF;
    RETURN NULL;
END $$;
-- A migration computes comparison keys again. That is no change of what anybody wrote.
DROP TRIGGER organizations_are_in_the_trail ON organizations;
CREATE CONSTRAINT TRIGGER organizations_are_in_the_trail AFTER UPDATE ON organizations DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (to_jsonb(OLD) - 'name_folded' IS DISTINCT FROM to_jsonb(NEW) - 'name_folded')
    EXECUTE FUNCTION organizations_are_in_the_trail();
