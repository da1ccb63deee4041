use anyhow::{Context as _, Result};
use prongsai_application::bundle;
use prongsai_application::document::{self, Step};
use prongsai_application::{App, Context, DocumentFilter, DocumentSummary, Precondition, direct};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Command, DocumentKind};
use prongsai_domain::user::User;
use prongsai_domain::workflow::State;

use super::correction::correct;
use super::organizations;
use super::years::Year;
use crate::services::{context_of, explained, person};

/// More documents of one kind than any year of the demo has.
const MANY: i64 = 100;

/// The people who take the steps in an organization, by login name.
#[derive(Clone, Copy)]
pub(super) struct Cast {
    pub(super) drafter: &'static str,
    pub(super) approver: &'static str,
    pub(super) publisher: &'static str,
}

/// The state that a document of the demo is to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    Draft,
    Submitted,
    /// Returned, for this reason.
    Returned(&'static str),
    Approved,
    Published,
    /// Published, and then a correction published.
    Corrected,
    /// Published, and then withdrawn for this reason.
    Withdrawn(&'static str),
}

/// The same people, as users.
pub(super) struct Crew {
    pub(super) drafter: User,
    approver: User,
    publisher: User,
}

/// Identifies one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Drafter,
    Approver,
    Publisher,
}

/// Imports a year and takes each of its documents to its goal. Existing documents are left as they are.
pub(super) async fn bring_about(app: &App, year: &Year) -> Result<()> {
    let crew = Crew {
        drafter: person(app, year.cast.drafter).await?,
        approver: person(app, year.cast.approver).await?,
        publisher: person(app, year.cast.publisher).await?,
    };
    if documents_of(app, &crew, year, DocumentKind::Measure).await?.is_empty() {
        let context = context_of(app, &crew.drafter).await?;
        bundle::import_file_as(app, &context, year.bundle.as_bytes(), false)
            .await
            .map_err(explained)?;
    }
    // A report shows the measures as they are when it is submitted, so measures come first in the list of kinds.
    for kind in DocumentKind::ALL {
        for found in documents_of(app, &crew, year, kind).await? {
            bring_to(app, &crew, kind, found, year).await?;
        }
    }
    Ok(())
}

async fn documents_of(app: &App, crew: &Crew, year: &Year, kind: DocumentKind) -> Result<Vec<DocumentSummary>> {
    let context = context_of(app, &crew.drafter).await?;
    let filter = DocumentFilter {
        organization_id: organizations::find(app, year.organization).await?,
        fiscal_year: Some(
            FiscalYear::new(year.number)
                .ok()
                .context("the demo names a year that is none")?,
        ),
        ..DocumentFilter::default()
    };
    document::list(app, &context, kind, &filter, None, MANY)
        .await
        .map_err(explained)
}

async fn bring_to(app: &App, crew: &Crew, kind: DocumentKind, found: DocumentSummary, year: &Year) -> Result<()> {
    let goal = year.goal(&found.key);
    let state = carry_on(app, crew, kind, &found, found.state, goal).await?;
    if goal == Goal::Corrected && state == State::Published && found.edition == 1 {
        correct(app, crew, found.id).await?;
        carry_on(app, crew, kind, &found, State::Draft, goal).await?;
    }
    Ok(())
}

/// Takes one step after the other; returns the final state.
async fn carry_on(
    app: &App,
    crew: &Crew,
    kind: DocumentKind,
    found: &DocumentSummary,
    mut state: State,
    goal: Goal,
) -> Result<State> {
    while let Some((who, command, next)) = step(state, goal) {
        let context = crew.context(app, who).await?;
        let step = Step {
            kind,
            id: found.id,
            command,
            edition: None,
        };
        document::transition(app, &context, step, &Precondition::Any, direct)
            .await
            .map_err(explained)
            .with_context(|| format!("the demo's {kind} {}", found.key))?;
        state = next;
    }
    Ok(state)
}

/// The next step from a state towards a goal: who takes it, and the state it leads to.
fn step(state: State, goal: Goal) -> Option<(Who, Command, State)> {
    match (state, goal) {
        (State::Draft, goal) if goal != Goal::Draft => Some((Who::Drafter, Command::Submit, State::Submitted)),
        (State::Submitted, Goal::Returned(reason)) => Some((
            Who::Approver,
            Command::Return {
                reason: reason.to_owned(),
            },
            State::Returned,
        )),
        (State::Submitted, Goal::Approved | Goal::Published | Goal::Corrected | Goal::Withdrawn(_)) => Some((
            Who::Approver,
            Command::Approve { override_reason: None },
            State::Approved,
        )),
        (State::Approved, Goal::Published | Goal::Corrected | Goal::Withdrawn(_)) => {
            Some((Who::Publisher, Command::Publish, State::Published))
        }
        (State::Published, Goal::Withdrawn(reason)) => Some((
            Who::Publisher,
            Command::Withdraw {
                reason: reason.to_owned(),
            },
            State::Withdrawn,
        )),
        _ => None,
    }
}

impl Crew {
    async fn context(&self, app: &App, who: Who) -> Result<Context> {
        let user = match who {
            Who::Drafter => &self.drafter,
            Who::Approver => &self.approver,
            Who::Publisher => &self.publisher,
        };
        context_of(app, user).await
    }
}

#[cfg(test)]
mod tests {
    use prongsai_domain::workflow::{Outcome, apply};

    use super::*;

    fn end_of(goal: Goal) -> State {
        let mut state = State::Draft;
        while let Some((_, command, next)) = step(state, goal) {
            assert_eq!(apply(state, command.transition()).unwrap(), Outcome::Becomes(next));
            state = next;
        }
        state
    }

    #[test]
    fn every_goal_is_reached_by_legal_steps() {
        for (goal, end) in [
            (Goal::Draft, State::Draft),
            (Goal::Submitted, State::Submitted),
            (Goal::Returned("x"), State::Returned),
            (Goal::Approved, State::Approved),
            (Goal::Published, State::Published),
            (Goal::Corrected, State::Published),
            (Goal::Withdrawn("x"), State::Withdrawn),
        ] {
            assert_eq!(end_of(goal), end, "{goal:?}");
        }
    }
}
