CREATE TABLE attempts (
    organization_id TEXT NOT NULL,
    id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    state TEXT NOT NULL,
    seed BIGINT NOT NULL,
    -- How it was taken: open, without supervision.
    mode TEXT NOT NULL,
    notice_version TEXT NOT NULL,
    started_at TIMESTAMP NOT NULL,
    -- By when answers count: the end of the invitation.
    open_until TIMESTAMP NOT NULL,
    -- The server's clock against a time limit, where there is one.
    deadline_at TIMESTAMP,
    submitted_at TIMESTAMP,
    receipt TEXT,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, candidate_id, number),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id),
    FOREIGN KEY (organization_id, candidate_id) REFERENCES candidates (organization_id, id)
);
CREATE INDEX attempts_of_opening ON attempts (organization_id, opening_id, state);
CREATE INDEX attempts_running ON attempts (state, deadline_at);

-- What happened in a sitting; append-only. Position 0 is the sitting itself, 1 to n are the items of the opening.
-- The revision counts the steps of one position: two who write the same one collide, so nothing is overwritten.
CREATE TABLE steps (
    organization_id TEXT NOT NULL,
    attempt_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, attempt_id, position, revision),
    FOREIGN KEY (organization_id, attempt_id) REFERENCES attempts (organization_id, id)
);

CREATE TABLE item_reports (
    organization_id TEXT NOT NULL,
    id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    attempt_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    message TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    resolution TEXT,
    reply TEXT,
    resolved_by TEXT,
    resolved_at TIMESTAMP,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, attempt_id) REFERENCES attempts (organization_id, id),
    FOREIGN KEY (organization_id, opening_id, position)
        REFERENCES opening_items (organization_id, opening_id, position)
);
CREATE INDEX item_reports_of_opening ON item_reports (organization_id, opening_id, created_at);
