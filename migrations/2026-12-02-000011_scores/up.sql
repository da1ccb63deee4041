-- The scores of an organization in one assessment: of a programme and a fiscal year. What they say is content: each change is a
-- new version.
INSERT INTO kinds (name) VALUES ('scores');
CREATE TABLE scores (
    id              uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations,
    programme       text NOT NULL,
    fiscal_year     smallint NOT NULL,
    revision        bigint NOT NULL,
    content_id      uuid NOT NULL,
    -- The score of each indicator in hundredths, as it is stated or computed from its parts: {"i7": 8150}. Medians are
    -- computed from it.
    indicators      jsonb NOT NULL CHECK (jsonb_typeof(indicators) = 'object'),
    updated_by      uuid NOT NULL REFERENCES users,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT scores_of_a_year UNIQUE (organization_id, programme, fiscal_year),
    CONSTRAINT scores_content_fkey FOREIGN KEY (content_id, id) REFERENCES contents (id, subject_id)
);
CREATE INDEX scores_of_assessment ON scores (programme, fiscal_year);
CREATE TRIGGER scores_get_newer BEFORE UPDATE OF content_id ON scores FOR EACH ROW
    WHEN (NEW.content_id <> OLD.content_id) EXECUTE FUNCTION contents_only_get_newer();
CREATE TRIGGER scores_keep_their_year BEFORE UPDATE ON scores FOR EACH ROW
    WHEN ((NEW.id, NEW.organization_id, NEW.programme, NEW.fiscal_year) IS DISTINCT FROM
          (OLD.id, OLD.organization_id, OLD.programme, OLD.fiscal_year)) EXECUTE FUNCTION refuse_change();
