//! Lists as people really have them.

use super::*;

fn problems(rows: &[Row]) -> Vec<(usize, RowProblem)> {
    rows.iter().flat_map(|row| row.faults.iter().map(|fault| (row.line, fault.problem))).collect()
}

fn names(rows: &[Row]) -> Vec<&str> {
    rows.iter().map(|row| row.name.as_str()).collect()
}

#[test]
fn lists_come_from_mails_and_from_spreadsheets() {
    let text = "Anna Meier <anna@example.com>\n\nbo@example.com\tBo Li\nO'Neill, Cleo; cleo@example.com\n\"Dee\", dee@example.com\nEva\teva@example.com\tde";
    let rows = parse_pasted(text).unwrap();
    assert_eq!(problems(&rows), []);
    assert_eq!(names(&rows), ["Anna Meier", "Bo Li", "O'Neill, Cleo", "Dee", "Eva"]);
    assert_eq!(rows[1].email, "bo@example.com");
    assert_eq!(rows[4].language, Some(Locale::German));
}

#[test]
fn every_bad_line_is_named() {
    let rows = parse_pasted("Anna <anna@example.com>\nnobody\nBo, bo@\nA, ANNA@example.com\n<c@example.com>").unwrap();
    let expected = [
        (2, RowProblem::Unreadable),
        (3, RowProblem::InvalidAddress),
        (4, RowProblem::Duplicate),
        (5, RowProblem::MissingName),
    ];
    assert_eq!(problems(&rows), expected);
    assert!(rows[3].faults[0].message.contains("Line 1"));
}

#[test]
fn headers_are_known_in_three_languages_and_in_any_order() {
    for text in [
        "Language,E-Mail,Name\nde,ana@example.com,Ana Ruiz",
        "nombre;apellidos;correo electrónico;idioma\nAna;Ruiz;ana@example.com;alemán",
        "\u{feff}Sprache\tVorname\tName\tE-Mail-Adresse\r\nDE-at\tAna\tRuiz\tana@example.com\r\n",
        "first_name,last_name,email,lang\n\"Ana\",\"Ruiz\",\"ana@example.com\",\"German\"\n,,,\n",
        "Ana Ruiz,ana@example.com,de",
        "ana@example.com;Ana Ruiz;de",
    ] {
        let rows = parse_file(text.as_bytes()).unwrap();
        assert_eq!(rows.len(), 1, "{text}");
        assert_eq!(rows[0].faults, [], "{text}");
        let found = (rows[0].name.as_str(), rows[0].email.as_str(), rows[0].language);
        assert_eq!(found, ("Ana Ruiz", "ana@example.com", Some(Locale::German)), "{text}");
    }
}

#[test]
fn quoted_cells_may_hold_what_separates_and_lines_are_those_of_the_file() {
    let text = "name,email\n\"Ruiz, Ana\",ana@example.com\n\n\"Li\nBo\",bo@example.com\nCleo,cleo@example\n";
    let rows = parse_file(text.as_bytes()).unwrap();
    assert_eq!(names(&rows), ["Ruiz, Ana", "Li Bo", "Cleo"]);
    assert_eq!(problems(&rows), [(6, RowProblem::InvalidAddress)]);
}

#[test]
fn an_unknown_language_and_a_missing_name_are_named_together() {
    let rows = parse_file("name,email,language\n,ana@example.com,fr".as_bytes()).unwrap();
    assert_eq!(problems(&rows), [(2, RowProblem::MissingName), (2, RowProblem::UnknownLanguage)]);
    assert!(rows[0].faults[1].message.contains("“fr”") && rows[0].invitee().is_none());
}

#[test]
fn what_is_no_list_is_told_in_one_sentence() {
    let said = |bytes: &[u8]| parse_file(bytes).unwrap_err();
    assert!(said(b"PK\x03\x04rest").contains("workbook"));
    assert!(said(b"name,email\nJos\xe9,jose@example.com").contains("UTF-8"));
    assert!(said(b"name,email\nA\0,a@example.com").contains("NUL"));
    assert!(said(b"Kunde,Telefon\nAnna,0815").contains("“telefon”"));
    assert!(said(b"email\nana@example.com").contains("“name”"));
    let long: String = (0..=LONGEST_LIST).map(|n| format!("P {n},p{n}@example.com\n")).collect();
    assert!(said(long.as_bytes()).contains("10001 people"));
}
