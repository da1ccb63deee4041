-- Rules of the review that an organization, or the platform for a province, has made binding. One person binds a rule; two
-- release it. Rows stay: who bound and who released a rule is never lost.
CREATE TABLE binding_rules (
    id uuid PRIMARY KEY,
    organization_id uuid REFERENCES organizations (id),
    province_code text REFERENCES provinces (code),
    rule text NOT NULL,
    bound_by uuid NOT NULL REFERENCES users (id),
    bound_at timestamptz NOT NULL,
    release_proposed_by uuid REFERENCES users (id),
    release_proposed_at timestamptz,
    released_by uuid REFERENCES users (id),
    released_at timestamptz,
    CONSTRAINT binding_rules_have_one_scope CHECK (num_nonnulls(organization_id, province_code) = 1),
    CONSTRAINT binding_rules_name_a_rule CHECK (rule ~ '^[a-z0-9-]{1,64}$'),
    CONSTRAINT binding_rules_proposal_is_whole CHECK ((release_proposed_by IS NULL) = (release_proposed_at IS NULL)),
    CONSTRAINT binding_rules_release_is_whole CHECK ((released_by IS NULL) = (released_at IS NULL)),
    CONSTRAINT binding_rules_two_people_release CHECK (released_by IS NULL OR released_by IS DISTINCT FROM release_proposed_by
        AND release_proposed_by IS NOT NULL)
);
-- A rule is binding once in a scope.
CREATE UNIQUE INDEX binding_rules_of_organization ON binding_rules (organization_id, rule)
    WHERE released_at IS NULL AND organization_id IS NOT NULL;
CREATE UNIQUE INDEX binding_rules_of_province ON binding_rules (province_code, rule)
    WHERE released_at IS NULL AND province_code IS NOT NULL;

-- What was bound and what was released does not change.
CREATE FUNCTION binding_rules_stay() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.released_at IS NOT NULL
        OR (NEW.id, NEW.organization_id, NEW.province_code, NEW.rule, NEW.bound_by, NEW.bound_at)
            IS DISTINCT FROM (OLD.id, OLD.organization_id, OLD.province_code, OLD.rule, OLD.bound_by, OLD.bound_at)
        OR NEW.released_at IS NOT NULL AND (NEW.release_proposed_by, NEW.release_proposed_at)
            IS DISTINCT FROM (OLD.release_proposed_by, OLD.release_proposed_at) THEN
        RAISE EXCEPTION 'a binding rule does not change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER binding_rules_stay BEFORE UPDATE OR DELETE ON binding_rules
    FOR EACH ROW EXECUTE FUNCTION binding_rules_stay();
