DROP TABLE integrity_reviews;
DROP TABLE leavings;
