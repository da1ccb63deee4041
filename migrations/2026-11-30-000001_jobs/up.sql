-- Work that outlives the request that caused it. A row is inserted in the transaction of its cause, leased by one worker at a
-- time, and finished in the transaction of its effect.
CREATE TABLE jobs (
    id              uuid PRIMARY KEY,
    kind            text NOT NULL CHECK (kind <> '' AND char_length(kind) <= 100),
    -- The version of the payload. A worker takes only kinds and versions that it knows; others wait for a newer program.
    version         smallint NOT NULL CHECK (version > 0),
    -- JSON; never a secret.
    payload         text NOT NULL CHECK (octet_length(payload) <= 65536),
    -- Queued jobs with the same key are done together, by the one that is leased first.
    dedupe_key      text,
    state           text NOT NULL DEFAULT 'queued',
    -- How often it was leased, also by workers that died.
    attempts        integer NOT NULL DEFAULT 0,
    attempts_max    integer NOT NULL CHECK (attempts_max > 0),
    -- All times are those of the database.
    run_at          timestamptz NOT NULL DEFAULT now(),
    lease_token     uuid,
    lease_until     timestamptz,
    caused_by       uuid REFERENCES users,
    organization_id uuid REFERENCES organizations,
    created_at      timestamptz NOT NULL DEFAULT now(),
    started_at      timestamptz,
    finished_at     timestamptz,
    error_code      text CHECK (char_length(error_code) <= 100),
    -- The job that was done in its place; it may be deleted before this one.
    merged_into     uuid,
    CONSTRAINT jobs_state CHECK (state IN ('queued', 'running', 'done', 'merged', 'dead')),
    CONSTRAINT jobs_are_leased_while_running CHECK (
        (state = 'running') = (lease_token IS NOT NULL) AND (lease_token IS NULL) = (lease_until IS NULL)),
    CONSTRAINT jobs_have_an_end CHECK ((state IN ('done', 'merged', 'dead')) = (finished_at IS NOT NULL)),
    CONSTRAINT jobs_merged CHECK ((state = 'merged') = (merged_into IS NOT NULL))
);
CREATE INDEX jobs_due ON jobs (run_at, id) WHERE state = 'queued';
CREATE INDEX jobs_leased ON jobs (lease_until) WHERE state = 'running';
CREATE INDEX jobs_coalesced ON jobs (dedupe_key) WHERE state IN ('queued', 'running');
CREATE INDEX jobs_dead ON jobs (id) WHERE state = 'dead';
CREATE INDEX jobs_finished ON jobs (finished_at) WHERE state IN ('done', 'merged');

-- The moments at which regular jobs were due. The row of a moment exists once, so however many servers there are, one of
-- them inserts the job.
CREATE TABLE job_ticks (
    name   text NOT NULL,
    due_at timestamptz NOT NULL,
    PRIMARY KEY (name, due_at)
);
