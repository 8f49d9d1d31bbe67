//! The ranking as a workspace: what is counted, narrowed, saved, hidden, weighed; and what colleagues see of each other.

use crate::harness::{App, Client, Office};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use rapport::error::Error;
use rapport::people::Role;
use reqwest::Method;
use serde_json::{Value, json};

#[derive(QueryableByName, PartialEq, Debug)]
struct Counts {
    #[diesel(sql_type = BigInt)]
    invited: i64,
    #[diesel(sql_type = BigInt)]
    started: i64,
    #[diesel(sql_type = BigInt)]
    scored: i64,
    #[diesel(sql_type = BigInt)]
    advanced: i64,
    #[diesel(sql_type = BigInt)]
    undecided: i64,
    #[diesel(sql_type = BigInt)]
    below: i64,
}

async fn counts(app: &App, sql: &'static str) -> Counts {
    let read = app.server.db.read(move |conn| diesel::sql_query(sql).get_result::<Counts>(conn).map_err(Error::from));
    read.await.expect("counts")
}

const KEPT: &str = "SELECT invited, started, scored, advanced, undecided, below FROM opening_counts";
const COUNTED: &str = "SELECT
    (SELECT COUNT(*) FROM candidates WHERE source <> 'trial') AS invited,
    (SELECT COUNT(DISTINCT a.candidate_id) FROM attempts a JOIN candidates c ON c.organization_id = a.organization_id
        AND c.id = a.candidate_id WHERE c.source <> 'trial') AS started,
    (SELECT COUNT(*) FROM results) AS scored,
    (SELECT COUNT(*) FROM results WHERE stage = 'advance') AS advanced,
    (SELECT COUNT(*) FROM results WHERE stage = 'undecided') AS undecided,
    (SELECT COUNT(*) FROM results WHERE outcome = 'below') AS below";

/// Three finishers and somebody who has not started. Their ids by name.
async fn filled(office: &Office) -> Vec<String> {
    let recruiter = office.recruiter().await;
    for (number, name) in ["Ana-Marie Zoltan", "Ben Quorn", "Cem Zoltan"].into_iter().enumerate() {
        office.finisher(name, number).await;
    }
    office.invite("Dora Waiting").await;
    let mut ids = Vec::new();
    for word in ["ana", "ben", "cem"] {
        ids.push(people(&recruiter, office, &format!("q={word}")).await[0]["candidate"].as_str().unwrap().to_owned());
    }
    ids
}

