//! When links are checked, and by whom.

use prongsai_application::job;
use prongsai_test_support::{Limits, Loopback, TestApp, VisitOptions};

use super::site::Site;
use super::{add, check, start, start_with};

/// The next full hour of the database has come.
async fn next_hour(app: &TestApp) {
    let earlier = "UPDATE job_ticks SET due_at = due_at - interval '1 hour'";
    app.database.execute(earlier).await.unwrap();
    job::enqueue_regular(app.use_cases()).await.unwrap();
    app.work_on(|kind| kind.starts_with("links.")).await;
}

async fn checks(app: &TestApp) -> i64 {
    let sql = "SELECT count(*) FROM jobs WHERE kind = 'links.check'";
    app.database.number(sql).await
}

#[tokio::test]
async fn a_server_without_the_setting_makes_no_request() {
    let site = Site::start().await;
    let app = start_with(None).await;
    add(&app, "website", &site.url("/")).await;
    job::enqueue_regular(app.use_cases()).await.unwrap();
    let jobs = "SELECT count(*) FROM jobs WHERE kind LIKE 'links.%'";
    assert_eq!(app.database.number(jobs).await, 0);
    // Another server has inserted one.
    check(&app).await;
    assert_eq!(site.visited(), [""; 0]);
    assert_eq!(app.database.number("SELECT count(*) FROM link_checks").await, 0);
}

#[tokio::test]
async fn each_organization_has_its_turn_once_a_day_whatever_servers_run() {
    let site = Site::start().await;
    let app = start(&site).await;
    add(&app, "website", &site.url("/")).await;
    let other = app.another_server_limited(Limits {
        visits: Some(VisitOptions {
            loopback: Loopback::Ports(site.port..=site.port),
            ..VisitOptions::default()
        }),
        ..Limits::default()
    });
    let organizations = app.database.number("SELECT count(*) FROM organizations").await;
    // A twentieth of few organizations is one at a time.
    for hour in 1..=organizations {
        next_hour(&app).await;
        job::enqueue_regular(other.use_cases()).await.unwrap();
        app.work_on(|kind| kind.starts_with("links.")).await;
        assert_eq!(checks(&app).await, hour);
    }
    next_hour(&app).await;
    assert_eq!(checks(&app).await, organizations, "all had their turn today");
    assert_eq!(site.visited(), ["/"]);

    let yesterday = "UPDATE link_rounds SET begun_at = begun_at - interval '24 hours'";
    app.database.execute(yesterday).await.unwrap();
    next_hour(&app).await;
    assert_eq!(checks(&app).await, organizations + 1);
    let twice = "SELECT count(*) FROM (SELECT 1 FROM jobs WHERE kind = 'links.check' \
                 GROUP BY organization_id HAVING count(*) > 2) more";
    assert_eq!(app.database.number(twice).await, 0);
}

#[tokio::test]
async fn a_host_gets_one_request_at_a_time() {
    let site = Site::start().await;
    let app = start(&site).await;
    let kinds = [
        "website",
        "facebook",
        "line",
        "x",
        "youtube",
        "tiktok",
        "instagram",
        "web_board",
    ];
    for kind in kinds {
        add(&app, kind, &site.url(&format!("/{kind}"))).await;
    }
    check(&app).await;
    assert_eq!((site.visited().len(), site.most_at_once()), (kinds.len(), 1));
}
