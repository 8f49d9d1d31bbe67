-- Reference groups of an assessment, frozen: how many gave which answer about themselves, by where their totals lay. Nobody
-- can be found in these tables; erasing a person leaves them as they are.
CREATE TABLE cohorts (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    assessment_owner TEXT NOT NULL,
    assessment_id TEXT NOT NULL,
    assessment_version BIGINT NOT NULL,
    -- Counts the cohorts of an assessment, from 1.
    number BIGINT NOT NULL,
    -- Which questions had been asked.
    pack TEXT NOT NULL,
    openings BIGINT NOT NULL,
    people BIGINT NOT NULL,
    frozen_by TEXT NOT NULL,
    frozen_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, assessment_owner, assessment_id, assessment_version, number),
    FOREIGN KEY (assessment_owner, assessment_id, assessment_version)
        REFERENCES assessments (organization_id, id, version)
);

-- The counts of the newest cohort. Those of the one before go when it comes: nobody can subtract what is not there.
CREATE TABLE cohort_counts (
    organization_id TEXT NOT NULL,
    assessment_owner TEXT NOT NULL,
    assessment_id TEXT NOT NULL,
    assessment_version BIGINT NOT NULL,
    number BIGINT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    -- Totals in fives: 0 is under 5, 19 is 95 and more.
    bin BIGINT NOT NULL,
    people BIGINT NOT NULL,
    PRIMARY KEY (organization_id, assessment_owner, assessment_id, assessment_version, number, question, answer, bin),
    FOREIGN KEY (organization_id, assessment_owner, assessment_id, assessment_version, number)
        REFERENCES cohorts (organization_id, assessment_owner, assessment_id, assessment_version, number)
);
