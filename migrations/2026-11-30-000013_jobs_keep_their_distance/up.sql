-- Jobs of the same key keep a distance from the one that was done last.
CREATE INDEX jobs_done_lately ON jobs (dedupe_key, finished_at) WHERE state = 'done' AND dedupe_key IS NOT NULL;
