DROP TABLE throttles;
DROP TABLE sessions;
DROP TABLE directory;
DROP TABLE recovery_codes;
DROP TABLE staff_roles;
DROP TABLE staff;
DROP TABLE organizations;
