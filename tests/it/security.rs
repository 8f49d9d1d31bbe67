//! What must hold whoever asks: headers, cookies, limits, sessions, what is refused and what is never said.

use crate::harness::{Answer, App, Client, Office, PASSWORD, mail_to, totp};
use chrono::Duration;
use rapport::config::Flags;
use rapport::people::Role;
use reqwest::header::{HOST, SET_COOKIE};
use scraper::{Html, Selector};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

async fn sign_in(client: &Client, email: &str, password: &str) -> Answer {
    client.post_json("/api/v1/session", &json!({ "email": email, "password": password })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_headers_and_nothing_inline_or_from_elsewhere() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let invited = office.invite("Ana Applicant").await;
    let recruiter = office.browser(Role::Recruiter).await;
    let pages = ["/sign-in", "/home", "/nothing", "/api/openapi.json", "/api/v1/openings", "/healthz", "/api/docs"];
    let opening = format!("/openings/{}/threshold", office.opening.id);
    for path in pages.into_iter().chain([opening.as_str(), app.path_of(&invited.link)]) {
        let answer = recruiter.get(path).await;
        let header =
            |name: &str| answer.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        let policy = header("content-security-policy");
        for part in
            ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"]
        {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(header("cache-control"), "no-store", "{path}");
        nothing_inline(path, &answer.text);
    }
    let sheet = recruiter.get("/sign-in").await.attribute("link[rel=stylesheet]", "href").unwrap();
    let asset = recruiter.get(&sheet).await.expect(200);
    assert!(asset.headers["cache-control"].to_str().unwrap().contains("immutable"));
    app.stop().await;
}

fn nothing_inline(path: &str, text: &str) {
    let page = Html::parse_document(text);
    for element in page.select(&Selector::parse("*").unwrap()) {
        for (name, value) in element.value().attrs() {
            assert!(name != "style" && !name.starts_with("on"), "{path}: {name}={value}");
            let leads = ["src", "href", "action"].contains(&name);
            let ours = value.starts_with(['/', '#']) || value.starts_with("mailto:");
            assert!(!leads || ours, "{path} leads to {value}");
        }
        let name = element.value().name();
        assert!(
            name != "style" && (name != "script" || element.value().attr("src").is_some()),
            "{path}: inline {name}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cookies_are_out_of_reach_and_bound_to_the_host_under_https() {
    for (url, prefix) in [(None, "rapport-"), (Some("https://rapport.example"), "__Host-")] {
        let app = App::with(move |flags: &mut Flags| flags.public_url = url.map(str::to_owned)).await;
        let answer = app.stranger().get("/sign-in").await.expect(200);
        let cookie = answer.headers[SET_COOKIE].to_str().unwrap();
        assert!(cookie.starts_with(prefix), "{cookie}");
        for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert_eq!(cookie.contains("Secure"), url.is_some(), "{cookie}");
        assert_eq!(answer.headers.contains_key("strict-transport-security"), url.is_some());
        app.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_guesses_at_once_reach_the_hash_as_often_as_the_limit_says() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let email = office.with_password(Role::Recruiter).await;
    let stranger = app.stranger();
    let guesses = futures_util::future::join_all((0..200).map(|n| {
        let (stranger, email) = (stranger.clone(), email.clone());
        async move { sign_in(&stranger, &email, &format!("a wrong guess {n}")).await.status.as_u16() }
    }));
    let statuses = guesses.await;
    let count = |wanted: u16| statuses.iter().filter(|status| **status == wanted).count();
    assert!(count(401) + count(503) <= 10 && count(401) >= 1, "{} refused, {} busy", count(401), count(503));
    assert_eq!(count(401) + count(429) + count(503), 200, "{statuses:?}");
    sign_in(&stranger, &email, PASSWORD).await.expect(429);
    app.advance(Duration::minutes(6));
    sign_in(&stranger, &email, PASSWORD).await.expect(200);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_account_looks_like_a_wrong_password() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let email = office.with_password(Role::Manager).await;
    let stranger = app.stranger();
    let known = sign_in(&stranger, &email, "not the password").await;
    let unknown = sign_in(&stranger, "nobody@example.com", "not the password").await;
    assert_eq!((known.status, &known.text), (unknown.status, &unknown.text));
    let invited = json!({ "name": "Ana", "email": "ana@example.com" });
    let page = format!("/openings/{}", office.opening.id);
    let manager = office.browser(Role::Manager).await;
    manager.submit(&page, &format!("{page}/public-link"), &[("open", "yes")]).await;
    app.stranger().post_json("/api/v1/public-links/not-a-token", &invited).await.expect(410);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_made_up_forwarded_address_does_not_loosen_the_limit() {
    let app = App::new().await;
    let stranger = app.stranger();
    let mut last = 0;
    for n in 0..62 {
        let body = json!({ "email": format!("nobody{n}@example.com"), "password": "x" });
        let request = stranger.request(reqwest::Method::POST, "/api/v1/session").json(&body);
        last = stranger.send(request.header("x-forwarded-for", format!("10.0.0.{n}"))).await.status.as_u16();
    }
    assert_eq!(last, 429);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_end_by_idleness_by_age_and_by_a_new_password() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let idle = office.recruiter().await;
    idle.get("/api/v1/session").await.expect(200);
    app.advance(Duration::minutes(31));
    idle.get("/api/v1/session").await.expect(401);
    let busy = office.recruiter().await;
    for _ in 0..35 {
        app.advance(Duration::minutes(20));
        busy.get("/api/v1/session").await.expect(200);
    }
    app.advance(Duration::minutes(21));
    busy.get("/api/v1/session").await.expect(401);
    let email = office.with_password(Role::Recruiter).await;
    let elsewhere = sign_in(&app.stranger(), &email, PASSWORD).await.expect(200).json()["token"].clone();
    let elsewhere = Client::with_token(&app.url, elsewhere.as_str().unwrap());
    let here = office.browser(Role::Recruiter).await;
    let change = [("current", PASSWORD), ("password", "eleven patient lighthouse keepers")];
    here.submit("/account", "/account/password", &change).await.expect(303);
    here.get("/home").await.expect(200);
    elsewhere.get("/api/v1/session").await.expect(401);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_of_the_second_factor_works_once_and_a_recovery_code_too() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let email = office.with_password(Role::Admin).await;
    let browser = office.browser(Role::Admin).await;
    let page = browser.get("/account/factor").await.expect(200);
    let secret = page.texts(".secret").concat().replace(' ', "");
    let sealed = page.value("input[name=sealed]").unwrap();
    let code = totp(&secret, app.clock.now());
    let fields = [("sealed", sealed.as_str()), ("current", PASSWORD), ("code", code.as_str())];
    let done = browser.post("/account/factor", &page.token(), &fields).await.expect(200);
    let recovery: String = done.texts(".secret").concat().chars().take("2nsn-0n4w-t7sx-3grb".len()).collect();
    app.advance(Duration::minutes(2));
    let stranger = app.stranger();
    let with_code = |code: String| {
        let body = json!({ "email": email, "password": PASSWORD, "code": code });
        let stranger = stranger.clone();
        async move { stranger.post_json("/api/v1/session", &body).await.status.as_u16() }
    };
    sign_in(&stranger, &email, PASSWORD).await.expect(422);
    let fresh = totp(&secret, app.clock.now());
    assert_eq!(with_code(fresh.clone()).await, 200);
    assert_eq!(with_code(fresh).await, 422, "the same code again");
    assert_eq!(with_code(recovery.clone()).await, 200, "{recovery}");
    assert_eq!(with_code(recovery).await, 422, "the same recovery code again");
    let log = browser.get("/audit").await.expect(200);
    assert_eq!(log.text.matches("factor-refused").count(), 2, "wrong codes are in the log");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn links_in_mails_do_not_follow_the_host_header() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let recruiter = office.recruiter().await;
    let path = format!("/api/v1/openings/{}/invitations", office.opening.id);
    let people = json!({ "people": [{ "name": "Ana Applicant", "email": "ana@example.com" }] });
    let request = recruiter.request(reqwest::Method::POST, &path).json(&people).header(HOST, "evil.example");
    recruiter.send(request).await.expect(200);
    let mail = mail_to(&app, "ana@example.com").await;
    assert!(mail.contains(&app.server.settings.public_url) && !mail.contains("evil.example"), "{mail}");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_type_is_text_wherever_it_is_shown() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let corpus =
        ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "{{1234*5678}}{% raw %}", "'\"`--></title>"];
    let recruiter = office.browser(Role::Recruiter).await;
    for (number, evil) in corpus.iter().enumerate() {
        let name = format!("{evil} {number}");
        office.finisher_named(&name, &format!("x{number}@example.com"), number).await;
    }
    let opening = format!("/openings/{}", office.opening.id);
    let search = form_urlencoded::Serializer::new(String::new()).append_pair("q", corpus[1]).finish();
    for page in [format!("{opening}/ranking"), format!("{opening}/people"), format!("{opening}/ranking?{search}")] {
        let answer = recruiter.get(&page).await.expect(200);
        nothing_inline(&page, &answer.text);
        let text = answer.texts("main").concat();
        let shown = corpus.iter().filter(|evil| text.contains(&evil.split_whitespace().collect::<Vec<_>>().join(" ")));
        assert!(page.contains('?') || shown.count() == corpus.len(), "{page}: {text}");
        assert!(!text.contains("7006652"), "a formula was computed: {text}");
    }
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_does_not_arrive_is_not_waited_for() {
    let app = App::new().await;
    let address = app.url.trim_start_matches("http://").to_owned();
    let mut socket = tokio::net::TcpStream::connect(&address).await.expect("a connection");
    let head = format!(
        "POST /api/v1/session HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"
    );
    socket.write_all(head.as_bytes()).await.expect("a head");
    let mut answer = vec![0; 64];
    let read = tokio::time::timeout(std::time::Duration::from_secs(20), socket.read(&mut answer)).await;
    let length = read.expect("an answer within twenty seconds").expect("bytes");
    assert!(String::from_utf8_lossy(&answer[..length]).starts_with("HTTP/1.1 408"), "{:?}", &answer[..length]);
    app.stop().await;
}
