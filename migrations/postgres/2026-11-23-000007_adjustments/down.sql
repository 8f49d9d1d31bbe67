DROP TABLE adjustment_requests;
DROP TABLE attempt_clocks;
DROP TABLE candidate_terms;
DROP TABLE organization_rules;
