-- No rule is binding any more.
DROP TABLE binding_rules;
DROP FUNCTION binding_rules_stay();
