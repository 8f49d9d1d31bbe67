//! A CSV file with a header, read row by row.

use super::Unusable;
use csv::{ByteRecord, Reader, ReaderBuilder};
use std::io::{BufRead, BufReader, Read};

/// The mark some programs put before UTF-8 text.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// An open file whose header has been read.
pub struct Sheet<'a> {
    reader: Reader<Box<dyn Read + 'a>>,
    names: Vec<String>,
    row: usize,
}

impl<'a> Sheet<'a> {
    /// Reads the header; refuses a file without one, and names that occur twice. Only the first name may be empty.
    pub fn open(input: impl Read + 'a) -> Result<Self, Unusable> {
        let mut input = BufReader::with_capacity(1 << 16, input);
        let start = input.fill_buf().map_err(|error| Unusable::whole(error.to_string()))?;
        if start.starts_with(BYTE_ORDER_MARK) {
            input.consume(BYTE_ORDER_MARK.len());
        }
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(Box::new(input) as Box<dyn Read + 'a>);
        let header = reader.byte_headers().map_err(|error| Unusable::whole(error.to_string()))?.clone();
        let text = |cell: &[u8]| std::str::from_utf8(cell).map(|name| name.trim().to_owned());
        let names: Vec<String> = header
            .iter()
            .map(text)
            .collect::<Result<_, _>>()
            .map_err(|_| Unusable::whole("the header is not UTF-8 text"))?;
        if names.is_empty() {
            return Err(Unusable::whole("the file is empty: it needs a header with the names of the columns"));
        }
        for (place, name) in names.iter().enumerate() {
            if name.is_empty() && place > 0 {
                return Err(Unusable::whole(format!("column {} has no name in the header", place + 1)));
            }
            if names[..place].contains(name) {
                return Err(Unusable::column(name, "the name occurs twice in the header"));
            }
        }
        if names.len() == 1 && names[0].contains([';', '\t']) {
            return Err(Unusable::whole("the columns must be separated by commas"));
        }
        Ok(Self { reader, names, row: 0 })
    }

    /// The names of the columns.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The place of a column.
    pub fn place(&self, name: &str) -> Result<usize, Unusable> {
        let known = || format!("there is no such column; there are: {}", self.names.join(", "));
        self.names.iter().position(|own| own == name).ok_or_else(|| Unusable::column(name, known()))
    }

    /// The next row and its number, counted from 1; none at the end. Refuses rows of another length than the header.
    pub fn next_row(&mut self, record: &mut ByteRecord) -> Result<Option<usize>, Unusable> {
        let more =
            self.reader.read_byte_record(record).map_err(|error| Unusable::row(self.row + 1, error.to_string()))?;
        if !more {
            return Ok(None);
        }
        self.row += 1;
        if record.len() != self.names.len() {
            let counts = format!("it has {} cells, the header has {}", record.len(), self.names.len());
            return Err(Unusable::row(self.row, counts));
        }
        Ok(Some(self.row))
    }

    /// A cell as text without the blanks around it.
    pub fn text<'r>(&self, record: &'r ByteRecord, place: usize) -> Result<&'r str, Unusable> {
        std::str::from_utf8(&record[place])
            .map(str::trim)
            .map_err(|_| Unusable::cell(self.row, &self.names[place], "the cell is not UTF-8 text"))
    }

    /// A cell as a number; none where it is empty.
    pub fn number(&self, record: &ByteRecord, place: usize) -> Result<Option<f64>, Unusable> {
        let text = self.text(record, place)?;
        if text.is_empty() {
            return Ok(None);
        }
        let number: Option<f64> = text.parse().ok().filter(|number: &f64| number.is_finite());
        number.map(Some).ok_or_else(|| self.refuse(place, text, "is not a number"))
    }

    /// A cell as yes or no: 0/1, true/false, yes/no.
    pub fn yes_or_no(&self, record: &ByteRecord, place: usize) -> Result<bool, Unusable> {
        let text = self.text(record, place)?;
        match text.to_ascii_lowercase().as_str() {
            "1" | "true" | "yes" => Ok(true),
            "0" | "false" | "no" => Ok(false),
            _ => Err(self.refuse(place, text, "is none of 0/1, true/false, yes/no")),
        }
    }

    /// The refusal of a cell of the current row.
    pub fn refuse(&self, place: usize, found: &str, why: &str) -> Unusable {
        let cell = if found.is_empty() { "the empty cell".to_owned() } else { format!("\"{found}\"") };
        Unusable::cell(self.row, &self.names[place], format!("{cell} {why}"))
    }
}
