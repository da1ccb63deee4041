-- Contents are never deleted, so their kind stays as long as there are any.
DROP TABLE measure_templates;
DELETE FROM kinds WHERE name = 'measure_template' AND NOT EXISTS (SELECT FROM contents WHERE kind = 'measure_template');
