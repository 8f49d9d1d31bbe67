//! SQUAREM: the acceleration of EM algorithms by squared extrapolation (Varadhan and Roland 2008, scheme S3).

/// An algorithm whose steps never lower a log-likelihood.
pub(crate) trait Climb {
    /// The log-likelihood at these parameters and the parameters after one step from them.
    fn step(&self, parameters: &[f64]) -> (f64, Vec<f64>);

    /// Whether a guess may be tried.
    fn admissible(&self, parameters: &[f64]) -> bool;
}

/// Where the climb ended.
#[derive(Debug, Clone)]
pub(crate) struct Summit {
    pub(crate) parameters: Vec<f64>,
    /// How many steps were taken.
    pub(crate) steps: usize,
    /// Whether the last step moved every parameter by less than the tolerance.
    pub(crate) converged: bool,
    /// Whether at least the likelihood rose no more for many rounds.
    pub(crate) level: bool,
}

/// Rounds without a gain in likelihood after which parameters that still move are taken to run off to infinity.
const MOST_FLAT_ROUNDS: usize = 20;

/// Climbs from `start` until a step moves no parameter by `tolerance` or more.
pub(crate) fn squarem(climb: &impl Climb, start: Vec<f64>, tolerance: f64, most_steps: usize) -> Summit {
    let mut at = start;
    let (mut steps, mut flat, mut last) = (0, 0, f64::NEG_INFINITY);
    while steps < most_steps && flat < MOST_FLAT_ROUNDS {
        let (_, first) = climb.step(&at);
        let (before, second) = climb.step(&first);
        steps += 2;
        if second.iter().any(|parameter| !parameter.is_finite()) {
            break;
        }
        if largest_move(&first, &second) < tolerance {
            return Summit { parameters: second, steps, converged: true, level: true };
        }
        flat = if before - last <= 1e-13 * before.abs() { flat + 1 } else { 0 };
        last = last.max(before);
        at = match extrapolate(&at, &first, &second).filter(|guess| climb.admissible(guess)) {
            Some(guess) => {
                let (reached, settled) = climb.step(&guess);
                steps += 1;
                // A guess that lies lower than the plain steps did is thrown away.
                if reached.is_finite() && reached >= before { settled } else { second }
            }
            None => second,
        };
    }
    Summit { parameters: at, steps, converged: false, level: flat >= MOST_FLAT_ROUNDS }
}

fn largest_move(from: &[f64], to: &[f64]) -> f64 {
    from.iter().zip(to).map(|(x, y)| (y - x).abs()).fold(0.0, f64::max)
}

/// θ − 2sr + s²v with r the first difference, v the second and s = −|r|/|v|; none where it would not go beyond.
fn extrapolate(start: &[f64], first: &[f64], second: &[f64]) -> Option<Vec<f64>> {
    let length = |cells: &mut dyn Iterator<Item = f64>| cells.map(|cell| cell * cell).sum::<f64>().sqrt();
    let r: Vec<f64> = start.iter().zip(first).map(|(x, y)| y - x).collect();
    let v: Vec<f64> = r.iter().zip(first.iter().zip(second)).map(|(r, (y, z))| z - y - r).collect();
    let s = -length(&mut r.iter().copied()) / length(&mut v.iter().copied());
    if !s.is_finite() || s > -1.0 {
        return None;
    }
    Some(start.iter().zip(r.iter().zip(&v)).map(|(x, (r, v))| x - 2.0 * s * r + s * s * v).collect())
}
