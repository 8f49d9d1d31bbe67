//! PURE. What may be told of the counts of a snapshot, decided once, when it is frozen.
//!
//! Whoever looks is assumed to know, exactly and from elsewhere, how many handed in in every opening, how many of them were
//! advanced, and everything that is shown. Under that assumption every number that tells of fewer than [`FLOOR`] people, or
//! of all but fewer than that, keeps a range of [`FLOOR`] around it, or as wide a one as those totals alone leave open. Only
//! how those fared who are in no group is not defended against subtraction: it tells no group.

use super::exposure::{Number, hide};
use super::together::Sums;
use crate::fairness::{FLOOR, rounded};

/// Counts from here on are told as they are; below, to the nearest five.
pub const EXACT_FROM: i64 = 100;
/// The last answers of a question tell no group: those of who did not want to say, and of who said nothing.
const UNKNOWN: usize = 2;
/// A cap that no count reaches.
const BOUNDLESS: i64 = 1 << 40;
/// How many handed in, and how many of them were favoured in each of three ways.
pub const MEASURES: usize = 4;

/// How many handed in, scored above the median, met the threshold, were advanced.
pub type Counts = [i64; MEASURES];
/// The same as they may be told; `None` for what may not.
pub type Told = [Option<i64>; MEASURES];
type Mask = [bool; MEASURES];

/// The answers to one question in every part of the snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// A row for each part, a column for each answer.
    pub cells: Vec<Vec<Counts>>,
}

/// Two questions together over the whole snapshot: their places, and a row for each answer of the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crossed {
    /// Which question the rows are answers of.
    pub rows: usize,
    /// Which question the columns are answers of.
    pub columns: usize,
    /// The counts.
    pub cells: Vec<Vec<Counts>>,
}

/// What may be told of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldOf {
    /// Over the whole snapshot.
    pub whole: Vec<Told>,
    /// In each part.
    pub parts: Vec<Vec<Told>>,
}

/// What may be told of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// Everybody in the snapshot.
    pub whole: Told,
    /// Everybody in each part.
    pub everybody: Vec<Told>,
    /// By question.
    pub questions: Vec<ToldOf>,
    /// By two questions together.
    pub crossed: Option<Vec<Vec<Told>>>,
}

/// A table under work: counts, and which of them are shown.
struct Table {
    /// Whether its rows are answers, too.
    is_of_two: bool,
    /// What is known of each row from elsewhere: everybody in it.
    totals: Vec<Counts>,
    cells: Vec<Vec<Counts>>,
    /// How wide a range is open around each count while nothing is told but those totals.
    room: Vec<Vec<Counts>>,
    shown: Vec<Vec<Mask>>,
}

fn sum<'a>(cells: impl IntoIterator<Item = &'a Counts>) -> Counts {
    cells.into_iter().fold([0; MEASURES], |sum, cell| std::array::from_fn(|measure| sum[measure] + cell[measure]))
}

/// Sums of all rows, column by column.
fn columns(cells: &[Vec<Counts>]) -> Vec<Counts> {
    (0..cells.first().map_or(0, Vec::len)).map(|column| sum(cells.iter().map(|row| &row[column]))).collect()
}

/// All tables of a snapshot.
struct Tables {
    everybody: Vec<Counts>,
    total: Counts,
    /// Of each question, one row: over the whole snapshot.
    whole: Vec<Table>,
    /// Of each question, a row for each part.
    parts: Vec<Table>,
    /// Of two questions together, and which.
    pair: Option<(Table, [usize; 2])>,
}

const KNOWN: Mask = [true; MEASURES];

/// Decides what is told.
pub fn released(questions: &[Asked], crossed: Option<&Crossed>) -> Released {
    let everybody: Vec<Counts> = questions.first().map_or_else(Vec::new, |asked| asked.cells.iter().map(sum).collect());
    let total = sum(&everybody);
    let of_two = |crossed: &Crossed| {
        let totals = vec![total; crossed.cells.len()];
        (Table::new(crossed.cells.clone(), totals, true), [crossed.rows, crossed.columns])
    };
    let mut tables = Tables {
        whole: questions.iter().map(|asked| Table::new(vec![columns(&asked.cells)], vec![total], false)).collect(),
        parts: questions.iter().map(|asked| Table::new(asked.cells.clone(), everybody.clone(), false)).collect(),
        pair: crossed.map(of_two),
        total,
        everybody,
    };
    tables.measure_rooms();
    tables.hide_each();
    tables.hide_together();
    let told = |(whole, parts): (&Table, &Table)| ToldOf { whole: whole.told().concat(), parts: parts.told() };
    Released {
        whole: alone(&tables.total),
        everybody: tables.everybody.iter().map(alone).collect(),
        questions: tables.whole.iter().zip(&tables.parts).map(told).collect(),
        crossed: tables.pair.map(|(table, _)| table.told()),
    }
}

