-- The rights of the role that serves. `migrate` runs this as the owner of the tables after every migration. What is not
-- named here is refused to the server. The setting `prongsai.runtime_role` has the name of the role.
DO $$
DECLARE
    runtime text := current_setting('prongsai.runtime_role');
    granted record;
BEGIN
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA public FROM %I', runtime);
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', runtime);
    -- A table or function of its own could hide one from a trigger. Only the owner of the database can revoke this; others get a
    -- warning, and the statement has no effect.
    EXECUTE format('REVOKE CREATE, TEMPORARY ON DATABASE %I FROM PUBLIC, %I', current_database(), runtime);
    EXECUTE format('REVOKE CREATE ON SCHEMA public FROM PUBLIC, %I', runtime);
    EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM %I', runtime);
    FOR granted IN SELECT * FROM (VALUES
        -- Only a migration changes them.
        ('__diesel_schema_migrations', 'SELECT'),
        ('kinds', 'SELECT'),
        ('document_kinds', 'SELECT'),
        ('provinces', 'SELECT'),
        ('districts', 'SELECT'),
        ('database_identity', 'SELECT'),
        ('edition_details', 'SELECT'),
        ('blobs_in_use', 'SELECT'),
        -- A trigger and two functions write them.
        ('outbox', 'SELECT'),
        ('outbox_pending', 'SELECT'),
        ('outbox_head', 'SELECT'),
        -- They only grow.
        ('contents', 'SELECT, INSERT'),
        ('acts', 'SELECT, INSERT'),
        ('letterheads', 'SELECT, INSERT'),
        ('catalogues', 'SELECT, INSERT'),
        ('renderings', 'SELECT, INSERT'),
        ('audit_entries', 'SELECT, INSERT (at, actor_id, action, subject_kind, subject_id, organization_id, edition,
            from_state, to_state, reason, request_id, address_digest, client_request_id, detail, actor_name, actor_position, actor_acting_as, actor_roles,
            before_content_id, after_content_id, changes, service_token_id, service_token_name)'),
        -- They are kept for a stated time. Triggers keep them for at least 90 days.
        ('security_events', 'SELECT, DELETE, INSERT (at, kind, person_id, person_name, organization_ids, subject_kind,
            subject_id, detail, address, request_id, client_request_id, service_token_id, service_token_name)'),
        ('address_keys', 'SELECT, INSERT, DELETE'),
        ('addresses', 'SELECT, INSERT'),
        ('forwarding', 'SELECT, INSERT, UPDATE (entry_id, event_id)'),
        -- What was published keeps its bytes; only its status changes.
        ('publications', 'SELECT, INSERT, UPDATE (is_current, superseded_at, withdrawn_at, withdraw_reason, is_public,
            province_code)'),
        ('verification_records', 'SELECT, INSERT, UPDATE (withdrawn_at, withdraw_reason)'),
        -- Drafts, results and activities may be deleted. Triggers keep what was submitted.
        ('documents', 'SELECT, INSERT, DELETE, UPDATE (revision, province_code)'),
        ('editions', 'SELECT, INSERT, DELETE, UPDATE (state, content_id, title, indicators, division_id, category,
            drafters, catalogues, updated_at)'),
        ('results', 'SELECT, INSERT, DELETE, UPDATE (revision, content_id, updated_at)'),
        ('activities', 'SELECT, INSERT, DELETE, UPDATE (revision, content_id, updated_at)'),
        ('analyses', 'SELECT, INSERT, UPDATE (revision, content_id, updated_by, updated_at)'),
        ('analysis_drafts', 'SELECT, INSERT, UPDATE (revision, content_id, updated_by, updated_at)'),
        ('measure_templates', 'SELECT, INSERT, UPDATE (revision, content_id, updated_by, updated_at, removed_at)'),
        ('scores', 'SELECT, INSERT, UPDATE (revision, content_id, indicators, updated_by, updated_at)'),
        -- Organizations and people are never deleted.
        ('organizations', 'SELECT, INSERT, UPDATE (revision, name_th, name_folded, kind, province_code, district_code,
            local_code, website, contact, whistle_blowing, survey_token, publishes_internal_surveys,
            allows_four_eyes_override, predecessors, merged_into, internal_surveys_proposed_by, internal_surveys_proposed_at,
            internal_surveys_accepted_by, four_eyes_override_proposed_by, four_eyes_override_proposed_at,
            four_eyes_override_accepted_by, requires_second_factor, second_factor_waiver_proposed_by,
            second_factor_waiver_proposed_at, second_factor_waiver_accepted_by, changed_by, updated_at)'),
        ('binding_rules', 'SELECT, INSERT, UPDATE (release_proposed_by, release_proposed_at, released_by, released_at)'),
        -- Triggers write it.
        ('letterhead_authors', 'SELECT'),
        ('files', 'SELECT, INSERT, DELETE, UPDATE (revision, title, updated_at, removed_by, removed_at, removal_reason)'),
        ('file_versions', 'SELECT, INSERT, DELETE, UPDATE (blob, thumbnail)'),
        -- Triggers write them.
        ('content_files', 'SELECT'),
        ('published_files', 'SELECT'),
        ('rendition_templates', 'SELECT, INSERT, UPDATE (revision, numerals, header_lines, signature_positions, logo,
            logo_sha256, updated_at, proposal, proposed_logo, proposed_logo_sha256, proposed_by, proposed_at, author_id,
            accepted_by)'),
        -- Foreign keys keep the blobs that a row names.
        ('blobs', 'SELECT, INSERT (sha256, size, media_type), DELETE, UPDATE (touched_at, unused_since, removing_at)'),
        ('blob_store', 'SELECT, UPDATE (is_marked)'),
        ('stored_renditions', 'SELECT, INSERT, DELETE'),
        ('divisions', 'SELECT, INSERT, DELETE, UPDATE (revision, name_th, name_folded, is_active)'),
        ('channels', 'SELECT, INSERT, DELETE, UPDATE (revision, kind, title, address, is_checked, updated_at)'),
        -- The link check writes them.
        ('link_checks', 'SELECT, INSERT, DELETE, UPDATE (places, state, status, fault, final_url, failing_since, checked_at)'),
        ('link_rounds', 'SELECT, INSERT, UPDATE (begun_at)'),
        ('users', 'SELECT, INSERT, UPDATE (revision, display_name, position, acting_as, email, email_set_by, password_hash,
            handed_over_by, is_active, updated_at)'),
        ('second_factors', 'SELECT, INSERT, DELETE, UPDATE (confirmed_at, last_step)'),
        ('recovery_codes', 'SELECT, INSERT, DELETE'),
        ('memberships', 'SELECT, INSERT, DELETE'),
        ('pending_grants', 'SELECT, INSERT, DELETE, UPDATE (expiry_told_at)'),
        ('notices', 'SELECT, INSERT, DELETE, UPDATE (read_at)'),
        -- They expire.
        ('password_tokens', 'SELECT, INSERT, DELETE'),
        ('service_tokens', 'SELECT, INSERT, DELETE, UPDATE (expires_at, last_used_at, revoked_at, revoked_by,
            replaced_by)'),
        ('sessions', 'SELECT, INSERT, DELETE, UPDATE (refreshed_at, generation, exchanged_at, user_agent, address,
            ended_at, ended_why, second_factor_at)'),
        ('refresh_tokens', 'SELECT, INSERT, DELETE'),
        ('login_throttle', 'SELECT, INSERT, DELETE, UPDATE (drained_at)'),
        ('jobs', 'SELECT, INSERT, DELETE, UPDATE (state, attempts, run_at, lease_token, lease_until, started_at,
            finished_at, error_code, merged_into)'),
        ('job_ticks', 'SELECT, INSERT, DELETE'),
        ('rate_limit_shares', 'SELECT, INSERT, DELETE'),
        ('idempotency_keys', 'SELECT, INSERT, DELETE, UPDATE (status, headers, body)'),
        -- They are deleted with their key.
        ('idempotency_parts', 'SELECT, INSERT')
    ) AS relations (relation, privileges) LOOP
        EXECUTE format('GRANT %s ON %I TO %I', granted.privileges, granted.relation, runtime);
    END LOOP;
    -- A dump may have been restored without its privileges.
    REVOKE EXECUTE ON FUNCTION outbox_sequence(integer), outbox_forget(timestamptz, integer) FROM PUBLIC;
    EXECUTE format('GRANT EXECUTE ON FUNCTION outbox_sequence(integer), outbox_forget(timestamptz, integer) TO %I', runtime);
END $$;
