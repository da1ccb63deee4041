-- The answer to a large import is too large to be in the memory of the server at once. Such a body is stored in parts, and
-- idempotency_keys.body is NULL. A server of an earlier release repeats such an answer without its body.
CREATE TABLE idempotency_parts (
    user_id uuid NOT NULL,
    key     text NOT NULL,
    number  integer NOT NULL,
    body    bytea COMPRESSION lz4 NOT NULL,
    PRIMARY KEY (user_id, key, number),
    FOREIGN KEY (user_id, key) REFERENCES idempotency_keys ON DELETE CASCADE
);
