use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use prongsai_test_support::{Client, Limits, MailOptions, PASSWORD, Role, ServerOptions, TestApp, assert_problem};
use prongsai_test_support::{membership, sample};
use serde_json::{Value, json};

use super::smtp_sink::{Received, SmtpSink};

const ADDRESS: &str = "somchai@example.go.th";

async fn start(sink: &SmtpSink) -> TestApp {
    let mail = MailOptions {
        url: sink.url.clone().into(),
        from: "ระบบโปร่งใส <prongsai@example.go.th>".to_owned(),
    };
    let limits = Limits {
        mail: Some(mail),
        ..Limits::default()
    };
    TestApp::start_limited(ServerOptions::default(), limits).await
}

/// A person of our organization with an address, and the path of the account.
async fn somchai(app: &TestApp) -> String {
    let roles = json!({ "memberships": [membership(Role::Drafter, &app.ours)], "email": format!(" {ADDRESS} ") });
    let body = sample::with(sample::user("somchai.r"), &roles);
    let made = app.admin().post("/api/v1/users").json(&body).await.is(201).json();
    assert_eq!(made["email"], ADDRESS);
    format!("/api/v1/users/{}", made["id"].as_str().unwrap())
}

async fn hand_over(admin: &Client, path: &str) -> Value {
    let answer = admin.post(&format!("{path}/password-token")).json(&json!({})).await;
    answer.is(201).json()
}

