//! An opening full of made-up people. Names, addresses, sittings and results are drawn here and written in bulk: nobody
//! sits a test for it, and nothing of it is a person.

use crate::app::Server;
use crate::clock::Moment;
use crate::config::DatabaseUrl;
use crate::db::{Conn, Db};
use crate::entropy::Stream;
use crate::error::{Code, Error, Result};
use crate::i18n::Locale;
use crate::ids::{AttemptId, CandidateId, StaffId, base32, pseudonym};
use crate::openings::{self, NewOpening, Opening};
use crate::people::{self, NewOrganization, Role};
use crate::policies;
use crate::results::{Asked, RankingQuery, Sort, rank};
use crate::scores::{self, Scorer};
use crate::scoring::{Competency, PerCompetency, Score};
use diesel::connection::SimpleConnection;
use std::fmt::Write;

const FIRST: [&str; 16] = [
    "ana", "ben", "cem", "dora", "emil", "fay", "gus", "hana", "ivo", "jun", "kaya", "leo", "mia", "noor", "otto",
    "pia",
];
const LAST: [&str; 16] = [
    "abel", "brand", "costa", "dvorak", "engel", "faber", "gruber", "haas", "ilic", "jansen", "kovac", "lund", "maier",
    "novak", "osei", "vale",
];

/// So many people are written in one transaction.
const BATCH: u32 = 500;

/// Makes an organization with one opening, and fills it.
pub fn fill(server: &Server, people: u32) -> Result<(Opening, StaffId)> {
    let now = server.clock.now();
    let exists = server.db.read_now(|conn| people::organizations(conn).map(|all| !all.is_empty()))?;
    if exists {
        let sentence =
            "The database holds an organization. Measure in an empty one: name it with --data-dir or --database.";
        return Err(Error::new(Code::Conflict, sentence));
    }
    let (opening, staff) = server.db.write_now(move |conn| begin(conn, now))?;
    let mut done = 0;
    while done < people {
        let (until, target) = ((done + BATCH).min(people), opening.clone());
        server.db.write_now(move |conn| batch(conn, &target, done..until))?;
        done = until;
    }
    let target = opening.clone();
    server.db.write_now(move |conn| {
        let form_se = Scorer::load(conn, &target)?.form_se();
        scores::refresh_bands(conn, &target, form_se)
    })?;
    // What autovacuum does by itself some minutes after as many people have come.
    if let DatabaseUrl::Postgres(_) = server.settings.database {
        server.db.read_now(|conn| {
            conn.batch_execute("SET statement_timeout = 0")?;
            conn.batch_execute("VACUUM ANALYZE")?;
            Ok::<_, Error>(())
        })?;
    }
    Ok((opening, staff))
}

fn begin(conn: &mut Conn, now: Moment) -> Result<(Opening, StaffId)> {
    let name = "Bench".parse().map_err(Error::internal)?;
    let contact = "bench@example.com".parse().map_err(Error::internal)?;
    let new = NewOrganization { name: &name, contact: &contact, retention_months: 12 };
    let organization = people::create_organization(conn, &new, now)?;
    let recruiter = "The recruiter".parse().map_err(Error::internal)?;
    let staff = people::add_staff(conn, &organization, &contact, &recruiter, &[Role::Recruiter], now)?;
    let title = "A full opening".parse().map_err(Error::internal)?;
    let new = NewOpening { seed: 1, ..NewOpening::of(title, contact, "customer-support-essentials") };
    Ok((openings::create(conn, &organization, &staff, &new, now)?, staff))
}

