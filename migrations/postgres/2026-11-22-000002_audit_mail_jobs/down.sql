DROP TABLE leases;
DROP TABLE messages;
DROP TABLE audit_heads;
DROP TABLE audit_facts;
