-- Where a person gets mail from the server: tokens for their password. Several people may share a mailbox.
ALTER TABLE users ADD COLUMN email text;
ALTER TABLE users ADD CONSTRAINT users_email CHECK (char_length(email) <= 254 AND email ~ '^[!-?A-~]+@[!-?A-~]+$');
