-- One index for each way to narrow or to order a ranking. Each begins with the opening and ends with what breaks ties, so
-- that a page is sought and not counted off.
CREATE INDEX results_by_id ON results (organization_id, opening_id, candidate_id, total, outcome, stage);
CREATE INDEX results_by_stage ON results (organization_id, opening_id, stage, total DESC, candidate_id, outcome);
CREATE INDEX results_by_outcome ON results (organization_id, opening_id, outcome, total DESC, candidate_id, stage);
CREATE INDEX results_by_date ON results (organization_id, opening_id, submitted_at DESC, candidate_id);
CREATE INDEX results_by_empathy ON results (organization_id, opening_id, empathy DESC, candidate_id);
CREATE INDEX results_by_patience ON results (organization_id, opening_id, patience DESC, candidate_id);
CREATE INDEX results_by_communication ON results (organization_id, opening_id, communication DESC, candidate_id);
CREATE INDEX results_by_product_knowledge ON results (organization_id, opening_id, product_knowledge DESC, candidate_id);
CREATE INDEX attempts_by_state ON attempts (organization_id, opening_id, state, candidate_id);
CREATE INDEX candidates_by_source ON candidates (organization_id, opening_id, source, id);

-- What a search looks into: every word of a name and the part of an address before the @, in small letters. A search for
-- the beginning of a word is a range of this key in both databases. The pseudonym stands here behind a #, so that a
-- search under hidden names finds pseudonyms and nothing else. Kept by triggers: whoever changes a candidate cannot
-- forget it, and whoever erases one leaves no name behind.
CREATE TABLE candidate_words (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    word TEXT COLLATE "C" NOT NULL,
    candidate_id TEXT NOT NULL,
    PRIMARY KEY (organization_id, opening_id, word, candidate_id),
    FOREIGN KEY (organization_id, candidate_id) REFERENCES candidates (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX candidate_words_of_one ON candidate_words (organization_id, candidate_id, word);

-- How many have come how far, kept by triggers: counting a hundred thousand rows for the head of a page would take longer
-- than the page. `changes` counts every change of the results of an opening; what is kept in memory is compared with it.
CREATE TABLE opening_counts (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    invited BIGINT NOT NULL DEFAULT 0,
    started BIGINT NOT NULL DEFAULT 0,
    scored BIGINT NOT NULL DEFAULT 0,
    advanced BIGINT NOT NULL DEFAULT 0,
    undecided BIGINT NOT NULL DEFAULT 0,
    close_calls BIGINT NOT NULL DEFAULT 0,
    meets BIGINT NOT NULL DEFAULT 0,
    borderline BIGINT NOT NULL DEFAULT 0,
    below BIGINT NOT NULL DEFAULT 0,
    changes BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (organization_id, opening_id),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id) ON DELETE CASCADE
);
INSERT INTO opening_counts (organization_id, opening_id, invited, started, scored, advanced, undecided, close_calls,
    meets, borderline, below)
SELECT o.organization_id, o.id,
    (SELECT COUNT(*) FROM candidates c WHERE c.organization_id = o.organization_id AND c.opening_id = o.id
        AND c.source <> 'trial'),
    (SELECT COUNT(*) FROM candidates c WHERE c.organization_id = o.organization_id AND c.opening_id = o.id
        AND c.source <> 'trial' AND EXISTS (SELECT 1 FROM attempts a WHERE a.organization_id = c.organization_id
        AND a.candidate_id = c.id AND a.number = 1)),
    COUNT(r.candidate_id),
    COUNT(CASE WHEN r.stage = 'advance' THEN 1 END),
    COUNT(CASE WHEN r.stage = 'undecided' THEN 1 END),
    COUNT(CASE WHEN r.stage = 'undecided' AND r.outcome = 'borderline' THEN 1 END),
    COUNT(CASE WHEN r.outcome = 'meets' THEN 1 END),
    COUNT(CASE WHEN r.outcome = 'borderline' THEN 1 END),
    COUNT(CASE WHEN r.outcome = 'below' THEN 1 END)
FROM openings o LEFT JOIN results r ON r.organization_id = o.organization_id AND r.opening_id = o.id
GROUP BY o.organization_id, o.id;

-- Words that a team puts on the people of an opening.
CREATE TABLE candidate_tags (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    tag TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    PRIMARY KEY (organization_id, opening_id, tag, candidate_id),
    FOREIGN KEY (organization_id, candidate_id) REFERENCES candidates (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX candidate_tags_of_one ON candidate_tags (organization_id, candidate_id, tag);

-- Filters, order and columns of a ranking under a name of somebody's own.
CREATE TABLE saved_views (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    id TEXT NOT NULL,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    -- As it stands in the address.
    query TEXT NOT NULL,
    shared BOOLEAN NOT NULL,
    -- Whether its owner begins with it.
    is_default BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, opening_id, id),
    UNIQUE (organization_id, opening_id, owner, name),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id),
    FOREIGN KEY (organization_id, owner) REFERENCES staff (organization_id, id)
);

-- Whether the names of an opening are hidden from those who judge. No row: they are not.
CREATE TABLE hidden_names (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    hidden BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, opening_id),
    FOREIGN KEY (organization_id, opening_id) REFERENCES openings (organization_id, id)
);
-- Who has looked behind whose pseudonym; append-only.
CREATE TABLE reveals (
    organization_id TEXT NOT NULL,
    opening_id TEXT NOT NULL,
    staff_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    revealed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, opening_id, staff_id, candidate_id),
    FOREIGN KEY (organization_id, candidate_id) REFERENCES candidates (organization_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, staff_id) REFERENCES staff (organization_id, id)
);

