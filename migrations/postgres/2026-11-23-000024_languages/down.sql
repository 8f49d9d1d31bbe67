DROP INDEX candidates_by_language;
