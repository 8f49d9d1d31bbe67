//! A browser without a screen: keeps cookies, sends forms with their token, follows no redirect by itself.

use reqwest::header::{ACCEPT, LOCATION};
use reqwest::{Method, StatusCode};
use scraper::{Html, Selector};
use serde_json::Value;

/// Somebody who asks the server.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    url: String,
    bearer: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: reqwest::header::HeaderMap,
    /// The body as text.
    pub text: String,
}

impl Client {
    /// Somebody without a session.
    pub fn new(url: &str) -> Self {
        let http = reqwest::Client::builder()
            .cookie_store(true)
            .redirect(reqwest::redirect::Policy::none())
            .timeout(std::time::Duration::from_secs(30))
            .build()
            .expect("a client");
        Self { http, url: url.to_owned(), bearer: None }
    }

    /// The same browser with a session cookie.
    pub fn with_cookie(url: &str, name: &str, value: &str) -> Self {
        let jar = reqwest::cookie::Jar::default();
        jar.add_cookie_str(&format!("{name}={value}; Path=/"), &url.parse().expect("a URL"));
        let http = reqwest::Client::builder()
            .cookie_provider(std::sync::Arc::new(jar))
            .redirect(reqwest::redirect::Policy::none())
            .timeout(std::time::Duration::from_secs(30))
            .build()
            .expect("a client");
        Self { http, url: url.to_owned(), bearer: None }
    }

    /// A program with a token.
    pub fn with_token(url: &str, token: &str) -> Self {
        Self { bearer: Some(token.to_owned()), ..Self::new(url) }
    }

    /// The same person at another server.
    pub fn at(&self, url: &str) -> Self {
        Self { url: url.to_owned(), ..self.clone() }
    }

    /// A request that can still be changed.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.url));
        match &self.bearer {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Sends a request.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        Answer { status, headers, text: response.text().await.expect("a body") }
    }

    /// `GET`.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// `GET`, as a program.
    pub async fn get_json(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).header(ACCEPT, "application/json")).await
    }

    /// A JSON body by some method.
    pub async fn json(&self, method: Method, path: &str, body: &Value) -> Answer {
        self.send(self.request(method, path).json(body)).await
    }

    /// `POST` with JSON.
    pub async fn post_json(&self, path: &str, body: &Value) -> Answer {
        self.json(Method::POST, path, body).await
    }

    /// Opens a page and sends a form from it, with the page's own token.
    pub async fn submit(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.get(page).await.token();
        self.post(action, &token, fields).await
    }

    /// Opens a page and sends one of its forms, with the version that the form has seen.
    pub async fn submit_seen(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(page).await;
        let version = page.value(&format!("form[action='{action}'] [name=version]")).unwrap_or_default();
        self.post(action, &page.token(), &[fields, &[("version", version.as_str())]].concat()).await
    }

    /// Sends a form with a token.
    pub async fn post(&self, action: &str, token: &str, fields: &[(&str, &str)]) -> Answer {
        let mut all = vec![("csrf", token)];
        all.extend_from_slice(fields);
        self.send(self.request(Method::POST, action).form(&all)).await
    }
}

impl Answer {
    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text))
    }

    /// Where a redirect leads.
    #[track_caller]
    pub fn location(&self) -> &str {
        let location = self.headers.get(LOCATION).and_then(|value| value.to_str().ok());
        location.unwrap_or_else(|| panic!("no redirect but {}: {}", self.status, self.text))
    }

    /// Checks the status, and shows the body where it is another.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }

    /// The token of the page's first form.
    #[track_caller]
    pub fn token(&self) -> String {
        self.value("input[name=csrf]").unwrap_or_else(|| panic!("no form in {}: {}", self.status, self.text))
    }

    /// The `value` of the first element that matches.
    pub fn value(&self, selector: &str) -> Option<String> {
        self.attribute(selector, "value")
    }

    /// An attribute of the first element that matches.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let page = Html::parse_document(&self.text);
        let found = page.select(&Selector::parse(selector).expect("a selector")).next()?;
        found.value().attr(name).map(str::to_owned)
    }

    /// The text of every element that matches.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.text);
        let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        page.select(&Selector::parse(selector).expect("a selector"))
            .map(|found| words(found.text().collect()))
            .collect()
    }

    /// An attribute of every element that matches.
    pub fn all(&self, selector: &str, name: &str) -> Vec<String> {
        let (page, selector) = (Html::parse_document(&self.text), Selector::parse(selector).expect("a selector"));
        page.select(&selector).filter_map(|found| found.value().attr(name).map(str::to_owned)).collect()
    }

    /// A whole number in an attribute of every element that matches.
    pub fn numbers(&self, selector: &str, name: &str) -> Vec<i64> {
        self.all(selector, name).iter().map(|text| text.parse().expect("a number")).collect()
    }
}
