DROP INDEX security_events_logins;
CREATE TABLE login_failures (
    subject text PRIMARY KEY,
    count   integer NOT NULL,
    last_at timestamptz NOT NULL
);
-- The counters have another meaning there. Afterwards nobody has to wait.
DROP TABLE login_throttle;
