DROP TABLE legal_holds;
DROP TABLE data_requests;
DROP TABLE withdrawals;
DROP TABLE consents;
DROP TABLE notices;
