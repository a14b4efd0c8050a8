//! A server over real sockets that fails as each request asks it to, and counts what it executes.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// How the server treats one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Executes and answers.
    Good,
    /// Closes before the request is read to its end.
    DropMid,
    /// Reads the request and closes.
    DropBefore,
    /// Executes and closes.
    DropAfter,
    /// Executes, and closes in the middle of the answer's body.
    HalfBody,
    /// Executes, and takes half a second for the head of the answer.
    SlowHead,
    /// Executes, and takes half a second for the body of the answer.
    SlowBody,
    /// Executes, and says nothing until the client goes away.
    Stall,
    /// Executes, and answers with what is no HTTP.
    Garbage,
    /// Answers 503 without executing.
    Busy,
    /// Executes and answers 500.
    Fault,
    /// Answers 429, to come back in 20 ms.
    Later,
    /// Answers 429, to come back tomorrow.
    Tomorrow,
    /// Answers 409.
    Conflict,
    /// Answers and closes the connection, having said that it stays open.
    Liar,
    /// Answers 401 with all that it was sent.
    Echo,
}

pub const MODES: [Mode; 16] = {
    use Mode::*;
    [
        Good, DropMid, DropBefore, DropAfter, HalfBody, SlowHead, SlowBody, Stall, Garbage, Busy, Fault,
        Later, Tomorrow, Conflict, Liar, Echo,
    ]
};

impl Mode {
    /// Whether the answer leaves no doubt that nothing was executed.
    pub fn is_certain(self) -> bool {
        matches!(self, Self::Later | Self::Tomorrow | Self::Conflict | Self::Echo)
    }

    fn executes(self) -> bool {
        !self.is_certain() && !matches!(self, Self::DropMid | Self::DropBefore | Self::Busy)
    }
}

/// What came of the attempts of one call.
#[derive(Clone, Debug, Default)]
pub struct Record {
    pub arrived: usize,
    pub executed: usize,
    pub keys: Vec<String>,
}

#[derive(Clone)]
pub struct Server {
    pub address: SocketAddr,
    records: Arc<Mutex<BTreeMap<usize, Record>>>,
    requests: Arc<Mutex<Vec<String>>>,
    remembers: bool,
    /// Where what comes of calls is written before they are answered, instead of being remembered.
    journal: Option<Arc<File>>,
}

impl Server {
    pub fn start() -> Self {
        Self::new(true, None)
    }

    /// One that writes down what comes of calls.
    pub fn start_with(journal: File) -> Self {
        Self::new(true, Some(Arc::new(journal)))
    }

    /// One that answers every request well and keeps nothing of it.
    pub fn start_forgetful() -> Self {
        Self::new(false, None)
    }

