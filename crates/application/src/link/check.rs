use std::collections::{BTreeMap, HashMap};

use futures_util::{TryStreamExt as _, stream};
use jiff::{SignedDuration, Timestamp};
use prongsai_domain::id::{LinkId, OrganizationId};
use prongsai_domain::link_check::{CheckedLink, LinkFault, LinkOutcome, LinkState, VISITS_MAX};
use prongsai_persistence::{LinkPlace, StoredLink};
use prongsai_visit::{Outcome, Visitor, Why};
use url::Url;

use super::wanted::Wanted;
use crate::{App, Error};

/// The hosts that are visited at the same time. Each of them gets one request at a time.
const HOSTS_AT_ONCE: usize = 8;
/// After so many visits in a row that take the whole time, the other addresses of a host wait for the next day.
const TIMEOUTS_MAX: usize = 3;
/// An address that was visited less long ago is not visited again: a job that was interrupted goes on.
const VISITED_AGAIN_AFTER: SignedDuration = SignedDuration::from_hours(12);

/// An address to visit.
struct Visit {
    known: Option<StoredLink>,
    url: String,
    places: Vec<LinkPlace>,
}

/// Visits the addresses that an organization shows the public, those first that were not visited for the longest time, and
/// forgets those that it has no more. Returns the number of addresses that were due. Without a visitor nothing is done.
pub(crate) async fn check(app: &App, organization_id: OrganizationId) -> Result<usize, Error> {
    let Some(visitor) = &app.services.visitor else {
        return Ok(0);
    };
    let Some(organization) = app.store.find_organization(organization_id).await? else {
        return Ok(0);
    };
    let wanted = match organization.merged_into {
        Some(_) => Wanted::default(),
        None => Wanted::collect(app, &organization).await?,
    };
    let known = app.store.all_links_of(organization_id).await?;
    let is_gone = |link: &&StoredLink| !wanted.0.contains_key(&link.link.url);
    let gone: Vec<LinkId> = known.iter().filter(is_gone).map(|link| link.id).collect();
    app.store.forget_links(&gone).await?;

    let due = due(wanted, known, app.services.clock.now());
    let visits = due.len();
    let of_hosts = by_host(due).into_values().map(Ok);
    let visit_host = async |visits: Vec<Visit>| -> Result<(), Error> {
        let mut timeouts = 0;
        for visit in visits {
            let found = visited(app, visitor, visit).await;
            let is_timeout = found.link.outcome.fault == Some(LinkFault::Timeout);
            timeouts = if is_timeout { timeouts + 1 } else { 0 };
            app.store.put_links(organization_id, &[found]).await?;
            if timeouts == TIMEOUTS_MAX {
                break;
            }
        }
        Ok(())
    };
    stream::iter(of_hosts)
        .try_for_each_concurrent(HOSTS_AT_ONCE, visit_host)
        .await?;
    Ok(visits)
}

/// The addresses that are visited now.
fn due(wanted: Wanted, known: Vec<StoredLink>, now: Timestamp) -> Vec<Visit> {
    let mut known: HashMap<String, StoredLink> = known.into_iter().map(|link| (link.link.url.clone(), link)).collect();
    let visits = wanted.0.into_iter().map(|(url, places)| Visit {
        known: known.remove(&url),
        url,
        places,
    });
    let last = |visit: &Visit| visit.known.as_ref().map(|known| known.link.checked_at);
    let mut due: Vec<Visit> = visits
        .filter(|visit| last(visit).is_none_or(|at| now.duration_since(at) >= VISITED_AGAIN_AFTER))
        .collect();
    due.sort_by_key(last);
    due.truncate(VISITS_MAX);
    due
}

fn by_host(visits: Vec<Visit>) -> BTreeMap<String, Vec<Visit>> {
    let mut hosts: BTreeMap<String, Vec<Visit>> = BTreeMap::new();
    for visit in visits {
        let parsed = Url::parse(&visit.url).ok();
        let host = parsed.as_ref().and_then(Url::host_str).unwrap_or_default();
        hosts.entry(host.to_owned()).or_default().push(visit);
    }
    hosts
}

