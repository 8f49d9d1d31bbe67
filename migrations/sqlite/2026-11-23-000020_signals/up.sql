-- How often, and for about how long, a question's page was left. Nothing that ranks or is shown to whoever ranks reads
-- these tables. No times of day, no device, no destination.
CREATE TABLE leavings (
    organization_id TEXT NOT NULL,
    attempt_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    times BIGINT NOT NULL,
    -- In all.
    seconds BIGINT NOT NULL,
    PRIMARY KEY (organization_id, attempt_id, position),
    FOREIGN KEY (organization_id, attempt_id) REFERENCES attempts (organization_id, id)
);

-- That somebody looked at the signals of one sitting, why, and what they concluded.
CREATE TABLE integrity_reviews (
    organization_id TEXT NOT NULL,
    id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    attempt_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    opened_at TIMESTAMP NOT NULL,
    -- Nothing until it is concluded.
    conclusion TEXT,
    findings TEXT,
    concluded_by TEXT,
    concluded_at TIMESTAMP,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id),
    FOREIGN KEY (organization_id, candidate_id) REFERENCES candidates (organization_id, id),
    FOREIGN KEY (organization_id, attempt_id) REFERENCES attempts (organization_id, id),
    FOREIGN KEY (organization_id, opened_by) REFERENCES staff (organization_id, id),
    FOREIGN KEY (organization_id, concluded_by) REFERENCES staff (organization_id, id)
);
CREATE INDEX integrity_reviews_of_candidate ON integrity_reviews (organization_id, candidate_id, opened_at);
