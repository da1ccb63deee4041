ALTER INDEX editions_by_indicator RESET (fastupdate);
