//! The ranking: in bands, with the range of every score; filter, sort and page in the address.

use super::controls::{Column, Controls, controls, source_name, tidied};
use crate::audit::Who;
use crate::auth::{Allowed, may, shell};
use crate::error::{Error, FieldError, Result};
use crate::ids::CandidateId;
use crate::openings::{Funnel, Opening};
use crate::people::{Actor, Right};
use crate::policies::{tenths, zone_words};
use crate::results::impressions::{tags_in, tags_of};
use crate::results::views::saved_views;
use crate::results::{self, Departures, Looked, Ranked, RankingQuery, Sort, look, note_look_at};
use crate::scores::OutcomeCounts;
use crate::scoring::{Competency, Outcome, PerCompetency, Thresholds, bands};
use crate::web::chart::{Interval, whole};
use crate::web::{Access, Context, Form, QueryPairs, Route, from_pairs, see_other, to};
use crate::{evidence, job_analysis};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/openings/{opening}/ranking", Access::Right("results.read"), to!(ranking)),
        Route::post("/openings/{opening}/ranking/round", Access::Right("candidates.decide"), to!(new_round)),
    ]
}

const PAGE: usize = 50;

async fn ranking(
    context: Context,
    allowed: Allowed<may::ResultsRead, Opening>,
    asked: QueryPairs,
) -> Result<HttpResponse> {
    let (actor, opening) = (&allowed.actor, &allowed.thing);
    if let Some(tidy) = tidied(&asked.0) {
        return Ok(see_other(&address(opening, &tidy)));
    }
    if asked.0.is_empty()
        && let Some(first) = first_view(&context, actor, opening).await?
    {
        return Ok(see_other(&format!("/openings/{}/ranking?{first}", opening.id)));
    }
    let query: RankingQuery = from_pairs(&asked.0)?;
    let view = read(&context, (actor, opening), &query, Vec::new()).await?;
    context.page("results/ranking.html", &shell(actor, "Ranking", "/openings"), &view)
}

/// The same page once more, with what is wrong with one of its forms.
pub async fn again(
    context: &Context,
    (actor, opening): (&Actor, &Opening),
    query: &RankingQuery,
    problems: Vec<FieldError>,
) -> Result<HttpResponse> {
    let view = read(context, (actor, opening), query, problems).await?;
    context.page_again("results/ranking.html", &shell(actor, "Ranking", "/openings"), &view)
}

