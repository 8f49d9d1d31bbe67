//! TLS to PostgreSQL by rustls, with the certificates the operating system trusts.
//!
//! `sslmode` in the URL decides whether it is used: `disable`, `prefer` (the default) or `require`.

use rustls::{ClientConfig, RootCertStore};
use std::sync::{Arc, OnceLock};
use tokio_postgres_rustls::MakeRustlsConnect;

/// A connector that shares one configuration among all connections of the process.
///
/// # Errors
/// When rustls cannot offer the protocol versions it was built with.
pub fn connector() -> Result<MakeRustlsConnect, rustls::Error> {
    static SHARED: OnceLock<Result<Arc<ClientConfig>, rustls::Error>> = OnceLock::new();
    let config = SHARED.get_or_init(|| {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        Ok(Arc::new(builder.with_root_certificates(roots).with_no_client_auth()))
    });
    config.clone().map(|config| MakeRustlsConnect::new((*config).clone()))
}
