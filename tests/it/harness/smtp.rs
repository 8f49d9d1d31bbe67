//! A mail server that keeps what it gets, or says no.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, mpsc};

/// The mail server.
pub struct SmtpSink {
    port: u16,
    refuses: Arc<AtomicBool>,
    mails: Mutex<mpsc::UnboundedReceiver<String>>,
}

impl SmtpSink {
    /// Starts one on a free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (refuses, (sender, mails)) = (Arc::new(AtomicBool::new(false)), mpsc::unbounded_channel());
        let says_no = refuses.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let (sender, says_no) = (sender.clone(), says_no.clone());
                tokio::spawn(async move { talk(socket, &says_no, &sender).await });
            }
        });
        Self { port, refuses, mails: Mutex::new(mails) }
    }

    /// Its address as a setting.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Whether it says no from now on.
    pub fn refuse(&self, refuses: bool) {
        self.refuses.store(refuses, Ordering::SeqCst);
    }

    /// The next mail.
    pub async fn mail(&self) -> String {
        let mut mails = self.mails.lock().await;
        let next = tokio::time::timeout(std::time::Duration::from_secs(15), mails.recv()).await;
        next.expect("a mail within fifteen seconds").expect("a mail")
    }
}

async fn talk(socket: TcpStream, refuses: &AtomicBool, mails: &mpsc::UnboundedSender<String>) -> Option<()> {
    let (reader, mut writer) = socket.into_split();
    let mut lines = BufReader::new(reader).lines();
    writer.write_all(b"220 sink\r\n").await.ok()?;
    while let Some(line) = lines.next_line().await.ok()? {
        let reply: &[u8] = match line.get(..4).unwrap_or(&line).to_ascii_uppercase().as_str() {
            "EHLO" | "HELO" => b"250 sink\r\n",
            "MAIL" if refuses.load(Ordering::SeqCst) => b"451 not today\r\n",
            "DATA" => {
                writer.write_all(b"354 go on\r\n").await.ok()?;
                let mut mail = String::new();
                while let Some(line) = lines.next_line().await.ok()?.filter(|line| line != ".") {
                    mail.push_str(&line);
                    mail.push_str("\r\n");
                }
                mails.send(mail).ok()?;
                b"250 kept\r\n"
            }
            "QUIT" => b"221 bye\r\n",
            _ => b"250 ok\r\n",
        };
        writer.write_all(reply).await.ok()?;
    }
    Some(())
}
