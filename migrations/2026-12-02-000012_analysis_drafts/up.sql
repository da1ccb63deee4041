-- The decisions about the findings that are drafted for an analysis. They are content: each decision is a new version.
INSERT INTO kinds (name) VALUES ('analysis_draft');
CREATE TABLE analysis_drafts (
    id              uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations,
    fiscal_year     smallint NOT NULL,
    revision        bigint NOT NULL,
    content_id      uuid NOT NULL,
    updated_by      uuid NOT NULL REFERENCES users,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT analysis_drafts_of_a_year UNIQUE (organization_id, fiscal_year),
    CONSTRAINT analysis_drafts_content_fkey FOREIGN KEY (content_id, id) REFERENCES contents (id, subject_id)
);
CREATE TRIGGER analysis_drafts_get_newer BEFORE UPDATE OF content_id ON analysis_drafts FOR EACH ROW
    WHEN (NEW.content_id <> OLD.content_id) EXECUTE FUNCTION contents_only_get_newer();
CREATE TRIGGER analysis_drafts_keep_their_year BEFORE UPDATE ON analysis_drafts FOR EACH ROW
    WHEN ((NEW.id, NEW.organization_id, NEW.fiscal_year) IS DISTINCT FROM (OLD.id, OLD.organization_id, OLD.fiscal_year))
    EXECUTE FUNCTION refuse_change();
