//! A real Chromium, driven over WebDriver: at any width, light or dark, with or without script, with axe.
//!
//! `tests/run` starts the driver and says where it is; without one, the tests of the browser say that they are skipped.

use super::App;
use fantoccini::error::CmdError;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand, WindowHandle};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

/// No step of a browser may take longer.
const PATIENCE: Duration = Duration::from_secs(15);

/// A browser window.
pub struct Browser {
    client: Client,
    url: String,
    script: bool,
}

/// A command of the driver that the standard does not have.
#[derive(Debug)]
struct Extra(&'static str, Value);

impl WebDriverCompatibleCommand for Extra {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.0))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.1.to_string()))
    }
}

#[expect(clippy::disallowed_methods, reason = "tests are told by their script where the driver and axe are")]
fn told(name: &str) -> Option<String> {
    let value = std::env::var(name).ok();
    if value.is_none() {
        eprintln!("skipped: {name} is not set; ./tests/run sets it where there is a browser");
    }
    value
}

impl Browser {
    /// A window of a width, or nothing where there is no browser.
    pub async fn open(app: &App, width: u32, script: bool) -> Option<Self> {
        Self::with_profile(app, width, script, None).await
    }

    /// The same with a folder for what the browser keeps when it is closed.
    pub async fn with_profile(app: &App, width: u32, script: bool, profile: Option<&Path>) -> Option<Self> {
        let driver = told("RAPPORT_TEST_WEBDRIVER")?;
        let folder = profile.map(|profile| format!("--user-data-dir={}", profile.display()));
        let mut arguments: Vec<String> = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ]
        .map(str::to_owned)
        .to_vec();
        arguments.extend(folder);
        let mut capabilities = Capabilities::new();
        capabilities.insert("goog:chromeOptions".into(), json!({ "args": arguments }));
        capabilities.insert("goog:loggingPrefs".into(), json!({ "browser": "ALL" }));
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = builder.capabilities(capabilities).connect(&driver).await.expect("a browser");
        let browser = Self { client, url: app.url.clone(), script };
        browser.width(width).await;
        browser.allow_script(script).await;
        Some(browser)
    }

    async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.asked(command, parameters).await.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    async fn asked(&self, command: &str, parameters: Value) -> Result<Value, CmdError> {
        let call = Extra("goog/cdp/execute", json!({ "cmd": command, "params": parameters }));
        tokio::time::timeout(PATIENCE, self.client.issue_cmd(call)).await.expect("an answer in time")
    }

    async fn allow_script(&self, allowed: bool) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": !allowed })).await;
    }

    /// Makes the window so many CSS pixels wide.
    pub async fn width(&self, width: u32) {
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Shows the page in `light`, `dark` or `forced` colours.
    pub async fn scheme(&self, scheme: &str) {
        let (scheme, forced) = if scheme == "forced" { ("dark", "active") } else { (scheme, "none") };
        // Without motion, so that no colour is looked at on its way to another.
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme },
            { "name": "forced-colors", "value": forced }, { "name": "prefers-reduced-motion", "value": "reduce" }]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// Shows the page as it is printed.
    pub async fn print_media(&self) {
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    }

    /// Opens an address of the server.
    pub async fn go(&self, path: &str) {
        let address = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.url) };
        tokio::time::timeout(PATIENCE, self.client.goto(&address)).await.expect("a page in time").expect("a page");
    }

    /// Waits for an element.
    pub async fn find(&self, selector: &str) -> fantoccini::elements::Element {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(selector)).await;
        match found {
            Ok(element) => element,
            Err(error) => panic!("{selector}: {error} on {}\n{}", self.path().await, self.text("main").await),
        }
    }

    /// Whether an element is there now.
    pub async fn has(&self, selector: &str) -> bool {
        !self.client.find_all(Locator::Css(selector)).await.expect("a search").is_empty()
    }

    /// Clicks.
    pub async fn click(&self, selector: &str) {
        self.find(selector).await.click().await.unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// Clicks what leads to another page, and waits until that page is there.
    pub async fn follow(&self, selector: &str) {
        let before = self.path().await;
        self.click(selector).await;
        self.leaves(&before).await;
    }

    /// Waits until the page is another.
    pub async fn leaves(&self, before: &str) {
        for _ in 0..300 {
            if self.path().await != before {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("still on {before}\n{}", self.text("main").await);
    }

    /// Types into a field that is emptied before.
    pub async fn fill(&self, selector: &str, text: &str) {
        let field = self.find(selector).await;
        field.clear().await.expect("an empty field");
        field.send_keys(text).await.expect("a typed text");
    }

    /// Presses keys wherever the focus is.
    pub async fn press(&self, keys: &str) {
        let focused = self.client.active_element().await.expect("a focus");
        focused.send_keys(keys).await.expect("pressed keys");
    }

    /// The path of the page.
    pub async fn path(&self) -> String {
        self.client.current_url().await.expect("an address").path().to_owned()
    }

    /// The text of the first element that matches, or nothing.
    pub async fn text(&self, selector: &str) -> String {
        match self.client.find(Locator::Css(selector)).await {
            Ok(element) => element.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// Waits until an element says something.
    pub async fn says(&self, selector: &str, words: &str) {
        for _ in 0..300 {
            if self.text(selector).await.contains(words) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{selector} does not say {words:?} but {:?}", self.text(selector).await);
    }

    /// Computes something on the page, beside its own scripts and out of reach of its policy.
    ///
    /// A page that is left while it is asked cannot answer; the one that follows is asked then.
    pub async fn compute(&self, expression: &str) -> Value {
        for _ in 0..20 {
            match self.computed(expression).await {
                Ok(value) => return value,
                Err(error) if left(&error) => tokio::time::sleep(Duration::from_millis(50)).await,
                Err(error) => panic!("{expression}: {error}"),
            }
        }
        panic!("no page stays long enough to answer {expression}");
    }

    async fn computed(&self, expression: &str) -> Result<Value, CmdError> {
        let tree = self.asked("Page.getFrameTree", json!({})).await?;
        let frame = json!({ "frameId": tree["frameTree"]["frame"]["id"] });
        let world = self.asked("Page.createIsolatedWorld", frame).await?;
        let call = json!({ "expression": expression, "contextId": world["executionContextId"],
            "awaitPromise": true, "returnByValue": true });
        // The page's own scripts were not loaded; what is computed here may run.
        self.allow_script(true).await;
        let done = self.asked("Runtime.evaluate", call).await;
        self.allow_script(self.script).await;
        let done = done?;
        assert!(done.get("exceptionDetails").is_none(), "{}", done["exceptionDetails"]);
        Ok(done["result"]["value"].clone())
    }

    /// Computes something in the page's own world, where its scripts see what is changed.
    pub async fn within(&self, expression: &str) -> Value {
        let call = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let done = self.devtools("Runtime.evaluate", call).await;
        assert!(done.get("exceptionDetails").is_none(), "{}", done["exceptionDetails"]);
        done["result"]["value"].clone()
    }

    /// Waits until something computed on the page is true.
    pub async fn until(&self, expression: &str) {
        for _ in 0..300 {
            if self.compute(expression).await == true {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("not so on {}: {expression}\n{}", self.path().await, self.text("main").await);
    }

    /// Takes the connection away, or gives it back.
    pub async fn offline(&self, offline: bool) {
        self.devtools("Network.enable", json!({})).await;
        let nothing = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.devtools("Network.emulateNetworkConditions", nothing).await;
    }

    /// Forgets what was loaded before.
    pub async fn forget_cache(&self) {
        self.devtools("Network.enable", json!({})).await;
        self.devtools("Network.clearBrowserCache", json!({})).await;
    }

    /// Puts the page to sleep, as a phone does that is locked, or wakes it.
    pub async fn asleep(&self, asleep: bool) {
        let state = if asleep { "frozen" } else { "active" };
        self.devtools("Page.setWebLifecycleState", json!({ "state": state })).await;
    }

    /// Turns the clock of the page forward.
    pub async fn later(&self, seconds: i64) {
        let now = format!(
            "(() => {{ const real = Date.now.bind(Date), by = {seconds} * 1000; Date.now = () => real() + by; \
             document.dispatchEvent(new Event('visibilitychange')); }})()"
        );
        self.within(&now).await;
    }

    /// Opens another tab and looks at it; gives the one before.
    pub async fn another_tab(&self) -> WindowHandle {
        let before = self.client.window().await.expect("a window");
        let tab = self.client.new_window(true).await.expect("a tab");
        self.look_at(tab.handle).await;
        before
    }

    /// Looks at a tab.
    pub async fn look_at(&self, tab: WindowHandle) {
        self.client.switch_to_window(tab).await.expect("that tab");
    }

    /// The browser's own Back and Reload.
    pub async fn back(&self) {
        self.client.back().await.expect("the page before");
    }

    /// Loads the page again.
    pub async fn reload(&self) {
        self.client.refresh().await.expect("the page again");
    }

    /// What a screen reader reads, in its order: roles with names.
    pub async fn read_aloud(&self) -> Vec<String> {
        let tree = self.devtools("Accessibility.getFullAXTree", json!({})).await;
        let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
        let by_id: HashMap<&str, &Value> =
            nodes.iter().filter_map(|node| Some((node["nodeId"].as_str()?, node))).collect();
        let mut open: Vec<&Value> = nodes.first().into_iter().collect();
        let mut said = Vec::new();
        while let Some(node) = open.pop() {
            let role = node["role"]["value"].as_str().unwrap_or_default();
            let name = node["name"]["value"].as_str().unwrap_or_default();
            if node["ignored"] != true && !["InlineTextBox", "generic", "none"].contains(&role) {
                said.push(format!("{role}: {name}"));
            }
            let children = node["childIds"].as_array().into_iter().flatten().rev();
            open.extend(children.filter_map(|id| by_id.get(id.as_str()?).copied()));
        }
        said
    }

    /// Checks the page as it is: axe finds nothing in light and dark, nothing is cut off at 320 px, the console is quiet.
    pub async fn check(&self, width: u32) {
        let path = self.path().await;
        self.width(320).await;
        let cut = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
        assert_eq!(self.compute(cut).await, 0, "{path} scrolls sideways at 320 px");
        self.width(width).await;
        for scheme in ["light", "dark"] {
            self.check_in(scheme).await;
        }
    }

    /// Checks the page as it is in `light`, `dark` or `forced` colours: axe finds nothing, the console is quiet.
    pub async fn check_in(&self, scheme: &str) {
        let path = self.path().await;
        self.scheme(scheme).await;
        if let Some(axe) = told("RAPPORT_TEST_AXE") {
            let axe = std::fs::read_to_string(axe).expect("axe");
            self.run_axe(&axe, &format!("{path} in {scheme}")).await;
        }
        let log = self.client.issue_cmd(Extra("se/log", json!({ "type": "browser" }))).await.expect("a console");
        // A page that says what is wrong comes with a 4xx, which the console counts as a failed network request.
        let bad = |entry: &&Value| entry["level"] == "SEVERE" && entry["source"] != "network";
        let loud: Vec<_> = log.as_array().into_iter().flatten().filter(bad).collect();
        assert!(loud.is_empty(), "{path}: {loud:?}");
    }

    async fn run_axe(&self, axe: &str, what: &str) {
        let tags = "['wcag2a','wcag2aa','wcag21aa','wcag22aa','best-practice']";
        let run = format!(
            "(async () => {{ {axe}; const r = await axe.run(document, {{ runOnly: {tags} }}); return {{ rules: r.passes.length, \
             found: r.violations.map(v => [v.id, v.nodes.map(n => n.html + ' ' + n.failureSummary)]) }}; }})()"
        );
        let result = self.compute(&run).await;
        assert!(result["rules"].as_i64().unwrap_or_default() > 10, "axe ran few rules on {what}: {result}");
        assert_eq!(result["found"], json!([]), "{what}");
    }

    /// Closes the window and ends its session.
    pub async fn close(self) {
        self.client.close().await.expect("a closed browser");
    }
}

/// Whether a page could not answer because another took its place.
fn left(error: &CmdError) -> bool {
    let said = error.to_string();
    ["no such execution context", "Cannot find context", "context was destroyed", "Inspected target navigated"]
        .iter()
        .any(|sign| said.contains(sign))
}
