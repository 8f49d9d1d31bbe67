DROP INDEX audit_facts_by_action;
DROP TABLE outcome_reviews;
DROP TABLE policy_proposals;
DROP TABLE opening_positions;
DROP TABLE result_clocks;
DROP INDEX results_changed;
ALTER TABLE results DROP COLUMN changed;
