-- What was not done yet is lost. Regular jobs and renditions of an older program need no row.
DROP TABLE job_ticks;
DROP TABLE jobs;
