-- The built-in bank belongs to the organization 00000000000000000000000000, which every organization may read.
-- What is known of an item apart from its words and its key.
CREATE TABLE items (
    organization_id TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    content_hash TEXT NOT NULL,
    status TEXT NOT NULL,
    competency TEXT NOT NULL,
    channel TEXT NOT NULL,
    format TEXT NOT NULL,
    meta TEXT NOT NULL,
    imported_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, id, version)
);

-- What an applicant sees of an item, in each language.
CREATE TABLE item_texts (
    organization_id TEXT NOT NULL,
    item_id TEXT NOT NULL,
    item_version BIGINT NOT NULL,
    lang TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    presented TEXT NOT NULL,
    imported_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, item_id, item_version, lang),
    FOREIGN KEY (organization_id, item_id, item_version) REFERENCES items (organization_id, id, version)
);

CREATE TABLE item_keys (
    organization_id TEXT NOT NULL,
    item_id TEXT NOT NULL,
    item_version BIGINT NOT NULL,
    key_version BIGINT NOT NULL,
    content_hash TEXT NOT NULL,
    answer_key TEXT NOT NULL,
    imported_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, item_id, item_version, key_version),
    FOREIGN KEY (organization_id, item_id, item_version) REFERENCES items (organization_id, id, version)
);

-- Practice items: public through and through.
CREATE TABLE practice_items (
    organization_id TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    lang TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    presented TEXT NOT NULL,
    imported_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, id, version, lang)
);

CREATE TABLE assessments (
    organization_id TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    content_hash TEXT NOT NULL,
    title TEXT NOT NULL,
    blueprint TEXT NOT NULL,
    imported_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, id, version)
);

-- How precise the scores of an assessment are: frozen constants, one set per version.
CREATE TABLE precisions (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    assessment_owner TEXT NOT NULL,
    assessment_id TEXT NOT NULL,
    assessment_version BIGINT NOT NULL,
    version BIGINT NOT NULL,
    constants TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    frozen_by TEXT NOT NULL,
    frozen_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, assessment_owner, assessment_id, assessment_version, version)
);
