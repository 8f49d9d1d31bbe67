DROP TABLE item_reports;
DROP TABLE steps;
DROP TABLE attempts;
