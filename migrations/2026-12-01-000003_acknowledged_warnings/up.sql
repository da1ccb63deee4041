-- The serious warnings that an approver has acknowledged, as an array of objects with rule, pointer, content_sha256 and reason.
-- They are part of the approval, so they never change. Nothing is known about approvals from before.
ALTER TABLE acts ADD COLUMN acknowledged jsonb;
ALTER TABLE acts ADD CONSTRAINT acts_acknowledge_in_an_approval CHECK (
    acknowledged IS NULL
    OR act = 'approved' AND jsonb_typeof(acknowledged) = 'array' AND jsonb_array_length(acknowledged) > 0
) NOT VALID;
