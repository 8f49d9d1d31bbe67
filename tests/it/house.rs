//! The house as `docs/architecture.md` describes it, held against `src/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Open to every room.
const GROUND: [&str; 6] = ["ids", "clock", "entropy", "words", "html", "error"];
/// What pages and APIs may import besides what their room may.
const FACE: [&str; 7] = ["web", "auth", "audit", "people", "config", "mail", "i18n"];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Room -> what its core may import; `None` for all.
fn table() -> BTreeMap<String, Option<BTreeSet<String>>> {
    let page = fs::read_to_string("docs/architecture.md").unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let room = cells[0].trim_matches('`').to_owned();
        let imports = match cells[2] {
            "all" => None,
            "–" => Some(BTreeSet::new()),
            some => Some(some.split(", ").map(str::to_owned).collect()),
        };
        (room, imports)
    })
    .collect()
}

/// The rooms that a file imports, by `crate::room`.
fn imports(text: &str) -> BTreeSet<String> {
    let code: String = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
    let lines = code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let mut found = BTreeSet::new();
    for part in lines.split("crate::").skip(1) {
        if let Some(group) = part.strip_prefix('{') {
            let group = group.split('}').next().unwrap_or_default();
            found.extend(group.split(',').map(|name| name.trim().split("::").next().unwrap_or_default().to_owned()));
        } else {
            found.insert(part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    found.retain(|name| name.starts_with(char::is_lowercase));
    found
}

fn room_of(path: &Path) -> String {
    let inside = path.strip_prefix("src").unwrap();
    inside.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned()
}

fn is_face(path: &Path) -> bool {
    path.iter().skip(2).any(|part| matches!(part.to_string_lossy().trim_end_matches(".rs"), "pages" | "api"))
}

#[test]
fn every_room_imports_only_what_its_row_names() {
    let table = table();
    assert!(table.len() > 15, "the table of rooms was not found");
    let mut wrong = Vec::new();
    for path in rust_files(Path::new("src")) {
        let room = room_of(&path);
        if ["lib", "main"].contains(&room.as_str()) || GROUND.contains(&room.as_str()) {
            continue;
        }
        let row = table.get(&room).unwrap_or_else(|| panic!("the room {room} is not in docs/architecture.md"));
        let Some(allowed) = row else { continue };
        for import in imports(&fs::read_to_string(&path).unwrap()) {
            let open = import == room || GROUND.contains(&import.as_str()) || allowed.contains(&import);
            if !(open || is_face(&path) && FACE.contains(&import.as_str())) {
                wrong.push(format!("{} imports {import}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_ground_stands_on_nothing_but_itself() {
    for name in GROUND {
        for import in imports(&fs::read_to_string(format!("src/{name}.rs")).unwrap()) {
            assert!(GROUND.contains(&import.as_str()), "{name} imports {import}");
        }
    }
}

#[test]
fn nobody_but_the_composition_root_imports_pages_or_apis() {
    for path in rust_files(Path::new("src")) {
        let room = room_of(&path);
        let text = fs::read_to_string(&path).unwrap();
        for other in table().keys().filter(|other| **other != room && room != "app") {
            for face in ["pages", "api"] {
                assert!(
                    !text.contains(&format!("crate::{other}::{face}")),
                    "{} imports {other}::{face}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn every_room_of_the_table_exists() {
    for room in table().keys() {
        assert!(Path::new("src").join(room).is_dir(), "{room}");
    }
}

#[test]
fn tables_of_the_database_are_known_only_to_stores() {
    for path in rust_files(Path::new("src")) {
        let known = path.ends_with("store.rs")
            || path.iter().any(|part| part == "store")
            || path.ends_with("people/directory.rs")
            || path.starts_with("src/db");
        assert!(known || !fs::read_to_string(&path).unwrap().contains("schema::"), "{}", path.display());
    }
}

#[test]
fn files_are_rooms_not_halls() {
    let mut lengths = Vec::new();
    for path in rust_files(Path::new("src")).into_iter().chain(rust_files(Path::new("tests"))) {
        let length = fs::read_to_string(&path).unwrap().lines().count();
        assert!(length <= 400, "{} has {length} lines", path.display());
        lengths.push(length);
    }
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= 150, "the median file has {median} lines");
}

#[test]
fn every_module_says_what_it_is_for() {
    for path in rust_files(Path::new("src")).into_iter().chain(rust_files(Path::new("tests"))) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{} has no contract", path.display());
    }
}

#[test]
fn rows_are_not_sent_and_wire_types_are_not_rows() {
    for path in rust_files(Path::new("src")) {
        let text = fs::read_to_string(&path).unwrap();
        for line in text.lines().filter(|line| line.contains("#[derive(")) {
            assert!(!(line.contains("Queryable") && line.contains("Serialize")), "{}: {line}", path.display());
        }
    }
}

#[test]
fn templates_insert_nothing_unescaped_and_nothing_inline() {
    fn check(folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                check(&path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for forbidden in ["|safe", "| safe", "<script>", "<style", " style=", " onclick=", " onload=", "autoescape"]
            {
                assert!(!text.contains(forbidden), "{} holds {forbidden}", path.display());
            }
            for (at, _) in text.match_indices("={{") {
                let before = text[..at].split_whitespace().last().unwrap_or_default();
                assert!(before.contains(['"', '?', '&']), "{}: {before} has no quotation marks", path.display());
            }
        }
    }
    check(Path::new("templates"));
}
