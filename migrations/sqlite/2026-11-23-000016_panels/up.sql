-- A standard-setting panel of an opening: judges say what a minimally qualified applicant would be expected to score on
-- each question, twice.
CREATE TABLE panels (
    organization_id TEXT NOT NULL,
    id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    -- Who is just good enough, as the judges were told.
    target TEXT NOT NULL,
    state TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id)
);
CREATE INDEX panels_of_opening ON panels (organization_id, opening_id, created_at);

CREATE TABLE panel_judges (
    organization_id TEXT NOT NULL,
    id TEXT NOT NULL,
    panel_id TEXT NOT NULL,
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    trained_at TIMESTAMP,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, panel_id) REFERENCES panels (organization_id, id)
);
CREATE INDEX panel_judges_of_panel ON panel_judges (organization_id, panel_id, id);

CREATE TABLE panel_ratings (
    organization_id TEXT NOT NULL,
    judge_id TEXT NOT NULL,
    round BIGINT NOT NULL,
    position BIGINT NOT NULL,
    points BIGINT NOT NULL,
    rated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, judge_id, round, position),
    FOREIGN KEY (organization_id, judge_id) REFERENCES panel_judges (organization_id, id)
);
