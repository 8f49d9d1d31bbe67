DROP TABLE decisions;
DROP TABLE invitations;
DROP TABLE candidates;
DROP TABLE opening_team;
DROP TABLE opening_items;
DROP TABLE openings;
