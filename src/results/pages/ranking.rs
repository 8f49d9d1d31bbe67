//! The ranking: in bands, with the range of every score; filter, sort and page in the address.

use crate::audit::{self, Action, Fact, Who};
use crate::auth::{Allowed, may, shell};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::evidence;
use crate::ids::StaffId;
use crate::job_analysis;
use crate::openings::{self, Funnel, Opening, Stage};
use crate::policies::{self, Policy, tenths, zone_words};
use crate::results::{self, Page, Ranked, RankingQuery, Sort, rank};
use crate::scores::{self, OutcomeCounts, Scorer};
use crate::scoring::{Competency, Outcome, bands};
use crate::web::chart::{Interval, whole};
use crate::web::{Access, Context, Form, Query, Route, see_other, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/openings/{opening}/ranking", Access::Right("results.read"), to!(ranking)),
        Route::post("/openings/{opening}/ranking/round", Access::Right("candidates.decide"), to!(new_round)),
    ]
}

const PAGE: usize = 50;

/// All that the page is made of, read in one go.
struct Read {
    page: Page,
    funnel: Funnel,
    counts: OutcomeCounts,
    policy: Policy,
    form_se: f64,
    linked: bool,
    /// Whether the score predicts performance here, in a sentence.
    evidence: String,
}

fn read(conn: &mut Conn, opening: &Opening, query: &RankingQuery) -> Result<Read> {
    Ok(Read {
        page: rank(conn, opening, (&query.filter(), query.sort()), query.cursor()?.as_ref(), PAGE)?,
        funnel: openings::funnel(conn, opening)?,
        counts: scores::outcome_counts(conn, opening)?,
        policy: policies::current(conn, opening)?,
        form_se: Scorer::load(conn, opening)?.form_se(),
        linked: job_analysis::exists(conn, opening)?,
        evidence: evidence::line(conn, &opening.organization, &opening.assessment)?,
    })
}

async fn ranking(
    context: Context,
    allowed: Allowed<may::ResultsRead, Opening>,
    query: Query<RankingQuery>,
) -> Result<HttpResponse> {
    let (opening, query, by, now) = (allowed.thing.clone(), query.0, allowed.actor.staff.id.clone(), context.now);
    let asked = query.clone();
    let read = context
        .write(move |conn| {
            note_look(conn, &opening, &by, now)?;
            read(conn, &opening, &asked)
        })
        .await?;
    let view = view(&allowed.thing, &query, read)?;
    context.page("results/ranking.html", &shell(&allowed.actor, "Ranking", "/openings"), &view)
}

fn note_look(conn: &mut Conn, opening: &Opening, by: &StaffId, now: crate::clock::Moment) -> Result<()> {
    let fact = Fact {
        organization: &opening.organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action: Action::RankingSeen,
        object: format!("opening:{}", opening.id),
        detail: &[],
    };
    audit::append(conn, &fact)
}

#[derive(Serialize)]
struct RankingView {
    opening: String,
    opening_id: String,
    place: String,
    funnel: Funnel,
    counts: OutcomeCounts,
    /// Whether a job analysis links the test to the job.
    linked: bool,
    cut: f64,
    zone: ZoneView,
    policy_version: i64,
    policy_since: String,
    range_words: &'static str,
    in_bands: bool,
    frozen_at: Option<String>,
    round: i64,
    competencies: Vec<ColumnView>,
    sorts: SortsView,
    groups: Vec<GroupView>,
    shown: usize,
    filtered: bool,
    filter: FilterView,
    outcomes: Vec<&'static str>,
    stages: Vec<StageView>,
    next: Option<String>,
    first: Option<String>,
    exports: Vec<ExportView>,
    evidence: String,
}

/// A link to everybody the filter shows, as a file.
#[derive(Serialize)]
struct ExportView {
    name: &'static str,
    href: String,
}

#[derive(Serialize)]
struct ZoneView {
    meets_from: String,
    borderline_from: String,
    required: usize,
}

#[derive(Serialize)]
struct ColumnView {
    id: &'static str,
    name: &'static str,
    short: &'static str,
    sorted: bool,
    href: String,
}

#[derive(Serialize)]
struct SortsView {
    total: String,
    date: String,
    bands: String,
    by_total: bool,
    by_date: bool,
}

/// The filter as the form shows it; empty where nothing is asked for.
#[derive(Serialize)]
struct FilterView {
    outcome: &'static str,
    stage: &'static str,
    competency: &'static str,
    at_least: String,
    q: String,
    sort: &'static str,
}

impl FilterView {
    fn of(query: &RankingQuery) -> Self {
        Self {
            outcome: query.outcome.map(Outcome::as_str).unwrap_or_default(),
            stage: query.stage.map(Stage::as_str).unwrap_or_default(),
            competency: query.competency.map(Competency::as_str).unwrap_or_default(),
            at_least: query.at_least.map(|least| least.to_string()).unwrap_or_default(),
            q: query.q.clone().unwrap_or_default(),
            sort: query.sort.map(Sort::as_str).unwrap_or_default(),
        }
    }
}

#[derive(Serialize)]
struct StageView {
    id: &'static str,
    name: &'static str,
}

