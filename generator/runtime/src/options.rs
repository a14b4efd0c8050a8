//! What the transports that come along can be told.

use std::fmt;

use super::secret::Secret;

/// What the transports that come along can be told; a transport of one's own is configured by itself.
#[derive(Clone, Debug, Default)]
pub struct TransportOptions {
    pub(super) proxy: Proxy,
    pub(super) roots: Vec<RootCertificate>,
    pub(super) certificate: Option<ClientCertificate>,
}

/// Which proxy the requests go through.
#[derive(Clone, Debug, Default)]
pub enum Proxy {
    /// The one that the environment names: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`.
    #[default]
    Environment,
    /// None, whatever the environment says.
    Never,
    /// The one at this URL, which may hold a user name and a password.
    At(Secret),
}

/// A certificate authority to trust in place of those of the platform.
#[derive(Clone)]
pub struct RootCertificate(pub(super) Vec<u8>);

impl RootCertificate {
    /// Takes a certificate in the PEM format.
    pub fn from_pem(pem: impl Into<Vec<u8>>) -> Self {
        Self(pem.into())
    }
}

/// A certificate by which a server knows the client, and its private key: mutual TLS.
#[derive(Clone)]
pub struct ClientCertificate {
    pub(super) chain: Vec<u8>,
    pub(super) key: Secret,
}

impl ClientCertificate {
    /// Takes the certificate, with those that lead from it to the authority if there are any, and its private key
    /// (PKCS #8, PKCS #1 or SEC 1), both in the PEM format.
    pub fn from_pem(chain: impl Into<Vec<u8>>, key: impl Into<Secret>) -> Self {
        Self { chain: chain.into(), key: key.into() }
    }
}

impl fmt::Debug for ClientCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ClientCertificate({} bytes, {:?})", self.chain.len(), self.key)
    }
}

impl fmt::Debug for RootCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RootCertificate({} bytes)", self.0.len())
    }
}
