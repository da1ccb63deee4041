DROP TABLE rate_limit_shares;
