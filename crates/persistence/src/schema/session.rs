diesel::table! {
    refresh_tokens (token_sha256) {
        token_sha256 -> Bytea,
        session_id -> Uuid,
        generation -> Integer,
        issued_at -> Timestamptz,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    second_factors (user_id) {
        user_id -> Uuid,
        secret -> Bytea,
        enrolled_at -> Timestamptz,
        confirmed_at -> Nullable<Timestamptz>,
        last_step -> BigInt,
        session_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    recovery_codes (user_id, code_sha256) {
        user_id -> Uuid,
        code_sha256 -> Bytea,
    }
}

diesel::table! {
    login_throttle (subject) {
        subject -> Text,
        drained_at -> Timestamptz,
    }
}
