//! Somebody who wants to know what one person said, and knows nearly everything else: every number that is shown, exactly
//! and not rounded, how many handed in in each opening and how many of them were advanced, every other snapshot, and how
//! this program decides what to show.

use super::count::{Finisher, asked, crossed};
use super::release::{Asked, Counts, Crossed, MEASURES, Released, released};
use crate::entropy::Stream;
use crate::fairness::{FLOOR, Pack, pack};
use std::collections::BTreeMap;

fn us() -> &'static Pack {
    pack("us-federal").expect("a pack")
}

/// People in parts of some sizes, with answers of which the later are rarer, and luck of any kind.
fn population(stream: &mut Stream, parts: usize) -> Vec<Finisher> {
    let (rare, luck) = (0.6 + 2.0 * stream.unit(), stream.unit());
    let mut people = Vec::new();
    for part in 0..parts {
        for _ in 0..30 + stream.below(170) {
            let mut said = BTreeMap::new();
            for question in &us().questions {
                let ids: Vec<&str> = question.ids().collect();
                let weights: Vec<f64> = (1..=ids.len()).map(|place| f64::from(place as u32).powf(-rare)).collect();
                if stream.unit() < 0.85
                    && let Some(place) = stream.weighted(&weights)
                {
                    said.insert(question.id.clone(), ids[place].to_owned());
                }
            }
            let favoured = [stream.unit() < 0.5, stream.unit() < 0.1 + 0.8 * luck, stream.unit() < 0.3 * luck];
            people.push(Finisher { part, said, favoured });
        }
    }
    people
}

fn tables(people: &[Finisher], parts: usize) -> (Vec<Asked>, Crossed, Released) {
    let questions: Vec<Asked> = us().questions.iter().map(|question| asked(people, parts, question)).collect();
    let pair = crossed(people, &us().questions).expect("both questions");
    let released = released(&questions, Some(&pair));
    (questions, pair, released)
}

/// What the attacker holds possible of every number, and the sums that they know.
#[derive(Default)]
struct Attacker {
    /// Whether nothing is shown to them.
    blind: bool,
    ranges: Vec<(i64, i64)>,
    /// The numbers on the left are together the number on the right.
    sums: Vec<(Vec<usize>, usize)>,
    /// What they want to know.
    secrets: Vec<(usize, Counts)>,
}

impl Attacker {
    fn number(&mut self, low: i64, high: i64) -> usize {
        self.ranges.push((low, high));
        self.ranges.len() - 1
    }

    /// A number that is known when it is shown, and else from 0 to as many as there are.
    fn shown(&mut self, count: i64, told: Option<i64>, most: i64) -> usize {
        if told.is_some() && !self.blind { self.number(count, count) } else { self.number(0, most) }
    }

    /// Subtracts whatever can be subtracted, until nothing more comes of it.
    fn think(&mut self) {
        loop {
            let before = self.ranges.clone();
            for (parts, whole) in &self.sums {
                let low: i64 = parts.iter().map(|part| self.ranges[*part].0).sum();
                let high: i64 = parts.iter().map(|part| self.ranges[*part].1).sum();
                let all = self.ranges[*whole];
                self.ranges[*whole] = (all.0.max(low), all.1.min(high));
                for part in parts {
                    let own = self.ranges[*part];
                    self.ranges[*part] = (own.0.max(all.0 - (high - own.1)), own.1.min(all.1 - (low - own.0)));
                }
            }
            if before == self.ranges {
                return;
            }
        }
    }
}

fn few(counts: Counts, measure: usize, of: i64) -> bool {
    let (count, all) = if measure == 0 { (counts[0], of) } else { (counts[measure], counts[0]) };
    count < FLOOR || all - count < FLOOR
}

/// Whether the people of an answer are in no group: what became of them is no secret that a group gives away.
fn is_nobody(column: usize, columns: usize) -> bool {
    column + 2 >= columns
}

/// What there is to attack: the truth, what is told of it, and which measure is looked at.
struct Scene {
    questions: Vec<Asked>,
    pair: Crossed,
    released: Released,
    measure: usize,
    /// Everybody, and everybody in each part.
    all: Counts,
    parts: Vec<Counts>,
}

impl Scene {
    fn of(people: &[Finisher], parts: usize, measure: usize) -> Self {
        let (questions, pair, released) = tables(people, parts);
        let add = |cells: &mut dyn Iterator<Item = &Counts>| {
            cells.fold([0; MEASURES], |sum, cell| std::array::from_fn(|place| sum[place] + cell[place]))
        };
        let by_part: Vec<Counts> = questions[0].cells.iter().map(|row| add(&mut row.iter())).collect();
        Self { all: add(&mut by_part.iter()), parts: by_part, questions, pair, released, measure }
    }

    /// A number as the attacker meets it. For a measure they may know how many people are in each group; for that number,
    /// only what is shown.
    fn meet(&self, mind: &mut Attacker, counts: Counts, (told, of, nobody): (Option<i64>, i64, bool)) -> usize {
        let most = if self.measure == 0 { of } else { counts[0] };
        let place = mind.shown(counts[self.measure], told, most);
        if few(counts, self.measure, of) {
            assert_eq!(told, None, "{counts:?}");
            if self.measure == 0 || !nobody {
                mind.secrets.push((place, counts));
            }
        }
        place
    }