-- What staff think of a person, in their own words and from 1 to 5. It changes no score. Append-only: whoever thinks
-- again adds another, numbered from 1.
CREATE TABLE impressions (
    organization_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    staff_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    rating BIGINT NOT NULL,
    empathy BIGINT,
    patience BIGINT,
    communication BIGINT,
    product_knowledge BIGINT,
    note TEXT NOT NULL,
    written_at TIMESTAMP NOT NULL,
    PRIMARY KEY (organization_id, candidate_id, staff_id, seq),
    FOREIGN KEY (organization_id, candidate_id) REFERENCES candidates (organization_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, staff_id) REFERENCES staff (organization_id, id)
);

CREATE FUNCTION word_candidate(organization TEXT, opening TEXT, candidate TEXT, search TEXT, pseudonym TEXT)
RETURNS void LANGUAGE sql AS $$
    INSERT INTO candidate_words (organization_id, opening_id, word, candidate_id)
    SELECT DISTINCT organization, opening, split_part(word, '@', 1), candidate
    FROM unnest(string_to_array(replace(search, '-', ' '), ' ') || ('#' || lower(pseudonym))) AS word
    WHERE split_part(word, '@', 1) <> ''
    ON CONFLICT DO NOTHING;
$$;
SELECT word_candidate(organization_id, opening_id, id, search, pseudonym) FROM candidates;

CREATE FUNCTION on_candidate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM candidate_words WHERE organization_id = OLD.organization_id AND candidate_id = OLD.id;
    ELSIF TG_OP = 'INSERT' AND NEW.source <> 'trial' THEN
        UPDATE opening_counts SET invited = invited + 1
        WHERE organization_id = NEW.organization_id AND opening_id = NEW.opening_id;
    ELSIF TG_OP = 'DELETE' AND OLD.source <> 'trial' THEN
        UPDATE opening_counts SET invited = invited - 1
        WHERE organization_id = OLD.organization_id AND opening_id = OLD.opening_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM word_candidate(NEW.organization_id, NEW.opening_id, NEW.id, NEW.search, NEW.pseudonym);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER candidate_came AFTER INSERT ON candidates FOR EACH ROW EXECUTE FUNCTION on_candidate();
CREATE TRIGGER candidate_renamed AFTER UPDATE OF search, pseudonym ON candidates
    FOR EACH ROW EXECUTE FUNCTION on_candidate();
