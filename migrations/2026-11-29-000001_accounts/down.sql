DROP TABLE notices;
ALTER TABLE memberships
    DROP CONSTRAINT memberships_confirmed_by_another,
    DROP CONSTRAINT memberships_of_two_people,
    DROP COLUMN confirmed_at,
    DROP COLUMN confirmed_by;
DROP TABLE pending_grants;
DROP TABLE password_tokens;
-- An account without a password cannot log in either way: no password has this hash.
UPDATE users SET password_hash = '$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', is_active = false
    WHERE password_hash IS NULL;
ALTER TABLE users
    DROP COLUMN handed_over_by,
    ALTER COLUMN password_hash SET NOT NULL;
