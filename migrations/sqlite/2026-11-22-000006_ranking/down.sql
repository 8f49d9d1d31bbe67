DROP TABLE band_rounds;
DROP TABLE bands;
DROP TABLE results;
DROP TABLE scores;
DROP TABLE policies;
