use prongsai_domain::access::{Action, authorize_on_platform};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::Catalogue;
use prongsai_domain::violation::{Checker, Violation};
use prongsai_persistence::{Recorded, StoredCatalogue, Transaction};

use crate::acting::change;
use crate::{Acting, App, Context, Error, PutCondition};

/// The result of replacing a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The stored catalogue.
    pub stored: StoredCatalogue,
    /// Whether the year had no catalogue before.
    pub is_new: bool,
}

/// Creates or replaces the catalogue of a year as a whole. Earlier revisions are kept.
///
/// # Errors
/// [`Error::Forbidden`] unless the actor is a platform administrator, [`Error::Invalid`],
/// or [`Error::PreconditionRequired`], [`Error::Stale`] or [`Error::NotFound`] if the condition does not match.
pub async fn replace(
    app: &App,
    context: &Context,
    programme: &str,
    year: FiscalYear,
    catalogue: &Catalogue,
    condition: &PutCondition,
) -> Result<Replacement, Error> {
    change(
        app,
        context,
        "catalogue.replace",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<_>, Error> {
            let present = transaction.lock_catalogue(programme, year).await?;
            acting.confirm(transaction).await?;
            condition.check(present)?;
            authorize_on_platform(&acting.actor, Action::ReplaceCatalogue)?;
            check(programme, year, catalogue)?;
            let revision = present.unwrap_or(0) + 1;
            let stored = transaction
                .insert_catalogue(catalogue, revision, Some(acting.user()), acting.now)
                .await?;
            let mut entry = acting.audit(AuditAction::CatalogueReplace, "catalogue");
            entry.detail = Some(serde_json::json!({
                "programme": programme, "fiscal_year": year.get(), "revision": revision, "sha256": stored.sha256,
            }));
            Ok(transaction
                .record(
                    entry,
                    Replacement {
                        stored,
                        is_new: present.is_none(),
                    },
                )
                .await?)
        },
    )
    .await
}

fn check(programme: &str, year: FiscalYear, catalogue: &Catalogue) -> Result<(), Error> {
    let mut violations: Vec<Violation> = Vec::new();
    let mut checker = Checker::new();
    if catalogue.programme.as_str() != programme {
        checker.at("programme", |at| differs(at, programme));
    }
    if catalogue.fiscal_year != year {
        checker.at("fiscal_year", |at| differs(at, &year.get().to_string()));
    }
    violations.extend(checker.finish(Some(())).err().unwrap_or_default());
    violations.extend(catalogue.validate().err().unwrap_or_default());
    if violations.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(violations))
    }
}

fn differs(at: &mut Checker, named: &str) {
    at.refuse_with(
        "differs-from-address",
        "ไม่ตรงกับที่อยู่ (URL) ของคำขอ",
        "this differs from the address of the request",
        Some(named.to_owned()),
    );
}
