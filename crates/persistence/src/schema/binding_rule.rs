diesel::table! {
    binding_rules (id) {
        id -> Uuid,
        organization_id -> Nullable<Uuid>,
        province_code -> Nullable<Text>,
        rule -> Text,
        bound_by -> Uuid,
        bound_at -> Timestamptz,
        release_proposed_by -> Nullable<Uuid>,
        release_proposed_at -> Nullable<Timestamptz>,
        released_by -> Nullable<Uuid>,
        released_at -> Nullable<Timestamptz>,
    }
}
