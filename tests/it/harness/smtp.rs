//! A mail server that keeps what it gets, or says no; in clear or encrypted.

use rcgen::{CertifiedKey, generate_simple_self_signed};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, mpsc};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// What a mail server does about encryption.
#[derive(Clone)]
enum Encryption {
    /// It has none.
    None,
    /// Nothing is said before it.
    FromTheStart(TlsAcceptor),
    /// It is offered, and begins when the client asks for it.
    Offered(TlsAcceptor),
}

/// How a conversation ended.
enum Ended {
    /// It is over.
    Over,
    /// It goes on encrypted.
    Upgrade,
}

/// The mail server.
pub struct SmtpSink {
    port: u16,
    refuses: Arc<AtomicBool>,
    mails: Mutex<mpsc::UnboundedReceiver<String>>,
}

impl SmtpSink {
    /// Starts one on a free port.
    pub async fn start() -> Self {
        Self::with(Encryption::None).await
    }

    /// Starts one that only speaks encrypted, with a certificate for `localhost` that is put into a file.
    pub async fn encrypted(certificate: &Path) -> Self {
        Self::with(Encryption::FromTheStart(acceptor(certificate))).await
    }

    /// Starts one that offers encryption, with a certificate for `localhost` that is put into a file.
    pub async fn offering_encryption(certificate: &Path) -> Self {
        Self::with(Encryption::Offered(acceptor(certificate))).await
    }

    async fn with(encryption: Encryption) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (refuses, (sender, mails)) = (Arc::new(AtomicBool::new(false)), mpsc::unbounded_channel());
        let says_no = refuses.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let (sender, says_no, encryption) = (sender.clone(), says_no.clone(), encryption.clone());
                tokio::spawn(async move { converse(socket, encryption, &says_no, &sender).await });
            }
        });
        Self { port, refuses, mails: Mutex::new(mails) }
    }

    /// Its address as a setting.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Its port on this machine.
    pub fn port(&self) -> u16 {
        self.port
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

/// A key and a certificate of its own, for `localhost`.
fn acceptor(certificate: &Path) -> TlsAcceptor {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    std::fs::write(certificate, cert.pem()).expect("a file");
    let key = PrivateKeyDer::try_from(signing_key.serialize_der()).expect("a key");
    let chain = vec![cert.der().clone()];
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key).expect("a configuration");
    TlsAcceptor::from(Arc::new(config))
}

type Mails = mpsc::UnboundedSender<String>;

async fn converse(mut socket: TcpStream, encryption: Encryption, refuses: &AtomicBool, mails: &Mails) -> Option<()> {
    match encryption {
        Encryption::None => {
            talk(&mut socket, true, false, refuses, mails).await?;
        }
        Encryption::FromTheStart(acceptor) => {
            talk(&mut acceptor.accept(socket).await.ok()?, true, false, refuses, mails).await?;
        }
        Encryption::Offered(acceptor) => {
            if let Ended::Upgrade = talk(&mut socket, true, true, refuses, mails).await? {
                talk(&mut acceptor.accept(socket).await.ok()?, false, false, refuses, mails).await?;
            }
        }
    }
    Some(())
}

async fn talk<S: AsyncRead + AsyncWrite + Unpin>(
    socket: &mut S,
    greets: bool,
    offers: bool,
    refuses: &AtomicBool,
    mails: &Mails,
) -> Option<Ended> {
    let (reader, mut writer) = tokio::io::split(socket);
    let mut lines = BufReader::new(reader).lines();
    if greets {
        writer.write_all(b"220 sink\r\n").await.ok()?;
    }
    while let Some(line) = lines.next_line().await.ok()? {
        let reply: &[u8] = match line.get(..4).unwrap_or(&line).to_ascii_uppercase().as_str() {
            "EHLO" | "HELO" if offers => b"250-sink\r\n250 STARTTLS\r\n",
            "EHLO" | "HELO" => b"250 sink\r\n",
            "STAR" if offers => {
                writer.write_all(b"220 begin\r\n").await.ok()?;
                return Some(Ended::Upgrade);
            }
            // In clear, nothing but the question for encryption is taken by one that offers it.
            "MAIL" if offers || refuses.load(Ordering::SeqCst) => b"451 not today\r\n",
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
    Some(Ended::Over)
}
