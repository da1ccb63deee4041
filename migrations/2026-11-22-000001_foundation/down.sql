DROP TABLE idempotency_keys, audit_entries, publications, results, editions, documents, analyses, login_failures,
    refresh_tokens, sessions, memberships, users, divisions, organizations, catalogues, districts, provinces;
DROP FUNCTION audit_entries_only_grow, publications_notify, editions_keep_published;
