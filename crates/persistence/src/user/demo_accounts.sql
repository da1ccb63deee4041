-- The accounts that the demo made, of those with the login names $1. $2 is the login name of its administrator, $3 the code of
-- its first organization. A login name is not enough: it may be that of a real person. The audit trail, which nobody changes,
-- tells who made an account: the demo's administrator was made by the program, and made the first organization and the
-- other accounts without a request over HTTP, which would have an address. Before 0.3, entries have no address.
WITH administrator AS (
    SELECT person.id
    FROM users person
    WHERE person.username = $2
      AND EXISTS (SELECT FROM audit_entries made
                  WHERE made.subject_id = person.id AND made.action = 'user.create' AND made.actor_id IS NULL)
      AND EXISTS (SELECT FROM organizations organization
                  JOIN audit_entries made ON made.subject_id = organization.id
                  WHERE made.actor_id = person.id AND made.action = 'organization.create' AND made.address_digest IS NULL
                    -- The code may have been changed. Before 0.3, the entry does not tell what it was.
                    AND $3 IN (organization.local_code, made.changes::json #>> '{local_code,1}'))
)
SELECT person.id, person.is_active,
       coalesce((SELECT change.actor_id IS NULL FROM audit_entries change
                 WHERE change.subject_id = person.id AND change.action = 'user.edit'
                   AND change.changes::json -> 'is_active' IS NOT NULL
                 ORDER BY change.id DESC LIMIT 1), false) AS is_changed_by_program
FROM users person
WHERE person.username = ANY ($1)
  AND (person.id IN (SELECT id FROM administrator)
       OR EXISTS (SELECT FROM audit_entries made
                  WHERE made.subject_id = person.id AND made.action = 'user.create' AND made.address_digest IS NULL
                    AND made.actor_id IN (SELECT id FROM administrator)))
ORDER BY person.id
