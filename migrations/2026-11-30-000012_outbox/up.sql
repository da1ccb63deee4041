-- The outbox: changes in an order that readers can follow. A change waits in `outbox_pending`, which is written with its
-- entry of the audit trail. When its transaction is visible, one sequencer gives it the next position, in `outbox`.

-- One row. The session that locks it is the sequencer, until the end of the transaction.
CREATE TABLE outbox_head (
    is_only           boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    -- The last position that was given; 0 before the first.
    last_position     bigint NOT NULL CHECK (last_position >= 0),
    -- Rows up to this position were deleted after the retention time.
    forgotten_through bigint NOT NULL CHECK (forgotten_through BETWEEN 0 AND last_position)
);

CREATE TABLE outbox_pending (
    entry_id    bigint PRIMARY KEY,
    fiscal_year smallint
);

-- What, which, from, to, when and whose; no content of documents and no person.
CREATE TABLE outbox (
    position        bigint PRIMARY KEY CHECK (position > 0),
    entry_id        bigint NOT NULL UNIQUE,
    at              timestamptz NOT NULL,
    action          text NOT NULL,
    subject_kind    text NOT NULL,
    subject_id      uuid,
    -- The kind of document, if the subject is one.
    kind            text,
    organization_id uuid,
    fiscal_year     smallint,
    edition         integer,
    from_state      text,
    to_state        text,
    -- When it got its position. The retention time begins then.
    numbered_at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX outbox_of_organization ON outbox (organization_id, position);
CREATE TRIGGER outbox_stays BEFORE UPDATE OR TRUNCATE ON outbox
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Entries about people, sessions, tokens, files and housekeeping are not in the outbox; those about documents of every kind
-- are. Every way to write an entry passes here, so no change is missing, and none is there that was rolled back. It costs no
-- round trip. The runtime role may not write the table, so the function has the rights of its owner. The year is looked up
-- now, because a draft may be gone when the entry gets its position. The entry of a deletion follows it, so its year is
-- that of an earlier change.
CREATE FUNCTION audit_entries_are_in_outbox() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
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
CREATE TRIGGER audit_entries_are_in_outbox AFTER INSERT ON audit_entries REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_are_in_outbox();

-- Gives the next positions to at most `most` rows that wait, in the order of their entries. Returns how many, and the last
-- position; no row if another session does this at the moment. Positions appear in their order: the lock on the head is
-- held until the commit, so the next sequencer begins behind what is visible then. A row is visible or not, whatever
-- transactions are open, so nothing waits for a slow one. Two changes of a document hold its lock one after the other, so
-- a session that sees the second entry sees the first, which has a smaller number.
CREATE FUNCTION outbox_sequence(most integer) RETURNS TABLE (numbered bigint, reached bigint) LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    head bigint;
    given bigint;
BEGIN
    -- A lock is written to the disk. Most calls have nothing to do.
    IF NOT EXISTS (SELECT FROM outbox_pending) THEN
        RETURN QUERY SELECT 0::bigint, last_position FROM outbox_head;
        RETURN;
    END IF;
    -- After a restore nobody gets a position that readers of the earlier database have seen. `migrate` notes the restore.
    IF NOT EXISTS (SELECT FROM database_identity WHERE identity = present_identity()) THEN
        RETURN;
    END IF;
    SELECT last_position INTO head FROM outbox_head FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    -- The next statement has a snapshot of its own, taken under the lock.
    WITH taken AS (
        DELETE FROM outbox_pending
        WHERE entry_id IN (SELECT entry_id FROM outbox_pending ORDER BY entry_id LIMIT most)
        RETURNING entry_id, fiscal_year),
    added AS (
        INSERT INTO outbox (position, entry_id, at, action, subject_kind, subject_id, kind, organization_id, fiscal_year,
                            edition, from_state, to_state)
        SELECT head + row_number() OVER (ORDER BY entry.id), entry.id, entry.at, entry.action, entry.subject_kind,
               entry.subject_id, (SELECT name FROM document_kinds WHERE name = entry.subject_kind),
               entry.organization_id, taken.fiscal_year, entry.edition, entry.from_state, entry.to_state
        FROM taken JOIN audit_entries entry ON entry.id = taken.entry_id
        RETURNING 1)
    SELECT count(*) INTO given FROM added;
    IF given > 0 THEN
        UPDATE outbox_head SET last_position = head + given;
    END IF;
    RETURN QUERY SELECT given, head + given;
END $$;

-- Deletes rows that got their position before `kept_from`, from the first position on, at most `most`. Returns how many.
-- Readers are promised 30 days; the clocks of the server and of PostgreSQL may differ.
CREATE FUNCTION outbox_forget(kept_from timestamptz, most integer) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    through bigint;
    deleted bigint;
BEGIN
    IF most IS NULL OR kept_from IS NULL OR kept_from > now() - interval '29 days' THEN
        RAISE EXCEPTION 'rows of the outbox stay for 30 days' USING ERRCODE = 'restrict_violation';
    END IF;
    -- Deleting and numbering take turns.
    PERFORM FROM outbox_head FOR UPDATE;
    SELECT coalesce(min(position) FILTER (WHERE numbered_at >= kept_from) - 1, max(position)) INTO through
    FROM (SELECT position, numbered_at FROM outbox ORDER BY position LIMIT most) oldest;
    DELETE FROM outbox WHERE position <= through;
    GET DIAGNOSTICS deleted = ROW_COUNT;
    IF deleted > 0 THEN
        UPDATE outbox_head SET forgotten_through = greatest(forgotten_through, through);
    END IF;
    RETURN deleted;
END $$;

-- The outbox is written by these functions only. The runtime role may call them.
REVOKE EXECUTE ON FUNCTION outbox_sequence(integer), outbox_forget(timestamptz, integer) FROM PUBLIC;

-- Positions begin again far above those of the database that was restored or copied, as the numbers of entries do. Eras
-- follow the days, so that a backup that is restored on two days gets two of them.
CREATE OR REPLACE FUNCTION begin_era_after_restore() RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    listed text;
    last bigint;
    today bigint := current_date - date '2026-01-01';
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
        PERFORM setval(pg_get_serial_sequence(listed, 'id'), greatest(last / 1000000000000 + 1, today) * 1000000000000);
    END LOOP;
    UPDATE outbox_head SET last_position = greatest(last_position / 1000000000000 + 1, today) * 1000000000000;
    -- A copy must not remove the files of the database that it comes from.
    UPDATE blob_store SET id = gen_random_uuid(), is_marked = false;
END $$;

-- History -------------------------------------------------------------------------------------------------------------

-- Changes from before this step, in the order of the trail. The lock of the new trigger on `audit_entries` lasts until the
-- commit, so none is missing and none is there twice. The year of a draft that was deleted is not known.
INSERT INTO outbox (position, entry_id, at, action, subject_kind, subject_id, kind, organization_id, fiscal_year, edition,
                    from_state, to_state)
SELECT row_number() OVER (ORDER BY entry.id), entry.id, entry.at, entry.action, entry.subject_kind, entry.subject_id,
       (SELECT name FROM document_kinds WHERE name = entry.subject_kind), entry.organization_id,
       CASE
           WHEN entry.subject_kind IN ('organization', 'analysis', 'catalogue') THEN
               substring(entry.detail FROM '"fiscal_year": *([0-9]{4})[^0-9]')::smallint
           ELSE (SELECT fiscal_year FROM documents WHERE id = entry.subject_id) END,
       entry.edition, entry.from_state, entry.to_state
FROM audit_entries entry
WHERE entry.subject_kind IN ('analysis', 'organization', 'division', 'paper_template', 'catalogue', 'reference', 'database')
   OR EXISTS (SELECT FROM document_kinds WHERE name = entry.subject_kind);
INSERT INTO outbox_head (last_position, forgotten_through) SELECT coalesce(max(position), 0), 0 FROM outbox;
