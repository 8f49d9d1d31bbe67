-- When a server was last there: every process writes it every few seconds, and whoever finds it old adds the time between
-- to every sitting that was running.
CREATE TABLE pulse (
    name TEXT NOT NULL PRIMARY KEY,
    at TIMESTAMP NOT NULL
);
