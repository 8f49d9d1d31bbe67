//! Nothing of a key reaches an applicant's device, before, during or after.

use crate::access::concrete;
use crate::harness::{App, Client, Office, answer_question, some_answer};
use rapport::app::routes;
use rapport::auth::Holder;
use rapport::bank::{Files, Library};
use rapport::people::Role;
use rapport::web::Method;
use reqwest::header::ACCEPT;

/// Letters and digits alone, so that neither escaping nor line breaks hide anything.
fn bare(text: &str) -> String {
    let unescaped = scraper::Html::parse_document(text).root_element().text().collect::<String>();
    [unescaped.as_str(), text].concat().chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

/// The rationale of every option of the bank.
fn rationales() -> Vec<String> {
    let library = Library::read(&Files::BuiltIn).expect("the bank");
    let whys = library.items.iter().flat_map(|item| item.key.options.iter().map(|option| bare(&option.why)));
    whys.map(|why| why.chars().take(60).collect()).collect()
}

struct Canary {
    rationales: Vec<String>,
    seen: usize,
}

impl Canary {
    fn look(&mut self, what: &str, text: &str) {
        let bare = bare(text);
        self.seen += 1;
        for word in ["effectiveness", "rationale", "provisionalkey"] {
            assert!(!bare.contains(word), "{what} says {word}: {text}");
        }
        let leaked = self.rationales.iter().find(|why| bare.contains(why.as_str()));
        assert!(leaked.is_none(), "{what} tells why: {leaked:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_to_an_applicant_holds_anything_of_a_key() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let mut canary = Canary { rationales: rationales(), seen: 0 };
    assert!(canary.rationales.len() > 600, "of {} options", canary.rationales.len());
    the_canary_would_sing(&office, &canary).await;
    let invited = office.invite("Ana Applicant").await;
    let browser = app.stranger();
    let landing = app.path_of(&invited.link).to_owned();
    canary.look("landing", &browser.get(&landing).await.expect(200).text);
    look_behind_the_link(&mut canary, &browser, &invited.link).await;
    browser.submit(&landing, &landing, &[("agree", "yes")]).await.expect(303);
    for number in 1..=4 {
        let path = format!("/test/practice/{number}");
        let page = browser.get(&path).await.expect(200);
        canary.look(&path, &page.text);
        canary.look(&path, &answer_question(&browser, &page, &path, 0, &[]).await.expect(200).text);
    }
    browser.submit("/test/ready", "/test/start", &[]).await.expect(303);
    let program = office.sit(&invited.link).await;
    for number in 1..=24 {
        look_at_question(&mut canary, &browser, &program, number).await;
    }
    crawl(&mut canary, &app, &office, invited.candidate.id.as_ref(), "while answering").await;
    browser.submit("/test/review", "/test/submit", &[]).await.expect(303);
    canary.look("feedback", &program.get("/api/v1/sitting/feedback").await.expect(200).text);
    canary.look("receipt", &browser.get("/test/receipt").await.expect(200).text);
    crawl(&mut canary, &app, &office, invited.candidate.id.as_ref(), "afterwards").await;
    assert!(canary.seen > 200, "{} answers", canary.seen);
    app.stop().await;
}

/// What a program is told before the start: facts, notice, practice and its explanations.
async fn look_behind_the_link(canary: &mut Canary, stranger: &Client, link: &str) {
    let path = format!("/api/v1/invitations/{}", link.rsplit('/').next().expect("a link"));
    canary.look(&path, &stranger.get(&path).await.expect(200).text);
    let practice = stranger.get(&format!("{path}/practice")).await.expect(200);
    canary.look("practice as JSON", &practice.text);
    for question in practice.json().as_array().expect("questions") {
        let body = serde_json::json!({ "answer": some_answer(question, 0) });
        let explained = stranger.post_json(&format!("{path}/practice/{}", question["number"]), &body).await;
        canary.look("an explanation", &explained.expect(200).text);
    }
}

async fn look_at_question(canary: &mut Canary, browser: &Client, program: &Client, number: usize) {
    let path = format!("/test/questions/{number}");
    let json = program.get(&format!("/api/v1/sitting/questions/{number}")).await.expect(200);
    canary.look(&format!("question {number} as JSON"), &json.text);
    let refused = serde_json::json!({ "revision": 0, "answer": {} });
    let answer = format!("/api/v1/sitting/questions/{number}/answer");
    canary.look(&answer, &program.json(reqwest::Method::PUT, &answer, &refused).await.expect(422).text);
    let page = browser.get(&path).await.expect(200);
    canary.look(&path, &page.text);
    canary.look(&path, &answer_question(browser, &page, &path, 0, &[("nothing", "")]).await.expect(422).text);
    answer_question(browser, &page, &path, number, &[("go", "next")]).await.expect(303);
    canary.look(&path, &browser.get(&path).await.expect(200).text);
}

/// Every address of the server as a stranger and as the applicant, as a page and as JSON.
async fn crawl(canary: &mut Canary, app: &App, office: &Office, candidate: &str, when: &str) {
    for route in routes().iter().filter(|route| route.method == Method::Get) {
        // The description of the API is the same for everybody and says what recruiters get.
        if ["/api/openapi.json", "/api/docs"].contains(&route.path) {
            continue;
        }
        let path = concrete(route, office, candidate);
        let token = office.session(Holder::Applicant, candidate).await;
        let applicant = Client::with_cookie(&app.url, "rapport-applicant", &token);
        for visitor in [app.stranger(), applicant, Client::with_token(&app.url, &token)] {
            for kind in ["text/html", "application/json"] {
                let request = visitor.request(reqwest::Method::GET, &path).header(ACCEPT, kind);
                canary.look(&format!("{path} {when}"), &visitor.send(request).await.text);
            }
        }
    }
}

/// The recruiter's page does tell why: so the canary knows the tune.
async fn the_canary_would_sing(office: &Office, canary: &Canary) {
    office.finisher("Ben Finisher", 1).await;
    let recruiter = office.browser(Role::Recruiter).await;
    let ranking = recruiter.get(&format!("/openings/{}/ranking", office.opening.id)).await.expect(200);
    let person = ranking.attribute("tbody th a", "href").expect("somebody in the ranking");
    let page = bare(&recruiter.get(&person).await.expect(200).text);
    let told = canary.rationales.iter().filter(|why| page.contains(why.as_str())).count();
    assert!(told >= 24 * 4, "{told} rationales on the recruiter's page");
}
