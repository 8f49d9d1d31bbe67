DROP TABLE jurisdiction_choices;
DROP TABLE fairness_counts;
DROP TABLE fairness_openings;
DROP TABLE fairness_snapshots;
