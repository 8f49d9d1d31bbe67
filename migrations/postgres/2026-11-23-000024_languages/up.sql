-- The ranking can be narrowed to those whose pages are in one language.
CREATE INDEX candidates_by_language ON candidates (organization_id, opening_id, language, id);
