-- Results of schema version 2 that name files stay, and an earlier program does not read them.
CREATE OR REPLACE VIEW blobs_in_use AS
SELECT stored_renditions.sha256 FROM stored_renditions
UNION ALL SELECT letterheads.logo_sha256 FROM letterheads WHERE letterheads.logo_sha256 IS NOT NULL
UNION ALL SELECT verification_records.logo_sha256 FROM verification_records
    WHERE verification_records.logo_sha256 IS NOT NULL
UNION ALL SELECT rendition_templates.logo_sha256 FROM rendition_templates
    WHERE rendition_templates.logo_sha256 IS NOT NULL
UNION ALL SELECT rendition_templates.proposed_logo_sha256 FROM rendition_templates
    WHERE rendition_templates.proposed_logo_sha256 IS NOT NULL;
DROP TRIGGER publications_show_files ON publications;
DROP FUNCTION publications_show_files();
DROP TRIGGER contents_name_files ON contents;
DROP FUNCTION contents_name_files();
DROP TRIGGER contents_check_files ON contents;
DROP FUNCTION contents_check_files();
DROP FUNCTION files_named_by(text);
DROP TABLE published_files;
DROP TABLE content_files;
DROP TABLE file_versions;
DROP FUNCTION file_versions_stay();
DROP TABLE files;
DROP FUNCTION files_stay();
