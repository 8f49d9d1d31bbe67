//! One extractor per right. A handler's signature says who may call it and gives it the resource they may touch:
//! `Allowed<may::ResultsRead, Opening>` exists only if a signed-in staff member has the right and the opening is within
//! its reach. No session is 401, a missing right 403, and what is out of reach does not exist: 404.

use super::session::{self, Holder, Session};
use super::store;
use super::token::Tokens;
use crate::clock::{Clock, Moment};
use crate::config::Settings;
use crate::db::{Conn, Db};
use crate::error::{Code, Error, Result};
use crate::ids::{CandidateId, OrganizationId, SessionId};
use crate::people::{self, Actor, Reach, Right, Scoped};
use crate::web::gate::Gate;
use crate::web::{cookies, data};
use actix_web::dev::Payload;
use actix_web::http::{Method, header};
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;
use std::marker::PhantomData;

/// A right as a type.
pub trait MayDo: Send + 'static {
    /// The right.
    const RIGHT: Right;
}

macro_rules! rights_as_types {
    ($($right:ident),+ $(,)?) => {
        /// The rights as types, for the signatures of handlers.
        pub mod may {
            use super::{MayDo, Right};
            $(
                #[doc = concat!("[`Right::", stringify!($right), "`]")]
                #[derive(Debug, Clone, Copy)]
                pub struct $right;
                impl MayDo for $right {
                    const RIGHT: Right = Right::$right;
                }
            )+
        }
    };
}

rights_as_types!(
    AccountOwn,
    OpeningsRead,
    OpeningsManage,
    CandidatesInvite,
    TestTry,
    ResultsRead,
    CandidatesDecide,
    LettersEdit,
    ThresholdsRead,
    ThresholdsSet,
    ReportsAnswer,
    AdjustmentsDecide,
    IntegrityReview,
    OrganizationSet,
    PrecisionFreeze,
    EvidenceManage,
    GroupsRead,
    StaffManage,
    PrivacyHandle,
    EqualityRead,
    FairnessRead,
    FairnessSet,
    ReviewsAnswer,
    AuditRead,
    MailRead,
);

/// A signed-in staff member who has a right, with how far it reaches.
pub struct Signed<R> {
    /// Who.
    pub actor: Actor,
    /// Their session.
    pub session: Session,
    /// How far.
    pub reach: Reach,
    right: PhantomData<R>,
}

/// A thing that a signed-in staff member may touch with a right.
pub struct Allowed<R, T> {
    /// Who.
    pub actor: Actor,
    /// What.
    pub thing: T,
    right: PhantomData<R>,
}

/// A staff member who has given the password and still owes the second factor.
pub struct HalfSignedIn {
    /// Who.
    pub staff: people::Staff,
    /// Their half session.
    pub session: Session,
}

/// An applicant in their own sitting.
#[derive(Debug, Clone)]
pub struct Applicant {
    /// Of which organization.
    pub organization: OrganizationId,
    /// Who.
    pub candidate: CandidateId,
    /// By which session.
    pub session: SessionId,
    /// When it ends, if nobody uses it again.
    pub ends_at: Moment,
    /// When it ends even if it is used.
    pub expires_at: Moment,
}

impl<R: MayDo> FromRequest for Signed<R> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (request, gate) = (request.clone(), Gate::close(request));
        Box::pin(async move {
            let (actor, session, reach, ()) = signed_in(&request, R::RIGHT, |_, _, _| Ok(())).await?;
            gate.open();
            Ok(Self { actor, session, reach, right: PhantomData })
        })
    }
}

impl<R: MayDo, T: Scoped> FromRequest for Allowed<R, T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (request, gate) = (request.clone(), Gate::close(request));
        Box::pin(async move {
            let ids: Vec<String> =
                T::SEGMENTS.iter().map(|segment| request.match_info().query(segment).to_owned()).collect();
            let find = move |conn: &mut Conn, actor: &Actor, reach| {
                T::find(conn, actor, reach, &ids)?.ok_or_else(|| Error::from(Code::NotFound))
            };
            let (actor, _, _, thing) = signed_in(&request, R::RIGHT, find).await?;
            gate.open();
            Ok(Self { actor, thing, right: PhantomData })
        })
    }
}

impl FromRequest for HalfSignedIn {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (request, gate) = (request.clone(), Gate::close(request));
        Box::pin(async move {
            let (staff, session) = in_session(&request, cookies::STAFF, Holder::HalfStaff, |conn, session| {
                let staff = people::staff_by_id(conn, &session.organization, &session.holder_id)?;
                staff.filter(|staff| staff.disabled_at.is_none()).ok_or_else(|| Code::SignInNeeded.into())
            })
            .await?;
            gate.open();
            Ok(Self { staff, session })
        })
    }
}

