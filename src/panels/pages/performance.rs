//! What later ratings say of a cut, beside the panels; and proposing it.

use super::studio::{NewPanel, show_list};
use crate::auth::{Allowed, may};
use crate::db::Conn;
use crate::error::{Code, FieldError, Result};
use crate::evidence::{self, BARS, Method};
use crate::openings::Opening;
use crate::panels;
use crate::policies::tenths;
use crate::web::{Context, Form, see_other};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

/// Which bar is looked at.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Asked {
    bar: Option<i64>,
    /// What was typed as the reason.
    #[serde(skip)]
    why: String,
}

/// What stands there.
#[derive(Serialize)]
pub(super) struct PerformanceView {
    bars: Vec<i64>,
    bar: i64,
    cuts: Vec<CutView>,
    why: String,
    /// Whether there is something to propose.
    proposes: bool,
}

#[derive(Serialize)]
struct CutView {
    id: &'static str,
    name: &'static str,
    cut: Option<f64>,
    se: String,
    range: String,
    people: usize,
    why_not: String,
}

impl PerformanceView {
    /// Loads it.
    pub(super) fn load(conn: &mut Conn, opening: &Opening, asked: &Asked) -> Result<Self> {
        let bar = evidence::bar(asked.bar.unwrap_or(50));
        let found = evidence::performance(conn, opening, bar)?;
        let cut = |(method, cut): (Method, crate::psychometrics::Statistic<evidence::PerformanceCut>)| CutView {
            id: method.as_str(),
            name: method.name(),
            cut: cut.ok().map(|cut| cut.cut),
            se: cut.map(|cut| tenths(cut.se)).unwrap_or_default(),
            range: cut.map(|cut| format!("{:.0} to {:.0}", cut.range.0, cut.range.1)).unwrap_or_default(),
            people: cut.map(|cut| cut.people).unwrap_or_default(),
            why_not: cut.err().map(|why| why.to_string()).unwrap_or_default(),
        };
        let cuts: Vec<CutView> = found.into_iter().flat_map(|found| found.cuts).map(cut).collect();
        let proposes = cuts.iter().any(|cut| cut.cut.is_some());
        Ok(Self { bars: BARS.to_vec(), bar, cuts, why: asked.why.clone(), proposes })
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AdoptForm {
    method: Option<String>,
    bar: Option<i64>,
    why: Option<String>,
}

pub(super) async fn adopt(
    context: Context,
    allowed: Allowed<may::ThresholdsSet, Opening>,
    form: Form<AdoptForm>,
) -> Result<HttpResponse> {
    let (opening, by, now, form) = (allowed.thing.clone(), allowed.actor.staff.id.clone(), context.now, form.0);
    let (bar, why) = (form.bar.unwrap_or(50), form.why.unwrap_or_default());
    let again = Asked { bar: Some(bar), why: why.clone() };
    let method = form.method.and_then(|method| method.parse::<Method>().ok()).unwrap_or(Method::Contrasting);
    let done =
        context.write(move |conn| panels::propose_performance(conn, &opening, (method, bar, &why), &by, now)).await;
    let problems = match done {
        Ok(_) => return Ok(see_other(&format!("/openings/{}/threshold?done=proposed", allowed.thing.id))),
        Err(error) if error.code() == Code::Invalid => error.field_errors().to_vec(),
        Err(error) if matches!(error.code(), Code::WrongState | Code::Conflict) => {
            vec![FieldError { field: "why".into(), message: error.sentence().to_owned() }]
        }
        Err(error) => return Err(error),
    };
    let whose = (&allowed.actor, &allowed.thing);
    show_list(&context, whose, (NewPanel::default(), again), (Vec::new(), problems)).await
}
