CREATE TABLE organizations (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    -- Whom applicants write to: an e-mail address shown on every applicant page.
    contact TEXT NOT NULL,
    retention_months BIGINT NOT NULL,
    second_factor_required BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE staff (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    id TEXT NOT NULL,
    -- In small letters, because only one of the two engines compares without regard to case.
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    password_hash TEXT,
    -- Sealed with the server's key; the step is the last one used, so that a code works once.
    totp_secret TEXT,
    totp_step BIGINT,
    disabled_at TIMESTAMP,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, email)
);

CREATE TABLE staff_roles (
    organization_id TEXT NOT NULL,
    staff_id TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (organization_id, staff_id, role),
    FOREIGN KEY (organization_id, staff_id) REFERENCES staff (organization_id, id)
);

CREATE TABLE recovery_codes (
    organization_id TEXT NOT NULL,
    staff_id TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    used_at TIMESTAMP,
    PRIMARY KEY (organization_id, staff_id, code_hash),
    FOREIGN KEY (organization_id, staff_id) REFERENCES staff (organization_id, id)
);

-- Finds the organization of somebody who has only shown an e-mail address or a secret link.
-- Secrets are here as their SHA-256.
CREATE TABLE directory (
    kind TEXT NOT NULL,
    lookup TEXT NOT NULL,
    organization_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    expires_at TIMESTAMP,
    PRIMARY KEY (kind, lookup)
);

CREATE TABLE sessions (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    id TEXT NOT NULL,
    holder_kind TEXT NOT NULL,
    holder_id TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX sessions_of_holder ON sessions (organization_id, holder_kind, holder_id);

-- Tries per account, per address and per public link, shared by all processes.
CREATE TABLE throttles (
    bucket TEXT NOT NULL PRIMARY KEY,
    opened_at TIMESTAMP NOT NULL,
    used BIGINT NOT NULL
);
