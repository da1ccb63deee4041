DROP TRIGGER audit_entries_are_in_outbox ON audit_entries;
DROP FUNCTION audit_entries_are_in_outbox;
DROP FUNCTION outbox_sequence;
DROP FUNCTION outbox_forget;
DROP TABLE outbox, outbox_pending, outbox_head;
CREATE OR REPLACE FUNCTION begin_era_after_restore() RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    listed text;
    last bigint;
BEGIN
    LOCK TABLE database_identity IN EXCLUSIVE MODE;
    -- Rows of open transactions would appear in the old era, after rows of the new one.
    LOCK TABLE audit_entries, security_events IN SHARE ROW EXCLUSIVE MODE;
    IF EXISTS (SELECT FROM database_identity WHERE identity = present_identity()) THEN
        RETURN;
    END IF;
    UPDATE database_identity SET identity = present_identity();
    FOREACH listed IN ARRAY ARRAY['audit_entries', 'security_events'] LOOP
        EXECUTE format('SELECT coalesce(max(id), 0) FROM %I', listed) INTO last;
        PERFORM setval(pg_get_serial_sequence(listed, 'id'), (last / 1000000000000 + 1) * 1000000000000);
    END LOOP;
END $$;
