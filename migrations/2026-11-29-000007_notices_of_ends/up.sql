-- When the people concerned were told that a proposal expired. A proposal stays after that, so that it can be made again.
ALTER TABLE pending_grants ADD COLUMN expiry_told_at timestamptz;
