DROP TRIGGER contents_name_who_answers ON contents;
DROP FUNCTION contents_name_who_answers;
ALTER TABLE users DROP COLUMN email_set_by;