    fn new(remembers: bool, journal: Option<Arc<File>>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            records: Arc::default(),
            requests: Arc::default(),
            remembers,
            journal,
        };
        let serving = server.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let serving = serving.clone();
                thread::spawn(move || serving.connection(stream));
            }
        });
        server
    }

    pub fn url(&self) -> String {
        format!("http://{}/v1/", self.address)
    }

    /// What came of a call.
    pub fn record(&self, call: usize) -> Record {
        self.records.lock().unwrap().get(&call).cloned().unwrap_or_default()
    }

    /// All requests as they came, head and body.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// Serves requests until one asks for the connection's end or the client goes away.
    fn connection(&self, stream: TcpStream) -> Option<()> {
        stream.set_nodelay(true).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
        let mut reader = BufReader::new(stream.try_clone().ok()?);
        let mut stream = stream;
        loop {
            let head = read_head(&mut reader).ok()?;
            let (call, modes) = (header(&head, "x-call")?.parse().ok()?, header(&head, "x-modes")?);
            let key = header(&head, "idempotency-key").unwrap_or_default();
            if !self.remembers {
                self.answer(&mut stream, &mut reader, call, Mode::Good)?;
                continue;
            }
            self.note(format!("arrived {call} {key}\n"));
            let attempt = self.edit(call, |record| {
                record.arrived += 1;
                record.keys.push(key);
                record.arrived - 1
            });
            let mode = modes.split(',').nth(attempt).and_then(|mode| mode.parse::<usize>().ok());
            let mode = mode.map_or(Mode::Good, |mode| MODES[mode]);
            if mode == Mode::DropMid {
                return stream.shutdown(Shutdown::Both).ok();
            }
            let length = header(&head, "content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            let mut body = vec![0; length];
            reader.read_exact(&mut body).ok()?;
            let sent = head + &String::from_utf8_lossy(&body);
            if self.journal.is_none() {
                self.requests.lock().unwrap().push(sent.clone());
            }
            match mode {
                Mode::Echo => {
                    let secret = header(&sent, "authorization").unwrap_or_default();
                    let body = format!("{{\"message\":{sent:?}}}");
                    let length = body.len();
                    write(
                        &mut stream,
                        &format!(
                            "HTTP/1.1 401 Unauthorized\r\nx-request-id: {secret}\r\ncontent-length: {length}\r\n\r\n{body}"
                        ),
                    )?;
                }
                mode => self.answer(&mut stream, &mut reader, call, mode)?,
            }
        }
    }

    /// Writes a line at once, before anything else happens.
    fn note(&self, line: String) {
        if let Some(mut journal) = self.journal.as_deref() {
            journal.write_all(line.as_bytes()).unwrap();
        }
    }

    /// Does as the mode says; `None` ends the connection.
    fn answer(&self, stream: &mut TcpStream, reader: &mut impl Read, call: usize, mode: Mode) -> Option<()> {
        if mode.executes() && self.remembers {
            self.note(format!("executed {call}\n"));
            self.edit(call, |record| record.executed += 1);
        }
        let body = r#"{"done":true}"#;
        let good = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        let (head, tail) = good.split_at(20);
        let empty = |status: &str| format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
        match mode {
            Mode::Good => write(stream, &good),
            Mode::DropMid | Mode::DropBefore | Mode::DropAfter | Mode::Echo => None,
            Mode::Liar => {
                write(stream, &good)?;
                None
            }
            Mode::HalfBody => {
                write(stream, &good[..good.len() - 5])?;
                None
            }
            Mode::SlowHead => {
                write(stream, head)?;
                thread::sleep(Duration::from_millis(500));
                write(stream, tail)
            }
            Mode::SlowBody => {
                let (start, end) = good.split_at(good.len() - 10);
                write(stream, start)?;
                for piece in end.as_bytes() {
                    thread::sleep(Duration::from_millis(50));
                    stream.write_all(&[*piece]).ok()?;
                }
                Some(())
            }
            Mode::Stall => {
                let _ = reader.read(&mut [0]);
                None
            }
            Mode::Garbage => {
                write(stream, "\u{1}nonsense \r\n\r\n")?;
                None
            }
            Mode::Busy => write(stream, &empty("503 Service Unavailable")),
            Mode::Fault => write(stream, &empty("500 Internal Server Error")),
            Mode::Later => write(stream, &empty("429 Too Many Requests\r\nretry-after-ms: 20")),
            Mode::Tomorrow => write(stream, &empty("429 Too Many Requests\r\nretry-after: 86400")),
            Mode::Conflict => write(stream, &empty("409 Conflict")),
        }
    }

    fn edit<T>(&self, call: usize, edit: impl FnOnce(&mut Record) -> T) -> T {
        edit(self.records.lock().unwrap().entry(call).or_default())
    }
}

/// An address where nobody listens.
pub fn nobody() -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

/// A server that accepts connections and closes them at once.
pub fn accept_and_drop() -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || listener.incoming().for_each(drop));
    url
}

/// A server that answers every connection with the same bytes, again and again with pauses, and then closes it.
pub fn always(answer: impl Into<Vec<u8>>, again: usize, pause: Duration) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let answer = answer.into();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let answer = answer.clone();
            thread::spawn(move || {
                let mut reader = BufReader::new(stream.try_clone()?);
                read_head(&mut reader)?;
                for _ in 0..again {
                    stream.write_all(&answer)?;
                    thread::sleep(pause);
                }
                // The client's body may still be on its way: a reset would take the answer with it.
                stream.shutdown(Shutdown::Write)?;
                stream.set_read_timeout(Some(Duration::from_secs(1)))?;
                io::copy(&mut reader, &mut io::sink())
            });
        }
    });
    url
}

/// A server with a certificate that only those trust who are given [`CERTIFICATE`]; it answers `{}`.
pub fn tls() -> String {
    use rustls::pki_types::pem::PemObject;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("localhost.key")).unwrap();
    let config =
        rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let config = config.clone();
            thread::spawn(move || {
                let connection = rustls::ServerConnection::new(config).map_err(io::Error::other)?;
                let mut stream = rustls::StreamOwned::new(connection, stream);
                read_head(&mut BufReader::new(&mut stream))?;
                stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}")?;
                stream.flush()
            });
        }
    });
    url
}

/// The certificate of [`tls`].
pub const CERTIFICATE: &[u8] = include_bytes!("localhost.pem");

fn read_head(reader: &mut impl BufRead) -> io::Result<String> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(head)
}

fn header(head: &str, name: &str) -> Option<String> {
    let mut lines = head.lines().filter_map(|line| line.split_once(':'));
    lines.find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
}

fn write(stream: &mut TcpStream, text: &str) -> Option<()> {
    stream.write_all(text.as_bytes()).ok()
}
