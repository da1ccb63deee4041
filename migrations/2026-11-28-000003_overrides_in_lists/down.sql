DROP TRIGGER publications_keep_override ON publications;
DROP TRIGGER publications_mark_override ON publications;
DROP FUNCTION publications_mark_override;
ALTER TABLE publications DROP COLUMN override_reason;
DROP FUNCTION override_of;
