-- Templates of measures, kept by the platform, a province or an organization. What they say is content.
INSERT INTO kinds (name) VALUES ('measure_template');
CREATE TABLE measure_templates (
    id              uuid PRIMARY KEY,
    owner           text NOT NULL,
    province_code   text REFERENCES provinces,
    organization_id uuid REFERENCES organizations,
    key             text NOT NULL,
    revision        bigint NOT NULL,
    content_id      uuid NOT NULL,
    -- NULL: it came with the program, and nobody has changed it.
    updated_by      uuid REFERENCES users,
    updated_at      timestamptz NOT NULL,
    -- A removed template stays as a row, so that the program does not add one of its own again.
    removed_at      timestamptz,
    CONSTRAINT measure_templates_have_an_owner CHECK (CASE owner
        WHEN 'platform' THEN province_code IS NULL AND organization_id IS NULL
        WHEN 'province' THEN province_code IS NOT NULL AND organization_id IS NULL
        WHEN 'organization' THEN province_code IS NULL AND organization_id IS NOT NULL
        ELSE false END),
    CONSTRAINT measure_templates_content_fkey FOREIGN KEY (content_id, id) REFERENCES contents (id, subject_id)
);
CREATE UNIQUE INDEX measure_templates_key
    ON measure_templates (owner, coalesce(province_code, ''), coalesce(organization_id::text, ''), key)
    WHERE removed_at IS NULL;
CREATE TRIGGER measure_templates_get_newer BEFORE UPDATE OF content_id ON measure_templates FOR EACH ROW
    WHEN (NEW.content_id <> OLD.content_id) EXECUTE FUNCTION contents_only_get_newer();
CREATE TRIGGER measure_templates_keep_their_owner BEFORE UPDATE ON measure_templates FOR EACH ROW
    WHEN ((NEW.id, NEW.owner, NEW.province_code, NEW.organization_id, NEW.key) IS DISTINCT FROM
          (OLD.id, OLD.owner, OLD.province_code, OLD.organization_id, OLD.key)
          OR OLD.removed_at IS NOT NULL)
    EXECUTE FUNCTION refuse_change();
