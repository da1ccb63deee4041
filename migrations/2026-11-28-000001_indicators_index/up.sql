-- A document is inserted far more often than documents are listed by indicator, and it has few indicators. A list of
-- pending entries costs more than it saves: the creation of measures took about 15 % more time of PostgreSQL.
ALTER INDEX editions_by_indicator SET (fastupdate = off);
SELECT gin_clean_pending_list('editions_by_indicator');
