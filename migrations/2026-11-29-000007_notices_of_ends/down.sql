ALTER TABLE pending_grants DROP COLUMN expiry_told_at;
