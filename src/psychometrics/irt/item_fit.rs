//! S-X²: observed and expected category shares by total score (Orlando and Thissen 2000; Kang and Chen 2008).

use super::fit::Fit;
use super::model::Item;
use super::nodes::{NODES, Nodes, log_weights, nodes};
use super::patterns::Patterns;
use crate::psychometrics::absent::{Absent, Statistic};
use crate::psychometrics::distributions::chi_square_upper;
use crate::psychometrics::tables::Responses;

/// The least expected count of a cell; rarer cells join their neighbours.
const LEAST: f64 = 1.0;

/// How well one item's curve fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ItemFit {
    /// S-X².
    pub chi_square: f64,
    /// Cells that are free, less the item's parameters and, for Rasch, the SD of ability.
    pub df: f64,
    /// P(χ² > S-X²).
    pub p: f64,
}

/// S-X² of each modelled item, in their order, over those who answered all of them.
pub fn item_fit(responses: &Responses, fit: &Fit) -> Statistic<Vec<Statistic<ItemFit>>> {
    let patterns = Patterns::of(&responses.complete(), None)?;
    let modelled = fit.modelled();
    if modelled.len() < 2 || patterns.varying != modelled.iter().map(|(place, _)| *place).collect::<Vec<_>>() {
        return Err(Absent("fit by total score needs two or more items that vary among the complete cases"));
    }
    let items: Vec<&Item> = modelled.iter().map(|(_, item)| *item).collect();
    if items.iter().zip(&patterns.categories).any(|(item, &categories)| item.categories() != categories) {
        return Err(Absent("a category does not occur among the complete cases"));
    }
    let curves: Vec<Vec<Nodes>> = items.iter().map(|item| curve(item)).collect();
    let prior = log_weights(fit.sd).map(f64::exp);
    let observed = observed_counts(&patterns);
    let of = |item: usize| {
        let others: Vec<&Vec<Nodes>> = (0..items.len()).filter(|&other| other != item).map(|o| &curves[o]).collect();
        let expected = expected_shares(&curves[item], &score_distribution(&others), &prior);
        // Rasch has no slope to estimate, but an SD of ability: the same number.
        let parameters = items[item].categories();
        compare(&observed[item], &expected, parameters as f64)
    };
    Ok((0..items.len()).map(of).collect())
}

/// P of each category at each node.
fn curve(item: &Item) -> Vec<Nodes> {
    let mut table = vec![[0.0; NODES]; item.categories()];
    for (q, theta) in nodes().into_iter().enumerate() {
        table.iter_mut().zip(item.probabilities(theta)).for_each(|(row, p)| row[q] = p);
    }
    table
}

/// Lord and Wingersky's recursion: P of each sum at each node.
fn score_distribution(curves: &[&Vec<Nodes>]) -> Vec<Nodes> {
    let mut sums = vec![[1.0; NODES]];
    for curve in curves {
        let mut next = vec![[0.0; NODES]; sums.len() + curve.len() - 1];
        for (sum, at) in sums.iter().enumerate() {
            for (category, p) in curve.iter().enumerate() {
                let cells = next[sum + category].iter_mut();
                cells.zip(at.iter().zip(p)).for_each(|(cell, (sum, p))| *cell += sum * p);
            }
        }
        sums = next;
    }
    sums
}

/// For each total score but the lowest and the highest, the expected share of each category; none where impossible.
fn expected_shares(curve: &[Nodes], rest: &[Nodes], prior: &Nodes) -> Vec<Vec<Option<f64>>> {
    let highest = rest.len() + curve.len() - 2;
    let joint = |score: usize, category: usize| -> Option<f64> {
        let rest = rest.get(score.checked_sub(category)?)?;
        Some(prior.iter().zip(curve[category].iter().zip(rest)).map(|(w, (p, r))| w * p * r).sum())
    };
    let row = |score: usize| -> Vec<Option<f64>> {
        let cells: Vec<Option<f64>> = (0..curve.len()).map(|category| joint(score, category)).collect();
        let all: f64 = cells.iter().flatten().sum();
        cells.into_iter().map(|cell| cell.map(|cell| cell / all)).collect()
    };
    (1..highest).map(row).collect()
}

