CREATE TABLE openings (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    place TEXT NOT NULL,
    contact TEXT NOT NULL,
    state TEXT NOT NULL,
    assessment_owner TEXT NOT NULL,
    assessment_id TEXT NOT NULL,
    assessment_version BIGINT NOT NULL,
    precision_version BIGINT NOT NULL,
    -- Draws the item set; each sitting has a seed of its own for its orders.
    seed BIGINT NOT NULL,
    time_limit_minutes BIGINT,
    invitation_days BIGINT NOT NULL,
    public_link TEXT,
    created_by TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    closed_at TIMESTAMP,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (assessment_owner, assessment_id, assessment_version)
        REFERENCES assessments (organization_id, id, version)
);

-- The one item set of an opening.
CREATE TABLE opening_items (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    item_owner TEXT NOT NULL,
    item_id TEXT NOT NULL,
    item_version BIGINT NOT NULL,
    key_version BIGINT NOT NULL,
    voided_at TIMESTAMP,
    voided_by TEXT,
    void_reason TEXT,
    PRIMARY KEY (organization_id, opening_id, position),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id),
    FOREIGN KEY (item_owner, item_id, item_version, key_version)
        REFERENCES item_keys (organization_id, item_id, item_version, key_version)
);

CREATE TABLE opening_team (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    staff_id TEXT NOT NULL,
    PRIMARY KEY (organization_id, opening_id, staff_id),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id),
    FOREIGN KEY (organization_id, staff_id) REFERENCES staff (organization_id, id)
);
CREATE INDEX opening_team_of_staff ON opening_team (organization_id, staff_id);

CREATE TABLE candidates (
    organization_id TEXT NOT NULL,
    id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    pseudonym TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    source TEXT NOT NULL,
    -- Name, address and pseudonym in small letters: what a search looks into.
    search TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, opening_id, pseudonym),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id)
);
-- One person is one candidate of an opening; staff may try the test as often as they like.
CREATE UNIQUE INDEX candidates_once ON candidates (organization_id, opening_id, email) WHERE source <> 'trial';

CREATE TABLE invitations (
    organization_id TEXT NOT NULL,
    id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    revoked_at TIMESTAMP,
    created_by TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id),
    FOREIGN KEY (organization_id, candidate_id) REFERENCES candidates (organization_id, id)
);
CREATE INDEX invitations_of_candidate ON invitations (organization_id, candidate_id, created_at);

-- What people decided; append-only.
CREATE TABLE decisions (
    organization_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    opening_id TEXT NOT NULL,
    stage TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- The outcome that the software showed at that moment.
    outcome TEXT,
    decided_by TEXT NOT NULL,
    decided_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, candidate_id, seq),
    FOREIGN KEY (organization_id, candidate_id) REFERENCES candidates (organization_id, id),
    FOREIGN KEY (organization_id, decided_by) REFERENCES staff (organization_id, id)
);
