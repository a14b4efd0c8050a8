//! The client's side of mutual TLS, as both transports take it.

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;

use super::error::Error;
use super::options::ClientCertificate;

/// A certificate with those that lead to its authority, and its key. They are known to belong together.
pub(super) fn identity(
    certificate: &ClientCertificate,
) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), Error> {
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&certificate.chain).collect();
    let chain = chain.ok().filter(|chain| !chain.is_empty());
    let chain = chain.ok_or_else(|| Error::misuse("the client's certificate is not in the PEM format"))?;
    let key = PrivateKeyDer::from_pem_slice(certificate.key.reveal().as_bytes());
    let key =
        key.map_err(|_| Error::misuse("the key of the client's certificate is not in the PEM format"))?;
    // What goes wrong later than here is a panic in one of the transports.
    match CertifiedKey::from_der(chain.clone(), key.clone_key(), &ring::default_provider()) {
        Ok(_) => Ok((chain, key)),
        Err(_) => Err(Error::misuse("the client's certificate and its key do not belong together")),
    }
}
