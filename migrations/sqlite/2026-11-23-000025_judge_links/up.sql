-- Until when a judge's link opens; none for links that were given out before links ended.
ALTER TABLE panel_judges ADD COLUMN expires_at TIMESTAMP;
