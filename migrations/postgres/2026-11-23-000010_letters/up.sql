-- Whom applicants may ask by name, and whether those who have not finished are reminded.
ALTER TABLE openings ADD COLUMN contact_name TEXT NOT NULL DEFAULT '';
ALTER TABLE openings ADD COLUMN reminds BOOLEAN NOT NULL DEFAULT TRUE;

-- Letters to applicants that are to be written later: a reminder, a receipt, the message after a decision. Whether one is
-- still called for is looked at when its time has come; then it is written and goes into the outbox, or is dropped.
CREATE TABLE letters (
    organization_id TEXT NOT NULL,
    id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- The invitation, the sitting or the act of deciding that it is about.
    about TEXT NOT NULL,
    state TEXT NOT NULL,
    due_at TIMESTAMP NOT NULL,
    -- The words of staff, where staff wrote them.
    subject TEXT,
    body TEXT,
    message_id TEXT,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id),
    FOREIGN KEY (organization_id, candidate_id) REFERENCES candidates (organization_id, id)
);
CREATE INDEX letters_due ON letters (state, due_at);
CREATE INDEX letters_of_candidate ON letters (organization_id, candidate_id, id);

-- Who asks for a lost link is known by an address alone, and what a person was sent by their id.
CREATE INDEX candidates_by_address ON candidates (organization_id, email);
CREATE INDEX messages_of_subject ON messages (organization_id, subject_id, id);

-- What an organization writes after a decision, instead of the words that come with the program.
CREATE TABLE letter_templates (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    stage TEXT NOT NULL,
    lang TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    version BIGINT NOT NULL,
    edited_by TEXT NOT NULL,
    edited_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, stage, lang),
    FOREIGN KEY (organization_id, edited_by) REFERENCES staff (organization_id, id)
);

-- Which decisions were taken by one act, and which one takes another back. Append-only, like decisions.
CREATE TABLE decision_acts (
    organization_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    act_id TEXT NOT NULL,
    takes_back BIGINT,
    PRIMARY KEY (organization_id, candidate_id, seq),
    FOREIGN KEY (organization_id, candidate_id, seq) REFERENCES decisions (organization_id, candidate_id, seq)
);
CREATE INDEX decision_acts_of_act ON decision_acts (organization_id, act_id);
