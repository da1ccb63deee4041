DROP TABLE renderings, proofs, paper_templates;
DROP FUNCTION renderings_only_grow, proofs_stay;
