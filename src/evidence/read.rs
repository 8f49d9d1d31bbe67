//! Reading ratings that were pasted from a spreadsheet or sent as a file: what cannot be used is named by row.

use super::Scale;
use crate::error::{Error, FieldError, Result};
use serde::Serialize;

/// The most ratings that are taken at once.
pub const MOST_ROWS: usize = 500;
/// The longest name of a rater.
const LONGEST_RATER: usize = 100;

/// One rating as it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its number, counted from 1 under the header.
    pub number: usize,
    /// The pseudonym, id or e-mail address of a candidate.
    pub candidate: String,
    /// The rating.
    pub rating: f64,
    /// The day, as in 2026-11-23.
    pub rated_on: String,
    /// Who rated.
    pub rater: String,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct RowFault {
    /// Its number, counted from 1 under the header; 0 for the file as a whole.
    pub row: usize,
    /// What it says.
    pub text: String,
    /// What is wrong, and how to mend it.
    pub problem: String,
}

/// The columns, in any order.
const COLUMNS: [&str; 4] = ["candidate", "rating", "date", "rater"];

/// Checks the ends of a scale.
///
/// # Errors
/// [`Code::Invalid`](crate::error::Code::Invalid) with the field.
pub fn scale(low: &str, high: &str) -> Result<Scale> {
    let number = |text: &str| text.trim().replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite());
    let mut faults = Vec::new();
    for (field, text) in [("scale_low", low), ("scale_high", high)] {
        if number(text).is_none() {
            faults.push(FieldError { field: field.into(), message: "Enter a number, such as 1 or 5.".into() });
        }
    }
    let (Some(low), Some(high)) = (number(low), number(high)) else { return Err(Error::fields(faults)) };
    if low >= high {
        return Err(Error::field("scale_high", "The highest rating must be above the lowest."));
    }
    Ok(Scale { low, high })
}

/// Reads rows under a header with the columns candidate, rating, date and rater, between commas, semicolons or tabs.
///
/// # Errors
/// Every row that cannot be used.
pub fn parse(text: &str, scale: Scale) -> std::result::Result<Vec<Row>, Vec<RowFault>> {
    let whole = |problem: String| vec![RowFault { row: 0, text: String::new(), problem }];
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let header = text.lines().next().unwrap_or_default();
    let separator = ['\t', ';', ','].into_iter().find(|separator| header.contains(*separator));
    let Some(separator) = separator else {
        let problem = "Begin with a line that names the columns: candidate,rating,date,rater.";
        return Err(whole(problem.to_owned()));
    };
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(separator as u8)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let names: Vec<String> = match reader.headers() {
        Ok(names) => names.iter().map(str::to_lowercase).collect(),
        Err(error) => return Err(whole(format!("The first line cannot be read: {error}."))),
    };
    let mut places = [0; 4];
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        match names.iter().position(|name| name == column) {
            Some(found) => *place = found,
            None => {
                let there = names.join(", ");
                return Err(whole(format!("The column “{column}” is missing. The first line names: {there}.")));
            }
        }
    }
    rows(reader.records(), places, scale)
}

