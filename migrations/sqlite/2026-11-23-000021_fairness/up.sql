-- Frozen snapshots of the fairness monitor. They hold what was released when they were frozen, and nothing else: counts that
-- passed the floors, rounded, and nothing in place of those that did not. No row knows a person.
CREATE TABLE fairness_snapshots (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    -- Counts them, from 1.
    number BIGINT NOT NULL,
    -- Whose questions the groups come from.
    pack TEXT NOT NULL,
    -- Between which moments its openings were closed.
    closed_from TIMESTAMP NOT NULL,
    closed_to TIMESTAMP NOT NULL,
    -- A staff member, or the server by its clock.
    frozen_by TEXT NOT NULL,
    frozen_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, number)
);

-- Which openings are in it. Whoever handed in until then is counted in this snapshot or an earlier one, and never again.
CREATE TABLE fairness_openings (
    organization_id TEXT NOT NULL,
    snapshot BIGINT NOT NULL,
    opening_id TEXT NOT NULL,
    -- The part of the snapshot that it is in: 1 and up; small openings share one.
    stratum BIGINT NOT NULL,
    until TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, snapshot, opening_id),
    FOREIGN KEY (organization_id, snapshot) REFERENCES fairness_snapshots (organization_id, number),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id)
);

-- What was released.
CREATE TABLE fairness_counts (
    organization_id TEXT NOT NULL,
    snapshot BIGINT NOT NULL,
    -- 0 for the whole snapshot.
    stratum BIGINT NOT NULL,
    -- A question, two with a plus between them, or `all`.
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    measure TEXT NOT NULL,
    -- None where it must not be told.
    count BIGINT,
    PRIMARY KEY (organization_id, snapshot, stratum, question, answer, measure),
    FOREIGN KEY (organization_id, snapshot) REFERENCES fairness_snapshots (organization_id, number)
);

-- Which jurisdiction an organization reads its figures by; append-only, the last row counts.
CREATE TABLE jurisdiction_choices (
    organization_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    pack TEXT NOT NULL,
    pack_version BIGINT NOT NULL,
    chosen_by TEXT NOT NULL,
    chosen_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, version)
);
