//! The mock server, as a process of its own.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server that serves one document until it is dropped.
pub struct Server {
    process: Child,
    port: u16,
}

impl Server {
    /// Starts it, and waits until it listens. A header of its answers says what was wrong with the request.
    pub fn start(document: &Path) -> Result<Self, String> {
        const PATIENCE: Duration = Duration::from_secs(120);
        let fault = |error: std::io::Error| format!("the mock server: {error}");
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .map_err(fault)?
            .port();
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/node_modules/@stoplight/prism-cli/dist/index.js");
        if !Path::new(script).exists() {
            return Err(concat!("it is not installed: npm ci in ", env!("CARGO_MANIFEST_DIR")).to_owned());
        }
        let process = Command::new("node")
            .args([script, "mock", "--host", "127.0.0.1", "--port", &port.to_string()])
            .arg(document)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(fault)?;
        let mut server = Self { process, port };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Some(status) = server.process.try_wait().map_err(fault)? {
                return Err(format!("the mock server does not take the document: {status}"));
            }
            if begun.elapsed() > PATIENCE {
                return Err("the mock server does not listen".to_owned());
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        Ok(server)
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // There is nobody left to tell that it had ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
