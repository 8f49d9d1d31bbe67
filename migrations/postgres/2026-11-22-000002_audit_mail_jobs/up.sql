-- Append-only; each fact carries the hash of the one before it.
CREATE TABLE audit_facts (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    seq BIGINT NOT NULL,
    at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (organization_id, seq)
);

-- The end of each chain: facts cut off at the end are noticed too.
CREATE TABLE audit_heads (
    organization_id TEXT NOT NULL PRIMARY KEY REFERENCES organizations (id),
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL
);

-- Messages wait here until they are sent. Recipient and content are sealed and are emptied once sent,
-- because they hold the only copy of a secret link.
CREATE TABLE messages (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    sealed TEXT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    next_try_at TIMESTAMP NOT NULL,
    sent_at TIMESTAMP,
    problem TEXT,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX messages_waiting ON messages (state, next_try_at);

-- Work that one process at a time may do.
CREATE TABLE leases (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    until TIMESTAMP NOT NULL
);