impl Tables {
    /// Notes how much somebody knows who is told nothing, and knows the totals of every part and everybody's group sizes.
    fn measure_rooms(&mut self) {
        for measure in 0..MEASURES {
            let (mut sums, places) = self.sums(measure, false);
            sums.think();
            let tables = self.whole.iter_mut().chain(&mut self.parts).chain(self.pair.as_mut().map(|(table, _)| table));
            for (table, places) in tables.zip(places) {
                for (room, place) in table.room.iter_mut().flatten().zip(places.concat()) {
                    room[measure] = sums.room(place);
                }
            }
        }
    }

    /// Makes each table safe by itself. Where its sums tell too much, the sums are withheld.
    fn hide_each(&mut self) {
        for table in &mut self.whole {
            for measure in table.hide(&[KNOWN], &[]) {
                table.withhold(measure);
            }
        }
        if let Some((table, of)) = &mut self.pair {
            let margins = of.map(|place| self.whole[place].shown[0].clone());
            for measure in table.hide(&margins[0], &margins[1]) {
                of.iter().for_each(|place| self.whole[*place].withhold(measure));
            }
        }
        let known = vec![KNOWN; self.everybody.len()];
        for (table, whole) in self.parts.iter_mut().zip(&mut self.whole) {
            for measure in table.hide(&known, &whole.shown[0].clone()) {
                whole.withhold(measure);
            }
        }
    }

    /// Makes them safe together: withholds the two questions together, then the parts, then the whole, until they are.
    fn hide_together(&mut self) {
        for measure in 0..MEASURES {
            if self.tell_too_much(measure)
                && let Some((table, _)) = &mut self.pair
            {
                table.withhold(measure);
            }
            for question in 0..self.parts.len() {
                if self.tell_too_much(measure) {
                    self.parts[question].withhold(measure);
                }
            }
            for question in 0..self.whole.len() {
                if self.tell_too_much(measure) {
                    self.whole[question].withhold(measure);
                }
            }
        }
    }

    fn tell_too_much(&self, measure: usize) -> bool {
        let (mut sums, _) = self.sums(measure, true);
        sums.think();
        sums.tell_too_much()
    }

    /// All numbers of a measure with all sums that tie them; the places of the wholes, the parts, and the two together.
    fn sums(&self, measure: usize, told: bool) -> (Sums, Vec<Vec<Vec<usize>>>) {
        let mut sums = Sums::default();
        let total = sums.known(self.total[measure]);
        let everybody: Vec<usize> = self.everybody.iter().map(|counts| sums.known(counts[measure])).collect();
        let mut add = |table: &Table| table.add_to(&mut sums, measure, told);
        let whole: Vec<_> = self.whole.iter().map(&mut add).collect();
        let parts: Vec<_> = self.parts.iter().map(&mut add).collect();
        let pair = self.pair.as_ref().map(|(table, of)| (add(table), of));
        for (whole, parts) in whole.iter().zip(&parts) {
            sums.add_up(whole.concat(), total);
            across(&mut sums, parts, (&everybody, &whole.concat()));
        }
        if let Some((places, [down, right])) = &pair {
            across(&mut sums, places, (&whole[*down].concat(), &whole[*right].concat()));
        }
        let places = whole.into_iter().chain(parts).chain(pair.map(|(places, _)| places)).collect();
        (sums, places)
    }
}

/// The rows of a table add up to these, and its columns to those.
fn across(sums: &mut Sums, rows: &[Vec<usize>], (ends, feet): (&[usize], &[usize])) {
    for (column, foot) in feet.iter().enumerate() {
        sums.add_up(rows.iter().map(|row| row[column]).collect(), *foot);
    }
    for (row, end) in rows.iter().zip(ends) {
        sums.add_up(row.clone(), *end);
    }
}

/// Takes a measure away; with the number of people goes all that is said of them.
fn withhold(mask: &mut Mask, measure: usize) {
    if measure == 0 { *mask = [false; MEASURES] } else { mask[measure] = false }
}