CREATE TRIGGER candidate_gone AFTER DELETE ON candidates FOR EACH ROW EXECUTE FUNCTION on_candidate();

CREATE FUNCTION on_opening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO opening_counts (organization_id, opening_id) VALUES (NEW.organization_id, NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER opening_counted AFTER INSERT ON openings FOR EACH ROW EXECUTE FUNCTION on_opening();

CREATE FUNCTION on_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    attempt attempts%ROWTYPE;
    came TEXT;
BEGIN
    IF TG_OP = 'INSERT' THEN attempt := NEW; ELSE attempt := OLD; END IF;
    SELECT source INTO came FROM candidates
    WHERE organization_id = attempt.organization_id AND id = attempt.candidate_id;
    IF attempt.number = 1 AND came IS DISTINCT FROM 'trial' THEN
        UPDATE opening_counts SET started = started + (CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END)
        WHERE organization_id = attempt.organization_id AND opening_id = attempt.opening_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER attempt_started AFTER INSERT ON attempts FOR EACH ROW EXECUTE FUNCTION on_attempt();
CREATE TRIGGER attempt_gone AFTER DELETE ON attempts FOR EACH ROW EXECUTE FUNCTION on_attempt();

-- Once a statement and not once a row: a policy brings a hundred thousand outcomes up to date in a few statements, and
-- as many changes of one row in one transaction would grow slower with each.
CREATE FUNCTION on_results() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE opening_counts counts SET scored = counts.scored - seen.scored,
            advanced = counts.advanced - seen.advanced,
            undecided = counts.undecided - seen.undecided,
            close_calls = counts.close_calls - seen.close_calls,
            meets = counts.meets - seen.meets,
            borderline = counts.borderline - seen.borderline,
            below = counts.below - seen.below,
            changes = counts.changes + 1
        FROM (SELECT organization_id, opening_id,
            COUNT(*) AS scored,
            COUNT(*) FILTER (WHERE stage = 'advance') AS advanced,
            COUNT(*) FILTER (WHERE stage = 'undecided') AS undecided,
            COUNT(*) FILTER (WHERE stage = 'undecided' AND outcome = 'borderline') AS close_calls,
            COUNT(*) FILTER (WHERE outcome = 'meets') AS meets,
            COUNT(*) FILTER (WHERE outcome = 'borderline') AS borderline,
            COUNT(*) FILTER (WHERE outcome = 'below') AS below
            FROM gone GROUP BY organization_id, opening_id) seen
        WHERE counts.organization_id = seen.organization_id AND counts.opening_id = seen.opening_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE opening_counts counts SET scored = counts.scored + seen.scored,
            advanced = counts.advanced + seen.advanced,
            undecided = counts.undecided + seen.undecided,
            close_calls = counts.close_calls + seen.close_calls,
            meets = counts.meets + seen.meets,
            borderline = counts.borderline + seen.borderline,
            below = counts.below + seen.below,
            changes = counts.changes + 1
        FROM (SELECT organization_id, opening_id,
            COUNT(*) AS scored,
            COUNT(*) FILTER (WHERE stage = 'advance') AS advanced,
            COUNT(*) FILTER (WHERE stage = 'undecided') AS undecided,
            COUNT(*) FILTER (WHERE stage = 'undecided' AND outcome = 'borderline') AS close_calls,
            COUNT(*) FILTER (WHERE outcome = 'meets') AS meets,
            COUNT(*) FILTER (WHERE outcome = 'borderline') AS borderline,
            COUNT(*) FILTER (WHERE outcome = 'below') AS below
            FROM came GROUP BY organization_id, opening_id) seen
        WHERE counts.organization_id = seen.organization_id AND counts.opening_id = seen.opening_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER result_came AFTER INSERT ON results REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION on_results();
CREATE TRIGGER result_changed AFTER UPDATE ON results REFERENCING OLD TABLE AS gone NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION on_results();
CREATE TRIGGER result_gone AFTER DELETE ON results REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION on_results();
