-- What an organization decides for all its openings. An organization without a row has what the code starts with.
CREATE TABLE organization_rules (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    -- The name of an IANA time zone: deadlines are told in it.
    time_zone TEXT NOT NULL,
    -- So many new sittings in so many months, apart from those after a technical failure.
    retakes BIGINT NOT NULL,
    retake_months BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id)
);

-- What was granted to one person, apart from everything that is ranked or shown to whoever ranks.
CREATE TABLE candidate_terms (
    organization_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    -- By how much a time limit is stretched: 1, 1.25, 1.5, 2 or none.
    time_factor TEXT NOT NULL,
    -- Until when their link is open, where that is later than the invitation says.
    open_until TIMESTAMP,
    -- How many sittings they may have.
    sittings BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, candidate_id),
    FOREIGN KEY (organization_id, candidate_id) REFERENCES candidates (organization_id, id)
);

-- What the deadline of a timed sitting is computed from, beside its start and the terms of the person.
CREATE TABLE attempt_clocks (
    organization_id TEXT NOT NULL,
    attempt_id TEXT NOT NULL,
    -- For everybody, as it was at the start.
    limit_seconds BIGINT NOT NULL,
    -- How long nobody could answer because no server was there.
    outage_seconds BIGINT NOT NULL,
    PRIMARY KEY (organization_id, attempt_id),
    FOREIGN KEY (organization_id, attempt_id) REFERENCES attempts (organization_id, id)
);

-- What applicants ask for, and what was decided. Decided ones stay.
CREATE TABLE adjustment_requests (
    organization_id TEXT NOT NULL,
    id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    message TEXT NOT NULL,
    -- The language of the page on which they asked: that of the answer.
    lang TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    due_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL,
    -- What was granted.
    time_factor TEXT,
    open_until TIMESTAMP,
    new_sitting TEXT,
    reason TEXT,
    reply TEXT,
    decided_by TEXT,
    decided_at TIMESTAMP,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id),
    FOREIGN KEY (organization_id, candidate_id) REFERENCES candidates (organization_id, id),
    FOREIGN KEY (organization_id, decided_by) REFERENCES staff (organization_id, id)
);
CREATE INDEX adjustment_requests_waiting ON adjustment_requests (organization_id, state, due_at);
CREATE INDEX adjustment_requests_of_candidate ON adjustment_requests (organization_id, candidate_id, created_at);
