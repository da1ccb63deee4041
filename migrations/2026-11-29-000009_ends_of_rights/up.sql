-- The operator of the host ends service tokens too, and so does whoever sets a password with a token. Then nobody is named.
ALTER TABLE service_tokens
    DROP CONSTRAINT service_tokens_revoked_by_somebody,
    ADD CONSTRAINT service_tokens_revoked CHECK (revoked_by IS NULL OR revoked_at IS NOT NULL);

-- The session in which the second factor was begun; only there it is confirmed. An ended session stays named here.
ALTER TABLE second_factors ADD COLUMN session_id uuid;

-- When the weaker value of a setting was proposed. Proposals of before begin now. The default avoids a change of the rows, which
-- would need an entry in the audit trail; without a proposal the time means nothing.
ALTER TABLE organizations
    ADD COLUMN internal_surveys_proposed_at timestamptz DEFAULT now(),
    ADD COLUMN four_eyes_override_proposed_at timestamptz DEFAULT now(),
    ADD COLUMN second_factor_waiver_proposed_at timestamptz DEFAULT now();
ALTER TABLE organizations
    ALTER COLUMN internal_surveys_proposed_at DROP DEFAULT,
    ALTER COLUMN four_eyes_override_proposed_at DROP DEFAULT,
    ALTER COLUMN second_factor_waiver_proposed_at DROP DEFAULT;
