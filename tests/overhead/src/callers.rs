//! The same call by different means: through the client, and by hand with the library below it.

use std::alloc::System;
use std::sync::Arc;

use dodo_checkouts::types::{CreateCheckoutSessionRequest, NewCustomer, ProductItemReq};
use dodo_checkouts::{Client, blocking};
use serde::{Deserialize, Serialize};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use super::Outcome;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What the calls allocated.
pub struct Allocated {
    pub count: usize,
    pub bytes: usize,
}

/// Who calls.
#[derive(Clone, Copy)]
pub enum Caller {
    /// reqwest by hand.
    Reqwest,
    /// The async client.
    Client,
    /// ureq by hand.
    Ureq,
    /// The blocking client.
    Blocking,
}

impl Caller {
    pub const ALL: [Self; 4] = [Self::Reqwest, Self::Client, Self::Ureq, Self::Blocking];

    pub fn name(self) -> &'static str {
        match self {
            Self::Reqwest => "reqwest",
            Self::Client => "client",
            Self::Ureq => "ureq",
            Self::Blocking => "blocking",
        }
    }

    pub fn about(self) -> &'static str {
        match self {
            Self::Reqwest => "reqwest by hand, serde derives",
            Self::Client => "the async client",
            Self::Ureq => "ureq by hand, serde derives",
            Self::Blocking => "the blocking client",
        }
    }

    /// Makes so many calls, one after another.
    pub fn run(self, count: u64, url: &str) -> Outcome<Allocated> {
        let region = Region::new(ALLOCATOR);
        match self {
            Self::Reqwest => reqwest(count, url)?,
            Self::Client => client(count, url)?,
            Self::Ureq => ureq(count, url)?,
            Self::Blocking => blocking(count, url)?,
        }
        let change = region.change();
        Ok(Allocated { count: change.allocations + change.reallocations, bytes: change.bytes_allocated })
    }
}

const TOKEN: &str = "sk_test_123";

/// What somebody would write by hand for this one call.
#[derive(Serialize)]
struct Request {
    product_cart: Vec<Product>,
    customer: Customer,
    return_url: String,
}

#[derive(Serialize)]
struct Product {
    product_id: String,
    quantity: u32,
}

#[derive(Serialize)]
struct Customer {
    email: String,
    name: String,
}

#[derive(Deserialize)]
struct Session {
    session_id: String,
    checkout_url: String,
}

fn by_hand() -> Outcome<Vec<u8>> {
    Ok(serde_json::to_vec(&Request {
        product_cart: vec![Product { product_id: "prod_123".to_owned(), quantity: 1 }],
        customer: Customer { email: "customer@example.com".to_owned(), name: "John Doe".to_owned() },
        return_url: "https://example.com/thanks".to_owned(),
    })?)
}

fn request() -> CreateCheckoutSessionRequest {
    CreateCheckoutSessionRequest::new([ProductItemReq::new("prod_123", 1)])
        .customer(NewCustomer::new("customer@example.com", "John Doe"))
        .return_url("https://example.com/thanks")
}

fn check(id: &str, url: &str) -> Outcome<()> {
    if id == "cks_123" && url.ends_with(id) { Ok(()) } else { Err("another answer".into()) }
}

fn runtime() -> Outcome<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}

fn reqwest(count: u64, url: &str) -> Outcome<()> {
    // A client that could do TLS, as everybody's can; what it trusts is of no matter here.
    let tls = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()));
    let tls = tls.with_safe_default_protocol_versions()?;
    let tls = tls.with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth();
    let http = reqwest::Client::builder().no_proxy().tls_backend_preconfigured(tls).build()?;
    runtime()?.block_on(async {
        for _ in 0..count {
            let call = http.post(format!("{url}/checkouts")).bearer_auth(TOKEN);
            let call = call.header("content-type", "application/json").header("accept", "application/json");
            let answer = call.body(by_hand()?).send().await?.error_for_status()?.bytes().await?;
            let session: Session = serde_json::from_slice(&answer)?;
            check(&session.session_id, &session.checkout_url)?;
        }
        Ok(())
    })
}

fn client(count: u64, url: &str) -> Outcome<()> {
    let client = Client::builder().base_url(url).no_proxy().bearer_token(TOKEN).build()?;
    runtime()?.block_on(async {
        for _ in 0..count {
            let session = client.checkout_sessions().create(request()).await?;
            check(&session.session_id, &session.checkout_url)?;
        }
        Ok(())
    })
}

fn ureq(count: u64, url: &str) -> Outcome<()> {
    let agent: ureq::Agent = ureq::Agent::config_builder().proxy(None).build().into();
    for _ in 0..count {
        let call = agent.post(format!("{url}/checkouts")).header("authorization", format!("Bearer {TOKEN}"));
        let call = call.header("content-type", "application/json").header("accept", "application/json");
        let answer = call.send(&by_hand()?[..])?.body_mut().read_to_vec()?;
        let session: Session = serde_json::from_slice(&answer)?;
        check(&session.session_id, &session.checkout_url)?;
    }
    Ok(())
}

fn blocking(count: u64, url: &str) -> Outcome<()> {
    let client = blocking::Client::builder().base_url(url).no_proxy().bearer_token(TOKEN).build()?;
    for _ in 0..count {
        let session = client.checkout_sessions().create(request()).send()?;
        check(&session.session_id, &session.checkout_url)?;
    }
    Ok(())
}
