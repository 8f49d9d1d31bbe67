//! One row a person: integer answers, and the columns beside them.

use super::{Sheet, Unusable};
use crate::psychometrics::{MISSING, Responses};
use csv::ByteRecord;
use std::io::Read;

/// More persons than this, after weights, are refused: they would not fit into memory.
const MOST_PERSONS: u64 = 20_000_000;

/// Which columns are what.
#[derive(Debug, Clone, Default)]
pub struct Wanted<'a> {
    /// Columns to leave out.
    pub ignore: &'a [String],
    /// A column of text to keep, such as the group.
    pub text: Option<&'a str>,
}

/// A file of answers.
#[derive(Debug, Clone)]
pub struct People {
    /// What each person is called: the column `id`, or the row's number.
    pub ids: Vec<String>,
    /// How often each row counts, if there is a column `weight`.
    pub weights: Option<Vec<u32>>,
    /// The kept column of text, one entry a person.
    pub texts: Vec<String>,
    /// The names of the items.
    pub items: Vec<String>,
    /// The answers.
    pub responses: Responses,
}

#[derive(Clone, Copy, PartialEq)]
enum Role {
    Skip,
    Item,
    Id,
    Weight,
    Text,
}

impl People {
    /// Reads a file. Columns named `id`, `group` and `weight` are no items, nor is a first column without a name;
    /// all others hold whole numbers, an empty cell being a missing answer.
    pub fn read<'a>(input: impl Read + 'a, wanted: &Wanted) -> Result<Self, Unusable> {
        let mut sheet = Sheet::open(input)?;
        let roles = roles(&sheet, wanted)?;
        let named = |role: Role| sheet.names().iter().zip(&roles).filter(move |(_, own)| **own == role);
        let items: Vec<String> = named(Role::Item).map(|(name, _)| name.clone()).collect();
        if items.is_empty() {
            return Err(Unusable::whole("there is no column with answers"));
        }
        let (has_id, has_weight) = (roles.contains(&Role::Id), roles.contains(&Role::Weight));
        let mut columns: Vec<Vec<i16>> = vec![Vec::new(); items.len()];
        let (mut ids, mut weights, mut texts) = (Vec::new(), Vec::new(), Vec::new());
        let mut record = ByteRecord::new();
        while let Some(row) = sheet.next_row(&mut record)? {
            let mut column = columns.iter_mut();
            for (place, role) in roles.iter().enumerate() {
                match role {
                    Role::Item => {
                        if let Some(column) = column.next() {
                            column.push(answer(&sheet, &record, place)?);
                        }
                    }
                    Role::Id => ids.push(sheet.text(&record, place)?.to_owned()),
                    Role::Weight => weights.push(weight(&sheet, &record, place)?),
                    Role::Text => texts.push(sheet.text(&record, place)?.to_owned()),
                    Role::Skip => {}
                }
            }
            if !has_id {
                ids.push(row.to_string());
            }
        }
        if ids.is_empty() {
            return Err(Unusable::whole("there is no row under the header"));
        }
        let weights = has_weight.then_some(weights);
        check_total(weights.as_deref())?;
        Ok(Self { ids, weights, texts, items, responses: Responses::new(columns)? })
    }

    /// Every person as often as the weight says, for statistics that know no weights.
    #[must_use]
    pub fn expanded(self) -> Self {
        let Some(weights) = self.weights else { return self };
        let places: Vec<usize> =
            weights.iter().enumerate().flat_map(|(row, &times)| std::iter::repeat_n(row, times as usize)).collect();
        let pick = |texts: &[String]| places.iter().filter_map(|&row| texts.get(row).cloned()).collect();
        Self {
            ids: pick(&self.ids),
            weights: None,
            texts: pick(&self.texts),
            items: self.items,
            responses: self.responses.of_persons(&places),
        }
    }

    /// Refuses items with more than two categories, naming the first answer that makes a third.
    pub fn require_two_categories(&self, advice: &str) -> Result<(), Unusable> {
        for (item, name) in self.items.iter().enumerate() {
            let mut seen: Vec<i16> = Vec::with_capacity(2);
            for (row, &answer) in self.responses.column(item).iter().enumerate() {
                if answer != MISSING && !seen.contains(&answer) {
                    if seen.len() == 2 {
                        let message = format!("{answer} is a third category; {advice}");
                        return Err(Unusable::cell(row + 1, name, message));
                    }
                    seen.push(answer);
                }
            }
        }
        Ok(())
    }
}

fn roles(sheet: &Sheet, wanted: &Wanted) -> Result<Vec<Role>, Unusable> {
    for name in wanted.ignore.iter().map(String::as_str).chain(wanted.text) {
        sheet.place(name)?;
    }
    let role = |name: &String| match name.as_str() {
        name if wanted.text == Some(name) => Role::Text,
        name if wanted.ignore.iter().any(|ignored| ignored == name) => Role::Skip,
        "id" | "" => Role::Id,
        "weight" => Role::Weight,
        "group" => Role::Skip,
        _ => Role::Item,
    };
    let mut roles: Vec<Role> = sheet.names().iter().map(role).collect();
    // A first column without a name is one of row names; a column `id` goes before it.
    if roles.iter().filter(|role| **role == Role::Id).count() > 1 {
        roles[0] = Role::Skip;
    }
    Ok(roles)
}

/// A whole number, quickly: most cells are one digit.
fn answer(sheet: &Sheet, record: &ByteRecord, place: usize) -> Result<i16, Unusable> {
    match &record[place] {
        [] => Ok(MISSING),
        [digit @ b'0'..=b'9'] => Ok(i16::from(digit - b'0')),
        _ => {
            let text = sheet.text(record, place)?;
            if text.is_empty() {
                return Ok(MISSING);
            }
            let number: Result<i16, _> = text.parse();
            let why = "is not a whole number between -32767 and 32767 (leave the cell of a missing answer empty)";
            number.ok().filter(|&number| number != MISSING).ok_or_else(|| sheet.refuse(place, text, why))
        }
    }
}

fn weight(sheet: &Sheet, record: &ByteRecord, place: usize) -> Result<u32, Unusable> {
    let text = sheet.text(record, place)?;
    text.parse().map_err(|_| sheet.refuse(place, text, "is not a count of persons: a whole number of at least 0"))
}

fn check_total(weights: Option<&[u32]>) -> Result<(), Unusable> {
    let Some(weights) = weights else { return Ok(()) };
    match weights.iter().map(|&weight| u64::from(weight)).sum() {
        0 => Err(Unusable::column("weight", "the weights add up to nobody")),
        1..=MOST_PERSONS => Ok(()),
        _ => Err(Unusable::column("weight", "the weights add up to more than 20 million persons")),
    }
}
