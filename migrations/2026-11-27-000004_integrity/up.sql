-- 0.2 → 0.3: what is published is what was approved by somebody who wrote none of it.

-- Authors ------------------------------------------------------------------------------------------------------------

-- The parts that an edition shows beside its own text, by subject and SHA-256: the analysis, the measures and the
-- results that a report was frozen with. Reports of schema version 1 carry copies; their stored text is hashed.
CREATE FUNCTION frozen_parts(wanted uuid, edition_number integer)
RETURNS TABLE (subject_id uuid, sha256 text) LANGUAGE sql STABLE AS $$
    WITH frozen AS (
        SELECT document.organization_id, document.fiscal_year, content.body::json -> 'frozen' AS year
        FROM editions edition
        JOIN documents document ON document.id = edition.document_id AND document.kind = 'report'
        JOIN contents content ON content.id = edition.content_id
        WHERE edition.document_id = wanted AND edition.number = edition_number),
    measure AS (
        SELECT (item ->> 'id')::uuid AS id, coalesce(item ->> 'sha256', item ->> 'content_sha256') AS sha256,
               item -> 'results' AS results
        FROM frozen, json_array_elements(frozen.year -> 'measures') item)
    SELECT measure.id, measure.sha256 FROM measure
    UNION ALL
    SELECT (item ->> 'id')::uuid,
           coalesce(item ->> 'sha256', encode(sha256(convert_to((item -> 'content')::text, 'UTF8')), 'hex'))
    FROM measure, json_array_elements(measure.results) item
    UNION ALL
    SELECT analysis.id, coalesce(frozen.year -> 'analysis' ->> 'sha256',
                                 encode(sha256(convert_to((frozen.year -> 'analysis')::text, 'UTF8')), 'hex'))
    FROM frozen
    JOIN analyses analysis ON analysis.organization_id = frozen.organization_id
        AND analysis.fiscal_year = frozen.fiscal_year
    WHERE json_typeof(frozen.year -> 'analysis') = 'object'
$$;

-- Everybody who may not approve an edition: who wrote in it, in what it is based on or in what it shows, and who
-- submitted it.
CREATE FUNCTION edition_authors(wanted uuid, edition_number integer)
RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(DISTINCT person), '{}') FROM (
        -- The same text may have been written in another version too, for example in an edition that was withdrawn.
        SELECT unnest(edition.drafters || same.contributors) AS person
        FROM editions edition
        JOIN contents content ON content.id = edition.content_id
        JOIN contents same ON same.subject_id = content.subject_id AND same.sha256 = content.sha256
        WHERE edition.document_id = wanted AND edition.number = edition_number
        UNION ALL
        -- One look-up for each part: the planner does not know how few there are, and would read all contents.
        SELECT unnest(same.contributors)
        FROM frozen_parts(wanted, edition_number) part
        CROSS JOIN LATERAL (SELECT contributors FROM contents content
                            WHERE content.subject_id = part.subject_id AND content.sha256 = part.sha256 OFFSET 0) same
    ) people
$$;

-- 0.2 gave a correction its present author only, and a report nobody who wrote what it shows. Nothing is added to the
-- drafters of what was approved.
-- A deferred check would stand between this and the next change of the table.
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE editions DISABLE TRIGGER editions_keep_content;
UPDATE editions SET drafters = ARRAY(
    SELECT person FROM unnest(drafters) person
    UNION ALL
    SELECT person FROM unnest(edition_authors(document_id, number)) person WHERE person <> ALL (drafters))
WHERE state IN ('draft', 'returned', 'submitted') AND NOT drafters @> edition_authors(document_id, number);
ALTER TABLE editions ENABLE TRIGGER editions_keep_content;

