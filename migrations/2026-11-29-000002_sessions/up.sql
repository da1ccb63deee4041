-- A session ends when it is not refreshed, and after a stated time. People see their sessions and end them.
ALTER TABLE sessions
    -- When its newest tokens were issued.
    ADD COLUMN refreshed_at timestamptz,
    -- It ends then in any case.
    ADD COLUMN expires_at timestamptz,
    -- Of the refresh tokens that were issued last, and the first exchange of one of the generation before.
    ADD COLUMN generation integer NOT NULL DEFAULT 1,
    ADD COLUMN exchanged_at timestamptz,
    -- The client of its last refresh. Both are deleted with the session, and may be erased before.
    ADD COLUMN user_agent text,
    ADD COLUMN address text;
-- Present sessions have one generation that was exchanged and one that was not.
ALTER TABLE refresh_tokens ADD COLUMN generation integer NOT NULL DEFAULT 0;
UPDATE refresh_tokens SET generation = 1 WHERE used_at IS NULL;
UPDATE sessions SET
    refreshed_at = coalesce((SELECT max(issued_at) FROM refresh_tokens WHERE session_id = sessions.id), created_at),
    exchanged_at = (SELECT max(used_at) FROM refresh_tokens WHERE session_id = sessions.id),
    expires_at = created_at + interval '720 hours';
ALTER TABLE sessions
    ALTER COLUMN refreshed_at SET NOT NULL,
    ALTER COLUMN expires_at SET NOT NULL,
    ALTER COLUMN generation DROP DEFAULT;
-- An exchange may be repeated from another address, so nothing of the client is kept with a token. The exchange is in its
-- generation.
ALTER TABLE refresh_tokens
    ALTER COLUMN generation DROP DEFAULT,
    DROP COLUMN client,
    DROP COLUMN used_at;

-- The list of a person also has the sessions that have ended.
DROP INDEX sessions_of_user;
CREATE INDEX sessions_of_user ON sessions (user_id, id);
