//! Which column of a list says what, by its name in English, Spanish or German.

use crate::i18n::Locale;

const NAME: [&str; 14] = [
    "name",
    "full name",
    "candidate",
    "candidate name",
    "applicant",
    "applicant name",
    "nombre",
    "nombre completo",
    "candidato",
    "candidata",
    "vollständiger name",
    "bewerber",
    "bewerberin",
    "kandidat",
];
const FIRST: [&str; 7] = ["first name", "given name", "firstname", "forename", "vorname", "nombres", "nombre de pila"];
const LAST: [&str; 9] =
    ["last name", "surname", "family name", "lastname", "nachname", "familienname", "apellido", "apellidos", "zuname"];
const EMAIL: [&str; 13] = [
    "email",
    "e-mail",
    "mail",
    "email address",
    "e-mail address",
    "emailadresse",
    "e-mail-adresse",
    "email-adresse",
    "mailadresse",
    "correo",
    "correo electrónico",
    "correo electronico",
    "dirección de correo",
];
const LANGUAGE: [&str; 6] = ["language", "lang", "locale", "sprache", "idioma", "lengua"];

/// Where in a row the name, the address and the language are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// Joined by a blank, in this order.
    names: Vec<usize>,
    email: usize,
    language: Option<usize>,
    /// Whether name and address may stand in either order.
    either_order: bool,
}

impl Columns {
    /// A list without a header: a name and an address in either order, then perhaps a language.
    pub const FIRST_TWO: Self = Self { names: Vec::new(), email: 1, language: Some(2), either_order: true };

    /// Reads a header.
    ///
    /// # Errors
    /// Which column is missing, and what it may be called.
    pub fn of_header(cells: &[String]) -> Result<Self, String> {
        let cells: Vec<String> = cells.iter().map(|cell| cell.trim().to_lowercase().replace('_', " ")).collect();
        let find = |names: &[&str]| cells.iter().position(|cell| names.contains(&cell.as_str()));
        let there = || cells.iter().filter(|cell| !cell.is_empty()).map(|cell| format!("“{cell}”")).collect::<Vec<_>>();
        let missing = |what: &str, names: &str| {
            format!("No column is called {what}. The first line has {}; call one of them {names}.", there().join(", "))
        };
        let email = find(&EMAIL).ok_or_else(|| missing("“email”", "“email”, “correo” or “E-Mail”"))?;
        // A Spanish list has nombre and apellidos, a German one Vorname and Name: two columns make the whole name.
        let names = match (find(&FIRST), find(&NAME), find(&LAST)) {
            (Some(first), _, Some(last)) => vec![first, last],
            (Some(first), Some(name), None) => vec![first, name],
            (None, Some(name), Some(last)) => vec![name, last],
            (None, Some(only), None) | (Some(only), None, None) | (None, None, Some(only)) => vec![only],
            (None, None, None) => return Err(missing("“name”", "“name”, “nombre” or “Name”")),
        };
        Ok(Self { names, email, language: find(&LANGUAGE), either_order: false })
    }

    /// Name, address and language of a row; empty where there is no such cell.
    pub fn cells(&self, record: &csv::StringRecord) -> [String; 3] {
        let cell = |place: usize| record.get(place).unwrap_or_default().trim();
        let language = self.language.map_or("", cell).to_owned();
        if self.either_order {
            let (first, second) = (cell(0), cell(1));
            let turned = first.contains('@') && !second.contains('@');
            let (name, email) = if turned { (second, first) } else { (first, second) };
            return [name.to_owned(), email.to_owned(), language];
        }
        let names: Vec<&str> = self.names.iter().map(|place| cell(*place)).filter(|part| !part.is_empty()).collect();
        [names.join(" "), cell(self.email).to_owned(), language]
    }
}

/// The language that a cell means, by its tag or its name; none for an empty cell.
///
/// # Errors
/// The cell, where it means none in which there are mails and pages.
pub fn language(cell: &str) -> Result<Option<Locale>, String> {
    let cell = cell.trim().to_lowercase();
    let by_name = match cell.as_str() {
        "" => return Ok(None),
        "english" | "englisch" | "inglés" | "ingles" => Some(Locale::English),
        "spanish" | "spanisch" | "español" | "espanol" | "castellano" => Some(Locale::Spanish),
        "german" | "deutsch" | "alemán" | "aleman" => Some(Locale::German),
        tag => Locale::offered(&tag.replace('_', "-")),
    };
    by_name.map(Some).ok_or_else(|| cell.chars().take(20).collect())
}
