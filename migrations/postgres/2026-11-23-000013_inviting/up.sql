-- The language somebody was invited in; none where nothing was said, which means that of the test.
ALTER TABLE candidates ADD COLUMN language TEXT;
-- Finds the people of a long list, here and in other openings.
CREATE INDEX candidates_by_email ON candidates (organization_id, email);

-- Nobody has two live links for one opening, whoever sends them at the same moment.
CREATE UNIQUE INDEX invitations_live_once ON invitations (organization_id, candidate_id) WHERE revoked_at IS NULL;

-- How many may come by the public link, and until when; none for no bound.
ALTER TABLE openings ADD COLUMN public_link_cap BIGINT;
ALTER TABLE openings ADD COLUMN public_link_until TIMESTAMP;

-- A list of people that was checked and waits to be sent, or is being sent. Names and addresses are sealed, and are
-- emptied once the last invitation has gone.
CREATE TABLE invitation_lists (
    organization_id TEXT NOT NULL,
    id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL,
    sealed TEXT NOT NULL,
    -- How many are to be invited, how many of them have been looked at, and how many were invited.
    total BIGINT NOT NULL,
    done BIGINT NOT NULL,
    invited BIGINT NOT NULL,
    moved_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id),
    FOREIGN KEY (organization_id, created_by) REFERENCES staff (organization_id, id)
);

-- How each member of staff wants to hear of finished tests; no row means not at all.
CREATE TABLE notice_choices (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    staff_id TEXT NOT NULL,
    choice TEXT NOT NULL,
    -- Tests that were handed in up to here have been told of.
    told_until TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, opening_id, staff_id),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id),
    FOREIGN KEY (organization_id, staff_id) REFERENCES staff (organization_id, id)
);
