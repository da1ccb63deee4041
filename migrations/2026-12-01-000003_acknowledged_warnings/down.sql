-- The reasons of approvers are lost.
ALTER TABLE acts DROP COLUMN acknowledged;
