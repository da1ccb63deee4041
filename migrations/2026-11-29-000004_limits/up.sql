-- What the instances of the server counted against rate limits. Each instance adds a row with its counts about once a
-- second, while there are any, and reads those of the others. A row has client addresses; it is deleted after a minute,
-- by its instance while that has something to add, otherwise within two hours by another one. Its content is needed for
-- seconds, so it may be lost.
CREATE TABLE rate_limit_shares (
    instance uuid NOT NULL,
    -- Counts the rows of the instance.
    number bigint NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    -- Who is limited in which class, e.g. `public:address:203.0.113.7`, and the number of requests of each.
    subjects text[] NOT NULL,
    amounts integer[] NOT NULL,
    PRIMARY KEY (instance, number),
    CONSTRAINT rate_limit_shares_pairs CHECK (cardinality(subjects) = cardinality(amounts))
);
