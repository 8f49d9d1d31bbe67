-- What the job of an opening consists of, and what it needs: versions, never rewritten.
CREATE TABLE job_analyses (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    -- Who was asked, and how.
    method TEXT NOT NULL,
    -- What else was considered to select people by.
    alternatives TEXT NOT NULL,
    author TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, opening_id, version),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id)
);

CREATE TABLE job_tasks (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    position BIGINT NOT NULL,
    task TEXT NOT NULL,
    importance BIGINT NOT NULL,
    frequency BIGINT NOT NULL,
    -- The competencies that it needs, by their words, with spaces between.
    needs TEXT NOT NULL,
    PRIMARY KEY (organization_id, opening_id, version, position),
    FOREIGN KEY (organization_id, opening_id, version)
        REFERENCES job_analyses (organization_id, opening_id, version)
);
