DROP TABLE panel_ratings;
DROP TABLE panel_judges;
DROP TABLE panels;
