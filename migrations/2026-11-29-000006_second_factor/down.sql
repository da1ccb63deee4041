-- Everybody logs in with the password alone again.
DROP TRIGGER organizations_waive_second_factor ON organizations;
DROP FUNCTION organizations_waive_second_factor();
ALTER TABLE organizations
    DROP COLUMN requires_second_factor,
    DROP COLUMN second_factor_waiver_proposed_by,
    DROP COLUMN second_factor_waiver_accepted_by;
ALTER TABLE sessions DROP COLUMN second_factor_at;
DROP TABLE recovery_codes;
DROP TABLE second_factors;
