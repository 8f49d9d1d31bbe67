ALTER TABLE panel_judges DROP COLUMN expires_at;
