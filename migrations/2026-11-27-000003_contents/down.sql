-- What 0.2 keeps does not fit into the tables of 0.1: reports that refer to versions, acts that follow one another,
-- editions that stay public. The way back is the backup that was made before the upgrade.
DO $$
BEGIN
    RAISE EXCEPTION 'this step cannot be undone; restore the backup that was made before the upgrade';
END $$;