/// A band with its people; one group without a letter where a column decides the order.
#[derive(Serialize)]
struct GroupView {
    letter: Option<String>,
    people: Vec<PersonView>,
}

#[derive(Serialize)]
struct PersonView {
    id: String,
    name: String,
    pseudonym: String,
    total: Interval,
    scores: Vec<i64>,
    outcome: Outcome,
    stage: &'static str,
    date: String,
}

fn view(opening: &Opening, query: &RankingQuery, read: Read) -> Result<RankingView> {
    let Read { page, funnel, counts, policy, form_se, linked, evidence } = read;
    let zone = policy.thresholds.zone(policy.thresholds.total, form_se);
    let sort = query.sort();
    let shown = page.people.len();
    let address =
        |query: &RankingQuery| Ok::<_, Error>(format!("/openings/{}/ranking?{}", opening.id, query.to_text()?));
    let sorted_by = |sort: Option<Sort>| address(&RankingQuery { sort, after: None, ..query.clone() });
    let next =
        page.next.as_ref().map(|cursor| address(&RankingQuery { after: Some(cursor.to_string()), ..query.clone() }));
    let first = query.after.is_some().then(|| address(&RankingQuery { after: None, ..query.clone() }));
    Ok(RankingView {
        opening: opening.title.clone(),
        opening_id: opening.id.to_string(),
        place: opening.place.clone(),
        funnel,
        counts,
        linked,
        cut: policy.thresholds.total,
        zone: ZoneView {
            meets_from: tenths(zone.meets_from),
            borderline_from: tenths(zone.borderline_from),
            required: policy.thresholds.required(),
        },
        policy_version: policy.version,
        policy_since: policy.created_at.day(),
        range_words: zone_words(policy.thresholds.z),
        in_bands: sort == Sort::Band,
        frozen_at: page.bands.frozen_at.map(crate::clock::Moment::day),
        round: page.bands.round,
        competencies: columns(query, &sorted_by)?,
        sorts: SortsView {
            total: sorted_by(Some(Sort::Total))?,
            date: sorted_by(Some(Sort::Date))?,
            bands: sorted_by(None)?,
            by_total: sort == Sort::Total,
            by_date: sort == Sort::Date,
        },
        groups: groups(page.people, sort == Sort::Band, policy.thresholds.z),
        shown,
        filtered: !query.filter().is_empty(),
        filter: FilterView::of(query),
        outcomes: Outcome::ALL.iter().map(|outcome| outcome.as_str()).collect(),
        stages: Stage::ALL.iter().map(|stage| StageView { id: stage.as_str(), name: stage.name() }).collect(),
        next: next.transpose()?,
        first: first.transpose()?,
        exports: exports(opening, query)?,
        evidence,
    })
}

fn exports(opening: &Opening, query: &RankingQuery) -> Result<Vec<ExportView>> {
    let query = RankingQuery { after: None, ..query.clone() }.to_text()?;
    let file = |(name, kind)| ExportView { name, href: format!("/openings/{}/export.{kind}?{query}", opening.id) };
    Ok([("CSV", "csv"), ("Excel", "xlsx"), ("JSON", "json")].map(file).into())
}

fn columns(query: &RankingQuery, sorted_by: &impl Fn(Option<Sort>) -> Result<String>) -> Result<Vec<ColumnView>> {
    let column = |competency: Competency| {
        let sort: Sort = competency.as_str().parse().map_err(Error::internal)?;
        Ok(ColumnView {
            id: competency.as_str(),
            name: competency.name(),
            short: competency.short_name(),
            sorted: query.sort() == sort,
            href: sorted_by(Some(sort))?,
        })
    };
    Competency::all().map(column).collect()
}

fn groups(people: Vec<Ranked>, in_bands: bool, z: f64) -> Vec<GroupView> {
    let mut groups: Vec<(usize, GroupView)> = Vec::new();
    for person in people {
        let band = if in_bands { person.band } else { 0 };
        if groups.last().is_none_or(|(last, _)| *last != band) {
            let letter = in_bands.then(|| bands::letter(band));
            groups.push((band, GroupView { letter, people: Vec::new() }));
        }
        if let Some((_, group)) = groups.last_mut() {
            group.people.push(person_view(person, z));
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn person_view(person: Ranked, z: f64) -> PersonView {
    let standing = &person.row.standing;
    PersonView {
        id: person.row.candidate.to_string(),
        name: person.name,
        pseudonym: person.pseudonym,
        total: Interval::of(standing.total.value, standing.total.se, z),
        scores: standing.competencies.iter().map(|(_, score)| whole(score.value)).collect(),
        outcome: standing.outcome,
        stage: standing.stage.name(),
        date: person.row.submitted_at.short_day(),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// Begins a new round: bands move again with every new result, until the next decision.
async fn new_round(
    context: Context,
    allowed: Allowed<may::CandidatesDecide, Opening>,
    _form: Form<Nothing>,
) -> Result<HttpResponse> {
    let (opening, who, now) = (allowed.thing, Who::Staff(allowed.actor.staff.id), context.now);
    let path = format!("/openings/{}/ranking", opening.id);
    context.write(move |conn| results::new_round(conn, &opening, &who, now)).await?;
    Ok(see_other(&path))
}
