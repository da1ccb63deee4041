DROP TRIGGER users_remember_who_had_it_in_hand ON users;
DROP FUNCTION users_remember_who_had_it_in_hand;
ALTER TABLE users DROP COLUMN had_in_hand;