    /// One question: its margin, its parts, and how they add up. The places of the margin.
    fn attack_question(&self, mind: &mut Attacker, question: usize, (total, known): (usize, &[usize])) -> Vec<usize> {
        let (asked, told) = (&self.questions[question], &self.released.questions[question]);
        let width = told.whole.len();
        let mut margin = Vec::new();
        for (column, told) in told.whole.iter().enumerate() {
            let counts = std::array::from_fn(|m| asked.cells.iter().map(|row| row[column][m]).sum());
            margin.push(self.meet(mind, counts, (told[self.measure], self.all[0], is_nobody(column, width))));
        }
        mind.sums.push((margin.clone(), total));
        let mut columns = vec![Vec::new(); width];
        for (part, row) in asked.cells.iter().enumerate() {
            let mut line = Vec::new();
            for (column, counts) in row.iter().enumerate() {
                let told = told.parts[part][column][self.measure];
                let place = self.meet(mind, *counts, (told, self.parts[part][0], is_nobody(column, width)));
                line.push(place);
                columns[column].push(place);
            }
            mind.sums.push((line, known[part]));
        }
        mind.sums.extend(columns.into_iter().zip(margin.iter().copied()));
        margin
    }

    /// Two questions together.
    fn attack_pair(&self, mind: &mut Attacker, (down, right): (&[usize], &[usize])) {
        let told = self.released.crossed.as_ref().expect("both questions together");
        let mut columns = vec![Vec::new(); right.len()];
        for (row, cells) in self.pair.cells.iter().enumerate() {
            let mut line = Vec::new();
            for (column, counts) in cells.iter().enumerate() {
                let nobody = is_nobody(column, right.len()) && is_nobody(row, down.len());
                let place = self.meet(mind, *counts, (told[row][column][self.measure], self.all[0], nobody));
                line.push(place);
                columns[column].push(place);
            }
            mind.sums.push((line, down[row]));
        }
        mind.sums.extend(columns.into_iter().zip(right.iter().copied()));
    }

    /// Everything that is released, put together. Who is blind knows the totals, and sees nothing.
    fn attack(&self, blind: bool) -> Attacker {
        let mut mind = Attacker { blind, ..Attacker::default() };
        let measure = self.measure;
        let total = mind.number(self.all[measure], self.all[measure]);
        let known: Vec<usize> = self.parts.iter().map(|all| mind.number(all[measure], all[measure])).collect();
        let questions = 0..self.questions.len();
        let margins: Vec<_> =
            questions.map(|question| self.attack_question(&mut mind, question, (total, &known))).collect();
        self.attack_pair(&mut mind, (&margins[self.pair.rows], &margins[self.pair.columns]));
        mind
    }
}

#[test]
fn nobody_is_worked_out_between_cells_margins_parts_and_questions() {
    let mut stream = Stream::new(1, "attack");
    let (mut attacked, mut shown) = (0, 0);
    for round in 0..40 {
        let parts = 1 + stream.below(4);
        let people = population(&mut stream, parts);
        for measure in 0..MEASURES {
            let scene = Scene::of(&people, parts, measure);
            let (mut blind, mut mind) = (scene.attack(true), scene.attack(false));
            shown += mind.ranges.iter().filter(|(low, high)| low == high).count();
            blind.think();
            mind.think();
            for (place, counts) in &mind.secrets {
                let (low, high) = mind.ranges[*place];
                let room = FLOOR.min(blind.ranges[*place].1 - blind.ranges[*place].0);
                attacked += 1;
                let what = format!("round {round}, measure {measure}, {counts:?}");
                assert!(high - low >= room, "{what}: from {low} to {high}, not {room} wide");
            }
        }
    }
    assert!(attacked > 2_000, "{attacked} numbers to hide");
    assert!(shown > 3_000, "{shown} numbers shown: who shows nothing is safe, and of no use");
}

#[test]
fn without_hiding_more_than_the_few_the_same_attack_finds_people() {
    // The attack bites: with only the few hidden, subtraction gives them away.
    let mut stream = Stream::new(1, "attack");
    let people = population(&mut stream, 3);
    let questions: Vec<Asked> = us().questions.iter().map(|question| asked(&people, 3, question)).collect();
    let mut found = 0;
    for asked in &questions {
        for row in &asked.cells {
            let mut mind = Attacker::default();
            let all: i64 = row.iter().map(|cell| cell[0]).sum();
            let total = mind.number(all, all);
            let cells: Vec<usize> =
                row.iter().map(|cell| mind.shown(cell[0], (!few(*cell, 0, all)).then_some(0), all)).collect();
            mind.sums.push((cells.clone(), total));
            mind.think();
            found += cells
                .iter()
                .zip(row)
                .filter(|(at, cell)| few(**cell, 0, all) && mind.ranges[**at].1 - mind.ranges[**at].0 < FLOOR)
                .count();
        }
    }
    assert!(found > 0, "an attack that finds nothing proves nothing");
}

#[test]
fn what_is_told_is_rounded_and_says_nothing_under_the_floor() {
    let mut stream = Stream::new(2, "attack");
    for _ in 0..40 {
        let people = population(&mut stream, 2);
        let (_, _, released) = tables(&people, 2);
        let parts =
            released.questions.iter().flat_map(|told| told.parts.concat().into_iter().chain(told.whole.clone()));
        for told in parts.chain(released.crossed.into_iter().flat_map(|cells| cells.concat())) {
            for count in told.into_iter().flatten() {
                assert!(count >= FLOOR && (count >= 100 || count % 5 == 0), "{told:?}");
            }
            assert!(told[0].is_some() || told == [None; MEASURES], "{told:?}");
        }
    }
}
