-- Fails while an organization is merged and its key is that of another one.
DO $$
DECLARE
    written text;
BEGIN
    FOREACH written IN ARRAY ARRAY['analyses', 'scores', 'analysis_drafts', 'measure_templates', 'editions', 'results', 'divisions',
        'binding_rules', 'acts', 'documents'] LOOP
        EXECUTE format('DROP TRIGGER %I ON %I', written || '_of_merged_organization', written);
    END LOOP;
END $$;
DROP TRIGGER edited_editions_of_merged_organization ON editions;
DROP TRIGGER edited_results_of_merged_organization ON results;
DROP TRIGGER rendition_templates_of_merged_organization ON rendition_templates;
DROP FUNCTION refuse_document_of_merged_organization();
DROP FUNCTION refuse_merged_organization();
DROP FUNCTION refuse_merged(uuid);
DROP TRIGGER organizations_stay_merged ON organizations;
DROP TRIGGER organizations_begin_unmerged ON organizations;
DROP FUNCTION organizations_stay_merged();
DROP INDEX organizations_identity;
CREATE UNIQUE INDEX organizations_identity ON organizations (kind, province_code, name_folded, coalesce(district_code, ''));
DROP INDEX organizations_local_code_key;
ALTER TABLE organizations ADD CONSTRAINT organizations_local_code_key UNIQUE (local_code);
DROP TRIGGER organizations_are_in_the_trail ON organizations;
CREATE OR REPLACE FUNCTION organizations_are_in_the_trail() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM audit_entries
                   WHERE subject_id = NEW.id AND subject_kind = 'organization' AND organization_id = NEW.id
                     AND action LIKE 'organization.%' AND actor_id = NEW.changed_by
                     AND transaction_id = pg_current_xact_id()) THEN
        RAISE EXCEPTION 'a change of an organization has an entry in the audit trail'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'organizations_are_in_the_trail';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER organizations_are_in_the_trail AFTER UPDATE ON organizations DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION organizations_are_in_the_trail();
ALTER TABLE organizations DROP COLUMN merged_into;