fn address(opening: &Opening, pairs: &[(String, String)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    format!("/openings/{}/ranking?{query}", opening.id)
}

/// The query of the view that somebody begins with, if they have marked one.
async fn first_view(context: &Context, actor: &Actor, opening: &Opening) -> Result<Option<String>> {
    let (by, of) = (actor.staff.id.clone(), opening.clone());
    let views = context.read(move |conn| saved_views(conn, &of, &by)).await?;
    let first = views.into_iter().find(|view| view.is_default && view.owner == actor.staff.id);
    Ok(first.map(|view| view.query).filter(|query| !query.is_empty()))
}

async fn read(
    context: &Context,
    (actor, opening): (&Actor, &Opening),
    query: &RankingQuery,
    problems: Vec<FieldError>,
) -> Result<RankingView> {
    let (of, by, now, asked) = (opening.clone(), actor.staff.id.clone(), context.now, query.clone());
    let (noted, who) = (of.clone(), by.clone());
    context.write(move |conn| note_look_at(conn, &noted, &who, now)).await?;
    let (looked, views, tags, of_people, said) = context
        .read(move |conn| {
            let looked = look(conn, &of, &asked, &by, PAGE)?;
            let people: Vec<_> = looked.page.people.iter().map(|person| person.row.candidate.clone()).collect();
            let of_people = tags_of(conn, &of, &people)?;
            let evidence = evidence::line(conn, &of.organization, &of.assessment)?;
            let said = (job_analysis::exists(conn, &of)?, evidence);
            Ok::<_, Error>((looked, saved_views(conn, &of, &by)?, tags_in(conn, &of)?, of_people, said))
        })
        .await?;
    let controls = controls(opening, query, &looked, (&views, &tags, &actor.staff.id))?;
    let may_decide = actor.reach(Right::CandidatesDecide).is_some();
    view(opening, query, looked, (controls, of_people, problems, may_decide), said)
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
    departures: Departures,
    /// The filter as an address, for deciding on everybody it shows.
    filter_text: String,
    cut: f64,
    zone: ZoneView,
    policy_version: i64,
    policy_since: String,
    range_words: &'static str,
    in_bands: bool,
    frozen_at: Option<String>,
    round: i64,
    controls: Controls,
    /// Which columns stand there, by their words; a column of a competency knows it by itself.
    columns: BTreeMap<&'static str, bool>,
    /// How many columns there are, for a row that spans them.
    span: usize,
    competencies: Vec<ColumnView>,
    sorts: SortsView,
    groups: Vec<GroupView>,
    shown: usize,
    filtered: bool,
    /// What the totals are made of in a what-if, in a sentence, and the way back.
    what_if: Option<WhatIfView>,
    names_hidden: bool,
    names_version: i64,
    may_decide: bool,
    next: Option<String>,
    first: Option<String>,
    exports: Vec<ExportView>,
    evidence: String,
    problems: Vec<FieldError>,
}

#[derive(Serialize)]
struct WhatIfView {
    sentence: String,
    back: String,
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
    short: &'static str,
    shown: bool,
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
    source: &'static str,
    tags: Vec<String>,
    date: String,
}

type Beside = (Controls, HashMap<CandidateId, Vec<String>>, Vec<FieldError>, bool);

fn view(
    opening: &Opening,
    query: &RankingQuery,
    looked: Looked,
    (controls, tags, problems, may_decide): Beside,
    (linked, evidence): (bool, String),
) -> Result<RankingView> {
    let Looked { page, funnel, counts, departures, policy, form_se, names, weights, filtered, .. } = looked;
    let sort = query.sort();
    let shown = page.people.len();
    let address =
        |query: &RankingQuery| Ok::<_, Error>(format!("/openings/{}/ranking?{}", opening.id, query.to_text()?));
    let sorted_by = |sort: Sort| address(&RankingQuery { sort: Some(sort), after: None, ..query.clone() });
    let next =
        page.next.as_ref().map(|cursor| address(&RankingQuery { after: Some(cursor.to_string()), ..query.clone() }));
    let first = query.after.is_some().then(|| sorted_by(sort));
    let columns: BTreeMap<&'static str, bool> =
        Column::ALL.iter().map(|column| (column.as_str(), column.is_shown(query.columns.as_deref()))).collect();
    Ok(RankingView {
        opening: opening.title.clone(),
        opening_id: opening.id.to_string(),
        place: opening.place.clone(),
        funnel,
        counts,
        linked,
        departures,
        filter_text: RankingQuery { sort: None, after: None, ..query.clone() }.to_text()?,
        cut: policy.thresholds.total,
        zone: zone_view(&policy.thresholds, form_se),
        policy_version: policy.version,
        policy_since: policy.created_at.day(),
        range_words: zone_words(policy.thresholds.z),
        in_bands: sort == Sort::Band,
        frozen_at: page.bands.frozen_at.map(crate::clock::Moment::day),
        round: page.bands.round,
        competencies: competencies(query, &sorted_by)?,
        span: 2 + columns.values().filter(|shown| **shown).count(),
        columns,
        sorts: SortsView {
            total: sorted_by(Sort::Total)?,
            date: sorted_by(Sort::Date)?,
            bands: sorted_by(Sort::Band)?,
            by_total: sort == Sort::Total,
            by_date: sort == Sort::Date,
        },
        groups: groups(page.people, sort == Sort::Band, (policy.thresholds.z, &tags)),
        shown,
        filtered,
        what_if: weights.map(|weights| what_if(opening, query, &weights)).transpose()?,
        names_hidden: names.are_hidden(),
        names_version: names.version,
        may_decide,
        controls,
        next: next.transpose()?,
        first: first.transpose()?,
        exports: exports(opening, query)?,
        evidence,
        problems,
    })
}

fn zone_view(thresholds: &Thresholds, form_se: f64) -> ZoneView {
    let zone = thresholds.zone(thresholds.total, form_se);
    ZoneView {
        meets_from: tenths(zone.meets_from),
        borderline_from: tenths(zone.borderline_from),
        required: thresholds.required(),
    }
}

fn what_if(opening: &Opening, query: &RankingQuery, weights: &PerCompetency<f64>) -> Result<WhatIfView> {
    let said = weights.iter().map(|(competency, weight)| match *weight {
        weight if weight > 0.0 => format!("{} × {weight}", competency.name().to_lowercase()),
        _ => format!("without {}", competency.name().to_lowercase()),
    });
    let real = RankingQuery {
        weigh_empathy: None,
        weigh_patience: None,
        weigh_communication: None,
        weigh_product_knowledge: None,
        sort: Some(query.sort()),
        after: None,
        ..query.clone()
    };
    let said: Vec<String> = said.collect();
    let back = format!("/openings/{}/ranking?{}", opening.id, real.to_text()?);
    Ok(WhatIfView { sentence: said.join(", "), back })
}

fn exports(opening: &Opening, query: &RankingQuery) -> Result<Vec<ExportView>> {
    let query = RankingQuery { after: None, ..query.clone() }.to_text()?;
    let file = |(name, kind)| ExportView { name, href: format!("/openings/{}/export.{kind}?{query}", opening.id) };
    Ok([("CSV", "csv"), ("Excel", "xlsx"), ("JSON", "json")].map(file).into())
}

fn competencies(query: &RankingQuery, sorted_by: &impl Fn(Sort) -> Result<String>) -> Result<Vec<ColumnView>> {
    let column = |competency: Competency| {
        let sort: Sort = competency.as_str().parse().map_err(Error::internal)?;
        let column: Column = competency.as_str().parse().map_err(Error::internal)?;
        Ok(ColumnView {
            short: competency.short_name(),
            shown: column.is_shown(query.columns.as_deref()),
            sorted: query.sort() == sort,
            href: sorted_by(sort)?,
        })
    };
    Competency::all().map(column).collect()
}

type Shown<'a> = (f64, &'a HashMap<CandidateId, Vec<String>>);