/// Writes some people with their sittings and results, each table in one statement.
fn batch(conn: &mut Conn, opening: &Opening, numbers: std::ops::Range<u32>) -> Result<()> {
    let thresholds = policies::current(conn, opening)?.thresholds;
    let (organization, id) = (&opening.organization, &opening.id);
    let [mut candidates, mut attempts, mut results] = [const { String::new() }; 3];
    for number in numbers {
        let mut stream = Stream::new(i64::from(number), "bench");
        let (candidate, attempt) = (CandidateId::new(), AttemptId::new());
        let first = if number % 40_000 == 7 { "zephyrine" } else { FIRST[stream.below(16)] };
        let (last, code) = (LAST[stream.below(16)], format!("{}{}", &pseudonym()[..2], base32(&number.to_be_bytes())));
        let email = format!("{first}.{last}{number}@applicants.example");
        let language = if number % 250 == 0 { "'es'" } else { "NULL" };
        let source = if number % 300 == 0 { "public-link" } else { "invited" };
        let at = format!(
            "2026-{:02}-{:02} {:02}:{:02}:{:02}",
            1 + stream.below(6),
            1 + stream.below(28),
            stream.below(24),
            stream.below(60),
            stream.below(60)
        );
        let comma = if candidates.is_empty() { "" } else { "," };
        let put =
            |text: &mut String, row: std::fmt::Arguments<'_>| write!(text, "{comma}({row})").map_err(Error::internal);
        put(
            &mut candidates,
            format_args!(
                "'{organization}','{candidate}','{id}','{code}','{first} {last}','{email}',{language},'{source}',\
             '{first} {last} {email} {}','{at}'",
                code.to_lowercase()
            ),
        )?;
        put(
            &mut attempts,
            format_args!(
                "'{organization}','{attempt}','{id}','{candidate}',1,'scored',{number},'open','1','{at}','{at}','{at}','{number}',1"
            ),
        )?;
        let skill = 55.0 + 14.0 * stream.normal();
        let competencies =
            PerCompetency::from_fn(|_| Score { value: skill + 11.0 * stream.normal(), se: 12.2, items: 6, missing: 0 });
        let mean = Competency::all().map(|competency| competencies[competency].value).sum::<f64>() / 4.0;
        let total = Score { value: mean, se: 6.1, items: 24, missing: 0 };
        let outcome = thresholds.outcome(total, &competencies);
        let stage = match stream.below(200) {
            0..10 => "advance",
            10..16 => "hold",
            16..20 => "reject",
            _ => "undecided",
        };
        let c = &competencies;
        put(
            &mut results,
            format_args!(
                "'{organization}','{id}','{candidate}','{attempt}',1,{mean:?},6.1,{:?},12.2,{:?},12.2,{:?},12.2,{:?},12.2,0,\
             '{outcome}','{stage}','{at}'",
                c.empathy.value, c.patience.value, c.communication.value, c.product_knowledge.value
            ),
        )?;
    }
    Ok(conn.batch_execute(&statements(&candidates, &attempts, &results))?)
}

/// One statement for each table.
fn statements(candidates: &str, attempts: &str, results: &str) -> String {
    format!(
        "INSERT INTO candidates (organization_id, id, opening_id, pseudonym, name, email, language, source, search, created_at)
           VALUES {candidates};
         INSERT INTO attempts (organization_id, id, opening_id, candidate_id, number, state, seed, mode, notice_version,
           started_at, open_until, submitted_at, receipt, version) VALUES {attempts};
         INSERT INTO results (organization_id, opening_id, candidate_id, attempt_id, run, total, total_se, empathy,
           empathy_se, patience, patience_se, communication, communication_se, product_knowledge, product_knowledge_se,
           policy_version, outcome, stage, submitted_at) VALUES {results};"
    )
}

/// Two pages in the middle of a ranking: found by who stands there, not by walking.
pub fn deep(db: &Db, opening: &Opening) -> Result<[RankingQuery; 2]> {
    db.read_now(|conn| {
        let round = scores::band_round(conn, opening)?;
        let bounds = |letter: &str| RankingQuery { band: Some(letter.to_owned()), ..RankingQuery::default() };
        let middle = scoring_letter(round.bands.len() / 2);
        let in_band =
            rank(conn, opening, &bounds(&middle).asked(openings::Names::default(), Locale::English)?, None, 50)?;
        let sorted =
            Asked { sort: Sort::Empathy, ..bounds(&middle).asked(openings::Names::default(), Locale::English)? };
        let by_column = rank(conn, opening, &sorted, None, 50)?;
        let text = |cursor: Option<crate::results::Cursor>| cursor.map(|cursor| cursor.to_string());
        Ok::<_, Error>([
            RankingQuery { after: text(in_band.next), ..RankingQuery::default() },
            RankingQuery { after: text(by_column.next), sort: Some(Sort::Empathy), ..RankingQuery::default() },
        ])
    })
}

fn scoring_letter(rank: usize) -> String {
    crate::scoring::bands::letter(rank.max(1))
}