/// The text of a mail, which arrives in base64.
fn text_of(mail: &Received) -> String {
    let (head, body) = mail.data.split_once("\n\n").unwrap();
    assert!(head.contains("base64"), "{head}");
    let bytes = STANDARD.decode(body.replace('\n', "")).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn code_in(text: &str) -> String {
    let line = text.lines().find_map(|line| line.trim().strip_prefix("Code: "));
    line.unwrap().to_owned()
}

fn message_id(mail: &Received) -> String {
    let line = mail.data.lines().find(|line| line.starts_with("Message-ID:"));
    line.unwrap().to_owned()
}

#[tokio::test]
async fn a_token_goes_by_mail_and_no_administrator_sees_it() {
    let mut sink = SmtpSink::start("250 ok").await;
    let app = start(&sink).await;
    let path = somchai(&app).await;

    let answer = hand_over(&app.admin(), &path).await;

    assert_eq!((&answer["delivery"], &answer["token"]), (&json!("mail"), &Value::Null));
    assert!(sink.next().is_none(), "it is sent by a job");
    app.work().await;
    let mail = sink.next().unwrap();
    assert!(mail.to.contains(ADDRESS), "{}", mail.to);
    let text = text_of(&mail);
    let code = code_in(&text);
    assert!(
        text.contains("เรียน") && text.contains("somchai.r") && text.contains(&format!("รหัส: {code}")),
        "{text}"
    );
    let job = answer["job_id"].as_str().unwrap();
    assert!(message_id(&mail).contains(job));
    let said = app.admin().get(&format!("/api/v1/jobs/{job}")).await.is(200).json();
    assert_eq!(said["state"], "done");
    // No row has it.
    for table in [
        "jobs",
        "password_tokens",
        "audit_entries",
        "notices",
        "idempotency_keys",
        "security_events",
    ] {
        let found = format!("SELECT count(*) FROM {table} AS row WHERE row::text LIKE '%{code}%'");
        assert_eq!(app.database.number(&found).await, 0, "{table}");
    }
    let activate = json!({ "token": code, "password": PASSWORD });
    let activated = app.anonymous().post("/api/v1/auth/activate").json(&activate).await;
    assert!(activated.status < 300, "{}", activated.text());
    app.login("somchai.r").await;
}

/// The worker died after the mail server took the mail.
#[tokio::test]
async fn a_mail_that_is_sent_twice_is_the_same_mail() {
    let mut sink = SmtpSink::start("250 ok").await;
    let app = start(&sink).await;
    let path = somchai(&app).await;
    hand_over(&app.admin(), &path).await;
    app.work().await;
    let again = "UPDATE jobs SET state = 'queued', finished_at = NULL WHERE kind = 'mail.password-token'";
    app.database.execute(again).await.unwrap();
    app.work().await;
    let (first, second) = (sink.next().unwrap(), sink.next().unwrap());
    assert_eq!(message_id(&first), message_id(&second));
    assert_eq!(text_of(&first), text_of(&second));
}

#[tokio::test]
async fn a_token_that_was_replaced_is_not_sent() {
    let mut sink = SmtpSink::start("250 ok").await;
    let app = start(&sink).await;
    let path = somchai(&app).await;
    hand_over(&app.admin(), &path).await;
    let last = hand_over(&app.admin(), &path).await;
    app.work().await;
    let mail = sink.next().unwrap();
    assert!(message_id(&mail).contains(last["job_id"].as_str().unwrap()));
    assert!(sink.next().is_none());
}

/// The administrator who set the address may read the mail, and would confirm the account as the second person.
#[tokio::test]
async fn an_address_that_another_administrator_set_gets_no_token() {
    let mut sink = SmtpSink::start("250 ok").await;
    let app = start(&sink).await;
    let path = somchai(&app).await;
    let other = app.client(Role::OrganizationAdmin).await;
    let shown = hand_over(&other, &path).await;
    assert_eq!(shown["delivery"], "shown");
    assert!(shown["token"].is_string());
    // Nor does it get the one that waits for the address of before.
    hand_over(&app.admin(), &path).await;
    let change = json!({ "email": "elsewhere@example.go.th" });
    other.patch(&path).if_match("*").json(&change).await.is(200);
    app.work().await;
    assert!(sink.next().is_none());
    assert_eq!(app.database.number("SELECT count(*) FROM password_tokens").await, 0);
}

/// The person is told of another address where they log in. What is sent to the address has a cause of its own.
#[tokio::test]
async fn another_address_is_told_and_gets_nothing() {
    let mut sink = SmtpSink::start("250 ok").await;
    let app = start(&sink).await;
    let path = somchai(&app).await;
    app.enroll("somchai.r").await;
    let person = app.login("somchai.r").await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let edit = async |change: Value| {
        admin.patch(&path).if_match("*").json(&change).await.is(200);
    };
    edit(json!({ "position": "หัวหน้าสำนักปลัด" })).await;
    edit(json!({ "email": ADDRESS })).await;
    let told = async || {
        let mut notices = person.all("/api/v1/me/notices").await;
        notices.retain(|notice| notice["kind"] == "email-changed");
        notices
    };
    assert!(told().await.is_empty(), "nothing was changed");
    edit(json!({ "email": "elsewhere@example.go.th" })).await;
    let notices = told().await;
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert_eq!(notices[0]["detail"]["by"]["id"], admin.get("/api/v1/me").await.id());
    assert!(!notices[0].to_string().contains('@'), "{notices:?}");
    app.work().await;
    assert!(sink.next().is_none());
    let jobs = "SELECT count(*) FROM jobs WHERE kind LIKE 'mail.%'";
    assert_eq!(app.database.number(jobs).await, 0);
    let changed = "SELECT count(*) FROM audit_entries WHERE action = 'user.edit' AND changes::text LIKE '%elsewhere@%'";
    assert_eq!(app.database.number(changed).await, 1);
}

/// The token that begins an account again does not go to an address of the administrator before.
#[tokio::test]
async fn an_account_that_is_begun_again_sends_no_token_to_the_one_before() {
    let mut sink = SmtpSink::start("250 ok").await;
    let app = start(&sink).await;
    let first = app.client(Role::OrganizationAdmin).await;
    let second = app.somebody_with(&[Role::OrganizationAdmin]).await;
    let path = somchai(&app).await;
    let mine = json!({ "email": "first@example.go.th" });
    first.patch(&path).if_match("*").json(&mine).await.is(200);
    hand_over(&first, &path).await;
    app.work().await;
    let activate = json!({ "token": code_in(&text_of(&sink.next().unwrap())), "password": PASSWORD });
    app.anonymous()
        .post("/api/v1/auth/activate")
        .json(&activate)
        .await
        .is(204);
    // One that waits is not sent any more.
    hand_over(&first, &path).await;
    let again = hand_over(&second, &path).await;
    assert_eq!(
        (&again["delivery"], &again["begun_again"]),
        (&json!("shown"), &json!(true))
    );
    app.work().await;
    assert!(sink.next().is_none());
}

#[tokio::test]
async fn a_mail_that_is_refused_is_dead_and_one_that_is_not_taken_now_waits() {
    for (answer, expected) in [
        ("554 no such user", "dead mail-refused"),
        ("451 try later", "queued mail-unavailable"),
    ] {
        let sink = SmtpSink::start(answer).await;
        let app = start(&sink).await;
        let path = somchai(&app).await;
        hand_over(&app.admin(), &path).await;
        app.work().await;
        let found = "SELECT state || ' ' || error_code FROM jobs WHERE kind = 'mail.password-token'";
        assert_eq!(app.database.text(found).await, expected);
    }
}

#[tokio::test]
async fn without_a_mail_server_or_an_address_the_token_is_shown() {
    let sink = SmtpSink::start("250 ok").await;
    let with_mail = start(&sink).await;
    let path = somchai(&with_mail).await;
    let empty = json!({ "email": null });
    with_mail.admin().patch(&path).if_match("*").json(&empty).await.is(200);
    let without_mail = TestApp::start().await;
    for (app, path) in [(&with_mail, path), (&without_mail, somchai(&without_mail).await)] {
        let answer = hand_over(&app.admin(), &path).await;
        assert_eq!(
            (&answer["delivery"], &answer["job_id"]),
            (&json!("shown"), &Value::Null)
        );
        assert!(answer["token"].is_string());
        assert_eq!(
            app.database
                .number("SELECT count(*) FROM jobs WHERE kind LIKE 'mail.%'")
                .await,
            0
        );
    }
}

#[tokio::test]
async fn what_is_no_address_is_refused() {
    let app = TestApp::start().await;
    for wrong in [
        "somchai",
        "a@b",
        "a@example.go.th\r\nBcc: b@example.go.th",
        "สมชาย@example.go.th",
    ] {
        let body = sample::with(
            sample::user("somchai.r"),
            &json!({ "memberships": [membership(Role::Drafter, &app.ours)], "email": wrong }),
        );
        let answer = app.admin().post("/api/v1/users").json(&body).await;
        let refusal = assert_problem(&answer, 422, "invalid-input");
        assert_eq!(refusal.places(), ["/email"], "{wrong}");
    }
}
