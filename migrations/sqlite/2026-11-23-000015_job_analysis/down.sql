DROP TABLE job_tasks;
DROP TABLE job_analyses;
