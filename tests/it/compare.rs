//! Two to four people beside each other: which differences are real, and who looked.

use crate::harness::{App, Office};
use diesel::connection::SimpleConnection;
use rapport::people::Role;
use serde_json::Value;

/// Three finishers with totals of 80, 60 and 58, each with a standard error of 5; their ids in that order.
async fn three(app: &App, office: &Office) -> Vec<String> {
    let recruiter = office.recruiter().await;
    let mut ids: Vec<String> = Vec::new();
    for (place, (name, total)) in [("Ana High", 80), ("Ben Middle", 60), ("Cem Low", 58)].into_iter().enumerate() {
        office.finisher(name, place).await;
        let path = format!("/api/v1/openings/{}/ranking?q={}", office.opening.id, &name[..3]);
        let found = recruiter.get(&path).await.expect(200).json();
        let id = found["people"][0]["candidate"].as_str().unwrap().to_owned();
        // Ana is ahead by much in patience, and nobody in anything else.
        let patience = if place == 0 { 90 } else { 40 };
        let sql = format!(
            "UPDATE results SET total = {total}, total_se = 5, empathy = 50, empathy_se = 12, patience = {patience},
             patience_se = 12, communication = 50, communication_se = 12, product_knowledge = {total},
             product_knowledge_se = 12 WHERE candidate_id = '{id}'"
        );
        let done = app.server.db.write(move |conn| conn.batch_execute(&sql)).await;
        done.expect("a score");
        ids.push(id);
    }
    ids
}

fn query(ids: &[String]) -> String {
    ids.iter().map(|id| format!("candidate={id}")).collect::<Vec<_>>().join("&")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sentences_say_which_differences_are_real() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let ids = three(&app, &office).await;
    let path = format!("/openings/{}/compare?{}", office.opening.id, query(&[&ids[1..], &ids[..1]].concat()));
    let body = office.recruiter().await.get(&format!("/api/v1{path}")).await.expect(200).json();
    let names: Vec<&str> =
        body["people"].as_array().unwrap().iter().map(|person| person["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Ana High", "Ben Middle", "Cem Low"], "the highest total first");
    let differences = body["differences"].as_array().unwrap();
    assert_eq!(differences.len(), 15, "three pairs on five scales");
    let of = |scale: &str, higher: usize, lower: usize| -> Value {
        let is = |entry: &&Value| {
            entry["scale"] == scale && entry["higher"] == ids[higher].as_str() && entry["lower"] == ids[lower].as_str()
        };
        differences.iter().find(is).unwrap_or_else(|| panic!("{scale} {higher} {lower}")).clone()
    };
    // √(5² + 5²) · 1.96 = 13.859.
    let clear = of("total", 0, 1);
    assert_eq!(clear["clear"], true);
    assert!((clear["low"].as_f64().unwrap() - 6.141).abs() < 1e-3, "{clear}");
    let words = "Ana High is higher than Ben Middle on the total: by 20.0 points, 19 times in 20 between 6.1 and 33.9.";
    assert_eq!(clear["sentence"], words);
    let unclear = of("total", 1, 2);
    assert_eq!(unclear["clear"], false);
    let open = "Ben Middle and Cem Low cannot be told apart on the total: the difference is 2.0 points, 19 times in 20 \
        between −11.9 and 15.9, and 0 lies in between.";
    assert_eq!(unclear["sentence"], open);
    // The same 20 points are not clear where the error is larger.
    assert_eq!(of("product-knowledge", 0, 1)["clear"], false);
    assert_eq!(of("patience", 0, 2)["clear"], true);
    let page = office.browser(Role::Recruiter).await.get(&path).await.expect(200);
    let said = page.texts("section li");
    assert_eq!((said[0].as_str(), said[2].as_str()), (format!("Clear. {words}").as_str(), open), "{said:?}");
    assert_eq!(page.texts("section li strong").len(), 4, "two on the total, two in patience");
    assert!(said.contains(&"None of the differences in empathy is clear.".to_owned()), "{said:?}");
    assert!(said.contains(&"The other difference is not clear.".to_owned()), "{said:?}");
    assert_eq!(page.texts("tbody th[scope=row]").len(), 15);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ranking_page_leads_there_and_a_wrong_choice_is_told_kindly() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let ids = three(&app, &office).await;
    let started = office.invite("Dee Started").await.candidate.id.to_string();
    let browser = office.browser(Role::Recruiter).await;
    let ranking = browser.get(&format!("/openings/{}/ranking", office.opening.id)).await.expect(200);
    assert_eq!(ranking.attribute("form#compare", "method").as_deref(), Some("get"));
    let compare = ranking.attribute("form#compare", "action").unwrap();
    assert_eq!(ranking.attribute("table input[type=checkbox]", "form").as_deref(), Some("compare"));
    assert_eq!(ranking.attribute("table input[type=checkbox]", "name").as_deref(), Some("candidate"));
    let program = office.recruiter().await;
    let many: Vec<String> = (0..5).map(|_| rapport::ids::CandidateId::new().to_string()).collect();
    let twice = vec![ids[0].clone(), ids[0].clone()];
    let cases = [
        (Vec::new(), "Nobody is chosen"),
        (twice, "One person is chosen"),
        (many.clone(), "5 people are chosen"),
        (vec![ids[0].clone(), started], "Dee Started has no score yet"),
    ];
    for (chosen, words) in cases {
        let page = browser.get(&format!("{compare}?{}", query(&chosen))).await.expect(422);
        assert!(page.texts("p[role=alert]").concat().contains(words), "{words}: {}", page.text);
        let problem = program.get(&format!("/api/v1{compare}?{}", query(&chosen))).await.expect(422).json();
        assert!(problem["errors"][0]["message"].as_str().unwrap().contains(words), "{problem}");
    }
    program.get(&format!("/api/v1{compare}?{}", query(&many[..2]))).await.expect(404);
    program.get(&format!("/api/v1{compare}?{}&sort=total", query(&ids[..2]))).await.expect(400);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_compared_counts_as_looked_at_and_nobody_from_elsewhere_is_found() {
    let app = App::new().await;
    let (one, two) = (Office::open(&app).await, Office::open(&app).await);
    let (ids, theirs) = (three(&app, &one).await, three(&app, &two).await);
    let path = format!("/api/v1/openings/{}/compare", one.opening.id);
    let recruiter = one.recruiter().await;
    // One of another organization fails the whole, and leaves no fact.
    recruiter.get(&format!("{path}?{}", query(&[ids[0].clone(), theirs[0].clone()]))).await.expect(404);
    two.recruiter().await.get(&format!("{path}?{}", query(&ids))).await.expect(404);
    recruiter.get(&format!("{path}?{}", query(&ids[1..]))).await.expect(200);
    let log = one.program(Role::Admin).await.get("/api/v1/audit").await.expect(200).json();
    let seen: Vec<&str> = log["facts"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|fact| fact["action"] == "result-seen")
        .map(|fact| fact["object"].as_str().unwrap())
        .collect();
    assert_eq!(seen, [format!("candidate:{}", ids[2]), format!("candidate:{}", ids[1])]);
    app.stop().await;
}
