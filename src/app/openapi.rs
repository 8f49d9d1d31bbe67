//! The API's own description: OpenAPI 3.1 as JSON, and the same as a page that needs nothing from elsewhere.

use crate::error::{Code, Error, Result};
use crate::web::{Context, Shell};
use crate::{
    adjustments, audit, auth, cohorts, decisions, documentation, evidence, exports, fairness, job_analysis, letters,
    mail, monitor, notices, openings, panels, privacy, quality, results, signals, sittings, thresholds,
};
use actix_web::HttpResponse;
use serde::Serialize;
use serde_json::Value;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Rapport",
        description = "Hiring assessments for customer-facing jobs. Sign in with POST /api/v1/session and send the token as \
            Authorization: Bearer …. Failures are application/problem+json (RFC 9457). Every name and number is explained here; \
            docs/api.md walks through a whole journey with curl.",
        license(name = "MIT")
    ),
    nest(),
    modifiers(&Bearer),
    security(("bearer" = []))
)]
struct Root;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        openapi
            .components
            .get_or_insert_with(Default::default)
            .add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}

/// The description of the whole API.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut all = Root::openapi();
    let parts: &[fn() -> utoipa::openapi::OpenApi] = &[
        auth::api::openapi,
        openings::api::openapi,
        sittings::api::openapi,
        fairness::api::Api::openapi,
        notices::api::Api::openapi,
        privacy::api::openapi,
        adjustments::api::openapi,
        signals::api::Api::openapi,
        results::api::openapi,
        decisions::api::Api::openapi,
        letters::api::Api::openapi,
        exports::api::Api::openapi,
        thresholds::api::Api::openapi,
        job_analysis::api::Api::openapi,
        panels::api::Api::openapi,
        documentation::api::Api::openapi,
        quality::api::Api::openapi,
        evidence::api::Api::openapi,
        cohorts::api::Api::openapi,
        monitor::api::Api::openapi,
        audit::api::Api::openapi,
        mail::api::Api::openapi,
    ];
    for part in parts {
        all.merge(part());
    }
    env!("CARGO_PKG_VERSION").clone_into(&mut all.info.version);
    all
}

/// `GET /api/openapi.json`.
pub async fn document() -> Result<HttpResponse> {
    let text = openapi().to_pretty_json().map_err(Error::internal)?;
    Ok(HttpResponse::Ok().content_type("application/json").body(text))
}

#[derive(Serialize)]
struct DocsView {
    version: String,
    operations: Vec<OperationView>,
    schemas: Vec<SchemaView>,
    problems: Vec<ProblemView>,
}

#[derive(Serialize)]
struct OperationView {
    id: String,
    method: String,
    path: String,
    summary: String,
    parameters: Vec<FieldView>,
    body: Option<String>,
    answers: Vec<AnswerView>,
}

#[derive(Serialize)]
struct AnswerView {
    status: String,
    schema: Option<String>,
}

#[derive(Serialize)]
struct SchemaView {
    name: String,
    description: String,
    words: Vec<String>,
    fields: Vec<FieldView>,
}

#[derive(Serialize)]
struct FieldView {
    name: String,
    kind: String,
    required: bool,
    description: String,
}

#[derive(Serialize)]
struct ProblemView {
    name: &'static str,
    status: u16,
    sentence: &'static str,
}

/// `GET /api/docs`.
pub async fn page(context: Context) -> Result<HttpResponse> {
    let document = serde_json::to_value(openapi()).map_err(Error::internal)?;
    let view = DocsView {
        version: text(&document["info"]["version"]),
        operations: operations(&document),
        schemas: schemas(&document),
        problems: Code::ALL
            .iter()
            .map(|code| ProblemView { name: code.name(), status: code.status(), sentence: code.sentence() })
            .collect(),
    };
    context.page("app/docs.html", &Shell { title: "The API".into(), ..Shell::default() }, &view)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn operations(document: &Value) -> Vec<OperationView> {
    let operation = |path: &str, method: &str, operation: &Value| OperationView {
        id: format!("{method}-{}", path.trim_matches('/').replace(['/', '{', '}'], "-")),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&operation["summary"]),
        parameters: operation["parameters"].as_array().into_iter().flatten().map(parameter).collect(),
        body: schema_name(&operation["requestBody"]["content"]["application/json"]["schema"]),
        answers: entries(&operation["responses"])
            .map(|(status, answer)| AnswerView {
                status: status.clone(),
                schema: entries(&answer["content"]).next().and_then(|(_, content)| schema_name(&content["schema"])),
            })
            .collect(),
    };
    entries(&document["paths"])
        .flat_map(|(path, methods)| entries(methods).map(move |(method, value)| operation(path, method, value)))
        .collect()
}

fn parameter(parameter: &Value) -> FieldView {
    FieldView {
        name: text(&parameter["name"]),
        kind: format!("{}, in the {}", kind(&parameter["schema"]), text(&parameter["in"])),
        required: parameter["required"].as_bool().unwrap_or_default(),
        description: text(&parameter["description"]),
    }
}

fn schemas(document: &Value) -> Vec<SchemaView> {
    let schema = |(name, schema): (&String, &Value)| {
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        SchemaView {
            name: name.clone(),
            description: text(&schema["description"]),
            words: schema["enum"].as_array().into_iter().flatten().map(text).collect(),
            fields: entries(&schema["properties"])
                .map(|(field, value)| FieldView {
                    name: field.clone(),
                    kind: kind(value),
                    required: required.contains(&field.as_str()),
                    description: text(&value["description"]),
                })
                .collect(),
        }
    };
    entries(&document["components"]["schemas"]).map(schema).collect()
}

fn schema_name(schema: &Value) -> Option<String> {
    if let Some(name) = schema["$ref"].as_str() {
        return name.rsplit('/').next().map(str::to_owned);
    }
    schema_name_of_items(schema)
}

fn schema_name_of_items(schema: &Value) -> Option<String> {
    schema["items"]["$ref"].as_str().and_then(|name| name.rsplit('/').next()).map(|name| format!("list of {name}"))
}

/// The type of a value in a word or two.
fn kind(schema: &Value) -> String {
    if let Some(name) = schema_name(schema) {
        return name;
    }
    match &schema["type"] {
        Value::String(kind) => kind.clone(),
        Value::Array(kinds) => {
            kinds.iter().filter_map(Value::as_str).filter(|kind| *kind != "null").collect::<Vec<_>>().join(" or ")
        }
        _ => {
            let choices = schema["oneOf"].as_array().or(schema["allOf"].as_array());
            choices.into_iter().flatten().find_map(schema_name).unwrap_or_default()
        }
    }
}
