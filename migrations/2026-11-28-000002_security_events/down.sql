-- Sign-ins go back to the audit trail.
ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_only_grow;
INSERT INTO audit_entries (at, actor_id, action, subject_kind, subject_id, request_id, detail, actor_name)
SELECT at, CASE kind WHEN 'login-failed' THEN NULL ELSE person_id END, 'session.' || kind, subject_kind, subject_id,
       request_id, CASE WHEN address IS NOT NULL THEN json_build_object('address', address)::text END, person_name
FROM security_events
WHERE kind IN ('login', 'login-failed', 'refresh', 'refresh-reuse', 'logout')
ORDER BY id;
ALTER TABLE audit_entries ENABLE TRIGGER audit_entries_only_grow;
DROP TABLE forwarding;
DROP INDEX audit_entries_settled;
ALTER TABLE audit_entries DROP COLUMN transaction_id, DROP COLUMN client_request_id, DROP COLUMN address_digest;
DROP TABLE security_events;
DROP TABLE addresses;
DROP TABLE address_keys;
DROP FUNCTION security_events_stay_ninety_days;
DROP FUNCTION address_keys_stay_ninety_days;
