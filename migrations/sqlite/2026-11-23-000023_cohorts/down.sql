DROP TABLE cohort_counts;
DROP TABLE cohorts;
