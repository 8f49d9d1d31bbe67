DROP TABLE decision_acts;
DROP TABLE letter_templates;
DROP INDEX messages_of_subject;
DROP INDEX candidates_by_address;
DROP TABLE letters;
ALTER TABLE openings DROP COLUMN reminds;
ALTER TABLE openings DROP COLUMN contact_name;