-- The drafters of an edition only grow. An approval adds the authors that the database knows, so they are not fixed from
-- the submission on, as the content is.
CREATE OR REPLACE FUNCTION editions_keep_content() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    refusal text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN
            RAISE EXCEPTION 'an edition that was submitted is never deleted' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    refusal := CASE
        WHEN (NEW.document_id, NEW.number, NEW.created_at) <> (OLD.document_id, OLD.number, OLD.created_at)
            THEN 'an edition keeps its number'
        WHEN NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
            ('draft', 'submitted'), ('returned', 'submitted'), ('returned', 'withdrawn'), ('submitted', 'returned'),
            ('submitted', 'approved'), ('submitted', 'withdrawn'), ('approved', 'returned'), ('approved', 'published'),
            ('approved', 'withdrawn'), ('published', 'superseded'), ('published', 'withdrawn'))
            THEN 'an edition takes the steps of the workflow'
        WHEN NOT NEW.drafters @> OLD.drafters THEN 'the drafters of an edition only grow'
        WHEN OLD.state IN ('published', 'superseded', 'withdrawn') AND NEW.drafters <> OLD.drafters
            THEN 'nobody is added to the drafters of what was published'
        WHEN OLD.state IN ('draft', 'returned') OR NEW.state = 'returned' THEN NULL
        WHEN (NEW.content_id, NEW.title, NEW.indicators, NEW.division_id, NEW.category, NEW.catalogues)
            IS DISTINCT FROM
            (OLD.content_id, OLD.title, OLD.indicators, OLD.division_id, OLD.category, OLD.catalogues)
            THEN 'what an edition says is fixed from its submission on'
    END;
    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION '%', refusal USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION acts_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.person_id = ANY (edition_authors(NEW.document_id, NEW.edition)) THEN
        RAISE EXCEPTION 'an author of an edition does not approve it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'acts_four_eyes';
    END IF;
    RETURN NEW;
END $$;

-- What an author approved before 0.3 is not published: it is returned and approved again.
CREATE FUNCTION acts_published_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    approval acts;
BEGIN
    SELECT * INTO approval FROM acts WHERE document_id = NEW.document_id AND edition = NEW.edition
        AND act = 'approved' ORDER BY ordinal DESC LIMIT 1;
    IF NOT approval.is_override AND approval.person_id = ANY (edition_authors(NEW.document_id, NEW.edition)) THEN
        RAISE EXCEPTION 'an author approved this edition'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'acts_published_four_eyes';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acts_published_four_eyes BEFORE INSERT ON acts
    FOR EACH ROW WHEN (NEW.act = 'published') EXECUTE FUNCTION acts_published_four_eyes();

-- What a correction changes ---------------------------------------------------------------------------------------------

-- As the drafter states it. It is public, so it is fixed with the edition; the public reads it beside the body.
ALTER TABLE editions
    ADD COLUMN change_kind text,
    ADD COLUMN change_note text,
    ADD CONSTRAINT editions_change CHECK ((change_kind IS NULL) = (change_note IS NULL)),
    ADD CONSTRAINT editions_change_kind CHECK (change_kind IN ('clerical', 'update', 'substantive'));
ALTER TABLE publications
    ADD COLUMN change_kind text,
    ADD COLUMN change_note text,
    ADD COLUMN content_sha256 text,
    -- The fields of the content that differ from the public edition before it, by name.
    ADD COLUMN changed_fields text[];

