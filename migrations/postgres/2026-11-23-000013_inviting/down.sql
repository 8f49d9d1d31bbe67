DROP TABLE notice_choices;
DROP TABLE invitation_lists;
ALTER TABLE openings DROP COLUMN public_link_until;
ALTER TABLE openings DROP COLUMN public_link_cap;
DROP INDEX invitations_live_once;
DROP INDEX candidates_by_email;
ALTER TABLE candidates DROP COLUMN language;