/// What may be told of a total that stands alone.
fn alone(counts: &Counts) -> Told {
    let few = |measure: usize| measure > 0 && is_few(counts[measure], counts[0]);
    std::array::from_fn(|measure| (counts[0] >= FLOOR && !few(measure)).then(|| told(counts[measure])))
}

fn is_few(count: i64, of: i64) -> bool {
    count < FLOOR || of - count < FLOOR
}

fn told(count: i64) -> i64 {
    if count < EXACT_FROM { rounded(count) } else { count }
}

impl Table {
    fn new(cells: Vec<Vec<Counts>>, totals: Vec<Counts>, is_of_two: bool) -> Self {
        let shown = cells.iter().map(|row| vec![[true; MEASURES]; row.len()]).collect();
        let room = cells.iter().map(|row| vec![[FLOOR; MEASURES]; row.len()]).collect();
        Self { is_of_two, totals, cells, room, shown }
    }

    /// Whether nothing is known of the people of a cell: they did not want to say, or said nothing.
    fn is_of_nobody(&self, row: usize, column: usize) -> bool {
        let last = |place: usize, all: usize| place + UNKNOWN >= all;
        last(column, self.cells[row].len()) && (!self.is_of_two || last(row, self.cells.len()))
    }

    /// Hides what must be, measure by measure. The masks say which
    /// sums of rows and columns are shown: of the others only their sum together is known. The measures of which the sums
    /// tell too much, whatever is hidden.
    fn hide(&mut self, rows_known: &[Mask], columns_known: &[Mask]) -> Vec<usize> {
        let mut too_much = Vec::new();
        for measure in 0..MEASURES {
            let mut numbers = self.numbers(measure, (rows_known, columns_known));
            if !hide(&mut numbers) {
                too_much.push(measure);
            }
            let width = self.cells.first().map_or(0, Vec::len);
            for (place, number) in numbers.iter().enumerate() {
                if !number.shown {
                    withhold(&mut self.shown[place / width][place % width], measure);
                }
            }
        }
        too_much
    }

    fn withhold(&mut self, measure: usize) {
        self.shown.iter_mut().flatten().for_each(|mask| withhold(mask, measure));
    }

    /// Its numbers among those of other tables; their places, row by row. They are hidden where nothing is told.
    fn add_to(&self, sums: &mut Sums, measure: usize, told: bool) -> Vec<Vec<usize>> {
        let numbers = self.numbers(measure, (&[], &[]));
        let rows = numbers.chunks(self.cells.first().map_or(1, Vec::len)).zip(&self.totals);
        let add = |sums: &mut Sums, number: &Number, most: i64| {
            sums.number(&Number { shown: number.shown && told, ..*number }, most)
        };
        rows.map(|(row, total)| row.iter().map(|number| add(sums, number, total[measure])).collect()).collect()
    }

    fn numbers(&self, measure: usize, known: (&[Mask], &[Mask])) -> Vec<Number> {
        // Lines whose sums are not shown are one line.
        let line = |known: &[Mask], place: usize| {
            if known.get(place).is_some_and(|mask| mask[measure]) { place } else { usize::MAX }
        };
        let mut numbers = Vec::new();
        for (row, counts) in self.cells.iter().enumerate() {
            for (column, cell) in counts.iter().enumerate() {
                let of_nobody = self.is_of_nobody(row, column);
                let (cap, sensitive) = if measure == 0 {
                    (BOUNDLESS, is_few(cell[0], self.totals[row][0]))
                } else {
                    (cell[0], is_few(cell[measure], cell[0]))
                };
                let room = FLOOR.min(self.room[row][column][measure]);
                numbers.push(Number {
                    row: line(known.0, row),
                    column: line(known.1, column),
                    count: cell[measure],
                    cap,
                    sensitive,
                    need: if measure > 0 && of_nobody { 0 } else { room },
                    dear: !of_nobody,
                    shown: self.shown[row][column][measure],
                });
            }
        }
        numbers
    }

    fn told(&self) -> Vec<Vec<Told>> {
        let cell = |(counts, mask): (&Counts, &Mask)| -> Told {
            std::array::from_fn(|measure| mask[measure].then(|| told(counts[measure])))
        };
        let row = |(row, masks): (&Vec<Counts>, &Vec<Mask>)| row.iter().zip(masks).map(cell).collect();
        self.cells.iter().zip(&self.shown).map(row).collect()
    }
}
