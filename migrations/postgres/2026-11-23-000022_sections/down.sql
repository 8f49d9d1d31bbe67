DROP TABLE attempt_sections;
ALTER TABLE opening_items DROP COLUMN section;
DROP TABLE opening_sections;
