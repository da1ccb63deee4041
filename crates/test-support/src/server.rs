use std::net::TcpListener;
use std::sync::Arc;

use prongsai_application::blob::{BlobPlace, BlobStore};
use prongsai_application::credentials::PasswordCost;
use prongsai_application::mail::MailOptions;
use prongsai_application::rate_limit::RateLimitOptions;
use prongsai_application::rendition::RenditionOptions;
use prongsai_application::session::{self, ClientInfo};
use prongsai_application::user::{self, MembershipInput, UserInput, create_as_operator};
use prongsai_application::{App, Conflict, Error, Quotas, ServiceOptions, Services, VisitOptions};
use prongsai_domain::access::Role;
use prongsai_http::ServerOptions;
use prongsai_persistence::{Store, StoreOptions};
use secrecy::ExposeSecret as _;
use serde_json::json;

use crate::database::blob_folder;
use crate::renderer::renderer_program;
use crate::{Client, TestClock};

/// The password of all people in the tests.
pub const PASSWORD: &str = "ช้างสามเชือกกลางทุ่งนา";
/// The platform administrator in the tests.
const ADMIN: &str = "platform.admin";

/// The limits of a server, and how it sends mail and visits links. By default the rate of requests is not limited: the clock of the tests hardly
/// moves, so a limit would hardly recover.
#[derive(Clone, Debug)]
pub struct Limits {
    /// How many requests may come.
    pub rates: RateLimitOptions,
    /// How many things an organization may store.
    pub quotas: Quotas,
    /// How mail is sent.
    pub mail: Option<MailOptions>,
    /// How links are visited.
    pub visits: Option<VisitOptions>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            rates: RateLimitOptions::off(),
            quotas: Quotas::default(),
            mail: None,
            visits: None,
        }
    }
}

/// One server; several may share a database.
pub struct Server {
    pub(crate) base_url: String,
    pub(crate) app: App,
}

impl Server {
    /// The beginning of its addresses, e.g. `http://127.0.0.1:40123`.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    pub(crate) fn start(database_url: &str, clock: &Arc<TestClock>, options: ServerOptions) -> Self {
        Self::start_with_renditions(database_url, clock, options, RenditionOptions::default())
    }

    pub(crate) fn start_with_renditions(
        database_url: &str,
        clock: &Arc<TestClock>,
        options: ServerOptions,
        renditions: RenditionOptions,
    ) -> Self {
        Self::start_limited(database_url, clock, options, (renditions, Limits::default()))
    }

    pub(crate) fn start_limited(
        database_url: &str,
        clock: &Arc<TestClock>,
        options: ServerOptions,
        (mut renditions, limits): (RenditionOptions, Limits),
    ) -> Self {
        renditions.renderer.program.get_or_insert_with(renderer_program);
        let store = Store::new(StoreOptions::new(database_url)).expect("a store");
        let services = Services::new(ServiceOptions {
            clock: clock.clone(),
            password_cost: PasswordCost::CHEAP,
            renditions,
            blobs: BlobStore::new(BlobPlace::Folder(blob_folder(database_url)), None).expect("a blob store"),
            quotas: limits.quotas,
            rate_limits: limits.rates,
            mail: limits.mail,
            visits: limits.visits,
            ..ServiceOptions::new(b"a secret of the tests, 32 bytes or more".to_vec())
        });
        let app = App {
            store,
            services: Arc::new(services.expect("the services")),
        };
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let base_url = format!("http://{}", listener.local_addr().expect("an address"));
        let options = ServerOptions {
            workers: 2,
            shutdown_timeout: 0,
            ..options
        };
        tokio::spawn(prongsai_http::start(app.clone(), options, listener).expect("the server starts"));
        let cache = Arc::new(app.services.public_cache.clone());
        tokio::spawn(prongsai_persistence::listen(database_url.to_owned(), cache));
        Self { base_url, app }
    }

    /// The application behind the server, to call use cases without HTTP.
    pub const fn use_cases(&self) -> &App {
        &self.app
    }

    /// A client of this server without a login.
    pub fn anonymous(&self) -> Client {
        Client::anonymous(&self.base_url)
    }
}

/// Adds the first administrator through the use case, as the command line does: nobody could do it over HTTP yet.
pub(crate) async fn first_admin(server: &Server) -> Client {
    let role = MembershipInput {
        role: Role::PlatformAdmin,
        organization_id: None,
        province_code: None,
    };
    let input = UserInput {
        username: ADMIN.to_owned(),
        display_name: "ผู้ดูแลระบบ".to_owned(),
        position: None,
        email: None,
        memberships: vec![role],
    };
    create_as_operator(&server.app, input)
        .await
        .expect("the first administrator is made");
    enroll(&server.app, ADMIN).await;
    log_in(&server.anonymous(), ADMIN).await
}

/// Gives a person [`PASSWORD`] with a token of the operator, and confirms as the operator what waits for a second person.
pub(crate) async fn enroll(app: &App, username: &str) {
    let handed_over = user::hand_over_token_as_operator(app, username)
        .await
        .expect("a token is made");
    let token = handed_over.token.expose_secret();
    session::activate(app, token, PASSWORD.to_owned().into(), &ClientInfo::default())
        .await
        .expect("the password is set");
    match user::confirm_as_operator(app, username, user::ConfirmSelection::ALL).await {
        Ok(_) | Err(Error::Conflict(Conflict::NothingToConfirm)) => {}
        Err(error) => panic!("{username} cannot be confirmed: {error}"),
    }
}

pub(crate) async fn log_in(anonymous: &Client, username: &str) -> Client {
    let body = json!({ "username": username, "password": PASSWORD });
    let answer = anonymous.post("/api/v1/auth/login").json(&body).await.is(200).json();
    let token = answer["access_token"].as_str().expect("an access token");
    anonymous.with_token(token).named(username)
}
