//! Reading the reference data and comparing with it.

use rapport::psychometrics::{MISSING, Responses};
use serde_json::Value;

/// A file of `data/` by name.
pub fn file(name: &str) -> String {
    let path = format!("{}/tests/psychometrics/data/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A JSON file of `data/`.
pub fn json(name: &str) -> Value {
    serde_json::from_str(&file(name)).unwrap()
}

/// The records of a CSV file of `data/`, without its header.
pub fn records(name: &str) -> Vec<Vec<String>> {
    let text = file(name);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// A CSV file of integer answers, persons in rows.
pub fn responses(name: &str) -> Responses {
    let rows = records(name);
    let column = |item: usize| rows.iter().map(|row| row[item].parse().unwrap_or(MISSING)).collect();
    Responses::new((0..rows[0].len()).map(column).collect()).unwrap()
}

/// The numbers of a JSON array.
pub fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|cell| cell.as_f64().unwrap()).collect()
}

/// The rows of a JSON array of arrays.
pub fn rows(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(numbers).collect()
}

/// Whether a number is the expected one within a tolerance, absolute up to 1 and relative beyond.
#[track_caller]
pub fn close(got: f64, want: f64, tolerance: f64) {
    let allowed = tolerance * want.abs().max(1.0);
    assert!((got - want).abs() <= allowed, "{got} instead of {want}, off by {:e}", (got - want).abs());
}

/// The same for a number in a JSON file.
#[track_caller]
pub fn meets(got: f64, want: &Value, tolerance: f64) {
    close(got, want.as_f64().unwrap_or_else(|| panic!("{want} is no number")), tolerance);
}
