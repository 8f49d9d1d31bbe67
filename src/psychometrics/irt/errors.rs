//! The observed information of all parameters at the maximum.
//!
//! By Louis (1982) a person's part is the expected complete-data information less the posterior covariance of the
//! complete-data scores. In the exponential family a score is θ f − m(θ) with f the person's answers and m the same
//! for all who answered everything, so their covariances add up in three small tables: this costs about as much as
//! a few EM cycles, however many parameters there are.

use super::graded::{self, Graded};
use super::graded_curve::{categories, objective as graded_objective, score_entries};
use super::linear::{Expected, Linear, Posterior, Tables};
use super::linear_curve::{objective, probability_table};
use super::model::Model;
use super::nodes::{NODES, Nodes, log_weights, nodes, square_moments};
use super::patterns::HOLE;
use crate::psychometrics::matrix::Matrix;
use crate::psychometrics::parallel::in_halves;
use std::ops::Range;

/// The information of Rasch, 2PL and partial credit.
pub(super) fn linear_information(climb: &Linear, parameters: &[f64], expected: &Expected) -> Matrix {
    let layout = climb.layout;
    let mut information = Matrix::zeros(layout.len());
    let skip = usize::from(layout.model == Model::Rasch);
    for item in 0..layout.items() {
        let (a, intercepts) = layout.item(parameters, item);
        let (_, _, curvature) = objective(a, intercepts, &climb.sums(expected, item), climb.priors);
        put_block(&mut information, layout.block(item), &curvature, skip);
    }
    let means = mean_scores(climb, parameters);
    if layout.model == Model::Rasch {
        let (last, u) = (layout.len() - 1, layout.sd(parameters).powi(-2));
        let (mean, variance) = square_moments(layout.sd(parameters));
        let square: f64 = expected.at_nodes.iter().zip(nodes()).map(|(n, theta)| n * theta * theta).sum();
        information[(last, last)] +=
            2.0 * u * (square - climb.patterns.persons * mean) + climb.patterns.persons * u * u * variance;
    }
    let tables = Tables::of(layout, parameters);
    let work = climb.patterns.len() * climb.patterns.items() * climb.patterns.items();
    for part in in_halves(climb.patterns.len(), work, |range| lost(climb, &tables, &means, range)) {
        subtract(&mut information, &part);
    }
    information
}

/// m(θ) at each node for each parameter: what is subtracted from θ f in the score.
fn mean_scores(climb: &Linear, parameters: &[f64]) -> Vec<Nodes> {
    let layout = climb.layout;
    let mut means = Vec::with_capacity(layout.len());
    for item in 0..layout.items() {
        let (a, intercepts) = layout.item(parameters, item);
        let table = probability_table(a, intercepts);
        if layout.model != Model::Rasch {
            let mean = |q: usize| table.iter().zip(1..).map(|(row, k)| f64::from(k) * row[q]).sum::<f64>();
            means.push(std::array::from_fn(|q| mean(q) * nodes()[q]));
        }
        means.extend(table);
    }
    if layout.model == Model::Rasch {
        let u = layout.sd(parameters).powi(-2);
        means.push(nodes().map(|theta| -u * theta * theta));
    }
    means
}

/// The posterior covariance of the scores, summed over some patterns.
fn lost(climb: &Linear, tables: &Tables, means: &[Nodes], range: Range<usize>) -> Matrix {
    let layout = climb.layout;
    let mut together = Together::new(layout.items());
    let mut sum = Matrix::zeros(layout.len());
    let mut scores = vec![0.0; layout.len()];
    for pattern in range {
        let posterior = tables.posterior(climb.patterns, pattern);
        let weight = climb.patterns.weights[pattern];
        if climb.patterns.holes_of(pattern).is_empty() {
            together.add(climb.patterns.score_row(pattern), &posterior, weight);
            continue;
        }
        let row = climb.patterns.row(pattern);
        covariance_of(&mut sum, &posterior, weight, &mut scores, |q, scores| {
            let theta = nodes()[q];
            for (place, score) in scores.iter_mut().enumerate() {
                *score = -means[place][q];
            }
            for (item, &cell) in row.iter().enumerate() {
                let block = layout.block(item);
                if cell == HOLE {
                    scores[block].fill(0.0);
                } else if layout.model != Model::Rasch {
                    scores[block.start] += theta * f64::from(cell);
                }
            }
        });
    }
    together.finish(climb, means, &mut sum);
    sum
}

/// The three tables of those who answered everything.
struct Together {
    items: usize,
    /// Σ w Var(θ) x x', the lower half.
    products: Matrix,
    /// Σ w x p(θ − θ̄): items x nodes.
    crossed: Vec<Nodes>,
    /// Σ w (diag p − p p').
    spread: Matrix,
}

impl Together {
    fn new(items: usize) -> Self {
        Self { items, products: Matrix::zeros(items), crossed: vec![[0.0; NODES]; items], spread: Matrix::zeros(NODES) }
    }

    fn add(&mut self, row: &[u8], posterior: &Posterior, weight: f64) {
        let Posterior { weights, window, mean, .. } = posterior;
        let mut from_mean = [0.0; NODES];
        let mut variance = 0.0;
        for q in window.clone() {
            let distance = nodes()[q] - mean;
            from_mean[q] = weight * weights[q] * distance;
            variance += from_mean[q] * distance;
            let scaled = weight * weights[q];
            let line = &mut self.spread.row_mut(q)[window.start..=q];
            line.iter_mut().zip(&weights[window.clone()]).for_each(|(cell, p)| *cell -= scaled * p);
            self.spread[(q, q)] += scaled;
        }
        for item in 0..self.items {
            let x = f64::from(row[item]);
            if x > 0.0 {
                let scaled = x * variance;
                let line = &mut self.products.row_mut(item)[..=item];
                line.iter_mut().zip(row).for_each(|(cell, &y)| *cell += scaled * f64::from(y));
                let line = &mut self.crossed[item][window.clone()];
                line.iter_mut().zip(&from_mean[window.clone()]).for_each(|(cell, d)| *cell += x * d);
            }
        }
    }

