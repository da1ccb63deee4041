//! What the model knows: only from requests that it sent and that succeeded. It never reads what the server believes about
//! authors; that is what it checks.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use prongsai_test_support::{Client, TestApp, TestOrganization, membership};
use serde_json::Value;

use crate::pen::{Pen, Place};
use crate::plan::{Doc, Draft, Held, Setting};
use crate::token::{Token, in_json};

/// A person.
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) client: Client,
    /// The roles, each with the id of the membership.
    pub(crate) held: Vec<(Held, String)>,
}

/// Who wants a setting on.
#[derive(Debug, Default)]
pub(crate) struct Consent {
    pub(crate) is_on: bool,
    pub(crate) proposers: BTreeSet<usize>,
}

/// An organization.
pub(crate) struct Organization {
    pub(crate) id: String,
    pub(crate) province_code: String,
    pub(crate) division: String,
    /// The tokens of its name and website, since somebody changed them.
    pub(crate) name: Option<Token>,
    pub(crate) website: Option<Token>,
    /// The tokens of its template, and of the proposed one with its author.
    pub(crate) template: BTreeSet<Token>,
    pub(crate) proposal: Option<(usize, BTreeSet<Token>)>,
    pub(crate) settings: BTreeMap<Setting, Consent>,
}

impl Organization {
    pub(crate) fn allows(&self, setting: Setting) -> bool {
        self.settings.get(&setting).is_some_and(|consent| consent.is_on)
    }
}

/// An approval that succeeded, with what the approver had read.
#[derive(Clone, Debug)]
pub(crate) struct Approval {
    pub(crate) by: usize,
    /// The edition as it was read for the approval.
    pub(crate) view: Value,
    pub(crate) tokens: BTreeSet<Token>,
    /// The token of the reason, if it was an override.
    pub(crate) over: Option<Token>,
    /// Name, website and template of the organization at that moment.
    pub(crate) name: Option<Token>,
    pub(crate) website: Option<Token>,
    /// Of name and website, what the approver wrote and nobody else had approved yet.
    pub(crate) own: BTreeSet<Token>,
    pub(crate) template: BTreeSet<Token>,
}

/// What became of an edition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Status {
    #[default]
    InWork,
    Live,
    Superseded,
    /// Withdrawn after it was public.
    Withdrawn,
    /// Withdrawn before it was public.
    Dropped,
}

/// An edition.
#[derive(Clone, Debug, Default)]
pub(crate) struct Edition {
    pub(crate) begun_by: usize,
    pub(crate) submitted_by: Option<usize>,
    pub(crate) approval: Option<Approval>,
    pub(crate) status: Status,
}

impl Edition {
    /// Whether it is an invitation to the survey of the staff.
    pub(crate) fn is_internal(&self) -> bool {
        let view = self.approval.as_ref().map(|approval| &approval.view);
        view.is_some_and(|view| view["survey"]["audience"] == "internal")
    }
}

/// A document.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) kind: Draft,
    pub(crate) organization: usize,
    pub(crate) id: String,
    /// The latest entity tag that somebody read, and the one before.
    pub(crate) etag: String,
    pub(crate) old: Option<String>,
    pub(crate) editions: BTreeMap<u64, Edition>,
}

impl Record {
    pub(crate) fn path(&self) -> String {
        format!("/api/v1/{}/{}", self.kind.plural(), self.id)
    }

    pub(crate) fn public_path(&self) -> String {
        format!("/public/v1/{}/{}", self.kind.plural(), self.id)
    }

    /// The number of the live edition.
    pub(crate) fn live(&self) -> Option<u64> {
        let live = self.editions.iter().find(|(_, edition)| edition.status == Status::Live);
        live.map(|(number, _)| *number)
    }

    pub(crate) fn saw(&mut self, etag: &str) {
        if self.etag != etag {
            self.old = Some(std::mem::replace(&mut self.etag, etag.to_owned()));
        }
    }
}

/// Everything.
pub(crate) struct World {
    pub(crate) app: TestApp,
    pub(crate) people: Vec<Person>,
    pub(crate) organizations: Vec<Organization>,
    pub(crate) docs: BTreeMap<Doc, Record>,
    pub(crate) by_id: HashMap<String, Doc>,
    /// The names and websites of organizations that somebody has approved who did not write them.
    pub(crate) accepted: BTreeSet<Token>,
    /// The measure and the place below it of each result and activity, by the step that recorded it.
    pub(crate) results: BTreeMap<u32, (Doc, String)>,
    /// Who wrote each token, and what it is.
    pub(crate) written: HashMap<Token, (usize, Place)>,
    /// The codes of verification records that public pages showed.
    pub(crate) codes: BTreeSet<String>,
}

