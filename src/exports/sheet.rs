//! A workbook: typed cells under a header that stays in sight, and a sheet that explains the columns.

use super::Export;
use super::columns::{COLUMNS, Cell};
use crate::db::Db;
use crate::error::{Code, Error, Result};
use futures_util::stream::{Stream, try_unfold};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use std::fs::File;
use std::io::{Read, Seek};

/// How many people a sheet holds: its rows but one for the header.
pub const MOST_PEOPLE: usize = 1_048_575;

/// So much of a finished workbook is sent at once.
const CHUNK: usize = 256 * 1024;

/// Whether a sheet holds so many people.
pub fn fits(people: usize) -> Result<()> {
    if people <= MOST_PEOPLE {
        return Ok(());
    }
    let sentence =
        format!("An Excel sheet holds {MOST_PEOPLE} people, and these are {people}. Filter them, or export as CSV.");
    Err(Error::new(Code::Invalid, sentence))
}

/// The workbook in chunks. It is written to a temporary file without a name first, row by row, and then sent.
///
/// # Errors
/// The database's, or the disk's.
pub async fn sheet(db: Db, export: Export) -> Result<impl Stream<Item = Result<Vec<u8>>>> {
    let written = tokio::task::spawn_blocking(move || write(&db, &export)).await;
    let file = written.map_err(Error::internal)??;
    Ok(try_unfold(file, |file| async move {
        let read = tokio::task::spawn_blocking(move || read(file)).await;
        read.map_err(Error::internal)?
    }))
}

fn read(mut file: File) -> Result<Option<(Vec<u8>, File)>> {
    let mut chunk = Vec::with_capacity(CHUNK);
    file.by_ref().take(CHUNK as u64).read_to_end(&mut chunk).map_err(Error::internal)?;
    Ok((!chunk.is_empty()).then_some((chunk, file)))
}

fn write(db: &Db, export: &Export) -> Result<File> {
    let mut book = Workbook::new();
    people(db, export, book.add_worksheet_with_constant_memory())?;
    explained(export, book.add_worksheet()).map_err(Error::internal)?;
    let mut file = tempfile::tempfile().map_err(Error::internal)?;
    book.save_to_writer(file.try_clone().map_err(Error::internal)?).map_err(Error::internal)?;
    file.rewind().map_err(Error::internal)?;
    Ok(file)
}

/// How the kinds of cells look.
struct Looks {
    points: Format,
    time: Format,
}

fn people(db: &Db, export: &Export, sheet: &mut Worksheet) -> Result<()> {
    let looks = Looks {
        points: Format::new().set_num_format("0.0"),
        time: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
    };
    begin(export, sheet).map_err(Error::internal)?;
    let (mut row, mut after) = (1, None);
    loop {
        let (lines, next) = export.page_now(db, after.as_ref())?;
        for line in &lines {
            // Somebody may have finished since they were counted.
            fits(row as usize)?;
            for (place, column) in (0..).zip(COLUMNS) {
                put(sheet, (row, place), (column.cell)(export, line), &looks).map_err(Error::internal)?;
            }
            row += 1;
        }
        let Some(next) = next else { break };
        after = Some(next);
    }
    sheet.autofilter(0, 0, (row - 1).max(1), COLUMNS.len() as u16 - 1).map_err(Error::internal)?;
    Ok(())
}

type Written = Result<(), rust_xlsxwriter::XlsxError>;

fn begin(export: &Export, sheet: &mut Worksheet) -> Written {
    let header = Format::new().set_bold();
    sheet.set_name("Ranking")?;
    sheet.set_freeze_panes(1, 0)?;
    for (place, column) in (0..).zip(COLUMNS) {
        let width = match column.name {
            "name" | "email" => 28,
            "finished_at" | "exported_at" | "assessment" => 20,
            name => name.len().max(9) + 3,
        };
        sheet.set_column_width(place, width as f64)?;
        sheet.write_string_with_format(0, place, column.name, &header)?;
    }
    sheet.set_header(format!("&LKeys: {}", export.basis));
    Ok(())
}

/// Text is written as text, whatever it begins with: a sheet has another type for formulas.
fn put(sheet: &mut Worksheet, (row, column): (u32, u16), cell: Cell, looks: &Looks) -> Written {
    match cell {
        Cell::Text(text) => sheet.write_string(row, column, text)?,
        Cell::Points(points) => sheet.write_number_with_format(row, column, points, &looks.points)?,
        Cell::Count(count) => sheet.write_number(row, column, count as f64)?,
        Cell::Time(time) => {
            let time = ExcelDateTime::from_timestamp(time.seconds())?;
            sheet.write_datetime_with_format(row, column, time, &looks.time)?
        }
    };
    Ok(())
}

fn explained(export: &Export, sheet: &mut Worksheet) -> Written {
    let (header, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap());
    sheet.set_name("Columns")?;
    sheet.set_freeze_panes(1, 0)?;
    for (place, (name, width)) in (0..).zip([("Column", 22.0), ("Unit", 34.0), ("What it says, and what not", 90.0)]) {
        sheet.set_column_width(place, width)?;
        sheet.write_string_with_format(0, place, name, &header)?;
    }
    for (row, column) in (1..).zip(COLUMNS) {
        sheet.write_string(row, 0, column.name)?;
        sheet.write_string_with_format(row, 1, column.unit, &wrapped)?;
        sheet.write_string_with_format(row, 2, column.says, &wrapped)?;
    }
    let filter = export.query.to_text().unwrap_or_default();
    let facts = [
        ("Opening", export.opening.title.clone()),
        ("Filter", if filter.is_empty() { "none".to_owned() } else { filter }),
        ("People", export.people.to_string()),
        ("Keys", export.basis.to_string()),
        ("Evidence", export.evidence.clone()),
        ("Exported", export.at.day_and_time()),
    ];
    for (row, (name, value)) in (COLUMNS.len() as u32 + 2..).zip(facts) {
        sheet.write_string_with_format(row, 0, name, &header)?;
        sheet.write_string(row, 1, value)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_that_is_full_says_so_and_what_to_do() {
        assert!(fits(MOST_PEOPLE).is_ok());
        let error = fits(MOST_PEOPLE + 1).unwrap_err();
        assert_eq!(error.code(), Code::Invalid);
        assert!(error.sentence().contains("export as CSV"), "{}", error.sentence());
    }
}
