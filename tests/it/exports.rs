//! The ranking as a file: what it holds, in which order, and that nothing in it runs.

use crate::harness::{App, Client, Office};
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use diesel::connection::SimpleConnection;
use rapport::error::Error;
use rapport::ids::CandidateId;
use rapport::openings::Opening;
use rapport::people::Role;
use rapport::scores::{Scorer, refresh_bands};
use reqwest::Method;
use serde_json::Value;
use std::collections::HashSet;
use std::io::{Cursor, Read};

const EVIL: [&str; 4] = ["=HYPERLINK(\"http://evil.example\";\"Click\")", "+1", "@x", "-2+3"];

fn export(office: &Office, kind: &str, query: &str) -> String {
    format!("/api/v1/openings/{}/export.{kind}{query}", office.opening.id)
}

/// The rows of a CSV file, its header first.
fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn place(header: &[String], name: &str) -> usize {
    header.iter().position(|column| column == name).unwrap_or_else(|| panic!("no column {name}"))
}

/// The values of a column of a CSV file.
fn column(rows: &[Vec<String>], name: &str) -> Vec<String> {
    let place = place(&rows[0], name);
    rows[1..].iter().map(|row| row[place].clone()).collect()
}

async fn bytes(client: &Client, path: &str) -> Vec<u8> {
    let response = client.request(Method::GET, path).send().await.expect("an answer");
    assert_eq!(response.status().as_u16(), 200, "{path}");
    response.bytes().await.expect("a body").to_vec()
}

async fn sheet(client: &Client, path: &str, name: &str) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes(client, path).await)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["Ranking", "Columns"]);
    assert!(book.worksheet_formula("Ranking").expect("formulas").is_empty(), "a formula");
    book.worksheet_range(name).expect("a sheet").rows().map(<[Data]>::to_vec).collect()
}

async fn evil_office(app: &App) -> Office {
    let office = Office::open(app).await;
    for (number, name) in EVIL.iter().enumerate() {
        office.finisher_named(name, &format!("+p{number}@applicants.example"), number).await;
    }
    office.finisher_named("Ana \"Quote\", Applicant", "ana@applicants.example", 1).await;
    office
}

