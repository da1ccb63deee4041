-- The function, as it was.
CREATE OR REPLACE FUNCTION audit_entries_are_in_outbox() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO outbox_pending (entry_id, fiscal_year)
    SELECT added.id, CASE
        WHEN added.subject_kind IN ('organization', 'analysis', 'catalogue') THEN
            substring(added.detail FROM '"fiscal_year": *([0-9]{4})[^0-9]')::smallint
        WHEN added.action LIKE '%.delete' THEN coalesce(
            (SELECT fiscal_year FROM documents WHERE id = added.subject_id),
            (SELECT numbered.fiscal_year FROM audit_entries earlier JOIN outbox numbered ON numbered.entry_id = earlier.id
             WHERE earlier.subject_id = added.subject_id AND numbered.fiscal_year IS NOT NULL LIMIT 1),
            (SELECT pending.fiscal_year FROM audit_entries earlier
             JOIN outbox_pending pending ON pending.entry_id = earlier.id
             WHERE earlier.subject_id = added.subject_id AND pending.fiscal_year IS NOT NULL LIMIT 1))
        ELSE (SELECT fiscal_year FROM documents WHERE id = added.subject_id) END
    FROM added
    WHERE added.subject_kind IN ('analysis', 'organization', 'division', 'paper_template', 'catalogue', 'reference', 'database')
       OR EXISTS (SELECT FROM document_kinds WHERE name = added.subject_kind);
    RETURN NULL;
END $$;
