-- Which change of the opening's results wrote a row: who keeps columns of them in memory asks for what is newer.
ALTER TABLE results ADD COLUMN changed BIGINT NOT NULL DEFAULT 0;
CREATE INDEX results_changed ON results (organization_id, opening_id, changed);

-- How often the results of an opening were changed, and how often some were taken away.
CREATE TABLE result_clocks (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    changed BIGINT NOT NULL,
    gone BIGINT NOT NULL,
    PRIMARY KEY (organization_id, opening_id),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id)
);

-- How many people are to be hired.
CREATE TABLE opening_positions (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    positions BIGINT NOT NULL,
    set_by TEXT NOT NULL,
    set_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, opening_id),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id)
);

-- A change of the thresholds after results were opened: another person answers it.
CREATE TABLE policy_proposals (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    -- The version of the policy that it would follow.
    base_version BIGINT NOT NULL,
    total DOUBLE PRECISION NOT NULL,
    empathy DOUBLE PRECISION,
    patience DOUBLE PRECISION,
    communication DOUBLE PRECISION,
    product_knowledge DOUBLE PRECISION,
    z DOUBLE PRECISION NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    -- The panel whose report it rests on.
    panel_id TEXT,
    state TEXT NOT NULL,
    answer TEXT,
    answered_by TEXT,
    answered_at TIMESTAMP,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, opening_id, number),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id)
);

-- People who were decided on under an older policy and would come out otherwise under the newer one. The decision
-- stays; a person looks again.
CREATE TABLE outcome_reviews (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    policy_version BIGINT NOT NULL,
    candidate_id TEXT NOT NULL,
    old_outcome TEXT NOT NULL,
    new_outcome TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL,
    note TEXT,
    looked_by TEXT,
    looked_at TIMESTAMP,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, opening_id, policy_version, candidate_id),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id)
);

-- Whether anybody has opened results is asked of the log.
CREATE INDEX audit_facts_by_action ON audit_facts (organization_id, action, object);
