DROP TRIGGER publications_name_frozen_overrides ON publications;
DROP FUNCTION publications_name_frozen_overrides;
DROP TRIGGER publications_keep_frozen_overrides ON publications;
CREATE OR REPLACE FUNCTION publications_mark_override() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.override_reason := override_of(NEW.document_id, NEW.edition);
    RETURN NEW;
END $$;
-- The bodies that name overrides of measures stay readable: `changed_fields` and `content_of_body` keep the longer list.
ALTER TABLE publications DROP COLUMN frozen_overrides;
DROP FUNCTION frozen_overrides;
