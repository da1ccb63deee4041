-- The answers in parts are lost: the requests can be repeated, but get an answer without a body.
DROP TABLE idempotency_parts;