async fn visited(app: &App, visitor: &Visitor, visit: Visit) -> StoredLink {
    let outcome = outcome(&visit.url, visitor.visit(&visit.url).await);
    let now = app.services.clock.now();
    let (id, before) = match visit.known {
        Some(known) => (known.id, Some(known.link)),
        None => (LinkId::new(app.services.ids.next(now)), None),
    };
    StoredLink {
        id,
        link: CheckedLink::after(before.as_ref(), visit.url, outcome, now),
        places: visit.places,
    }
}

fn outcome(visited: &str, outcome: Outcome) -> LinkOutcome {
    let nothing = |state| LinkOutcome {
        state,
        status: None,
        fault: None,
        final_url: None,
    };
    match outcome {
        Outcome::Alive { url, status } => LinkOutcome {
            status: Some(status),
            final_url: (url != visited).then_some(url),
            ..nothing(LinkState::Alive)
        },
        Outcome::Moved { to } => LinkOutcome {
            final_url: Some(to),
            ..nothing(LinkState::Moved)
        },
        Outcome::Gone { status } => LinkOutcome {
            status: Some(status),
            ..nothing(LinkState::Gone)
        },
        Outcome::Unreachable { why } => LinkOutcome {
            fault: Some(fault(why)),
            ..nothing(LinkState::Unreachable)
        },
    }
}

const fn fault(why: Why) -> LinkFault {
    match why {
        Why::Dns => LinkFault::Dns,
        Why::Refused => LinkFault::Refused,
        Why::Timeout => LinkFault::Timeout,
        Why::Tls => LinkFault::Tls,
        Why::Broken => LinkFault::Broken,
        Why::TooManyRedirects => LinkFault::TooManyRedirects,
        Why::Blocked => LinkFault::BlockedAddress,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_second(hours * 3_600).unwrap()
    }

    fn known(url: &str, hours: i64) -> StoredLink {
        let outcome = outcome(url, Outcome::Gone { status: 404 });
        StoredLink {
            id: LinkId::new(Uuid::nil()),
            link: CheckedLink::after(None, url.to_owned(), outcome, at(hours)),
            places: Vec::new(),
        }
    }

    #[test]
    fn those_that_waited_longest_are_visited_first_and_not_too_many() {
        let urls = |number: usize| format!("https://a.go.th/{number:04}");
        let wanted = || Wanted((0..500).map(|number| (urls(number), Vec::new())).collect());
        let first = due(wanted(), Vec::new(), at(100));
        assert_eq!(first.len(), VISITS_MAX);

        // The first 400 were visited, each after the one before.
        let visited: Vec<StoredLink> = (0..400)
            .map(|number| known(&urls(number), number.try_into().unwrap()))
            .collect();
        let due = due(wanted(), visited, at(400));
        let order: Vec<&str> = due.iter().map(|visit| visit.url.as_str()).collect();
        let expected: Vec<String> = (400..500).chain(0..100).map(urls).collect();
        assert_eq!(order, expected);
    }

    #[test]
    fn an_interrupted_job_goes_on_where_it_was() {
        let wanted = Wanted([("https://a.go.th/".to_owned(), Vec::new())].into());
        assert_eq!(due(wanted, vec![known("https://a.go.th/", 1)], at(12)).len(), 0);
    }

    #[test]
    fn one_host_is_one_queue() {
        let visit = |url: &str| Visit {
            known: None,
            url: url.to_owned(),
            places: Vec::new(),
        };
        let hosts = by_host(vec![
            visit("https://a.go.th/1"),
            visit("http://A.go.th:80/2"),
            visit("https://b.go.th/"),
        ]);
        let numbers: Vec<usize> = hosts.values().map(Vec::len).collect();
        assert_eq!(numbers, [2, 1]);
    }
}
