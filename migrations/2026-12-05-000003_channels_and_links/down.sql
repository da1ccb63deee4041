-- The rows about channels stay in the outbox. What the link check knew is lost.
DO $$
BEGIN
    EXECUTE replace(pg_get_functiondef('audit_entries_are_in_outbox'::regproc), '''binding_rule'', ''channel''', '''binding_rule''');
END $$;
DROP TABLE link_rounds;
DROP TABLE link_checks;
DROP TABLE channels;
