//! How fast the room is: `cargo bench`. Data are simulated here from a seed, as `simulate_gpcm.py` beside this file
//! describes; that script makes the very sets whose log-likelihoods are in `docs/psychometrics.md`.
#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark may stop where something is wrong")]

use criterion::{Criterion as Bench, Throughput, criterion_group, criterion_main};
use rapport::psychometrics::adaptive::{Bank, Criterion, Grid, Progress, Rules, Selector};
use rapport::psychometrics::irt::{Curve, FitOptions, Item, Model, fit};
use rapport::psychometrics::items::item_statistics;
use rapport::psychometrics::reliability::{Moments, alpha};
use rapport::psychometrics::{Responses, Seeded};
use std::hint::black_box;

/// Items with four categories: slopes around 0.9, locations around −0.3.
fn items(count: usize, seeded: &mut Seeded) -> Vec<Item> {
    let item = |seeded: &mut Seeded| {
        let a = 0.9 * (0.35 * seeded.normal()).exp();
        let location = -0.3 + 0.7 * seeded.normal();
        let b = [-0.9, 0.0, 0.9].map(|step| location + step + 0.15 * seeded.normal());
        Item { curve: Curve::Divided, a, b: b.to_vec() }
    };
    (0..count).map(|_| item(seeded)).collect()
}

fn category(item: &Item, theta: f64, draw: f64) -> usize {
    let mut below = 0.0;
    item.probabilities(theta)
        .iter()
        .take_while(|p| {
            below += **p;
            below <= draw
        })
        .count()
        .min(item.b.len())
}

fn simulated(persons: usize, count: usize, seed: u64) -> Responses {
    let mut seeded = Seeded::new(seed);
    let items = items(count, &mut seeded);
    let thetas: Vec<f64> = (0..persons).map(|_| seeded.normal()).collect();
    let mut column = |item: &Item| -> Vec<i16> {
        thetas.iter().map(|&theta| category(item, theta, seeded.uniform()) as i16).collect()
    };
    Responses::new(items.iter().map(&mut column).collect()).unwrap()
}

fn classical(bench: &mut Bench) {
    let responses = simulated(100_000, 40, 1);
    bench.bench_function("alpha and item statistics, 100,000 x 40", |b| {
        b.iter(|| {
            let moments = Moments::of_responses(black_box(&responses)).unwrap();
            (alpha(&moments).unwrap(), item_statistics(&moments))
        });
    });
}

fn models(bench: &mut Bench) {
    let mut group = bench.benchmark_group("fit");
    group.sample_size(10);
    for (persons, count) in [(2_000, 40), (20_000, 60)] {
        let responses = simulated(persons, count, 2);
        for (name, model) in [("gpcm", Model::PartialCredit), ("grm", Model::Graded)] {
            group.bench_function(format!("{name} with standard errors, {persons} x {count}"), |b| {
                b.iter(|| fit(black_box(&responses), model, &FitOptions::default()).unwrap().log_likelihood);
            });
        }
    }
}

/// A whole test of 20 items from 200, estimates included; throughput counts items.
fn selection(bench: &mut Bench) {
    const LENGTH: usize = 20;
    let mut seeded = Seeded::new(3);
    let bank = Bank::new(items(200, &mut seeded), Grid::new(-4.0, 4.0, 33).unwrap()).unwrap();
    let mut group = bench.benchmark_group("adaptive, 200 items of four categories");
    group.throughput(Throughput::Elements(LENGTH as u64));
    for (name, criterion) in [
        ("maximum information", Criterion::MaximumInformation),
        ("epv", Criterion::Epv),
        ("kl", Criterion::Kl),
        ("klp", Criterion::Klp),
        ("mei", Criterion::Mei),
    ] {
        if criterion == Criterion::Mei {
            group.sample_size(10);
        }
        let mut selector = Selector::new(&bank, criterion);
        group.bench_function(name, |b| {
            b.iter(|| {
                let theta = seeded.normal();
                let mut progress = Progress::new(&bank, 1.0).unwrap();
                for _ in 0..LENGTH {
                    let at = progress.estimate(&bank).theta;
                    let item = selector.next(&bank, &progress, at, &Rules::default(), &mut seeded).unwrap();
                    let answer = category(&bank.items()[item], theta, seeded.uniform());
                    progress.answer(&bank, item, answer).unwrap();
                }
                progress.estimate(&bank)
            });
        });
    }
}

criterion_group!(benches, classical, models, selection);
criterion_main!(benches);