#[tokio::test(flavor = "multi_thread")]
async fn csv_and_json_say_what_the_ranking_says_and_nothing_in_them_runs() {
    let app = App::new().await;
    let office = evil_office(&app).await;
    let recruiter = office.recruiter().await;
    let answer = recruiter.get(&export(&office, "csv", "")).await.expect(200);
    assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8; header=present");
    assert_eq!(answer.headers["cache-control"], "no-store");
    let day = app.clock.now().rfc3339()[..10].to_owned();
    let disposition = format!("attachment; filename=\"ranking-support-specialist-{day}.csv\"");
    assert_eq!(answer.headers["content-disposition"], disposition.as_str());
    assert!(answer.text.ends_with("\r\n") && answer.text.lines().count() == 6, "{}", answer.text);
    let rows = csv_rows(&answer.text);
    let names: HashSet<String> = column(&rows, "name").into_iter().collect();
    assert!(EVIL.iter().all(|evil| names.contains(&format!("'{evil}"))), "{names:?}");
    assert!(names.contains("Ana \"Quote\", Applicant"));
    assert_eq!(column(&rows, "email").iter().filter(|email| email.starts_with("'+p")).count(), 4);
    assert!(column(&rows, "keys").iter().all(|keys| keys == "author (provisional)"));
    assert!(column(&rows, "finished_at").iter().all(|time| time.starts_with(&day) && time.ends_with('Z')));
    let json = recruiter.get(&export(&office, "json", "")).await.expect(200).json();
    assert_eq!((&json["count"], &json["keys"]), (&5.into(), &"author (provisional)".into()));
    let ranking = recruiter.get(&format!("/api/v1/openings/{}/ranking", office.opening.id)).await.expect(200).json();
    let totals = column(&rows, "total");
    for (place, ranked) in ranking["people"].as_array().unwrap().iter().enumerate() {
        let person = &json["people"][place];
        for field in ["name", "pseudonym", "band", "outcome", "stage"] {
            assert_eq!(person[field], ranked[field], "{field}");
        }
        assert_eq!(person["total"], ranked["total"]["value"]);
        assert_eq!(person["total_se"], ranked["total"]["se"]);
        assert_eq!(person["patience_se"], ranked["competencies"]["patience"]["se"]);
        assert_eq!(totals[place].parse::<f64>().unwrap().to_bits(), person["total"].as_f64().unwrap().to_bits());
        assert_eq!((&person["questions_counted"], &person["questions_missing"]), (&24.into(), &0.into()));
        let (low, high) = (person["total_low"].as_f64().unwrap(), person["total_high"].as_f64().unwrap());
        assert!((high - low - 2.0 * person["total_se"].as_f64().unwrap()).abs() < 1e-9);
    }
    let explained: Vec<&str> =
        json["columns"].as_array().unwrap().iter().map(|column| column["name"].as_str().unwrap()).collect();
    assert_eq!(explained, rows[0], "every column is explained");
    assert_eq!(json["people"][0].as_object().unwrap().len(), explained.len());
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_has_typed_cells_a_header_that_stays_and_a_sheet_that_explains() {
    let app = App::new().await;
    let office = evil_office(&app).await;
    let recruiter = office.recruiter().await;
    let path = export(&office, "xlsx", "");
    let rows = sheet(&recruiter, &path, "Ranking").await;
    let header: Vec<String> = rows[0].iter().map(ToString::to_string).collect();
    let csv = csv_rows(&recruiter.get(&export(&office, "csv", "")).await.expect(200).text);
    assert_eq!((header.clone(), rows.len()), (csv[0].clone(), 6));
    for (row, line) in rows[1..].iter().zip(&csv[1..]) {
        for name in ["total", "total_low", "empathy_se", "questions_counted", "threshold_version"] {
            let at = place(&header, name);
            assert_eq!(row[at], Data::Float(line[at].parse().unwrap()), "{name}");
        }
        for name in ["name", "email", "stage", "key_set", "scoring_version"] {
            let at = place(&header, name);
            assert_eq!(row[at], Data::String(line[at].trim_start_matches('\'').to_owned()), "{name}");
        }
        let at = place(&header, "finished_at");
        let Data::DateTime(time) = &row[at] else { panic!("{:?} is no time", row[at]) };
        let seconds = chrono::DateTime::parse_from_rfc3339(&line[at]).unwrap().timestamp() as f64;
        assert!((time.as_f64() - 25_569.0 - seconds / 86_400.0).abs() * 86_400.0 < 0.5, "{time:?} is not {}", line[at]);
    }
    let columns = sheet(&recruiter, &path, "Columns").await;
    for (name, row) in header.iter().zip(&columns[1..]) {
        assert_eq!(&row[0].to_string(), name);
        assert!(row.iter().all(|cell| cell.to_string().len() > 3), "{row:?}");
    }
    let mut parts = zip::ZipArchive::new(Cursor::new(bytes(&recruiter, &path).await)).unwrap();
    let mut xml = String::new();
    parts.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut xml).unwrap();
    assert!(xml.contains("ySplit=\"1\"") && xml.contains("state=\"frozen\""), "the header does not stay");
    assert!(xml.contains("<autoFilter ") && !xml.contains("<f>") && !xml.contains("<hyperlink"), "{xml}");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_holds_what_the_filter_shows_and_the_log_says_so_without_names() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    for (number, name) in ["Ana Applicant", "Ben Applicant", "Cem Other"].into_iter().enumerate() {
        office.finisher(name, number).await;
    }
    let recruiter = office.recruiter().await;
    let all = csv_rows(&recruiter.get(&export(&office, "csv", "?sort=total")).await.expect(200).text);
    let outcome = column(&all, "outcome")[0].clone();
    let expected = column(&all, "outcome").iter().filter(|word| **word == outcome).count();
    let some = recruiter.get(&export(&office, "csv", &format!("?outcome={outcome}"))).await.expect(200);
    assert_eq!(csv_rows(&some.text).len() - 1, expected);
    let found = recruiter.get(&export(&office, "json", "?q=CEM&sort=date")).await.expect(200).json();
    assert_eq!((&found["count"], found["people"].as_array().unwrap().len()), (&1.into(), 1));
    assert_eq!(sheet(&recruiter, &export(&office, "xlsx", "?q=nobody"), "Ranking").await.len(), 1, "the header alone");
    let none = recruiter.get(&export(&office, "json", "?q=nobody")).await.expect(200).json();
    assert_eq!(none["people"].as_array().unwrap().len(), 0);
    recruiter.get(&export(&office, "csv", "?outcome=wonderful")).await.expect(400);
    recruiter.get(&export(&office, "pdf", "")).await.expect(404);
    let facts = office.program(Role::Admin).await.get("/api/v1/audit").await.expect(200).json();
    let of_files: Vec<&Value> =
        facts["facts"].as_array().unwrap().iter().filter(|fact| fact["action"] == "ranking-exported").collect();
    assert_eq!(of_files.len(), 5, "one for each file, none for what was refused");
    let searched = of_files.iter().find(|fact| fact["detail"].to_string().contains("sort=date")).unwrap();
    let detail = searched["detail"].to_string();
    for part in ["json", "\"people\":\"1\"", "\"searched\":\"yes\""] {
        assert!(detail.contains(part), "{detail}");
    }
    // Not in the whole log: an id or a hash may well hold these three letters.
    let told = |fact: &&Value| fact["detail"].to_string().to_lowercase().contains("cem");
    assert!(!of_files.iter().any(told), "{facts}");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ranking_page_links_to_the_files_of_its_filter() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    office.finisher("Ana Applicant", 0).await;
    let browser = office.browser(Role::Recruiter).await;
    let page = browser.get(&format!("/openings/{}/ranking?q=ana&sort=total", office.opening.id)).await.expect(200);
    for kind in ["csv", "xlsx", "json"] {
        let link = page.attribute(&format!("a[href*='export.{kind}']"), "href").expect("a link");
        assert!(link.ends_with("?q=ana&sort=total"), "{link}");
        browser.get(&link).await.expect(200);
    }
    let admin = office.browser(Role::Admin).await;
    admin.get(&format!("/openings/{}/export.csv", office.opening.id)).await.expect(403);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_on_the_team_finds_no_file() {
    let app = App::new().await;
    let (one, two) = (Office::open(&app).await, Office::open(&app).await);
    two.finisher("Ana Applicant", 0).await;
    let manager = two.staff(Role::Manager).to_string();
    let page = format!("/openings/{}", two.opening.id);
    let admin = two.browser(Role::Admin).await;
    admin.submit_seen(&page, &format!("{page}/team"), &[("member", &manager)]).await.expect(303);
    for kind in ["csv", "xlsx", "json"] {
        one.recruiter().await.get(&export(&two, kind, "")).await.expect(404);
        two.recruiter().await.get(&export(&two, kind, "")).await.expect(404);
        app.stranger().get(&export(&two, kind, "")).await.expect(401);
    }
    app.stop().await;
}

/// Copies the one finisher of an opening, so that there are many, with totals of their own.
async fn multiply(app: &App, opening: &Opening, first: &str, times: usize) {
    let sitting =
        "number, state, seed, mode, notice_version, started_at, open_until, deadline_at, submitted_at, version";
    let run = "run, scale, score, se, items, missing, key_set, scoring_version, precision_version, computed_at";
    let scores = "total_se, empathy, empathy_se, patience, patience_se, communication, communication_se, \
        product_knowledge, product_knowledge_se, policy_version, outcome, stage, submitted_at";
    let of = format!("organization_id = '{}' AND ", opening.organization);
    let mut sql = Vec::new();
    for number in 0..times {
        let (candidate, attempt) = (CandidateId::new(), CandidateId::new());
        // Some share a total, so that the order among equals counts too.
        let total = (number * 37 % 900) as f64 / 10.0;
        sql.push(format!(
            "INSERT INTO candidates (organization_id, id, opening_id, pseudonym, name, email, source, search, created_at)
               SELECT organization_id, '{candidate}', opening_id, 'P{number}', 'Copy {number}', '{number}@x.example',
               source, 'copy {number}', created_at FROM candidates WHERE {of} id = '{first}';
             INSERT INTO attempts (organization_id, id, opening_id, candidate_id, receipt, {sitting})
               SELECT organization_id, '{attempt}', opening_id, '{candidate}', 'R{number}', {sitting}
               FROM attempts WHERE {of} candidate_id = '{first}';
             INSERT INTO scores (organization_id, attempt_id, {run}) SELECT organization_id, '{attempt}', {run}
               FROM scores WHERE {of} attempt_id = (SELECT id FROM attempts WHERE {of} candidate_id = '{first}');
             INSERT INTO results (organization_id, opening_id, candidate_id, attempt_id, run, total, {scores})
               SELECT organization_id, opening_id, '{candidate}', '{attempt}', run, {total}, {scores}
               FROM results WHERE {of} candidate_id = '{first}';"
        ));
    }
    let opening = opening.clone();
    let done = app.server.db.write(move |conn| {
        conn.batch_execute(&sql.concat())?;
        let form_se = Scorer::load(conn, &opening)?.form_se();
        refresh_bands(conn, &opening, form_se)?;
        Ok::<_, Error>(())
    });
    done.await.expect("copies");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_thousand_people_come_in_the_order_of_the_ranking_each_once() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    office.finisher("First One", 0).await;
    let recruiter = office.recruiter().await;
    let ranking = format!("/api/v1/openings/{}/ranking", office.opening.id);
    let first = recruiter.get(&ranking).await.expect(200).json()["people"][0]["candidate"].clone();
    multiply(&app, &office.opening, first.as_str().unwrap(), 1999).await;
    for sort in ["band", "total"] {
        let mut expected: Vec<String> = Vec::new();
        let mut after = String::new();
        loop {
            let page = recruiter.get(&format!("{ranking}?sort={sort}{after}")).await.expect(200).json();
            let people = page["people"].as_array().unwrap().iter();
            expected.extend(people.map(|person| person["pseudonym"].as_str().unwrap().to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        let rows = csv_rows(&recruiter.get(&export(&office, "csv", &format!("?sort={sort}"))).await.expect(200).text);
        assert_eq!(rows.len(), 2001);
        assert_eq!(column(&rows, "pseudonym"), expected, "by {sort}");
        let letters: HashSet<String> = column(&rows, "band").into_iter().collect();
        assert!(letters.len() > 3, "{letters:?}");
    }
    let json = recruiter.get(&export(&office, "json", "?sort=total")).await.expect(200).json();
    let totals: Vec<f64> =
        json["people"].as_array().unwrap().iter().map(|person| person["total"].as_f64().unwrap()).collect();
    assert_eq!(totals.len(), 2000);
    assert!(totals.windows(2).all(|pair| pair[0] >= pair[1]));
    assert_eq!(sheet(&recruiter, &export(&office, "xlsx", ""), "Ranking").await.len(), 2001);
    app.stop().await;
}
