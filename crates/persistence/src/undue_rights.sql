-- What the current role may do although only the owner of the tables should. A table or function of its own could be found
-- before those of the schema, and the owner can change everything.
SELECT found.right_and_remedy
FROM pg_roles role
JOIN pg_database present ON present.datname = current_database()
JOIN pg_namespace schema ON schema.nspname = 'public'
CROSS JOIN LATERAL (VALUES
    (role.rolsuper, 'it is a superuser; ALTER ROLE %I NOSUPERUSER'),
    (role.rolcreaterole, 'it may create roles; ALTER ROLE %I NOCREATEROLE'),
    (role.rolreplication, 'it may replicate; ALTER ROLE %I NOREPLICATION'),
    (pg_has_role(present.datdba, 'MEMBER'),
     'it owns the database, or is a member of its owner; ALTER DATABASE %2$I OWNER TO another role'),
    -- The only member of pg_database_owner is the owner of the database, whom the row above names.
    (pg_has_role(schema.nspowner, 'MEMBER') AND schema.nspowner <> 'pg_database_owner'::regrole,
     'it owns the schema public, or is a member of its owner; ALTER SCHEMA public OWNER TO another role'),
    (EXISTS (SELECT FROM pg_class WHERE relnamespace = schema.oid AND pg_has_role(relowner, 'MEMBER')),
     'it owns tables, or is a member of their owner; REASSIGN OWNED BY %I TO another role'),
    (EXISTS (SELECT FROM pg_proc WHERE pronamespace = schema.oid AND pg_has_role(proowner, 'MEMBER')),
     'it owns functions, or is a member of their owner; REASSIGN OWNED BY %I TO another role'),
    (has_schema_privilege('public', 'CREATE'),
     'it may create objects in the schema public; REVOKE CREATE ON SCHEMA public FROM PUBLIC, %I'),
    (has_database_privilege(present.oid, 'CREATE'),
     'it may create schemas; REVOKE CREATE ON DATABASE %2$I FROM PUBLIC, %1$I'),
    (has_database_privilege(present.oid, 'TEMPORARY'),
     'it may create temporary tables; REVOKE TEMPORARY ON DATABASE %2$I FROM PUBLIC, %1$I'),
    (has_table_privilege('audit_entries', 'UPDATE, DELETE, TRUNCATE, TRIGGER'),
     'it may change the audit trail, by a role that it is a member of; REVOKE that role FROM %I')
) AS rights (is_held, text)
CROSS JOIN LATERAL (SELECT format(rights.text, role.rolname, present.datname) AS right_and_remedy) found
WHERE role.rolname = current_user AND rights.is_held
