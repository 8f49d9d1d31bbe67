-- Parts of a test, one after the other, each with a clock of its own where it has a limit.
CREATE TABLE opening_sections (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    -- For everybody, or none.
    minutes BIGINT,
    PRIMARY KEY (organization_id, opening_id, number),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id)
);

-- In which part a question is; none where the test has no parts.
ALTER TABLE opening_items ADD COLUMN section BIGINT;

-- When a part began in one sitting, and what its deadline is computed from.
CREATE TABLE attempt_sections (
    organization_id TEXT NOT NULL,
    attempt_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    started_at TIMESTAMP NOT NULL,
    -- For everybody, as it was at the start of the part; none without a limit.
    limit_seconds BIGINT,
    -- How long nobody could answer because no server was there.
    outage_seconds BIGINT NOT NULL,
    -- None without a limit, and where it was lifted.
    deadline_at TIMESTAMP,
    -- Whether nothing comes after it: when its time is over, the sitting is handed in.
    is_last BOOLEAN NOT NULL,
    PRIMARY KEY (organization_id, attempt_id, number),
    FOREIGN KEY (organization_id, attempt_id) REFERENCES attempts (organization_id, id)
);