async fn people(client: &Client, office: &Office, query: &str) -> Vec<Value> {
    let path = format!("/api/v1/openings/{}/ranking?{query}", office.opening.id);
    client.get(&path).await.expect(200).json()["people"].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_is_what_a_count_gives_after_every_kind_of_change() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let ids = filled(&office).await;
    let page = format!("/openings/{}", office.opening.id);
    let browser = office.browser(Role::Recruiter).await;
    browser.submit(&page, &format!("{page}/try"), &[]).await.expect(303);
    assert_eq!(counts(&app, KEPT).await, counts(&app, COUNTED).await);
    assert_eq!(counts(&app, KEPT).await.scored, 3);
    let recruiter = office.recruiter().await;
    let decision = json!({ "stage": "advance", "reason": "Clear and kind.", "seen": 0 });
    let path = format!("/api/v1{page}/candidates/{}/decisions", ids[0]);
    recruiter.post_json(&path, &decision).await.expect(204);
    let kept = counts(&app, KEPT).await;
    assert_eq!((kept.advanced, kept.undecided), (1, 2));
    assert_eq!(kept, counts(&app, COUNTED).await);
    let sql = "DELETE FROM results WHERE stage = 'advance'; UPDATE results SET outcome = 'below'";
    let write = app.server.db.write(move |conn| diesel::connection::SimpleConnection::batch_execute(conn, sql));
    write.await.unwrap();
    let kept = counts(&app, KEPT).await;
    assert_eq!((kept.scored, kept.advanced, kept.below), (2, 0, 2));
    assert_eq!(kept, counts(&app, COUNTED).await);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_filter_narrows_alone_and_together_and_nonsense_is_told() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let ids = filled(&office).await;
    let recruiter = office.recruiter().await;
    let tags = format!("/api/v1/openings/{}/candidates/{}/tags/", office.opening.id, ids[1]);
    recruiter.json(Method::PUT, &format!("{tags}Second%20Look"), &json!({})).await.expect(204);
    recruiter.json(Method::PUT, &format!("{tags}second%20look"), &json!({})).await.expect(204);
    let spanish = format!("UPDATE candidates SET language = 'es' WHERE id = '{}'", ids[1]);
    let told = move |conn: &mut rapport::db::Conn| diesel::sql_query(&spanish).execute(conn).map_err(Error::from);
    app.server.db.write(told).await.unwrap();
    let all = people(&recruiter, &office, "").await;
    let band = all.iter().find(|person| person["candidate"] == ids[0].as_str()).unwrap()["band"].as_str().unwrap();
    let with_band = all.iter().filter(|person| person["band"] == band).count();
    for (query, expected) in [
        ("q=zoltan".to_owned(), 2),
        ("q=ZOL+ana".into(), 1),
        ("q=marie".into(), 1),
        ("q=ben.quorn%40applicants.example".into(), 1),
        ("q=olta".into(), 0),
        ("q=dora".into(), 0),
        (format!("q={}", all[0]["pseudonym"].as_str().unwrap().to_lowercase()), 1),
        ("tag=second+look".into(), 1),
        ("tag=Second+Look&q=ana".into(), 0),
        ("tag=none".into(), 0),
        ("source=demo".into(), 3),
        ("source=invited".into(), 0),
        ("source=demo&q=zoltan&sort=empathy".into(), 2),
        ("language=es".into(), 1),
        ("language=en".into(), 2),
        ("language=de".into(), 0),
        ("language=en&q=zoltan&sort=date".into(), 2),
        ("language=es&weigh_empathy=0".into(), 1),
        ("from=2026-11-02&to=2026-11-02".into(), 3),
        ("from=2026-11-03".into(), 0),
        ("to=2026-11-01".into(), 0),
        (format!("band={band}"), with_band),
        (format!("band={band}&sort=date"), with_band),
        ("band=ZZ".into(), 0),
        ("competency=empathy&at_least=-1000&stage=undecided".into(), 3),
        ("competency=empathy&at_least=1000".into(), 0),
    ] {
        assert_eq!(people(&recruiter, &office, &query).await.len(), expected, "{query}");
    }
    for nonsense in
        ["band=1", "from=tomorrow", "to=2026-02-30", "source=owl", "language=owl", "nothing=1", "weigh_empathy=-1"]
    {
        recruiter.get(&format!("/api/v1/openings/{}/ranking?{nonsense}", office.opening.id)).await.expect(400);
    }
    recruiter.json(Method::DELETE, &format!("{tags}second%20look"), &json!({})).await.expect(204);
    assert_eq!(people(&recruiter, &office, "tag=second+look").await.len(), 0);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_walk_through_pages_of_one_meets_everybody_once_in_every_order() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    filled(&office).await;
    let opening = office.opening.clone();
    for text in
        ["", "sort=total", "sort=date", "sort=patience", "source=demo", "source=demo&sort=empathy", "weigh_empathy=0"]
    {
        let (opening, by) = (opening.clone(), office.staff(Role::Recruiter));
        let walked = app.server.db.read(move |conn| {
            let (mut names, mut after) = (Vec::new(), None);
            loop {
                let address = match &after {
                    Some(after) => format!("{text}&after={after}"),
                    None => text.to_owned(),
                };
                let query: rapport::results::RankingQuery = serde_urlencoded::from_str(&address).unwrap();
                let page = rapport::results::look(conn, &opening, &query, &by, 1)?.page;
                assert!(page.people.len() <= 1);
                names.extend(page.people.into_iter().map(|person| person.name));
                after = page.next.map(|next| next.to_string());
                if after.is_none() {
                    return Ok::<_, Error>(names);
                }
            }
        });
        let mut names = walked.await.unwrap();
        names.sort();
        assert_eq!(names, ["Ana-Marie Zoltan", "Ben Quorn", "Cem Zoltan"], "{text}");
    }
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_24_hidden_names_stand_nowhere_until_somebody_looks() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let ids = filled(&office).await;
    let (recruiter, manager) = (office.recruiter().await, office.manager().await);
    let base = format!("/api/v1/openings/{}", office.opening.id);
    recruiter.json(Method::PUT, &format!("{base}/names"), &json!({ "hidden": true, "version": 0 })).await.expect(204);
    let again = json!({ "hidden": false, "version": 0 });
    recruiter.json(Method::PUT, &format!("{base}/names"), &again).await.expect(409);
    let browser = office.browser(Role::Manager).await;
    let page = format!("/openings/{}", office.opening.id);
    let compared = format!("candidate={}&candidate={}", ids[0], ids[1]);
    for path in [
        format!("{page}/ranking?sort=band"),
        format!("{page}/ranking?weigh_empathy=0"),
        format!("{page}/candidates/{}", ids[0]),
        format!("{page}/compare?{compared}"),
        format!("{page}/people"),
        format!("{page}/export.csv"),
        format!("{page}/export.json"),
        format!("{base}/ranking?sort=total"),
        format!("{base}/candidates/{}", ids[0]),
        format!("{base}/compare?{compared}"),
        format!("{base}/people"),
        "/palette?q=zoltan".to_owned(),
    ] {
        let text = browser.get(&path).await.expect(200).text.to_lowercase();
        for told in ["zoltan", "ana-marie", "quorn", "applicants.example"] {
            // What was searched for stands in the field of the search; nothing was.
            assert!(!text.contains(told), "{path} tells {told}");
        }
    }
    assert_eq!(people(&manager, &office, "q=zoltan").await.len(), 0, "a search finds no name");
    let code = people(&manager, &office, "").await[0]["pseudonym"].as_str().unwrap().to_owned();
    assert_eq!(people(&manager, &office, &format!("q={}", &code[..4])).await.len(), 1);
    // Looking is the manager's own act, and shows nothing to the recruiter.
    manager.post_json(&format!("{base}/candidates/{}/reveal", ids[0]), &json!({})).await.expect(204);
    manager.post_json(&format!("{base}/candidates/{}/reveal", ids[0]), &json!({})).await.expect(204);
    let seen = manager.get(&format!("{base}/candidates/{}", ids[0])).await.expect(200).json();
    assert_eq!((&seen["name"], &seen["name_hidden"]), (&"Ana-Marie Zoltan".into(), &false.into()));
    let unseen = recruiter.get(&format!("{base}/candidates/{}", ids[0])).await.expect(200).json();
    assert_eq!((unseen["name_hidden"].clone(), unseen["email"].clone()), (true.into(), "".into()));
    let facts = office.program(Role::Admin).await.get("/api/v1/audit").await.expect(200).text;
    assert_eq!(facts.matches("name-revealed").count(), 1, "once, however often");
    assert_eq!(facts.matches("names-hidden").count(), 1);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_25_colleagues_impressions_are_hidden_until_ones_own_is_in() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let ids = filled(&office).await;
    let (recruiter, manager) = (office.recruiter().await, office.manager().await);
    let path = format!("/api/v1/openings/{}/candidates/{}/impressions", office.opening.id, ids[0]);
    let mine = json!({ "rating": 4, "competencies": { "patience": 5 }, "note": "Stays zestful.", "seen": 0 });
    let before = recruiter.get(&format!("/api/v1/openings/{}/candidates/{}", office.opening.id, ids[0])).await.json();
    recruiter.post_json(&path, &mine).await.expect(204);
    recruiter.post_json(&path, &mine).await.expect(409);
    let hidden = manager.get(&path).await.expect(200);
    assert!(!hidden.text.contains("zestful"), "{}", hidden.text);
    assert_eq!(hidden.json()["hidden"], 1);
    let page = office.browser(Role::Manager).await;
    let address = format!("/openings/{}/candidates/{}", office.opening.id, ids[0]);
    let shown = page.get(&address).await.expect(200);
    assert!(!shown.text.contains("zestful") && shown.text.contains("1 colleague has written"), "{}", shown.text);
    for (field, value) in [("rating", "6"), ("rating", "x"), ("empathy", "9")] {
        let fields = [("rating", "3"), (field, value), ("seen", "0")];
        let fields = &fields[usize::from(field == "rating")..];
        page.submit(&address, &format!("{address}/impression"), fields).await.expect(422);
    }
    let own = [("rating", "2"), ("note", "Too long."), ("seen", "0")];
    page.submit(&address, &format!("{address}/impression"), &own).await.expect(303);
    let shown = page.get(&address).await.expect(200);
    assert!(shown.text.contains("Stays zestful.") && shown.text.contains("Too long."), "{}", shown.text);
    assert_eq!(manager.get(&path).await.json()["colleagues"][0]["competencies"]["patience"], 5);
    let after = recruiter.get(&format!("/api/v1/openings/{}/candidates/{}", office.opening.id, ids[0])).await.json();
    assert_eq!(
        (&before["result"], &before["band"]),
        (&after["result"], &after["band"]),
        "an impression changes no score"
    );
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn saved_views_are_ones_own_shared_where_one_says_so_and_never_overwritten_unseen() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    filled(&office).await;
    let (recruiter, manager) = (office.recruiter().await, office.manager().await);
    let path = format!("/api/v1/openings/{}/views", office.opening.id);
    let view = json!({ "name": "To decide", "query": "stage=undecided&sort=date", "shared": false, "first": true });
    let saved = recruiter.post_json(&path, &view).await.expect(201).json();
    recruiter.post_json(&path, &view).await.expect(422);
    let what_if = json!({ "name": "What if", "query": "weigh_empathy=0", "shared": false, "first": false });
    recruiter.post_json(&path, &what_if).await.expect(422);
    assert_eq!(manager.get(&path).await.json().as_array().unwrap().len(), 0, "not shared");
    let one = format!("{path}/{}", saved["id"].as_str().unwrap());
    let change =
        json!({ "name": "To decide", "query": "stage=undecided", "shared": true, "first": true, "version": 1 });
    manager.json(Method::PUT, &one, &change).await.expect(404);
    recruiter.json(Method::PUT, &one, &change).await.expect(204);
    recruiter.json(Method::PUT, &one, &change).await.expect(409);
    assert_eq!(manager.get(&path).await.json()[0]["name"], "To decide");
    let browser = office.browser(Role::Recruiter).await;
    let ranking = format!("/openings/{}/ranking", office.opening.id);
    assert_eq!(browser.get(&ranking).await.expect(303).location(), format!("{ranking}?stage=undecided"));
    browser.get(&format!("{ranking}?sort=band")).await.expect(200);
    office.browser(Role::Manager).await.get(&ranking).await.expect(200);
    let gone = recruiter.json(Method::DELETE, &format!("{one}?version=2"), &json!({})).await;
    gone.expect(204);
    browser.get(&ranking).await.expect(200);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_what_if_is_weighed_from_the_latest_results_and_says_what_it_is() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    filled(&office).await;
    let recruiter = office.recruiter().await;
    let path = format!("/api/v1/openings/{}/ranking?weigh_empathy=0&weigh_patience=3&sort=total", office.opening.id);
    let body = recruiter.get(&path).await.expect(200).json();
    assert_eq!(body["what_if"]["patience"], 3.0);
    let check = |body: &Value| {
        let totals: Vec<f64> = body["people"]
            .as_array()
            .unwrap()
            .iter()
            .map(|person| {
                let of = |name: &str| person["competencies"][name]["value"].as_f64().unwrap();
                let weights = &body["what_if"];
                let (c, p) =
                    (weights["communication"].as_f64().unwrap(), weights["product-knowledge"].as_f64().unwrap());
                let expected =
                    (3.0 * of("patience") + c * of("communication") + p * of("product-knowledge")) / (3.0 + c + p);
                let total = person["total"]["value"].as_f64().unwrap();
                assert!((total - expected).abs() < 1e-9, "{person}");
                total
            })
            .collect();
        assert!(totals.windows(2).all(|pair| pair[0] >= pair[1]), "{totals:?}");
        totals.len()
    };
    assert_eq!(check(&body), 3);
    office.finisher("Eve Later", 3).await;
    assert_eq!(check(&recruiter.get(&path).await.expect(200).json()), 4, "never older than the last commit");
    let browser = office.browser(Role::Recruiter).await;
    let page = browser.get(&format!("/openings/{}/ranking?weigh_empathy=0", office.opening.id)).await.expect(200);
    assert!(page.text.contains("What if.") && page.text.contains("without empathy"), "{}", page.text);
    assert!(page.attribute("a[href*='export.']", "href").is_none(), "no file of a what-if");
    browser.get(&format!("/openings/{}/export.csv?weigh_empathy=0", office.opening.id)).await.expect(422);
    app.stop().await;
}
