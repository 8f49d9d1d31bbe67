CREATE TABLE policies (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    total DOUBLE PRECISION NOT NULL,
    empathy DOUBLE PRECISION,
    patience DOUBLE PRECISION,
    communication DOUBLE PRECISION,
    product_knowledge DOUBLE PRECISION,
    -- How many standard errors wide the borderline zone is on either side.
    z DOUBLE PRECISION NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, opening_id, version),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id)
);

-- Append-only: a rescoring is a new run. The scale is a competency or the total.
CREATE TABLE scores (
    organization_id TEXT NOT NULL,
    attempt_id TEXT NOT NULL,
    run BIGINT NOT NULL,
    scale TEXT NOT NULL,
    score DOUBLE PRECISION NOT NULL,
    se DOUBLE PRECISION NOT NULL,
    items BIGINT NOT NULL,
    missing BIGINT NOT NULL,
    -- The SHA-256 of the items, their key versions and which of them were voided.
    key_set TEXT NOT NULL,
    scoring_version TEXT NOT NULL,
    precision_version BIGINT NOT NULL,
    computed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, attempt_id, run, scale),
    FOREIGN KEY (organization_id, attempt_id) REFERENCES attempts (organization_id, id)
);

-- The projection that is ranked: one row a candidate, from the last run.
CREATE TABLE results (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    attempt_id TEXT NOT NULL,
    run BIGINT NOT NULL,
    total DOUBLE PRECISION NOT NULL,
    total_se DOUBLE PRECISION NOT NULL,
    empathy DOUBLE PRECISION NOT NULL,
    empathy_se DOUBLE PRECISION NOT NULL,
    patience DOUBLE PRECISION NOT NULL,
    patience_se DOUBLE PRECISION NOT NULL,
    communication DOUBLE PRECISION NOT NULL,
    communication_se DOUBLE PRECISION NOT NULL,
    product_knowledge DOUBLE PRECISION NOT NULL,
    product_knowledge_se DOUBLE PRECISION NOT NULL,
    policy_version BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    stage TEXT NOT NULL,
    submitted_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, opening_id, candidate_id),
    FOREIGN KEY (organization_id, candidate_id) REFERENCES candidates (organization_id, id),
    FOREIGN KEY (organization_id, attempt_id) REFERENCES attempts (organization_id, id)
);
CREATE INDEX results_ranked ON results (organization_id, opening_id, total DESC, candidate_id, empathy, patience,
    communication, product_knowledge, outcome, stage);

-- Where the bands of an opening begin, from the top; frozen when the first decision of a round is recorded.
CREATE TABLE bands (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    rank BIGINT NOT NULL,
    top DOUBLE PRECISION NOT NULL,
    floor DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (organization_id, opening_id, rank),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id)
);
CREATE TABLE band_rounds (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    round BIGINT NOT NULL,
    -- How many standard errors of a difference a band is wide.
    c DOUBLE PRECISION NOT NULL,
    frozen_at TIMESTAMP,
    PRIMARY KEY (organization_id, opening_id),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id)
);
