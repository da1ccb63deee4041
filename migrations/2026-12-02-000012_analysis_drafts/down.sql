-- Contents are never deleted, so their kind stays as long as there are any.
DROP TABLE analysis_drafts;
DELETE FROM kinds WHERE name = 'analysis_draft' AND NOT EXISTS (SELECT FROM contents WHERE kind = 'analysis_draft');
