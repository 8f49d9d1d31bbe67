-- The privacy notices that an organization has published, a version a row; without one, the built-in notice stands.
CREATE TABLE notices (
    organization_id TEXT NOT NULL,
    lang TEXT NOT NULL,
    version BIGINT NOT NULL,
    -- Markdown, as it was written.
    body TEXT NOT NULL,
    -- The SHA-256 of the body.
    digest TEXT NOT NULL,
    published_by TEXT NOT NULL,
    published_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, lang, version),
    FOREIGN KEY (organization_id, published_by) REFERENCES staff (organization_id, id)
);

-- Who agreed to which notice; append-only.
CREATE TABLE consents (
    organization_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    -- `built-in 2026-11-23`, or the version of a published one.
    notice TEXT NOT NULL,
    lang TEXT NOT NULL,
    digest TEXT NOT NULL,
    agreed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, candidate_id, seq),
    FOREIGN KEY (organization_id, candidate_id) REFERENCES candidates (organization_id, id)
);

-- Who does not want to take part any more, whether or not they had started.
CREATE TABLE withdrawals (
    organization_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    withdrawn_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, candidate_id),
    FOREIGN KEY (organization_id, candidate_id) REFERENCES candidates (organization_id, id)
);

-- What applicants ask for, with its clock. The candidate is no foreign key: a request outlives the erasure it asked for,
-- without its words.
CREATE TABLE data_requests (
    organization_id TEXT NOT NULL,
    id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    message TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    due_at TIMESTAMP NOT NULL,
    answer TEXT,
    answered_by TEXT,
    answered_at TIMESTAMP,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id)
);
CREATE INDEX data_requests_waiting ON data_requests (organization_id, state, due_at);
CREATE INDEX data_requests_of_candidate ON data_requests (organization_id, candidate_id);

-- An opening whose records must be kept, such as after a charge: nothing in it is erased while the row is there.
CREATE TABLE legal_holds (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    placed_by TEXT NOT NULL,
    placed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, opening_id),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id),
    FOREIGN KEY (organization_id, placed_by) REFERENCES staff (organization_id, id)
);