/// Item x total score (without the lowest and highest) x category: how many.
fn observed_counts(patterns: &Patterns) -> Vec<Vec<Vec<f64>>> {
    let highest: usize = patterns.categories.iter().map(|categories| categories - 1).sum();
    let empty = |categories: &usize| vec![vec![0.0; *categories]; highest.saturating_sub(1)];
    let mut counts: Vec<Vec<Vec<f64>>> = patterns.categories.iter().map(empty).collect();
    for pattern in 0..patterns.len() {
        let row = patterns.row(pattern);
        let score: usize = row.iter().map(|&cell| usize::from(cell)).sum();
        if (1..highest).contains(&score) {
            for (item, &cell) in row.iter().enumerate() {
                counts[item][score - 1][usize::from(cell)] += patterns.weights[pattern];
            }
        }
    }
    counts
}

/// A cell: observed and expected count.
type Cell = (f64, f64);

fn compare(observed: &[Vec<f64>], expected: &[Vec<Option<f64>>], parameters: f64) -> Statistic<ItemFit> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (counts, shares) in observed.iter().zip(expected) {
        let n: f64 = counts.iter().sum();
        if n > 0.0 {
            rows.push(counts.iter().zip(shares).filter_map(|(o, share)| Some((*o, n * (*share)?))).collect());
        }
    }
    let two_categories = expected.iter().all(|row| row.len() == 2);
    let joined: Vec<Vec<Cell>> =
        if two_categories { join_rows(&rows) } else { rows.iter().map(|row| join_cells(row)).collect() };
    let chi_square = joined.iter().filter(|row| row.len() > 1).flatten().map(|(o, e)| (o - e).powi(2) / e).sum();
    let cells: usize = joined.iter().map(|row| row.len().saturating_sub(1)).sum();
    let df = cells as f64 - parameters;
    if df < 1.0 {
        return Err(Absent("too few total scores leave no degree of freedom"));
    }
    Ok(ItemFit { chi_square, df, p: chi_square_upper(chi_square, df) })
}

/// Two categories: neighbouring total scores are joined until both cells are expected often enough.
fn join_rows(rows: &[Vec<Cell>]) -> Vec<Vec<Cell>> {
    let mut joined: Vec<Vec<Cell>> = Vec::new();
    let add = |to: &mut Vec<Cell>, row: &[Cell]| {
        to.iter_mut().zip(row).for_each(|(cell, more)| *cell = (cell.0 + more.0, cell.1 + more.1));
    };
    let mut open: Option<Vec<Cell>> = None;
    for row in rows.iter().filter(|row| row.len() == 2) {
        let mut group = open.take().unwrap_or_else(|| vec![(0.0, 0.0); 2]);
        add(&mut group, row);
        if group.iter().all(|(_, e)| *e >= LEAST) {
            joined.push(group);
        } else {
            open = Some(group);
        }
    }
    if let (Some(left), Some(last)) = (open, joined.last_mut()) {
        add(last, &left);
    }
    joined
}

/// More categories: within a total score, rare cells join the next one up, the last the one below.
fn join_cells(row: &[Cell]) -> Vec<Cell> {
    let mut joined: Vec<Cell> = Vec::new();
    let mut open = (0.0, 0.0);
    for (o, e) in row {
        open = (open.0 + o, open.1 + e);
        if open.1 >= LEAST {
            joined.push(open);
            open = (0.0, 0.0);
        }
    }
    if let Some(last) = joined.last_mut() {
        *last = (last.0 + open.0, last.1 + open.1);
    }
    joined
}
