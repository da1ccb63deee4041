-- The contents of scores stay, because contents are never deleted; so their kind stays as long as there are any.
DROP TABLE scores;
DELETE FROM kinds WHERE name = 'scores' AND NOT EXISTS (SELECT FROM contents WHERE kind = 'scores');