fn rows<'a>(
    records: csv::StringRecordsIter<'a, &'a [u8]>,
    places: [usize; 4],
    scale: Scale,
) -> std::result::Result<Vec<Row>, Vec<RowFault>> {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (place, record) in records.enumerate() {
        let number = place + 1;
        if number > MOST_ROWS {
            let problem = format!("Store up to {MOST_ROWS} ratings at once; put the rest into a second batch.");
            faults.push(RowFault { row: number, text: String::new(), problem });
            break;
        }
        match record {
            Ok(record) => {
                let cell = |at: usize| record.get(places[at]).unwrap_or_default().to_owned();
                match row(number, [cell(0), cell(1), cell(2), cell(3)], scale) {
                    Ok(row) => rows.push(row),
                    Err(problem) => {
                        let text = record.iter().collect::<Vec<_>>().join(", ");
                        faults.push(RowFault { row: number, text, problem });
                    }
                }
            }
            Err(error) => faults.push(RowFault { row: number, text: String::new(), problem: error.to_string() }),
        }
    }
    if rows.is_empty() && faults.is_empty() {
        let problem = "There is no rating under the first line.".to_owned();
        faults.push(RowFault { row: 0, text: String::new(), problem });
    }
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

/// One row, checked.
///
/// # Errors
/// What is wrong with it, in a sentence.
pub fn row(
    number: usize,
    [candidate, rating, date, rater]: [String; 4],
    scale: Scale,
) -> std::result::Result<Row, String> {
    if candidate.is_empty() {
        return Err("Nobody is named. Write a pseudonym, an id or an e-mail address.".to_owned());
    }
    let found = rating.replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite());
    let Some(found) = found else { return Err(format!("“{rating}” is not a number.")) };
    if !(scale.low..=scale.high).contains(&found) {
        return Err(format!("{found} lies outside the scale from {} to {}.", scale.low, scale.high));
    }
    if chrono::NaiveDate::parse_from_str(&date, "%Y-%m-%d").is_err() || date.len() != 10 {
        return Err(format!("“{date}” is not a day. Write it as 2026-11-23."));
    }
    if rater.is_empty() || rater.chars().count() > LONGEST_RATER || rater.chars().any(char::is_control) {
        return Err(format!("Write who rated, in one line of up to {LONGEST_RATER} characters."));
    }
    Ok(Row { number, candidate, rating: found, rated_on: date, rater })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCALE: Scale = Scale { low: 1.0, high: 5.0 };

    #[test]
    fn a_spreadsheet_in_any_order_is_read() {
        let comma = parse("rating,candidate,rater,date\r\n4,7F2K9A,mn,2026-11-01\r\n", SCALE).unwrap();
        let tabs = parse("\u{feff}Candidate\tRating\tDate\tRater\n7F2K9A\t4,0\t2026-11-01\tmn\n", SCALE).unwrap();
        let semicolons = parse("candidate;rating;date;rater\n7F2K9A;4;2026-11-01;mn", SCALE).unwrap();
        assert_eq!((&comma, &comma), (&tabs, &semicolons));
        assert_eq!((comma[0].candidate.as_str(), comma[0].rating, comma[0].number), ("7F2K9A", 4.0, 1));
    }

    #[test]
    fn every_bad_row_is_named() {
        let text = "candidate,rating,date,rater\n,4,2026-11-01,mn\nA,six,2026-11-01,mn\nA,6,2026-11-01,mn\n\
            A,4,1.11.2026,mn\nA,4,2026-02-30,mn\nA,4,2026-11-01,\nA,4,2026-11-01,mn\nA,NaN,2026-11-01,mn";
        let faults = parse(text, SCALE).unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.row).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 8]);
        assert_eq!(faults[2].problem, "6 lies outside the scale from 1 to 5.");
    }

    #[test]
    fn a_file_without_header_or_rows_says_what_to_write() {
        for (text, words) in [
            ("", "names the columns"),
            ("candidate,rating,date\nA,4,2026-11-01", "“rater” is missing"),
            ("candidate,rating,date,rater", "no rating"),
        ] {
            assert!(parse(text, SCALE).unwrap_err()[0].problem.contains(words), "{text}");
        }
        let many = "candidate,rating,date,rater\n".to_owned() + &"A,4,2026-11-01,mn\n".repeat(MOST_ROWS + 5);
        assert_eq!(parse(&many, SCALE).unwrap_err().len(), 1);
    }

    #[test]
    fn a_scale_has_two_ends() {
        assert_eq!(scale("1", "5").unwrap(), SCALE);
        assert!(scale("5", "1").is_err() && scale("", "x").is_err() && scale("nan", "5").is_err());
    }
}