impl FromRequest for Applicant {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (request, gate) = (request.clone(), Gate::close(request));
        Box::pin(async move {
            let found = in_session(&request, cookies::APPLICANT, Holder::Applicant, |_, _| Ok(())).await;
            let ((), session) = found.map_err(|error| match error.code() {
                // An applicant has no password to sign in with; their link opens the test again.
                Code::SignInNeeded => Error::new(
                    Code::LinkGone,
                    "Open the link in your invitation again to go on. Your answers are kept.",
                ),
                _ => error,
            })?;
            let candidate = session.holder_id.parse().map_err(Error::internal)?;
            gate.open();
            let (ends_at, expires_at) = (session.ends_at(), session.expires_at);
            Ok(Self { organization: session.organization, candidate, session: session.id, ends_at, expires_at })
        })
    }
}

/// Finds the staff member of a request, checks the right, and finds what it is about, in one read.
async fn signed_in<T: Send + 'static>(
    request: &HttpRequest,
    right: Right,
    find: impl FnOnce(&mut Conn, &Actor, Reach) -> Result<T> + Send + 'static,
) -> Result<(Actor, Session, Reach, T)> {
    let work = move |conn: &mut Conn, session: &Session| {
        let organization = people::organization(conn, &session.organization)?;
        let staff = people::staff_by_id(conn, &session.organization, &session.holder_id)?;
        let staff = staff.filter(|staff| staff.disabled_at.is_none()).ok_or(Code::SignInNeeded)?;
        let roles = people::roles_of(conn, &session.organization, &staff.id)?;
        if organization.second_factor_required && !staff.has_second_factor && right != Right::AccountOwn {
            let sentence = "Your organization asks for a second factor. Set one up on your account page first.";
            return Err(Error::new(Code::Forbidden, sentence));
        }
        let actor = Actor { staff, organization_name: organization.name, roles };
        let reach = actor.reach(right).ok_or(Code::Forbidden)?;
        let thing = find(conn, &actor, reach)?;
        Ok((actor, reach, thing))
    };
    let ((actor, reach, thing), session) = in_session(request, cookies::STAFF, Holder::Staff, work).await?;
    Ok((actor, session, reach, thing))
}

/// Finds the session of a request and does something with it, in one read; notes that it was used.
async fn in_session<T: Send + 'static>(
    request: &HttpRequest,
    cookie: &'static str,
    holder: Holder,
    work: impl FnOnce(&mut Conn, &Session) -> Result<T> + Send + 'static,
) -> Result<(T, Session)> {
    let settings = data::<Settings>(request)?;
    let token = match bearer(request) {
        Some(token) => token,
        None => {
            let token = cookies::read(&settings, request, cookie).ok_or(Code::SignInNeeded)?;
            refuse_cookie_for_programs(request)?;
            token
        }
    };
    let now = data::<Clock>(request)?.now();
    let handle = data::<Tokens>(request)?.read(&token, now)?;
    let db = data::<Db>(request)?;
    let (result, mut session) = db
        .read(move |conn| {
            let session = session::find(conn, &handle, holder, now)?;
            Ok::<_, Error>((work(conn, &session)?, session))
        })
        .await?;
    if session.wants_touch(now) {
        let (organization, id) = (session.organization.clone(), session.id.clone());
        // Reading goes on when nothing can be written, such as on a full disk.
        if let Err(error) = db.write(move |conn| store::touch_session(conn, &organization, &id, now)).await {
            tracing::warn!(?error, "when a session was last seen could not be noted");
        } else {
            session.seen_at = now;
        }
    }
    Ok((result, session))
}

fn bearer(request: &HttpRequest) -> Option<String> {
    let header = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    header.strip_prefix("Bearer ").map(str::to_owned)
}

/// A browser's cookie may read the API, and not write: a page elsewhere could make the browser send it along.
fn refuse_cookie_for_programs(request: &HttpRequest) -> Result<()> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    // The route, not the path as it was sent: `/%61pi/` leads to the same handler.
    if reads || !request.match_pattern().is_some_and(|route| route.starts_with("/api/")) {
        return Ok(());
    }
    Err(Error::new(
        Code::CrossSite,
        "Send the token in the header Authorization: Bearer …; a cookie is not enough here.",
    ))
}
