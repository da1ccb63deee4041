DROP TRIGGER analyses_keep_their_year ON analyses;
DROP TRIGGER results_keep_their_measure ON results;
DROP TRIGGER analyses_get_newer ON analyses;
DROP TRIGGER results_get_newer ON results;
DROP FUNCTION contents_only_get_newer;
DROP TRIGGER acts_make_the_state ON acts;
DROP FUNCTION acts_make_the_state;
DROP TRIGGER publications_go_one_way ON publications;
DROP FUNCTION publications_go_one_way;
DROP TRIGGER publications_are_approved ON publications;
DROP FUNCTION publications_are_approved;
DROP FUNCTION content_of_body;
DROP TRIGGER rendition_templates_begin_as_proposals ON rendition_templates;
DROP FUNCTION rendition_templates_begin_as_proposals;
DROP TRIGGER organizations_raise_revisions ON organizations;
DROP TRIGGER rendition_templates_raise_revisions ON rendition_templates;
DROP FUNCTION letterhead_raises_revisions;
DROP FUNCTION content_difference;
ALTER TABLE audit_entries DROP COLUMN actor_name, DROP COLUMN actor_position, DROP COLUMN actor_acting_as,
    DROP COLUMN actor_roles, DROP COLUMN before_content_id, DROP COLUMN after_content_id, DROP COLUMN changes;
DROP INDEX audit_entries_of_organization;
DROP TRIGGER rendition_templates_need_two_people ON rendition_templates;
DROP FUNCTION rendition_templates_need_two_people;
ALTER TABLE rendition_templates DROP COLUMN proposal, DROP COLUMN proposed_logo, DROP COLUMN proposed_by,
    DROP COLUMN proposed_at, DROP COLUMN author_id, DROP COLUMN accepted_by;
DROP TRIGGER organizations_need_two_people ON organizations;
DROP FUNCTION organizations_need_two_people;
ALTER TABLE organizations DROP COLUMN internal_surveys_proposed_by, DROP COLUMN internal_surveys_accepted_by,
    DROP COLUMN four_eyes_override_proposed_by, DROP COLUMN four_eyes_override_accepted_by;
ALTER TABLE acts DROP COLUMN letterhead_id;
DROP TABLE letterheads;
DROP VIEW edition_details;
-- The notes of changes are lost.
DROP TRIGGER publications_describe_change ON publications;
DROP FUNCTION publications_describe_change;
DROP TRIGGER publications_keep_change ON publications;
DROP FUNCTION publications_keep_change;
DROP TRIGGER editions_keep_change ON editions;
DROP FUNCTION editions_keep_change;
ALTER TABLE publications DROP COLUMN change_kind, DROP COLUMN change_note, DROP COLUMN content_sha256,
    DROP COLUMN changed_fields;
DROP FUNCTION changed_fields;
ALTER TABLE editions DROP COLUMN change_kind, DROP COLUMN change_note;
CREATE VIEW edition_details AS
SELECT edition.document_id, edition.number, edition.state, edition.drafters, edition.catalogues, edition.created_at,
       edition.updated_at, document.kind, document.organization_id, document.province_code, document.fiscal_year,
       content.id AS content_id, content.version, content.schema_version, content.body, content.sha256,
       content.contributors, content.base_id,
       coalesce((SELECT json_agg(done ORDER BY done.ordinal) FROM acts done
                 WHERE done.document_id = edition.document_id AND done.edition = edition.number), '[]')::text AS acts
FROM editions edition
JOIN documents document ON document.id = edition.document_id
JOIN contents content ON content.id = edition.content_id;
DROP TRIGGER acts_published_four_eyes ON acts;
DROP FUNCTION acts_published_four_eyes;
CREATE OR REPLACE FUNCTION acts_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM editions WHERE document_id = NEW.document_id AND number = NEW.edition
               AND NEW.person_id = ANY (drafters)) THEN
        RAISE EXCEPTION 'a drafter of an edition does not approve it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'acts_four_eyes';
    END IF;
    RETURN NEW;
END $$;
DROP FUNCTION edition_authors;
DROP FUNCTION frozen_parts;