impl World {
    /// A server with two organizations in one province and one elsewhere, and these people.
    pub(crate) async fn new(people: &[Vec<Held>]) -> Self {
        let app = TestApp::start().await;
        let third = TestOrganization::create(&app.admin(), "เทศบาลตำบลทดสอบกลาง", "47", "4702").await;
        let all = [app.ours.clone(), third, app.theirs.clone()];
        let mut found = Vec::new();
        for (number, held) in people.iter().enumerate() {
            let memberships: Vec<Value> = held
                .iter()
                .map(|(role, place)| membership(*role, &all[*place]))
                .collect();
            let client = if number == 0 {
                app.admin()
            } else {
                app.new_person(&memberships).await
            };
            let me = client.get("/api/v1/me").await.is(200).json();
            let ids = me["memberships"].as_array().unwrap().iter();
            let ids: Vec<String> = ids.map(|one| one["id"].as_str().unwrap().to_owned()).collect();
            let id = me["id"].as_str().unwrap().to_owned();
            let held = if number == 0 {
                Vec::new()
            } else {
                roles_of(&me, &all).into_iter().zip(ids).collect()
            };
            found.push(Person { id, client, held });
        }
        let organizations = all.iter().map(|one| Organization {
            id: one.id.clone(),
            province_code: one.province_code.clone(),
            division: one.division_id.clone(),
            name: None,
            website: None,
            template: BTreeSet::new(),
            proposal: None,
            settings: BTreeMap::new(),
        });
        Self {
            app,
            people: found,
            organizations: organizations.collect(),
            docs: BTreeMap::new(),
            by_id: HashMap::new(),
            accepted: BTreeSet::new(),
            results: BTreeMap::new(),
            written: HashMap::new(),
            codes: BTreeSet::new(),
        }
    }

    /// Notes what was written in a request. What was in a refused request is never public.
    pub(crate) fn note(&mut self, who: usize, pen: &Pen, succeeded: bool) {
        for (token, place) in &pen.written {
            let place = if succeeded { *place } else { Place::Internal };
            self.written.insert(*token, (who, place));
        }
    }

    /// Adds a document that a step made, from its id.
    pub(crate) fn add(&mut self, doc: Doc, kind: Draft, organization: usize, id: &str, who: usize) {
        let first = Edition {
            begun_by: who,
            ..Edition::default()
        };
        let record = Record {
            kind,
            organization,
            id: id.to_owned(),
            etag: "\"1\"".to_owned(),
            old: None,
            editions: BTreeMap::from([(1, first)]),
        };
        self.by_id.insert(id.to_owned(), doc);
        self.docs.insert(doc, record);
    }

    /// The approval of a view, at this moment.
    pub(crate) fn approval(&mut self, doc: Doc, by: usize, view: Value, over: Option<Token>) -> Approval {
        let organization = &self.organizations[self.docs[&doc].organization];
        let mut new: BTreeSet<Token> = organization.name.into_iter().chain(organization.website).collect();
        new.retain(|token| !self.accepted.contains(token));
        let own = new.iter().copied().filter(|token| self.author(*token) == Some(by));
        let approval = Approval {
            by,
            tokens: in_json(&view.to_string()),
            view,
            over,
            name: organization.name,
            website: organization.website,
            own: own.collect(),
            template: organization.template.clone(),
        };
        // Who wrote one of them accepts none.
        if approval.own.is_empty() {
            self.accepted.extend(new);
        }
        approval
    }

    /// Whether an edition may be read by the public now.
    pub(crate) fn is_public(&self, doc: Doc, number: u64) -> bool {
        let record = &self.docs[&doc];
        let shows_internal = self.organizations[record.organization].allows(Setting::Internal);
        let Some(live) = record.live() else { return false };
        let edition = &record.editions[&number];
        let is_shown = |edition: &Edition| shows_internal || !edition.is_internal();
        matches!(edition.status, Status::Live | Status::Superseded)
            && is_shown(edition)
            && is_shown(&record.editions[&live])
    }

    /// All editions that the public may read now; only the live ones, or the earlier ones too.
    pub(crate) fn public_editions(&self, live_only: bool) -> impl Iterator<Item = (Doc, u64, &Edition)> {
        let all = self
            .docs
            .iter()
            .flat_map(|(doc, record)| record.editions.iter().map(|(number, edition)| (*doc, *number, edition)));
        all.filter(move |(doc, number, edition)| {
            self.is_public(*doc, *number) && (!live_only || edition.status == Status::Live)
        })
    }

    /// All editions that are or were public. Those that are internal have no title for the public.
    pub(crate) fn verified_editions(&self) -> impl Iterator<Item = &Edition> {
        let all = self.docs.values().flat_map(|record| {
            let shows_internal = self.organizations[record.organization].allows(Setting::Internal);
            record.editions.values().map(move |edition| (edition, shows_internal))
        });
        let is_shown = |(edition, shows_internal): &(&Edition, bool)| {
            let was_public = !matches!(edition.status, Status::InWork | Status::Dropped);
            was_public && (*shows_internal || !edition.is_internal())
        };
        all.filter(is_shown).map(|(edition, _)| edition)
    }

    /// The author of a token.
    pub(crate) fn author(&self, token: Token) -> Option<usize> {
        self.written.get(&token).map(|(who, _)| *who)
    }
}

/// The roles of a person as the server lists them, which is in the order of the ids.
fn roles_of(me: &Value, all: &[TestOrganization]) -> Vec<Held> {
    let one = |held: &Value| {
        let role = held["role"].as_str().unwrap().parse().unwrap();
        let place = all.iter().position(|organization| {
            held["organization_id"] == organization.id.as_str()
                || held["province_code"] == organization.province_code.as_str()
        });
        (role, place.unwrap_or_default())
    };
    me["memberships"].as_array().unwrap().iter().map(one).collect()
}
