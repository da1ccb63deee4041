-- Who follows the changes of an organization also learns of its scores, decisions on drafted findings, templates of measures and
-- binding rules.
CREATE OR REPLACE FUNCTION audit_entries_are_in_outbox() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    found_documents bigint;
BEGIN
    INSERT INTO outbox_pending (entry_id, fiscal_year)
    SELECT added.id, document.fiscal_year
    FROM added JOIN documents document ON document.id = added.subject_id AND document.kind = added.subject_kind;
    GET DIAGNOSTICS found_documents = ROW_COUNT;
    IF found_documents = (SELECT count(*) FROM added) THEN
        RETURN NULL;
    END IF;
    INSERT INTO outbox_pending (entry_id, fiscal_year)
    SELECT added.id, CASE
        WHEN added.subject_kind IN ('organization', 'analysis', 'analysis_draft', 'scores', 'catalogue') THEN
            substring(added.detail FROM '"fiscal_year": *([0-9]{4})[^0-9]')::smallint
        WHEN added.action LIKE '%.delete' THEN coalesce(
            (SELECT numbered.fiscal_year FROM audit_entries earlier JOIN outbox numbered ON numbered.entry_id = earlier.id
             WHERE earlier.subject_id = added.subject_id AND numbered.fiscal_year IS NOT NULL LIMIT 1),
            (SELECT pending.fiscal_year FROM audit_entries earlier
             JOIN outbox_pending pending ON pending.entry_id = earlier.id
             WHERE earlier.subject_id = added.subject_id AND pending.fiscal_year IS NOT NULL LIMIT 1)) END
    FROM added
    WHERE (added.subject_kind IN ('analysis', 'organization', 'division', 'paper_template', 'catalogue', 'reference',
                                  'database', 'scores', 'analysis_draft', 'measure_template', 'binding_rule')
           OR EXISTS (SELECT FROM document_kinds WHERE name = added.subject_kind))
      AND NOT EXISTS (SELECT FROM documents WHERE id = added.subject_id AND kind = added.subject_kind);
    RETURN NULL;
END $$;
