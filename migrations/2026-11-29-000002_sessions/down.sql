DROP INDEX sessions_of_user;
CREATE INDEX sessions_of_user ON sessions (user_id) WHERE ended_at IS NULL;
-- No client has this hash, so no exchange of before is repeated.
ALTER TABLE refresh_tokens
    ADD COLUMN client text NOT NULL DEFAULT '',
    ADD COLUMN used_at timestamptz;
ALTER TABLE refresh_tokens ALTER COLUMN client DROP DEFAULT;
UPDATE refresh_tokens SET used_at = coalesce(session.exchanged_at, refresh_tokens.issued_at)
FROM sessions session
WHERE session.id = refresh_tokens.session_id AND refresh_tokens.generation < session.generation;
ALTER TABLE refresh_tokens DROP COLUMN generation;
ALTER TABLE sessions
    DROP COLUMN refreshed_at,
    DROP COLUMN expires_at,
    DROP COLUMN generation,
    DROP COLUMN exchanged_at,
    DROP COLUMN user_agent,
    DROP COLUMN address;
