DROP TABLE performance_ratings;
DROP TABLE rating_batches;