fn groups(people: Vec<Ranked>, in_bands: bool, shown: Shown<'_>) -> Vec<GroupView> {
    let mut groups: Vec<(usize, GroupView)> = Vec::new();
    for person in people {
        let band = if in_bands { person.band } else { 0 };
        if groups.last().is_none_or(|(last, _)| *last != band) {
            let letter = in_bands.then(|| bands::letter(band));
            groups.push((band, GroupView { letter, people: Vec::new() }));
        }
        if let Some((_, group)) = groups.last_mut() {
            group.people.push(person_view(person, shown));
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn person_view(person: Ranked, (z, tags): Shown<'_>) -> PersonView {
    let standing = &person.row.standing;
    PersonView {
        id: person.row.candidate.to_string(),
        name: person.name,
        pseudonym: person.pseudonym,
        total: Interval::of(standing.total.value, standing.total.se, z),
        scores: standing.competencies.iter().map(|(_, score)| whole(score.value)).collect(),
        outcome: standing.outcome,
        stage: standing.stage.name(),
        source: source_name(person.source),
        tags: tags.get(&person.row.candidate).cloned().unwrap_or_default(),
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
    let path = format!("/openings/{}/ranking?sort=band", opening.id);
    context.write(move |conn| results::new_round(conn, &opening, &who, now)).await?;
    Ok(see_other(&path))
}
