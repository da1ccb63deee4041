use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use prongsai_test_support::{Role, sample};
use serde_json::{Value, json};

use crate::demo::{Home, program};

#[tokio::test]
async fn the_demo_shows_logins_of_every_role_and_something_to_read() {
    let home = Home::new().await;
    let demo = home.start().await;
    let credentials = home.credentials();
    assert_eq!(credentials["base_url"], home.url());
    let logins = credentials["users"].as_array().unwrap();
    for role in Role::ALL {
        let login = logins
            .iter()
            .find(|login| login["role"] == role.as_str())
            .unwrap_or_else(|| panic!("nobody is {role}"));
        let me = demo.log_in(login).await.get("/api/v1/me").await.is(200).json();
        let held = me.pointer("/memberships/0").unwrap();
        assert_eq!(
            (&held["role"], &held["organization_id"]),
            (&login["role"], &login["organization_id"])
        );
    }
    assert!(
        logins.iter().any(|login| login["username"] == "other_drafter"),
        "{credentials}"
    );

    let anyone = demo.anonymous();
    for plural in ["organizations", "measures", "reports", "announcements"] {
        assert!(
            !anyone.all(&format!("/public/v1/{plural}")).await.is_empty(),
            "nothing public among the {plural}"
        );
    }
    let drafter = logins.iter().find(|login| login["username"] == "drafter").unwrap();
    let measures = demo.log_in(drafter).await.all("/api/v1/measures").await;
    let states: Vec<&Value> = measures.iter().map(|measure| &measure["state"]).collect();
    assert!(
        states.iter().any(|state| *state == "published") && states.iter().any(|state| *state == "draft"),
        "{states:?}"
    );
    let said = home.said();
    for word in ["/docs", "/public/v1/reports/", "curl", "drafter"] {
        assert!(said.contains(word), "the greeting does not name {word}: {said}");
    }
}

#[tokio::test]
async fn a_second_start_does_not_change_the_demo() {
    // Jobs would change the database between two fingerprints.
    let home = Home::new().await.with("PRONGSAI_JOBS", "false");
    let status = home.start().await.stop(Signal::SIGTERM).await;
    assert!(status.success(), "{status}: {}", home.said());
    let (before, credentials) = (home.database.fingerprint(&[]).await, home.credentials());

    let demo = home.start().await;

    assert_eq!(home.database.fingerprint(&[]).await, before);
    assert_eq!(home.credentials(), credentials);
    demo.log_in(&credentials["users"][0])
        .await
        .get("/api/v1/me")
        .await
        .is(200);
    let status = demo.stop(Signal::SIGINT).await;
    assert!(status.success(), "{status}: {}", home.said());
}

/// The demo corrects a published measure with two changes: a second edition, and its text.
#[tokio::test]
async fn a_correction_that_was_interrupted_is_written_at_the_next_start() {
    let home = Home::new().await;
    let migrated = home.program().arg("migrate").output().await.unwrap();
    assert!(migrated.status.success(), "{migrated:?}");
    let interrupt = "CREATE FUNCTION interrupt() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'interrupted'; END $$; \
         CREATE TRIGGER interrupt BEFORE INSERT ON contents FOR EACH ROW \
         WHEN (NEW.body LIKE '%ไม่น้อยกว่าร้อยละ 95%') EXECUTE FUNCTION interrupt()";
    let client = home.database.connect().await;
    client.batch_execute(interrupt).await.unwrap();
    let stopped = home.program().args(["serve", "--demo"]).output().await.unwrap();
    assert!(!stopped.status.success(), "{stopped:?}");
    let begun = "SELECT count(*) FROM editions WHERE number = 2 AND state = 'draft'";
    assert_eq!(home.database.number(begun).await, 1, "{stopped:?}");
    client.batch_execute("DROP FUNCTION interrupt CASCADE").await.unwrap();

    home.start().await.stop(Signal::SIGTERM).await;

    let corrected = "SELECT count(*) FROM publications WHERE edition = 2 AND body LIKE '%ไม่น้อยกว่าร้อยละ 95%'";
    assert_eq!(home.database.number(corrected).await, 1, "{}", home.said());
}

#[tokio::test]
async fn the_demo_starts_again_when_its_auditor_has_another_name() {
    // Jobs would change the database between two fingerprints.
    let home = Home::new().await.with("PRONGSAI_JOBS", "false");
    home.start().await.stop(Signal::SIGTERM).await;
    let rename = "UPDATE users SET display_name = 'สมชาย' WHERE username = 'auditor'";
    home.database.execute(rename).await.unwrap();
    let before = home.database.fingerprint(&[]).await;

    let status = home.start().await.stop(Signal::SIGTERM).await;

    assert!(status.success(), "{status}: {}", home.said());
    assert_eq!(home.database.fingerprint(&[]).await, before);
}

