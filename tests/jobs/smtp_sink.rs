use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// A mail server on the loopback that keeps what it gets.
pub(super) struct SmtpSink {
    pub(super) url: String,
    mails: UnboundedReceiver<Received>,
}

/// A mail as it arrived.
pub(super) struct Received {
    pub(super) to: String,
    pub(super) data: String,
}

impl SmtpSink {
    /// `answer` is what the server says when a mail is complete, such as `250 ok`.
    pub(super) async fn start(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let (sender, mails) = unbounded_channel();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(converse(client, answer, sender.clone()));
            }
        });
        Self { url, mails }
    }

    /// The next mail, if one has arrived.
    pub(super) fn next(&mut self) -> Option<Received> {
        self.mails.try_recv().ok()
    }
}

async fn converse(client: TcpStream, answer: &str, mails: UnboundedSender<Received>) {
    let (reader, mut writer) = client.into_split();
    let mut lines = BufReader::new(reader).lines();
    let mut to = String::new();
    let _ = writer.write_all(b"220 sink\r\n").await;
    while let Ok(Some(line)) = lines.next_line().await {
        let said = match line.get(..4).unwrap_or_default() {
            "RCPT" => {
                to = line;
                "250 ok"
            }
            "DATA" => {
                let _ = writer.write_all(b"354 go on\r\n").await;
                let mut data = String::new();
                while let Ok(Some(line)) = lines.next_line().await {
                    if line == "." {
                        break;
                    }
                    data.push_str(&line);
                    data.push('\n');
                }
                let _ = mails.send(Received { to: to.clone(), data });
                answer
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        if writer.write_all(format!("{said}\r\n").as_bytes()).await.is_err() {
            return;
        }
    }
}
