//! The route table: every address of the server with who may use it.
//!
//! Rooms list their routes; `app` puts them together. The access stated here is what `docs/access.md` shows and a test
//! holds against what the handler's extractors really ask for.

use actix_web::web;
use std::collections::BTreeMap;

/// The methods that are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// Reads.
    Get,
    /// Acts.
    Post,
    /// Replaces.
    Put,
    /// Ends.
    Delete,
}

impl Method {
    /// Its name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Everybody.
    Public,
    /// Whoever holds the secret link in the address.
    Link,
    /// An applicant in their own sitting.
    Applicant,
    /// Somebody who has given the password and still owes the second factor.
    HalfSignedIn,
    /// Staff with this right, by its word.
    Right(&'static str),
}

/// One address.
#[derive(Clone, Copy)]
pub struct Route {
    /// With which method.
    pub method: Method,
    /// The pattern of the path.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
    /// What answers.
    pub handler: fn() -> actix_web::Route,
}

impl Route {
    /// A route that reads.
    pub const fn get(path: &'static str, access: Access, handler: fn() -> actix_web::Route) -> Self {
        Self { method: Method::Get, path, access, handler }
    }

    /// A route that acts.
    pub const fn post(path: &'static str, access: Access, handler: fn() -> actix_web::Route) -> Self {
        Self { method: Method::Post, path, access, handler }
    }

    /// A route that replaces.
    pub const fn put(path: &'static str, access: Access, handler: fn() -> actix_web::Route) -> Self {
        Self { method: Method::Put, path, access, handler }
    }

    /// A route that ends something.
    pub const fn delete(path: &'static str, access: Access, handler: fn() -> actix_web::Route) -> Self {
        Self { method: Method::Delete, path, access, handler }
    }
}

/// Mounts a table. Fixed paths come before patterns that would swallow them; other methods on a known path are 405.
pub fn mount(routes: &[Route], config: &mut web::ServiceConfig) {
    let mut by_path: BTreeMap<&str, Vec<&Route>> = BTreeMap::new();
    for route in routes {
        by_path.entry(route.path).or_default().push(route);
    }
    let mut paths: Vec<&str> = by_path.keys().copied().collect();
    paths.sort_by_key(|path| (path.matches('{').count(), *path));
    for path in paths {
        let mut resource = web::resource(path).default_service(web::to(method_not_allowed));
        for route in &by_path[path] {
            let answer = (route.handler)();
            resource = resource.route(match route.method {
                Method::Get => {
                    answer.guard(actix_web::guard::Any(actix_web::guard::Get()).or(actix_web::guard::Head()))
                }
                Method::Post => answer.method(actix_web::http::Method::POST),
                Method::Put => answer.method(actix_web::http::Method::PUT),
                Method::Delete => answer.method(actix_web::http::Method::DELETE),
            });
        }
        config.service(resource);
    }
}

async fn method_not_allowed() -> Result<actix_web::HttpResponse, crate::error::Error> {
    Err(crate::error::Code::MethodNotAllowed.into())
}

/// A handler as a function pointer of the route table.
macro_rules! to {
    ($handler:expr) => {
        || actix_web::web::to($handler)
    };
}
pub(crate) use to;
