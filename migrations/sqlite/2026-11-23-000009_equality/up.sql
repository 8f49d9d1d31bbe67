-- Which voluntary questions an organization asks; append-only, the last row counts, and no row means none.
CREATE TABLE equality_choices (
    organization_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    pack TEXT NOT NULL,
    -- The lawful basis, where the pack needs one.
    basis TEXT NOT NULL,
    chosen_by TEXT NOT NULL,
    chosen_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, version)
);

-- What applicants chose to say about themselves, apart from everything else. It is read as counts, and by whoever gave it.
CREATE TABLE equality_answers (
    organization_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    pack TEXT NOT NULL,
    answered_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, candidate_id, question),
    FOREIGN KEY (organization_id, candidate_id) REFERENCES candidates (organization_id, id)
);
