DROP INDEX jobs_done_lately;
