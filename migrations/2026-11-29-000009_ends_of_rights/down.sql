UPDATE service_tokens SET revoked_by = user_id WHERE revoked_at IS NOT NULL AND revoked_by IS NULL;
ALTER TABLE service_tokens
    DROP CONSTRAINT service_tokens_revoked,
    ADD CONSTRAINT service_tokens_revoked_by_somebody CHECK ((revoked_at IS NULL) = (revoked_by IS NULL));
ALTER TABLE second_factors DROP COLUMN session_id;
ALTER TABLE organizations
    DROP COLUMN internal_surveys_proposed_at,
    DROP COLUMN four_eyes_override_proposed_at,
    DROP COLUMN second_factor_waiver_proposed_at;
