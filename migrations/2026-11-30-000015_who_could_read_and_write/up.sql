-- Who set the mail address of a person. A token for the password goes there only if its issuer set the address: otherwise an
-- administrator could set an address of their own, receive the token that another one made, and confirm the account.
-- Not known for addresses from before.
ALTER TABLE users ADD COLUMN email_set_by uuid REFERENCES users;

-- Until a second person confirms an account, the administrator who handed over its token may be the one who writes. So the
-- administrator is an author too, and cannot approve the text.
CREATE FUNCTION contents_name_who_answers() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    answers uuid := (SELECT handed_over_by FROM users WHERE id = NEW.author_id);
BEGIN
    IF answers IS NOT NULL AND answers <> ALL (NEW.contributors) THEN
        NEW.contributors := NEW.contributors || answers;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contents_name_who_answers BEFORE INSERT ON contents
    FOR EACH ROW WHEN (NEW.author_id IS NOT NULL) EXECUTE FUNCTION contents_name_who_answers();
