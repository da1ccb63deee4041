//! What `prongsai config check` warns of although every setting is valid by itself.

use std::fs;

use crate::config_check::{assert_says, checked, good_home};

#[tokio::test]
async fn settings_that_do_not_fit_together_are_warned_of() {
    let home = good_home()
        .await
        .with("PRONGSAI_TRUSTED_PROXIES", "")
        .with("PRONGSAI_TRUSTED_PROXY", "10.9.8.7")
        .with("PRONGSAI_LISTEN", "0.0.0.0:0");
    let (is_good, lines) = checked(&mut home.program()).await;
    assert!(is_good, "{lines}");
    assert_says(
        &lines,
        "warning",
        "PRONGSAI_TRUSTED_PROXIES",
        "https address of a proxy",
    );
    let meant = "PRONGSAI_TRUSTED_PROXIES was probably meant";
    assert_says(&lines, "warning", "PRONGSAI_TRUSTED_PROXY", meant);
    assert!(!lines.contains("10.9.8.7"), "a value is shown: {lines}");
    assert_says(
        &lines,
        "warning",
        "PRONGSAI_OPERATIONS_LISTEN",
        "/metrics is served nowhere",
    );

    let home = good_home().await;
    let (_, lines) = checked(&mut home.program()).await;
    for variable in ["PRONGSAI_TRUSTED_PROXIES", "PRONGSAI_OPERATIONS_LISTEN"] {
        assert!(!lines.contains(variable), "{lines}");
    }
}

#[tokio::test]
async fn who_signs_the_certificate_of_the_database_is_told() {
    let home = good_home().await;
    let folder = tempfile::tempdir().unwrap();
    let authorities = folder.path().join("authorities.pem");
    let authority = rcgen::generate_simple_self_signed(["authority.example".to_owned()]).unwrap();
    fs::write(&authorities, authority.cert.pem()).unwrap();
    for (parameters, level, words) in [
        ("sslmode=verify-full", "error", "sslmode=verify-full needs sslrootcert"),
        ("sslmode=verify-ca", "error", "sslmode=verify-ca needs sslrootcert"),
        (
            "sslrootcert=system",
            "warning",
            "each of the 1 authorities in the store of the system",
        ),
        ("sslrootcert=system", "warning", authorities.to_str().unwrap()),
        (
            "sslrootcert=/etc/own-ca.pem",
            "ok",
            "trusts the authorities in /etc/own-ca.pem",
        ),
    ] {
        let url = format!("postgresql://prongsai:hunter2-secret@127.0.0.1:1/prongsai?{parameters}");
        let mut command = home.program();
        command
            .env_remove("PRONGSAI_MIGRATE_URL")
            .env_remove("SSL_CERT_DIR")
            .env("SSL_CERT_FILE", &authorities)
            .env("DATABASE_URL", url);
        let (_, lines) = checked(&mut command).await;
        assert_says(&lines, level, "DATABASE_URL", words);
        assert!(!lines.contains("hunter2"), "{lines}");
    }
}
