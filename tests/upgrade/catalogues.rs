//! The catalogues of the program. An earlier release had another one for 2566, without the parts of EIT.

use prongsai_persistence::{Store, StoreOptions, load_reference};
use prongsai_test_support::TestApp;

use super::release::Release;

/// What documents keep: the catalogues of editions, and every revision of before.
const KEPT: &str = "SELECT md5(string_agg(kept, '|' ORDER BY kept)) FROM ( \
    SELECT document_id::text || number || coalesce(catalogues::text, '') AS kept FROM editions \
    UNION ALL SELECT programme || fiscal_year || sha256 FROM catalogues WHERE revision = 1) all_kept";

/// The newest catalogue of 2566 names the parts of EIT.
const HAS_PARTS: &str = "SELECT count(*) FROM catalogues newest WHERE fiscal_year = 2566 AND content LIKE '%\"parts\":%' \
    AND revision = (SELECT max(revision) FROM catalogues WHERE fiscal_year = 2566)";

pub(super) async fn arrive(app: &TestApp, release: &Release) {
    let store = Store::new(StoreOptions::new(app.database.url())).unwrap();
    let kept = app.database.text(KEPT).await;
    let now = "2027-01-01T00:00:00Z".parse().unwrap();
    load_reference(&store, now).await.unwrap();
    let revisions = "SELECT max(revision) FROM catalogues WHERE fiscal_year = 2566";
    assert!(app.database.number(revisions).await > 1, "{}", release.name);
    assert_eq!(app.database.number(HAS_PARTS).await, 1, "{}", release.name);
    assert_eq!(app.database.text(KEPT).await, kept, "{}", release.name);
    let again = load_reference(&store, now).await.unwrap();
    assert!(again.is_empty(), "{}: {again:?}", release.name);
    // Where an administrator wrote the newest revision, that of the program does not arrive.
    let own = "INSERT INTO catalogues (programme, fiscal_year, revision, content, sha256, replaced_by, created_at) \
        SELECT programme, fiscal_year, 9, replace(content, '\"parts\":', '\"parts\": '), 'own', \
               (SELECT id FROM users LIMIT 1), now() FROM catalogues WHERE fiscal_year = 2566 AND revision = 1";
    app.database.execute(own).await.unwrap();
    let after = load_reference(&store, now).await.unwrap();
    assert!(after.is_empty(), "{}: {after:?}", release.name);
}
