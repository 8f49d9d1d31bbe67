//! Simulated applicants: people of varying skill who see replies as more or less good than the key does, and answer by
//! what they see. Under the assumed model, and for demonstration only.

use crate::entropy::Stream;
use crate::scoring::{Competency, Format, ItemRule, Letter, PerCompetency, Response};

/// Somebody who does not exist.
pub struct Simulated {
    /// How clearly they see what the key sees, for each competency: 0 is guessing.
    skill: PerCompetency<f64>,
    /// Where on the scale they put what they find middling.
    level: f64,
    /// How far they use the scale.
    spread: f64,
    stream: Stream,
}

/// The mean skill, how far people differ, and how far one person's competencies differ.
const MEAN_SKILL: f64 = 0.7;
const SD_PEOPLE: f64 = 0.3;
const SD_COMPETENCIES: f64 = 0.22;

impl Simulated {
    /// Draws a person.
    pub fn draw(seed: i64, number: u32) -> Self {
        let mut stream = Stream::new(seed, &format!("applicant {number}"));
        let general = MEAN_SKILL + SD_PEOPLE * stream.normal();
        let skill = PerCompetency::from_fn(|_| (general + SD_COMPETENCIES * stream.normal()).max(0.0));
        let level = 3.0 + 0.4 * stream.normal();
        let spread = (1.0 + 0.3 * stream.normal()).max(0.2);
        Self { skill, level, spread, stream }
    }

    /// Their own stream, for everything else about them.
    pub fn stream(&mut self) -> &mut Stream {
        &mut self.stream
    }

    /// What they answer.
    pub fn answer(&mut self, rule: &ItemRule) -> Response {
        let seen = self.seen(rule.competency, rule.key.effectiveness());
        let mut order: Vec<usize> = (0..seen.len()).collect();
        order.sort_by(|&a, &b| seen[b].total_cmp(&seen[a]));
        let letters: Vec<Letter> = order.into_iter().filter_map(Letter::at).collect();
        match rule.format {
            Format::PickBest => Response::PickBest { best: letters[0] },
            Format::BestWorst => Response::BestWorst { best: letters[0], worst: letters[letters.len() - 1] },
            Format::Rank => Response::Rank { order: letters },
            Format::Rate => {
                let rating = |worth: &f64| {
                    (self.level + self.spread * worth).round().clamp(1.0, f64::from(rule.key.scale())) as u8
                };
                Response::Rate { ratings: seen.iter().map(rating).collect() }
            }
        }
    }

    /// How good each reply looks to them: what the key says, as far as they see it, and noise (Luce 1959).
    fn seen(&mut self, competency: Competency, effectiveness: &[f64]) -> Vec<f64> {
        let mean = effectiveness.iter().sum::<f64>() / effectiveness.len() as f64;
        let skill = self.skill[competency];
        effectiveness.iter().map(|worth| skill * (worth - mean) + self.gumbel()).collect()
    }

    fn gumbel(&mut self) -> f64 {
        -(-(1.0 - self.stream.unit()).ln()).ln() - 0.577_215_664_9
    }
}