    /// Σ Cov = products − crossed M' − M crossed' + M spread M', into the lower half.
    fn finish(&self, climb: &Linear, means: &[Nodes], sum: &mut Matrix) {
        let order = means.len();
        let through: Vec<Nodes> = means
            .iter()
            .map(|m| std::array::from_fn(|q| (0..NODES).map(|r| self.spread[(q.max(r), q.min(r))] * m[r]).sum::<f64>()))
            .collect();
        let dot = |x: &Nodes, y: &Nodes| -> f64 { x.iter().zip(y).map(|(x, y)| x * y).sum() };
        let slope_item = slope_items(climb);
        for i in 0..order {
            for j in 0..=i {
                let mut cell = dot(&means[i], &through[j]);
                if let Some(item) = slope_item[i] {
                    cell -= dot(&self.crossed[item], &means[j]);
                }
                if let Some(item) = slope_item[j] {
                    cell -= dot(&self.crossed[item], &means[i]);
                }
                if let (Some(a), Some(b)) = (slope_item[i], slope_item[j]) {
                    cell += self.products[(a.max(b), a.min(b))];
                }
                sum[(i, j)] += cell;
            }
        }
    }
}

/// For each parameter, the item whose slope it is.
fn slope_items(climb: &Linear) -> Vec<Option<usize>> {
    let mut slopes = vec![None; climb.layout.len()];
    if climb.layout.model != Model::Rasch {
        for item in 0..climb.layout.items() {
            slopes[climb.layout.block(item).start] = Some(item);
        }
    }
    slopes
}

/// The score of each category at one node, as (place within the item's block, value).
type ScoreEntries = Vec<[(usize, f64); 3]>;

/// The information of the graded response model.
pub(super) fn graded_information(climb: &Graded, parameters: &[f64], expected: &graded::Expected) -> Matrix {
    let layout = climb.layout;
    let mut information = Matrix::zeros(layout.len());
    // The scores of each item, category and node: (place, value) within the item's block.
    let mut entries: Vec<Vec<ScoreEntries>> = Vec::with_capacity(layout.items());
    for item in 0..layout.items() {
        let (a, intercepts) = layout.item(parameters, item);
        let mut terms = graded_objective(a, intercepts, &expected.counts[item]);
        if let Some(priors) = climb.priors {
            priors.add(a, intercepts, &mut terms);
        }
        put_block(&mut information, layout.block(item), &terms.2, 0);
        let at_node = |theta: f64| {
            let all = categories(a, intercepts, theta);
            (0..all.len()).map(|k| score_entries(&all[k], k, intercepts.len(), theta)).collect()
        };
        entries.push(nodes().into_iter().map(at_node).collect());
    }
    let (tables, prior) = (climb.tables(parameters), log_weights(1.0));
    let lost = |range: Range<usize>| {
        let mut sum = Matrix::zeros(layout.len());
        let mut scores = vec![0.0; layout.len()];
        for pattern in range {
            let row = climb.patterns.row(pattern);
            let posterior = graded::posterior(&tables, &prior, row);
            covariance_of(&mut sum, &posterior, climb.patterns.weights[pattern], &mut scores, |q, scores| {
                scores.fill(0.0);
                for (item, &cell) in row.iter().enumerate().filter(|(_, cell)| **cell != HOLE) {
                    for (place, value) in entries[item][q][usize::from(cell)] {
                        scores[layout.block(item).start + place] += value;
                    }
                }
            });
        }
        sum
    };
    for part in in_halves(climb.patterns.len(), climb.patterns.len() * layout.len() * layout.len(), lost) {
        subtract(&mut information, &part);
    }
    information
}

/// Adds the posterior covariance of one pattern's scores to the lower half of `sum`.
fn covariance_of(
    sum: &mut Matrix,
    posterior: &Posterior,
    weight: f64,
    scores: &mut [f64],
    score: impl Fn(usize, &mut [f64]),
) {
    let mut mean = vec![0.0; scores.len()];
    let mut add = |scores: &[f64], scale: f64| {
        for (i, s) in scores.iter().enumerate().filter(|(_, s)| s.abs() > 0.0) {
            let scaled = scale * s;
            sum.row_mut(i)[..=i].iter_mut().zip(scores).for_each(|(cell, t)| *cell += scaled * t);
        }
    };
    for q in posterior.window.clone() {
        let p = posterior.weights[q];
        // What a node this light would add is below the digits that an error is read to.
        if p > 1e-9 {
            score(q, scores);
            mean.iter_mut().zip(scores.iter()).for_each(|(mean, s)| *mean += p * s);
            add(scores, weight * p);
        }
    }
    add(&mean, -weight);
}

fn put_block(information: &mut Matrix, block: Range<usize>, curvature: &Matrix, skip: usize) {
    for i in block.clone() {
        for j in block.clone() {
            information[(i, j)] += curvature[(i - block.start + skip, j - block.start + skip)];
        }
    }
}

/// Subtracts a symmetric matrix of which only the lower half is filled.
fn subtract(information: &mut Matrix, lower: &Matrix) {
    for i in 0..lower.order() {
        for j in 0..=i {
            information[(i, j)] -= lower[(i, j)];
            if i != j {
                information[(j, i)] -= lower[(i, j)];
            }
        }
    }
}
