//! The pages without script, from the first link to a decision; and every template with a real context.

use crate::fairness;
use crate::harness::{Answer, App, Client, Office, answer_question, link_in, mail_to, totp};
use crate::parts::{PARTED, parted};
use chrono::Duration;
use rapport::people::Role;
use std::collections::BTreeSet;
use std::sync::{LazyLock, Mutex};
use tracing::field::{Field, Visit};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

/// The templates that have been rendered in this process.
static RENDERED: LazyLock<Mutex<BTreeSet<String>>> = LazyLock::new(Mutex::default);

struct Watch;

impl<S: tracing::Subscriber> Layer<S> for Watch {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        event.record(&mut Name);
    }
}

struct Name;

impl Visit for Name {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "template" {
            RENDERED.lock().unwrap().insert(value.to_owned());
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

/// The page of `rapport bank preview`, which another process renders.
const PREVIEW: &str = "sittings/preview.html";

/// The pages: what extends a layout. The others are parts of them.
fn page_templates() -> BTreeSet<String> {
    let is_page = |name: &String| {
        let source = std::fs::read_to_string(format!("{}/templates/{name}", env!("CARGO_MANIFEST_DIR")));
        source.expect("a template").contains("{% extends") && !["web/applicant.html", PREVIEW].contains(&name.as_str())
    };
    rapport::web::Views::names().into_iter().filter(|name| !name.starts_with("mail/")).filter(is_page).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_job_by_forms_alone_renders_every_template() {
    let _ = tracing::subscriber::set_global_default(tracing_subscriber::registry().with(Watch));
    let app = App::new().await;
    let office = Office::open(&app).await;
    first_administrator().await;
    administrator(&app, &office).await;
    let opening = new_opening(&office).await;
    let link = invite(&app, &office, &opening).await;
    let applicant = app.stranger();
    applicant.get(&format!("{link}/adjustment")).await.expect(200);
    applicant_lands_and_practises(&app, &applicant, &link).await;
    applicant_answers_and_hands_in(&applicant).await;
    for page in ["/test/mine", "/test/mine/data", "/test/mine/withdraw", "/test/mine/ask/erasure", "/test/about-you"] {
        applicant.get(page).await.expect(200);
    }
    administrator_looks_at_signals(&office, &opening).await;
    recruiter_decides(&office, &opening).await;
    recruiter_decides_again_and_writes(&office, &opening).await;
    manager_sets_a_threshold(&office, &opening).await;
    manager_asks_a_panel(&office, &opening).await;
    recruiter_answers_the_report(&office, &opening).await;
    applicant_begins_a_part(&app).await;
    app.stranger().get("/lost-link").await.expect(200);
    app.stranger().get("/nothing/here").await.expect(404);
    let frozen = fairness::frozen(&app).await;
    frozen.browser(Role::Admin).await.get("/fairness/snapshots/1").await.expect(200);
    let rendered = RENDERED.lock().unwrap().clone();
    let missing: Vec<_> = page_templates().difference(&rendered).cloned().collect();
    assert!(missing.is_empty(), "never rendered: {missing:?}");
    app.stop().await;
}

/// The first start of an empty server: a link that is printed once makes the organization and its administrator.
async fn first_administrator() {
    let app = App::new().await;
    let now = app.clock.now();
    let link = app.server.db.write(move |conn| rapport::auth::first_admin_link(conn, now)).await.unwrap().unwrap();
    let browser = app.stranger();
    let short =
        [("organization", "Example Ltd"), ("name", "Ada Admin"), ("email", "ada@example.com"), ("password", "short")];
    let again = browser.submit(&link, &link, &short).await.expect(422);
    assert_eq!(again.value("input[name=organization]").as_deref(), Some("Example Ltd"), "what was typed stays");
    let mut good = short;
    good[3].1 = "four unrelated harbour lanterns";
    let done = browser.submit(&link, &link, &good).await.expect(303);
    assert_eq!(done.location(), "/home");
    let home = browser.get("/home").await.expect(200);
    assert!(home.text.contains("Begin with an opening"), "{}", home.text);
    browser.get("/openings").await.expect(200);
    app.stranger().get(&link).await.expect(410);
    browser.submit("/home", "/sign-out", &[]).await.expect(303);
    assert_eq!(browser.get("/home").await.expect(303).location(), "/sign-in?next=%2Fhome");
    let sign_in = [("email", "ada@example.com"), ("password", "not the password"), ("next", "/openings")];
    let refused = browser.submit("/sign-in", "/sign-in", &sign_in).await.expect(422);
    assert!(refused.text.contains("do not belong together"));
    let sign_in = [sign_in[0], ("password", good[3].1), sign_in[2]];
    assert_eq!(browser.submit("/sign-in", "/sign-in", &sign_in).await.expect(303).location(), "/openings");
    app.stop().await;
}

async fn administrator(app: &App, office: &Office) {
    let admin = office.browser(Role::Admin).await;
    for page in [
        "/home",
        "/account",
        "/staff",
        "/requests",
        "/privacy",
        "/notice",
        "/equality",
        "/fairness",
        "/fairness/jurisdiction",
        "/audit",
        "/outbox",
        "/assessments",
        "/assessments/customer-support-essentials/1/groups",
        "/openings",
        "/adjustments",
        "/organization",
        "/requests",
        "/privacy",
        "/api/docs",
    ] {
        let page = admin.get(page).await.expect(200);
        assert_eq!(page.texts("h1").len(), 1, "{}", page.text);
    }
    admin.submit("/equality", "/equality", &[("pack", "uk"), ("seen", "0")]).await.expect(303);
    for page in ["quality", "evidence"] {
        let page = admin.get(&format!("/assessments/customer-support-essentials/1/{page}")).await.expect(200);
        assert_eq!(page.texts("h1").len(), 1, "{}", page.text);
    }
    let new = [("name", "Rita Recruits"), ("email", "rita@example.com"), ("role", "recruiter")];
    admin.submit("/staff", "/staff", &new).await.expect(303);
    let link = link_in(app, &mail_to(app, "rita@example.com").await);
    let rita = app.stranger();
    rita.get(&link).await.expect(200);
    let password = "seven quiet bicycles sing";
    let set = rita.submit(&link, &link, &[("password", password)]).await.expect(303);
    let sign_in = [("email", "rita@example.com"), ("password", password)];
    rita.submit(set.location(), "/sign-in", &sign_in).await.expect(303);
    let home = rita.get("/home").await.expect(200);
    assert!(home.texts("h1").concat().starts_with("Hello Rita"), "{}", home.text);
    second_factor(app, &rita, password).await;
}

async fn second_factor(app: &App, rita: &Client, password: &str) {
    let page = rita.get("/account/factor").await.expect(200);
    let sealed = page.value("input[name=sealed]").unwrap();
    let secret = page.texts(".secret").concat().replace(' ', "");
    let code = || totp(&secret, app.clock.now());
    let fields = [("sealed", sealed.as_str()), ("current", "wrong"), ("code", &code())];
    rita.post("/account/factor", &page.token(), &fields).await.expect(422);
    let fields = [("sealed", sealed.as_str()), ("current", password), ("code", &code())];
    let done = rita.post("/account/factor", &page.token(), &fields).await.expect(200);
    assert!(done.text.contains("recovery"), "{}", done.text);
    rita.submit("/home", "/sign-out", &[]).await.expect(303);
    app.advance(Duration::minutes(1));
    let sign_in = [("email", "rita@example.com"), ("password", password)];
    assert!(rita.submit("/sign-in", "/sign-in", &sign_in).await.expect(303).location().starts_with("/sign-in/code"));
    rita.get("/home").await.expect(303);
    rita.submit("/sign-in/code", "/sign-in/code", &[("code", "000000")]).await.expect(422);
    rita.submit("/sign-in/code", "/sign-in/code", &[("code", &code())]).await.expect(303);
    rita.get("/home").await.expect(200);
    let removed = rita.submit("/account", "/account/factor/remove", &[("current", password)]).await.expect(303);
    assert!(rita.get(removed.location()).await.expect(200).text.contains("The second factor is off."));
}

async fn new_opening(office: &Office) -> String {
    let manager = office.browser(Role::Manager).await;
    let empty = manager.submit("/openings/new", "/openings", &[("title", "")]).await.expect(422);
    assert!(empty.texts(".fault-summary a").len() >= 2, "{}", empty.text);
    let fields = [
        ("title", "Night desk"),
        ("place", "Leeds"),
        ("contact", "desk@example.com"),
        ("assessment", "customer-support-short-screen"),
        ("time_limit", ""),
        ("invitation_days", "10"),
    ];
    let path = manager.submit("/openings/new", "/openings", &fields).await.expect(303).location().to_owned();
    let detail = manager.get(&path).await.expect(200);
    assert!(detail.text.contains("Night desk"));
    for part in ["people", "ranking", "threshold", "reports"] {
        manager.get(&format!("{path}/{part}")).await.expect(200);
    }
    let members = [office.staff(Role::Recruiter).to_string(), office.staff(Role::Manager).to_string()];
    let team = [("member", members[0].as_str()), ("member", members[1].as_str())];
    manager.submit_seen(&path, &format!("{path}/team"), &team).await.expect(303);
    path
}

/// The page between two parts of a test.
async fn applicant_begins_a_part(app: &App) {
    parted(app, [Some(10), None]).await;
    let office = Office::with(app, PARTED, None).await;
    let id = office.invite("Pat Parts").await;
    office.sit(&id.link).await;
    let token = office.session(rapport::auth::Holder::Applicant, id.candidate.id.as_ref()).await;
    let browser = Client::with_cookie(&app.url, "rapport-applicant", &token);
    let page = browser.get("/test/part").await.expect(200);
    assert_eq!(page.texts("h1").concat(), "At the counter");
}

/// A look at the signals of the one who has handed in.
async fn administrator_looks_at_signals(office: &Office, opening: &str) {
    let admin = office.browser(Role::Admin).await;
    let people = admin.get(&format!("{opening}/people")).await.expect(200);
    let begin = people.attribute("a[href$='/integrity']:not(nav a)", "href").expect("somebody who has handed in");
    let reason = [("reason", "A colleague found our questions on a public board.")];
    let path = admin.submit(&begin, &begin, &reason).await.expect(303).location().to_owned();
    for page in [path.as_str(), "/integrity"] {
        let page = admin.get(page).await.expect(200);
        assert_eq!(page.texts("h1").len(), 1, "{}", page.text);
    }
}

/// Invites by the form, and gives the link from the mail.
async fn invite(app: &App, office: &Office, opening: &str) -> String {
    let recruiter = office.browser(Role::Recruiter).await;
    let page = format!("{opening}/invite");
    let wrong = recruiter.submit(&page, &page, &[("people", "Lee Applicant lee@example")]).await.expect(422);
    assert!(wrong.text.contains("Line 1") && wrong.text.contains("lee@example"), "{}", wrong.text);
    let long: String = (0..12).map(|number| format!("Person {number}, p{number}@example.com\n")).collect();
    let checked = recruiter.submit(&page, &page, &[("people", &long)]).await.expect(303);
    assert!(recruiter.get(checked.location()).await.expect(200).text.contains("Send 12 invitations"));
    let list = "Lee Applicant <lee@example.com>\nMo Applicant\tmo@example.com";
    recruiter.submit(&page, &page, &[("people", list)]).await.expect(303);
    assert_eq!(recruiter.get(&format!("{opening}/people")).await.expect(200).texts("tbody tr").len(), 2);
    recruiter.submit(opening, &format!("{opening}/public-link"), &[("open", "yes")]).await.expect(303);
    let detail = recruiter.get(opening).await.expect(200);
    let public = detail.texts(".secret").concat();
    let visitor = Client::new(office.url());
    let public = public.trim_start_matches(office.url()).to_owned();
    let sent = visitor.submit(&public, &public, &[("name", "Zoe Applicant"), ("email", "zoe@example.com")]).await;
    assert!(sent.expect(200).text.contains("Look into your mail"));
    let bounds = [("open", "yes"), ("cap", "1"), ("until", "")];
    recruiter.submit_seen(opening, &format!("{opening}/public-link"), &bounds).await.expect(303);
    assert!(visitor.get(&public).await.expect(410).text.contains("Applications are closed"));
    let everybody = [("who", "waiting"), ("act", "send")];
    let people = format!("{opening}/people");
    let looked = recruiter.submit(&people, &format!("{people}/check"), &everybody).await.expect(200);
    assert_eq!(looked.texts("h1"), ["Send 3 people a new link?"]);
    recruiter.submit(opening, &format!("{opening}/try"), &[]).await.expect(303);
    let text = mail_to(app, "lee@example.com").await;
    link_in(app, &text)
}

async fn applicant_lands_and_practises(app: &App, applicant: &Client, link: &str) {
    let path = app.path_of(link).to_owned();
    let landing = applicant.get(&path).await.expect(200);
    assert!(landing.text.contains("There is no trick") && landing.text.contains("desk@example.com"));
    applicant.submit(&path, &path, &[]).await.expect(422);
    let agreed = applicant.submit(&path, &path, &[("agree", "yes")]).await.expect(303);
    let mut page = agreed.location().to_owned();
    assert!(!page.contains(path.rsplit('/').next().unwrap()), "a clean address: {page}");
    if page == "/test" {
        applicant.get(&page).await.expect(303).location().clone_into(&mut page);
    }
    assert_eq!(page, "/test/practice/1");
    let again = applicant.submit(&page, &page, &[]).await.expect(422);
    assert_eq!(again.texts(".fault-summary a").len(), 1);
    let practice = applicant.get(&page).await.expect(200);
    let explained = answer_question(applicant, &practice, &page, 0, &[]).await.expect(200);
    assert!(explained.text.contains("How to think about it"));
    applicant.get("/test/ready").await.expect(200);
    let started = applicant.submit("/test/ready", "/test/start", &[]).await.expect(303);
    assert_eq!(applicant.get(started.location()).await.expect(303).location(), "/test/questions/1");
}

async fn applicant_answers_and_hands_in(applicant: &Client) {
    let report = "/test/questions/1/report";
    applicant.submit(report, report, &[("message", "")]).await.expect(422);
    applicant.submit(report, report, &[("message", "Two replies say the same.")]).await.expect(303);
    for number in 1..=12 {
        let path = format!("/test/questions/{number}");
        let question = applicant.get(&path).await.expect(200);
        assert!(question.attribute("input[checked]", "name").is_none(), "nothing is chosen beforehand");
        assert!(question.texts("title").concat().starts_with(&format!("Question {number} of 12")));
        if number == 2 {
            let empty = answer_question(applicant, &question, &path, 0, &[("nothing", "")]).await;
            expect_problem(&empty.expect(422));
        }
        if number == 3 {
            let later = applicant.post(&path, &question.token(), &[("revision", "1"), ("go", "later")]).await;
            assert_eq!(later.expect(303).location(), "/test/questions/4");
            continue;
        }
        let next = answer_question(applicant, &question, &path, number, &[("go", "next")]).await.expect(303);
        let expected = if number == 12 { "/test/review".to_owned() } else { format!("/test/questions/{}", number + 1) };
        assert_eq!(next.location(), expected);
        assert!(applicant.get(&path).await.text.contains("Saved."), "Back shows the stored answer");
    }
    let review = applicant.get("/test/review").await.expect(200);
    assert!(review.text.contains("One question has no answer yet"));
    applicant.submit("/test/review", "/test/submit", &[]).await.expect(422);
    let done = applicant.submit("/test/review", "/test/submit", &[("leave_open", "yes")]).await.expect(303);
    let receipt = applicant.get(done.location()).await.expect(200);
    assert!(receipt.text.contains("Your test is handed in") && receipt.text.contains("To try tomorrow"));
    assert_eq!(applicant.get("/test/questions/3").await.expect(303).location(), "/test");
}

/// An empty form comes back with a summary that leads to the first control, and the same words there.
fn expect_problem(page: &Answer) {
    let target = page.attribute(".fault-summary a", "href").expect("a summary");
    assert!(page.attribute(&format!("[id=\"{}\"]", &target[1..]), "id").is_some(), "{target} leads nowhere");
    let words = page.texts(".fault-summary a").concat();
    assert!(page.texts(".fault").iter().any(|text| text.contains(&words)), "{words}");
    assert!(page.texts("title").concat().starts_with("Error: "), "{:?}", page.texts("title"));
}

async fn recruiter_decides(office: &Office, opening: &str) {
    let recruiter = office.browser(Role::Recruiter).await;
    assert!(recruiter.get("/home").await.expect(200).text.contains("waits for you"));
    let ranking = recruiter.get(&format!("{opening}/ranking")).await.expect(200);
    let person = ranking.attribute("tbody th a", "href").expect("somebody in the ranking");
    assert!(recruiter.get(&person).await.expect(200).text.contains("likely between"));
    assert!(recruiter.get(&format!("{opening}/compare")).await.expect(422).text.contains("Choose 2 to 4 people"));
    let decision = format!("{person}/decision");
    recruiter.submit(&person, &decision, &[("seen", "0"), ("stage", "advance"), ("reason", "")]).await.expect(422);
    let reason = [("seen", "0"), ("stage", "advance"), ("reason", "Calm with the angry parent, clear in writing.")];
    recruiter.submit(&person, &decision, &reason).await.expect(303);
    let late = [("seen", "0"), ("stage", "reject"), ("reason", "Did not see that somebody had decided.")];
    recruiter.submit(&person, &decision, &late).await.expect(422);
    let filtered = recruiter.get(&format!("{opening}/ranking?stage=advance&sort=total")).await.expect(200);
    assert!(filtered.text.contains("Lee Applicant"));
    let none = recruiter.get(&format!("{opening}/ranking?q=nobody-of-this-name")).await.expect(200);
    assert!(none.text.contains("Nobody matches"), "{}", none.text);
    recruiter.submit(&format!("{opening}/ranking"), &format!("{opening}/ranking/round"), &[]).await.expect(303);
}

/// The page to check, the act and taking it back, and the words that follow decisions.
async fn recruiter_decides_again_and_writes(office: &Office, opening: &str) {
    let recruiter = office.browser(Role::Recruiter).await;
    recruiter.get("/letters").await.expect(200);
    recruiter.get("/letters/advance/es").await.expect(200);
    let ranking = recruiter.get(&format!("{opening}/ranking")).await.expect(200);
    let candidate = ranking.value("input[name=candidate]").expect("somebody to tick");
    let check = format!("{opening}/decisions/new?candidate={candidate}&stage_wanted=hold");
    let page = recruiter.get(&check).await.expect(200);
    let person = page.value("input[name=person]").expect("somebody to decide on");
    let action = format!("{opening}/decisions");
    let without = [("stage", "hold"), ("person", person.as_str()), ("reason", "")];
    recruiter.post(&action, &page.token(), &without).await.expect(422);
    let fields = [without[0], without[1], ("reason", "The second round has not been planned.")];
    let act = recruiter.post(&action, &page.token(), &fields).await.expect(303).location().to_owned();
    recruiter.submit(&act, &format!("{act}/undo"), &[]).await.expect(303);
    assert!(recruiter.get(&act).await.expect(200).text.contains("This decision was taken back."));
}

async fn manager_sets_a_threshold(office: &Office, opening: &str) {
    let manager = office.browser(Role::Manager).await;
    let page = format!("{opening}/threshold");
    let preview = manager.get(&format!("{page}?total=95&z=1")).await.expect(200);
    assert!(preview.texts(".say, h1").concat().contains("of 1"), "{}", preview.text);
    let seen = preview.value("input[name=seen]").unwrap();
    let base = [("seen", seen.as_str()), ("total", "95"), ("z", "1")];
    let with_reason = |reason| [base[0], base[1], base[2], ("reason", reason)];
    manager.submit(&page, &page, &with_reason("")).await.expect(422);
    manager.submit(&page, &page, &with_reason("Agreed with the works council.")).await.expect(303);
    let history = manager.get(&page).await.expect(200);
    assert!(history.text.contains("Agreed with the works council."));
    let stale = manager.submit(&page, &page, &with_reason("Somebody saved in between.")).await;
    assert!([409, 422].contains(&stale.status.as_u16()), "{}", stale.text);
    for part in ["look-again", "job-analysis", "documentation"] {
        manager.get(&format!("{opening}/{part}")).await.expect(200);
    }
}

async fn manager_asks_a_panel(office: &Office, opening: &str) {
    let manager = office.browser(Role::Manager).await;
    let panels = format!("{opening}/panels");
    let fields = [("target", "Polite, and asks when unsure."), ("judges", "Ana Judge")];
    let made = manager.submit(&panels, &panels, &fields).await.expect(200);
    let link = made.texts("[data-link]").concat();
    manager.get(&link[link.find("/panel/").expect("a link")..]).await.expect(200);
    let panel = manager.get(&panels).await.expect(200).attribute("ul.cards-list a", "href").expect("a panel");
    manager.get(&panel).await.expect(200);
}

async fn recruiter_answers_the_report(office: &Office, opening: &str) {
    let recruiter = office.browser(Role::Recruiter).await;
    let page = format!("{opening}/reports");
    let reports = recruiter.get(&page).await.expect(200);
    assert!(reports.text.contains("Two replies say the same."));
    let action = reports.attribute("article form", "action").unwrap();
    let answer = [("resolution", "voided"), ("reply", "You are right, thank you. It does not count any more.")];
    recruiter.submit(&page, &action, &answer).await.expect(303);
    assert!(recruiter.get(&page).await.expect(200).text.contains("All reports are answered"));
}