/// Documents that people made in a year of the demo are theirs.
#[tokio::test]
async fn a_start_without_the_role_of_the_auditor_does_not_change_documents() {
    let home = Home::new().await;
    let demo = home.start().await;
    let credentials = home.credentials();
    let logins = credentials["users"].as_array().unwrap();
    let drafter = logins.iter().find(|login| login["username"] == "drafter").unwrap();
    let measure = sample::measure(drafter["organization_id"].as_str().unwrap());
    let measure = sample::with(measure, &json!({ "fiscal_year": 2568 }));
    let client = demo.log_in(drafter).await;
    let id = client.post("/api/v1/measures").json(&measure).await.is(201).id();
    demo.stop(Signal::SIGTERM).await;
    let revoke = "DELETE FROM memberships WHERE role = 'auditor'";
    home.database.execute(revoke).await.unwrap();

    let demo = home.start().await;

    let client = demo.log_in(drafter).await;
    let measure = client.get(&format!("/api/v1/measures/{id}")).await.is(200).json();
    assert_eq!(measure["state"], "draft");
    let status = demo.stop(Signal::SIGTERM).await;
    assert!(status.success(), "{status}: {}", home.said());
}

#[tokio::test]
async fn a_server_for_others_without_a_public_address_warns_once() {
    let warnings = |home: &Home| home.said().matches("PRONGSAI_PUBLIC_URL is not set").count();
    let home = Home::new().await.with("PRONGSAI_PUBLIC_URL", "");
    home.serve_everywhere().await.stop(Signal::SIGTERM).await;
    assert_eq!(warnings(&home), 1, "{}", home.said());
    // The warning tells what is used.
    assert!(home.said().contains(&home.url()), "{}", home.said());

    let home = home.with("PRONGSAI_PUBLIC_URL", "https://ita.example.go.th");
    home.serve_everywhere().await.stop(Signal::SIGTERM).await;
    assert_eq!(warnings(&home), 0, "{}", home.said());
}

#[tokio::test]
async fn a_second_server_on_the_same_port_fails_with_one_line() {
    let home = Home::new().await;
    let _running = home.start().await;
    let output = home.program().args(["serve"]).output().await.unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        (output.status.success(), said.trim().lines().count()),
        (false, 1),
        "{said}"
    );
    assert!(said.contains("in use") && said.contains("PRONGSAI_LISTEN"), "{said}");
}

/// Without a database URL the program starts its own cluster, stops it at the end, and uses it again at the next start.
#[tokio::test]
async fn without_a_database_it_runs_a_private_one() {
    let folder = tempfile::Builder::new().prefix("prongsai-demo-").tempdir().unwrap();
    // PostgreSQL's own user has to enter the folder when this process is root.
    fs::set_permissions(folder.path(), Permissions::from_mode(0o711)).unwrap();
    let data = folder.path().join("data");
    let listen = crate::demo::free_address();
    let mut secrets = Vec::new();
    for _ in 0..2 {
        let mut process = program()
            .arg("serve")
            .env_remove("DATABASE_URL")
            .env_remove("PRONGSAI_JWT_SECRET_FILE")
            .env("PRONGSAI_LISTEN", &listen)
            .env("PRONGSAI_DATA_DIR", &data)
            .stdout(fs::File::create(folder.path().join("stdout")).unwrap())
            .stderr(fs::File::create(folder.path().join("stderr")).unwrap())
            .spawn()
            .unwrap();
        let said = || fs::read_to_string(folder.path().join("stderr")).unwrap();
        let ready = format!("http://{listen}/health/ready");
        let http = prongsai_test_support::http_client(None);
        let deadline = std::time::Instant::now() + Duration::from_mins(1);
        while !http
            .get(&ready)
            .send()
            .await
            .is_ok_and(|answer| answer.status().is_success())
        {
            assert!(process.try_wait().unwrap().is_none(), "it ended: {}", said());
            assert!(std::time::Instant::now() < deadline, "it is not ready: {}", said());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        secrets.push(
            files_below(&data)
                .into_iter()
                .find(|(name, _)| name.contains("secret"))
                .expect("a token secret"),
        );
        kill(Pid::from_raw(process.id().unwrap().cast_signed()), Signal::SIGTERM).unwrap();
        let status = tokio::time::timeout(Duration::from_secs(20), process.wait())
            .await
            .expect("it stops")
            .unwrap();
        assert!(status.success(), "{status}: {}", said());
        let left = files_below(&data)
            .into_iter()
            .find(|(name, _)| name.ends_with("postmaster.pid"));
        assert!(left.is_none(), "PostgreSQL was left running: {left:?}");
    }
    assert_eq!(
        secrets[0], secrets[1],
        "the secret is made once, so that sessions outlive a restart"
    );
}

/// Names and contents of the files that this process may read.
fn files_below(folder: &std::path::Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(content) = fs::read(&path) {
                found.push((path.display().to_string(), content));
            }
        }
    }
    found
}