-- The members of two bodies that differ, without the head that the program adds to the content. Values are canonical, so
-- equal values have equal bytes.
CREATE FUNCTION changed_fields(before text, after text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(array_agg(name ORDER BY name COLLATE "C"), '{}')
    FROM (SELECT key AS name, value::text AS value FROM json_each(before::json)) earlier
    FULL JOIN (SELECT key AS name, value::text AS value FROM json_each(after::json)) later USING (name)
    WHERE earlier.value IS DISTINCT FROM later.value
      AND name NOT IN ('content_sha256', 'edition', 'fiscal_year', 'id', 'organization', 'override_reason',
                       'published_at')
$$;
UPDATE publications publication SET content_sha256 = body::json ->> 'content_sha256',
    changed_fields = coalesce(
        (SELECT changed_fields(earlier.body, publication.body) FROM publications earlier
         WHERE earlier.document_id = publication.document_id AND earlier.edition < publication.edition
         ORDER BY earlier.edition DESC LIMIT 1), '{}');
ALTER TABLE publications ALTER COLUMN content_sha256 SET NOT NULL, ALTER COLUMN changed_fields SET NOT NULL;

CREATE FUNCTION editions_keep_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what an edition says of its change is fixed when it begins' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER editions_keep_change BEFORE UPDATE ON editions FOR EACH ROW
    WHEN ((OLD.change_kind, OLD.change_note) IS DISTINCT FROM (NEW.change_kind, NEW.change_note))
    EXECUTE FUNCTION editions_keep_change();
-- What a publication says of its change comes from its edition and from the bodies, whichever program publishes it.
CREATE FUNCTION publications_describe_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before text := (SELECT body FROM publications WHERE document_id = NEW.document_id AND edition < NEW.edition
                    ORDER BY edition DESC LIMIT 1);
BEGIN
    SELECT change_kind, change_note INTO NEW.change_kind, NEW.change_note
    FROM editions WHERE document_id = NEW.document_id AND number = NEW.edition;
    NEW.content_sha256 := NEW.body::json ->> 'content_sha256';
    NEW.changed_fields := CASE WHEN before IS NULL THEN '{}' ELSE changed_fields(before, NEW.body) END;
    RETURN NEW;
END $$;
CREATE TRIGGER publications_describe_change BEFORE INSERT ON publications FOR EACH ROW
    EXECUTE FUNCTION publications_describe_change();
CREATE FUNCTION publications_keep_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was published stays as it was' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER publications_keep_change BEFORE UPDATE ON publications FOR EACH ROW
    WHEN ((OLD.change_kind, OLD.change_note, OLD.content_sha256, OLD.changed_fields)
          IS DISTINCT FROM (NEW.change_kind, NEW.change_note, NEW.content_sha256, NEW.changed_fields))
    EXECUTE FUNCTION publications_keep_change();

-- What is shown of the organization ------------------------------------------------------------------------------------

-- What public answers and renditions show of an organization, as it was when an edition was approved: the approver saw
-- it. A rename or a new template applies to what is approved later.
CREATE TABLE letterheads (
    id              uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations,
    -- Canonical JSON.
    body            text NOT NULL,
    -- Of the body and the logo.
    sha256          text NOT NULL,
    -- A PNG.
    logo            bytea,
    UNIQUE (organization_id, sha256)
);
CREATE TRIGGER letterheads_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON letterheads
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE acts ADD COLUMN letterhead_id uuid REFERENCES letterheads;

-- Settings and templates that need two people ------------------------------------------------------------------------

-- Who proposed a setting, and who accepted it. While nobody accepted it, it is off.
ALTER TABLE organizations
    ADD COLUMN internal_surveys_proposed_by uuid REFERENCES users,
    ADD COLUMN internal_surveys_accepted_by uuid REFERENCES users,
    ADD COLUMN four_eyes_override_proposed_by uuid REFERENCES users,
    ADD COLUMN four_eyes_override_accepted_by uuid REFERENCES users,
    ADD CONSTRAINT organizations_internal_surveys_two_people CHECK (
        internal_surveys_accepted_by IS NULL
        OR internal_surveys_accepted_by <> internal_surveys_proposed_by IS TRUE),
    ADD CONSTRAINT organizations_four_eyes_override_two_people CHECK (
        four_eyes_override_accepted_by IS NULL
        OR four_eyes_override_accepted_by <> four_eyes_override_proposed_by IS TRUE);

CREATE FUNCTION organizations_need_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The first person proposed it in an earlier change.
    IF (NEW.publishes_internal_surveys AND (TG_OP = 'INSERT' OR NOT OLD.publishes_internal_surveys AND (
            NEW.internal_surveys_accepted_by IS NULL
            OR NEW.internal_surveys_proposed_by IS DISTINCT FROM OLD.internal_surveys_proposed_by)))
        OR (NEW.allows_four_eyes_override AND (TG_OP = 'INSERT' OR NOT OLD.allows_four_eyes_override AND (
            NEW.four_eyes_override_accepted_by IS NULL
            OR NEW.four_eyes_override_proposed_by IS DISTINCT FROM OLD.four_eyes_override_proposed_by))) THEN
        RAISE EXCEPTION 'two people switch this setting on'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'organizations_need_two_people';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER organizations_need_two_people BEFORE INSERT OR UPDATE ON organizations
    FOR EACH ROW EXECUTE FUNCTION organizations_need_two_people();

-- A template is proposed by one person and put in force by another. Those from before 0.3 have neither.
ALTER TABLE rendition_templates
    -- JSON of the proposed template without its logo.
    ADD COLUMN proposal text,
    ADD COLUMN proposed_logo bytea CHECK (octet_length(proposed_logo) <= 524288),
    ADD COLUMN proposed_by uuid REFERENCES users,
    ADD COLUMN proposed_at timestamptz,
    ADD COLUMN author_id uuid REFERENCES users,
    ADD COLUMN accepted_by uuid REFERENCES users,
    ADD CONSTRAINT rendition_templates_proposal CHECK (
        num_nulls(proposal, proposed_by, proposed_at) IN (0, 3)),
    ADD CONSTRAINT rendition_templates_two_people CHECK (accepted_by IS NULL OR accepted_by <> author_id IS TRUE);

CREATE FUNCTION rendition_templates_need_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.accepted_by IS NULL OR NEW.author_id IS DISTINCT FROM OLD.proposed_by
        OR OLD.proposal IS NULL
        OR NEW.numerals IS DISTINCT FROM OLD.proposal::json ->> 'numerals'
        OR to_json(NEW.header_lines)::jsonb IS DISTINCT FROM OLD.proposal::jsonb -> 'header_lines'
        OR to_json(NEW.signature_positions)::jsonb IS DISTINCT FROM OLD.proposal::jsonb -> 'signature_positions'
        OR NEW.logo IS DISTINCT FROM OLD.proposed_logo THEN
        RAISE EXCEPTION 'two people put a template in force'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rendition_templates_two_people';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rendition_templates_need_two_people BEFORE UPDATE ON rendition_templates FOR EACH ROW
    WHEN ((NEW.numerals, NEW.header_lines, NEW.signature_positions, NEW.logo)
          IS DISTINCT FROM (OLD.numerals, OLD.header_lines, OLD.signature_positions, OLD.logo))
    EXECUTE FUNCTION rendition_templates_need_two_people();

-- A template begins as a proposal.
CREATE FUNCTION rendition_templates_begin_as_proposals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a template begins as a proposal'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'rendition_templates_two_people';
END $$;
CREATE TRIGGER rendition_templates_begin_as_proposals BEFORE INSERT ON rendition_templates FOR EACH ROW
    WHEN (NEW.numerals <> 'arabic' OR NEW.header_lines <> '{}' OR NEW.signature_positions <> '{}'
          OR NEW.logo IS NOT NULL)
    EXECUTE FUNCTION rendition_templates_begin_as_proposals();

-- An approver reads a document with the present letterhead. When that changes, the revision that was read is no longer
-- the present one, so that nobody approves a letterhead unseen.
CREATE FUNCTION letterhead_raises_revisions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed uuid := CASE TG_TABLE_NAME WHEN 'organizations' THEN (to_jsonb(NEW) ->> 'id')::uuid
        ELSE (to_jsonb(NEW) ->> 'organization_id')::uuid END;
BEGIN
    UPDATE documents SET revision = revision + 1
    WHERE organization_id = changed
      AND EXISTS (SELECT FROM editions WHERE document_id = documents.id AND state = 'submitted');
    RETURN NULL;
END $$;
CREATE TRIGGER organizations_raise_revisions AFTER UPDATE ON organizations FOR EACH ROW
    WHEN ((NEW.name_th, NEW.kind, NEW.province_code, NEW.district_code, NEW.website)
          IS DISTINCT FROM (OLD.name_th, OLD.kind, OLD.province_code, OLD.district_code, OLD.website))
    EXECUTE FUNCTION letterhead_raises_revisions();
CREATE TRIGGER rendition_templates_raise_revisions AFTER UPDATE ON rendition_templates FOR EACH ROW
    WHEN ((NEW.numerals, NEW.header_lines, NEW.signature_positions, NEW.logo)
          IS DISTINCT FROM (OLD.numerals, OLD.header_lines, OLD.signature_positions, OLD.logo))
    EXECUTE FUNCTION letterhead_raises_revisions();

-- The audit trail ------------------------------------------------------------------------------------------------------

-- Who acted is stored as of that moment: a later rename or a removed role does not change it.
ALTER TABLE audit_entries
    ADD COLUMN actor_name text,
    ADD COLUMN actor_position text,
    ADD COLUMN actor_acting_as text,
    -- The roles that the person held for the organization of the entry.
    ADD COLUMN actor_roles text[],
    -- The contents before and after the change. They stay, so the entry can show both.
    ADD COLUMN before_content_id uuid REFERENCES contents,
    ADD COLUMN after_content_id uuid REFERENCES contents,
    -- JSON {field: [before, after]} of a change that is not in contents. Never a secret.
    ADD COLUMN changes text;
CREATE INDEX audit_entries_of_organization ON audit_entries (organization_id, id);
CREATE INDEX audit_entries_of_actor ON audit_entries (actor_id, id);

-- The fields in which two contents differ, as JSON {field: [before, after]}. A missing content has no fields.
CREATE FUNCTION content_difference(before text, after text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(json_object_agg(name, json_build_array(earlier.value, later.value) ORDER BY name COLLATE "C"), '{}')::text
    FROM (SELECT key AS name, value FROM json_each(coalesce(before, '{}')::json)) earlier
    FULL JOIN (SELECT key AS name, value FROM json_each(coalesce(after, '{}')::json)) later USING (name)
    WHERE earlier.value::text IS DISTINCT FROM later.value::text
$$;

-- What the database keeps by itself ----------------------------------------------------------------------------------

-- The stored content in a public body: the body without the head that the program adds. Field names are ASCII, so the
-- order by bytes is the canonical one.
CREATE FUNCTION content_of_body(body text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '{' || coalesce(string_agg(to_json(key)::text || ':' || value::text, ',' ORDER BY key COLLATE "C"), '') || '}'
    FROM json_each(body::json)
    WHERE key NOT IN ('content_sha256', 'edition', 'fiscal_year', 'id', 'organization', 'override_reason',
                       'published_at')
$$;

-- What becomes public is an edition that was published, in the bytes that its approval names.
CREATE FUNCTION publications_are_approved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    approved text := (
        SELECT content.sha256 FROM editions edition JOIN contents content ON content.id = edition.content_id
        WHERE edition.document_id = NEW.document_id AND edition.number = NEW.edition AND edition.state = 'published');
    head json := NEW.body::json;
    approval acts;
    letterhead json;
BEGIN
    SELECT * INTO approval FROM acts WHERE document_id = NEW.document_id AND edition = NEW.edition
        AND act = 'approved' ORDER BY ordinal DESC LIMIT 1;
    letterhead := (SELECT body::json FROM letterheads WHERE id = approval.letterhead_id);
    IF approved IS NULL OR approved IS DISTINCT FROM NEW.content_sha256
        OR approved IS DISTINCT FROM encode(sha256(convert_to(content_of_body(NEW.body), 'UTF8')), 'hex')
        OR head ->> 'id' IS DISTINCT FROM NEW.document_id::text
        OR head ->> 'edition' IS DISTINCT FROM NEW.edition::text
        OR head -> 'organization' ->> 'id' IS DISTINCT FROM NEW.organization_id::text
        OR head ->> 'override_reason' IS DISTINCT FROM (CASE WHEN approval.is_override THEN approval.reason END)
        OR (letterhead IS NOT NULL AND head -> 'organization' ->> 'name_th' IS DISTINCT FROM letterhead ->> 'name_th')
        OR NEW.is_internal IS DISTINCT FROM coalesce(head -> 'survey' ->> 'audience' = 'internal', false) THEN
        RAISE EXCEPTION 'this is not what was approved'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_are_approved';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER publications_are_approved AFTER INSERT ON publications FOR EACH ROW
    EXECUTE FUNCTION publications_are_approved();

-- Whether and where a publication is shown goes one way: it is withdrawn once, and it is replaced once. Only an
-- invitation to an internal survey is shown or hidden by a setting.
CREATE FUNCTION publications_go_one_way() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.withdrawn_at IS NOT NULL AND (OLD.withdrawn_at, OLD.withdraw_reason)
            IS DISTINCT FROM (NEW.withdrawn_at, NEW.withdraw_reason))
        OR (NEW.is_current AND NOT OLD.is_current)
        OR (NEW.is_public <> OLD.is_public AND NOT OLD.is_internal) THEN
        RAISE EXCEPTION 'a publication is withdrawn once and replaced once' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publications_go_one_way BEFORE UPDATE ON publications FOR EACH ROW
    EXECUTE FUNCTION publications_go_one_way();

-- The state of an edition is named after its last act. Checked at the end of the transaction.
CREATE FUNCTION acts_make_the_state() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last_act text := (SELECT act FROM acts WHERE document_id = NEW.document_id AND edition = NEW.edition
                      ORDER BY ordinal DESC LIMIT 1);
BEGIN
    IF last_act IS DISTINCT FROM (SELECT state FROM editions
                                  WHERE document_id = NEW.document_id AND number = NEW.edition) THEN
        RAISE EXCEPTION 'an act changes the state of its edition'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'acts_make_the_state';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER acts_make_the_state AFTER INSERT ON acts DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION acts_make_the_state();

-- A result and an analysis keep what they belong to, and only get newer contents.
CREATE FUNCTION contents_only_get_newer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT version FROM contents WHERE id = NEW.content_id)
        <= (SELECT version FROM contents WHERE id = OLD.content_id) THEN
        RAISE EXCEPTION 'an older content does not come back' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER results_get_newer BEFORE UPDATE OF content_id ON results FOR EACH ROW
    WHEN (NEW.content_id <> OLD.content_id) EXECUTE FUNCTION contents_only_get_newer();
CREATE TRIGGER analyses_get_newer BEFORE UPDATE OF content_id ON analyses FOR EACH ROW
    WHEN (NEW.content_id <> OLD.content_id) EXECUTE FUNCTION contents_only_get_newer();
CREATE TRIGGER results_keep_their_measure BEFORE UPDATE ON results FOR EACH ROW
    WHEN ((NEW.id, NEW.document_id) IS DISTINCT FROM (OLD.id, OLD.document_id)) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER analyses_keep_their_year BEFORE UPDATE ON analyses FOR EACH ROW
    WHEN ((NEW.id, NEW.organization_id, NEW.fiscal_year) IS DISTINCT FROM
          (OLD.id, OLD.organization_id, OLD.fiscal_year)) EXECUTE FUNCTION refuse_change();

DROP VIEW edition_details;
CREATE VIEW edition_details AS
SELECT edition.document_id, edition.number, edition.state, edition.drafters, edition.catalogues, edition.created_at,
       edition.updated_at, document.kind, document.organization_id, document.province_code, document.fiscal_year,
       content.id AS content_id, content.version, content.schema_version, content.body, content.sha256,
       content.contributors, content.base_id,
       coalesce((SELECT json_agg(done ORDER BY done.ordinal) FROM acts done
                 WHERE done.document_id = edition.document_id AND done.edition = edition.number), '[]')::text AS acts,
       edition.change_kind, edition.change_note
FROM editions edition
JOIN documents document ON document.id = edition.document_id
JOIN contents content ON content.id = edition.content_id;
