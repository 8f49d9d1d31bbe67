-- Later performance ratings, collected apart from scores: nothing that decides about people reads these tables.
CREATE TABLE rating_batches (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    id TEXT NOT NULL,
    assessment_owner TEXT NOT NULL,
    assessment_id TEXT NOT NULL,
    assessment_version BIGINT NOT NULL,
    -- The ends of the scale that the raters used.
    scale_low DOUBLE PRECISION NOT NULL,
    scale_high DOUBLE PRECISION NOT NULL,
    ratings BIGINT NOT NULL,
    stored_by TEXT NOT NULL,
    stored_at TIMESTAMP NOT NULL,
    -- Since when its ratings are gone.
    withdrawn_at TIMESTAMP,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (assessment_owner, assessment_id, assessment_version)
        REFERENCES assessments (organization_id, id, version)
);
CREATE INDEX rating_batches_of ON rating_batches (organization_id, assessment_id, assessment_version);

-- One rating of one person. Whoever is erased takes theirs along.
CREATE TABLE performance_ratings (
    organization_id TEXT NOT NULL,
    batch_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    opening_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    rating DOUBLE PRECISION NOT NULL,
    -- The day, as in 2026-11-23.
    rated_on TEXT NOT NULL,
    rater TEXT NOT NULL,
    PRIMARY KEY (organization_id, batch_id, position),
    UNIQUE (organization_id, candidate_id, rated_on, rater),
    FOREIGN KEY (organization_id, batch_id) REFERENCES rating_batches (organization_id, id),
    FOREIGN KEY (organization_id, candidate_id) REFERENCES candidates (organization_id, id) ON DELETE CASCADE
);
