-- Login attempts fill a bucket that drains steadily. The time at which it is empty is all that has to be known of it.
CREATE TABLE login_throttle (
    subject    text PRIMARY KEY,
    drained_at timestamptz NOT NULL
);

-- Its counters were forgotten after an hour and have another meaning. After the migration nobody has to wait.
DROP TABLE login_failures;

-- Where a person logs in usually is looked up at each login.
CREATE INDEX security_events_logins ON security_events (person_id, at) INCLUDE (address) WHERE kind = 'login';
