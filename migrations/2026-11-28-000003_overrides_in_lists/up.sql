-- An approval that overrides the four-eyes rule is marked in every public answer, also in lists. The reason is that of the
-- approval, whichever program publishes, and also for what was published before 0.3, whose body does not have it.
ALTER TABLE publications ADD COLUMN override_reason text;

CREATE FUNCTION override_of(wanted uuid, edition_number integer) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN is_override THEN reason END
    FROM acts WHERE document_id = wanted AND edition = edition_number AND act = 'approved'
    ORDER BY ordinal DESC LIMIT 1
$$;
UPDATE publications SET override_reason = override_of(document_id, edition)
WHERE override_of(document_id, edition) IS NOT NULL;
-- A deferred check would stand between this and the next change of the table.
SET CONSTRAINTS ALL IMMEDIATE;

CREATE FUNCTION publications_mark_override() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.override_reason := override_of(NEW.document_id, NEW.edition);
    RETURN NEW;
END $$;
CREATE TRIGGER publications_mark_override BEFORE INSERT ON publications FOR EACH ROW
    EXECUTE FUNCTION publications_mark_override();
CREATE TRIGGER publications_keep_override BEFORE UPDATE ON publications FOR EACH ROW
    WHEN (OLD.override_reason IS DISTINCT FROM NEW.override_reason)
    EXECUTE FUNCTION publications_keep_change();
