//! A website on this computer, which links lead to.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

#[derive(Default)]
struct Shared {
    statuses: HashMap<String, u16>,
    visited: Vec<String>,
    present: usize,
    most: usize,
}

/// A website whose pages are there, unless a test gives them another status.
#[derive(Clone)]
pub(super) struct Site {
    pub(super) port: u16,
    shared: Arc<Mutex<Shared>>,
}

impl Site {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let site = Self {
            port: listener.local_addr().unwrap().port(),
            shared: Arc::default(),
        };
        let serving = site.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let site = serving.clone();
                tokio::spawn(async move { site.answer(stream).await });
            }
        });
        site
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Gives a page this status from now on.
    pub(super) fn answer_with(&self, path: &str, status: u16) {
        let mut shared = self.shared.lock().unwrap();
        shared.statuses.insert(path.to_owned(), status);
    }

    /// The pages that were requested since the last call, in order.
    pub(super) fn visited(&self) -> Vec<String> {
        let mut visited = std::mem::take(&mut self.shared.lock().unwrap().visited);
        visited.sort();
        visited
    }

    /// The largest number of requests at the same time.
    pub(super) fn most_at_once(&self) -> usize {
        self.shared.lock().unwrap().most
    }

    async fn answer(&self, mut stream: TcpStream) {
        let mut request = vec![0; 4_096];
        let read = stream.read(&mut request).await.unwrap_or_default();
        let request = String::from_utf8_lossy(&request[..read]).into_owned();
        let Some(path) = request.split(' ').nth(1) else { return };
        let status = {
            let mut shared = self.shared.lock().unwrap();
            shared.visited.push(path.to_owned());
            shared.present += 1;
            shared.most = shared.most.max(shared.present);
            shared.statuses.get(path).copied().unwrap_or(200)
        };
        // Another request may come meanwhile.
        tokio::task::yield_now().await;
        self.shared.lock().unwrap().present -= 1;
        let head = format!("HTTP/1.1 {status} X\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
        let _ = stream.write_all(head.as_bytes()).await;
        let _ = stream.shutdown().await;
    }
}
