CREATE OR REPLACE FUNCTION contents_name_who_answers() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    answers uuid := (SELECT handed_over_by FROM users WHERE id = NEW.author_id);
BEGIN
    IF answers IS NOT NULL AND answers <> ALL (NEW.contributors) THEN
        NEW.contributors := NEW.contributors || answers;
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER users_remember_who_had_it_in_hand ON users;
DROP FUNCTION users_remember_who_had_it_in_hand;
ALTER TABLE users DROP COLUMN had_in_hand;
