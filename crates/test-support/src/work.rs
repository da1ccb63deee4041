use std::time::Duration;

use prongsai_application::job::{self, Handler, Turn, Wanted};
use tokio::sync::watch;

use crate::TestApp;

impl TestApp {
    /// Does all jobs that are due, also those that follow from them, as `prongsai serve` does at once. Leaves those that make
    /// files. Returns the number of attempts.
    pub async fn work(&self) -> usize {
        self.work_on(|name| !name.starts_with("rendition.")).await
    }

    /// Does all jobs that are due, also those that make files. Returns the number of attempts.
    pub async fn work_off(&self) -> usize {
        self.work_on(|_| true).await
    }

    /// Does all jobs of the wanted kinds that are due. Returns the number of attempts.
    pub async fn work_on(&self, wanted: impl Fn(&str) -> bool) -> usize {
        let kinds: Vec<_> = job::KINDS
            .iter()
            .filter(|kind| wanted(kind.name))
            .map(|kind| (kind.name, kind.version))
            .collect();
        let wanted = Wanted {
            kinds: &kinds,
            spacing: Duration::ZERO,
        };
        // Nobody asks this worker to stop. The channel closes when its sender is dropped.
        let (_sender, mut stop) = watch::channel(false);
        let handler = Handler::new(self.use_cases().clone());
        let store = &self.use_cases().store;
        let mut attempts = 0;
        loop {
            let turn = job::run_next(store, &handler, &wanted, &mut stop).await;
            match turn.expect("the database works") {
                Turn::Worked | Turn::Blocked => attempts += 1,
                Turn::Idle => return attempts,
            }
        }
    }
}
