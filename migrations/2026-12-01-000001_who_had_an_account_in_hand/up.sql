-- The administrators who could have used an account since it was confirmed last, the earliest first. Another administrator may
-- begin the account again; then neither that one nor those of before may confirm it.
ALTER TABLE users ADD COLUMN had_in_hand uuid[] NOT NULL DEFAULT '{}';
UPDATE users SET had_in_hand = ARRAY[handed_over_by] WHERE handed_over_by IS NOT NULL;

-- The server has no right to change the column. It empties it only with a confirmation.
CREATE FUNCTION users_remember_who_had_it_in_hand() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.handed_over_by IS NULL THEN
        NEW.had_in_hand := '{}';
    ELSIF NEW.handed_over_by <> ALL (NEW.had_in_hand) THEN
        NEW.had_in_hand := NEW.had_in_hand || NEW.handed_over_by;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER users_remember_who_had_it_in_hand BEFORE INSERT OR UPDATE OF handed_over_by ON users
    FOR EACH ROW EXECUTE FUNCTION users_remember_who_had_it_in_hand();

-- All of them are authors of what is written meanwhile: one could write while another one begins the account again.
CREATE OR REPLACE FUNCTION contents_name_who_answers() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    answers uuid[] := (SELECT had_in_hand FROM users WHERE id = NEW.author_id);
BEGIN
    IF NOT answers <@ NEW.contributors THEN
        NEW.contributors := NEW.contributors || ARRAY(SELECT unnest(answers) EXCEPT SELECT unnest(NEW.contributors));
    END IF;
    RETURN NEW;
END $$;
