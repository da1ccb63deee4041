-- Where people reach an organization. Who changed what is in the audit trail, so a removed channel leaves no row.
CREATE TABLE channels (
    id              uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations,
    revision        bigint NOT NULL DEFAULT 1,
    key             text NOT NULL CHECK (key ~ '^[a-z0-9._-]{1,64}$'),
    kind            text NOT NULL CHECK (kind ~ '^[a-z_]{1,64}$'),
    title           text COLLATE "th-x-icu" NOT NULL CHECK (octet_length(title) BETWEEN 1 AND 4000),
    address         text NOT NULL CHECK (octet_length(address) BETWEEN 1 AND 8000),
    -- Whether the link check visits the address.
    is_checked      boolean NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT channels_key UNIQUE (organization_id, key)
);
CREATE TRIGGER channels_of_merged_organization BEFORE INSERT OR UPDATE ON channels FOR EACH ROW
    EXECUTE FUNCTION refuse_merged_organization();
CREATE TRIGGER channels_keep_their_key BEFORE UPDATE ON channels FOR EACH ROW
    WHEN ((NEW.id, NEW.organization_id, NEW.key) IS DISTINCT FROM (OLD.id, OLD.organization_id, OLD.key))
    EXECUTE FUNCTION refuse_change();

-- What the link check knows about the addresses of an organization. The server writes it by itself.
CREATE TABLE link_checks (
    id              uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations,
    url             text NOT NULL CHECK (octet_length(url) BETWEEN 1 AND 16000),
    -- An address may be too long for an index.
    url_sha256      text NOT NULL CHECK (url_sha256 ~ '^[0-9a-f]{64}$'),
    -- Where it stood at the last visit, as a JSON array.
    places          text NOT NULL,
    state           text NOT NULL,
    status          smallint,
    fault           text,
    final_url       text,
    -- The first of the visits that have failed since.
    failing_since   timestamptz,
    checked_at      timestamptz NOT NULL,
    CONSTRAINT link_checks_url UNIQUE (organization_id, url_sha256)
);
CREATE INDEX link_checks_of_organization ON link_checks (organization_id, id);
CREATE INDEX link_checks_failing ON link_checks (organization_id) WHERE failing_since IS NOT NULL;

-- When the links of an organization were last given to a job.
CREATE TABLE link_rounds (
    organization_id uuid PRIMARY KEY REFERENCES organizations,
    begun_at        timestamptz NOT NULL
);

-- Who follows the changes of an organization also learns of its channels.
DO $$
BEGIN
    EXECUTE replace(pg_get_functiondef('audit_entries_are_in_outbox'::regproc), '''binding_rule''', '''binding_rule'', ''channel''');
END $$;
